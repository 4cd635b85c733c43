import Evidence

/// Puts the parts of a description together: interfaces, bindings of them, endpoints of those.
enum WSDLBinding {
  /// Namespaces in which WS-Addressing's `Action` is written.
  private static let addressing = [
    "http://www.w3.org/2007/05/addressing/metadata", "http://www.w3.org/2006/05/addressing/wsdl",
  ]
  private static let soap = [
    "http://schemas.xmlsoap.org/wsdl/soap/": "1.1", "http://schemas.xmlsoap.org/wsdl/soap12/": "1.2",
  ]
  private static let soap20 = "http://www.w3.org/ns/wsdl/soap"
  private static let http20 = "http://www.w3.org/ns/wsdl/http"

  /// The operations of WSDL 1.1.
  static func all11(_ root: DescriptionElement) -> [WSDLOperation] {
    let endpoints = grouped(root.children("service").flatMap { $0.children("port") }, by: "binding")
    return all(
      root.children("portType"), bindings: Bindings(root.children("binding"), of: "type"), endpoints: endpoints,
      apply: apply11)
  }

  /// The operations of WSDL 2.0.
  static func all20(_ root: DescriptionElement) -> [WSDLOperation] {
    let endpoints = grouped(root.children("service").flatMap { $0.children("endpoint") }, by: "binding")
    return all(
      root.children("interface"), bindings: Bindings(root.children("binding"), of: "interface"), endpoints: endpoints,
      apply: apply20)
  }

  /// Bindings by the interface and operation that they bind, so that each is found at once.
  private struct Bindings {
    private var byOperation: [[String]: [(binding: DescriptionElement, operation: DescriptionElement?)]] = [:]
    /// Those that list no operation, and so bind every one.
    private var whole: [String: [(binding: DescriptionElement, operation: DescriptionElement?)]] = [:]

    init(_ bindings: [DescriptionElement], of attribute: String) {
      for binding in bindings {
        let interface = binding.local(attribute) ?? ""
        let operations = binding.children("operation")
        if operations.isEmpty { whole[interface, default: []].append((binding, nil)) }
        for operation in operations {
          let name = operation.given("name") ?? operation.local("ref") ?? ""
          byOperation[[interface, name], default: []].append((binding, operation))
        }
      }
    }

    func of(_ operation: String, in interface: String) -> [(
      binding: DescriptionElement, operation: DescriptionElement?
    )] {
      (byOperation[[interface, operation]] ?? []) + (whole[interface] ?? [])
    }
  }

  private static func all(
    _ interfaces: [DescriptionElement], bindings: Bindings, endpoints: [String: [DescriptionElement]],
    apply: (_ binding: DescriptionElement, _ operation: DescriptionElement?, inout WSDLOperation) -> Void
  ) -> [WSDLOperation] {
    var all: [WSDLOperation] = []
    for interface in interfaces {
      for element in interface.children("operation") {
        guard let plain = abstract(element, of: interface) else { continue }
        let bound = bindings.of(plain.detail.operation, in: interface.given("name") ?? "")
        if bound.isEmpty { all.append(plain) }
        for (binding, own) in bound {
          var operation = plain
          operation.others.append(own ?? binding)
          apply(binding, own, &operation)
          let ports = endpoints[binding.given("name") ?? ""] ?? []
          if ports.isEmpty { all.append(operation) }
          for port in ports where all.count <= Findings.maximumClaims {
            var offered = operation
            offered.others.append(port)
            let address = port.given("address") ?? port.child("address")?.given("location")
            if let address { offered.detail.path = path(of: address, under: operation.detail.path) }
            all.append(offered)
          }
          if all.count > Findings.maximumClaims { return all }
        }
      }
    }
    return all
  }

  /// An operation as its interface lists it.
  private static func abstract(_ element: DescriptionElement, of interface: DescriptionElement) -> WSDLOperation? {
    guard let name = element.given("name") else { return nil }
    func messages(_ names: [String]) -> [DescriptionElement] { names.flatMap(element.children) }
    let input = element.child("input")
    let output = element.child("output")
    return WSDLOperation(
      element: element, title: element.child("documentation")?.text,
      detail: ClaimDetail.Operation(
        operation: name, interface: interface.given("name"), action: input?.attribute("Action", namespaces: addressing),
        outputAction: output?.attribute("Action", namespaces: addressing), input: input?.message,
        output: output?.message, faults: messages(["fault", "outfault", "infault"]).compactMap(\.message)))
  }

  private static func apply11(
    _ binding: DescriptionElement, _ operation: DescriptionElement?, _ result: inout WSDLOperation
  ) {
    for child in binding.children where child.name == "binding" {
      if let version = soap[child.namespace ?? ""] { result.detail.soapVersion = version }
      if child.namespace == "http://schemas.xmlsoap.org/wsdl/http/" { result.detail.httpMethod = child.given("verb") }
    }
    for child in operation?.children("operation") ?? [] {
      if soap[child.namespace ?? ""] != nil { take(child.given("soapAction"), into: &result) }
      if child.namespace == "http://schemas.xmlsoap.org/wsdl/http/" { result.detail.path = child.given("location") }
    }
  }

  private static func apply20(
    _ binding: DescriptionElement, _ operation: DescriptionElement?, _ result: inout WSDLOperation
  ) {
    if binding.given("type") == soap20 {
      // WSDL 2.0 part 2 §5.10.1: the version is 1.2 where none is given.
      result.detail.soapVersion = binding.attribute("version", namespaces: [soap20]) ?? "1.2"
    }
    take(operation?.attribute("action", namespaces: [soap20]), into: &result)
    result.detail.httpMethod =
      operation?.attribute("method", namespaces: [http20]) ?? binding.attribute("methodDefault", namespaces: [http20])
    result.detail.path = operation?.attribute("location", namespaces: [http20])
  }

  private static func take(_ soapAction: String?, into result: inout WSDLOperation) {
    guard let soapAction, !soapAction.isEmpty else { return }
    if result.detail.action == nil {
      result.detail.action = soapAction
    } else if result.detail.action != soapAction {
      result.otherAction = soapAction
    }
  }

  /// The path of an endpoint's address, and of an operation under it: the host is where one copy of it runs.
  private static func path(of address: String, under location: String?) -> String {
    var path = address[...]
    if let scheme = path.firstRange(of: "://") {
      path = path[scheme.upperBound...]
      path = path.firstIndex(of: "/").map { path[$0...] } ?? "/"
    }
    guard let location, !location.isEmpty else { return String(path) }
    while path.hasSuffix("/") { path.removeLast() }
    return path + (location.hasPrefix("/") ? "" : "/") + location
  }

  private static func grouped(_ elements: [DescriptionElement], by attribute: String) -> [String: [DescriptionElement]]
  {
    Dictionary(grouping: elements) { $0.local(attribute) ?? "" }
  }
}

extension DescriptionElement {
  /// Local name in an attribute that holds a qualified name.
  fileprivate func local(_ attribute: String) -> String? {
    given(attribute).map { $0.split(separator: ":").last.map(String.init) ?? $0 }
  }

  /// The message that an input, output or fault is: by name in WSDL 1.1, by element or reference in 2.0.
  fileprivate var message: String? { local("message") ?? local("element") ?? local("ref") ?? given("name") }
}
