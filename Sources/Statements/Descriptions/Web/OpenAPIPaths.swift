/// Goes through the paths of an OpenAPI description.
struct OpenAPIPaths {
  private let root: DescriptionElement
  /// The operations found, in the order of the document.
  private(set) var operations: [HTTPOperation] = []
  /// References that were not followed, at most a hundred.
  private(set) var unresolved: [DescriptionElement] = []
  /// What references have led to, nil for nothing.
  private var known: [String: Int?] = [:]
  /// How much may still be visited; references could stand for more than any memory holds.
  private var budget = DescriptionTree.maximumVisits
  /// Whether that was too little.
  var isCut: Bool { budget < 0 }

  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
  /// Longest chain of references.
  private static let longestChain = 16

  /// Media types that version 2 gives at the top.
  private let common: [String: [String]]

  init(_ root: DescriptionElement) {
    self.root = root
    common = ["consumes": root.children("consumes"), "produces": root.children("produces")].mapValues {
      $0.compactMap(\.value)
    }
  }

  /// Finds the operations.
  mutating func read() {
    let base = servers(root)
    for entry in root.child("paths")?.children ?? [] where entry.name.hasPrefix("/") {
      guard let path = resolved(entry) else { continue }
      let shared = path.children("parameters")
      for operation in path.children where Self.methods.contains(operation.name.lowercased()) {
        guard operations.count <= Findings.maximumClaims, budget >= 0 else { return }
        read(operation, of: entry.name, shared: shared, base: servers(operation) ?? servers(path) ?? base)
      }
    }
  }

  private mutating func read(
    _ operation: DescriptionElement, of path: String, shared: [DescriptionElement], base: String?
  ) {
    var mediaTypes: [String] = []
    // Version 2 lists media types at the operation, else at the top.
    for list in ["consumes", "produces"] {
      let own = operation.children(list)
      let listed = own.isEmpty ? common[list] ?? [] : own.compactMap(\.value)
      budget -= listed.count
      mediaTypes += listed
    }
    budget -= shared.count
    if let body = operation.child("requestBody").flatMap({ resolved($0) }) { mediaTypes += content(of: body) }
    for response in operation.child("responses")?.children ?? [] {
      if let response = resolved(response) { mediaTypes += content(of: response) }
    }
    var parameters: [String] = []
    for parameter in shared + operation.children("parameters") {
      guard let parameter = resolved(parameter), parameter.child("in")?.value == "query",
        let name = parameter.child("name")?.value
      else { continue }
      parameters.append(name)
    }
    operations.append(
      HTTPOperation(
        element: operation, identifier: operation.child("operationId")?.value,
        title: operation.child("summary")?.value?.collapsed, interface: operation.children("tags").first?.value,
        method: operation.name.uppercased(), path: path, base: base, mediaTypes: HTTPOperations.distinct(mediaTypes),
        parameters: HTTPOperations.distinct(parameters)))
  }

  private mutating func content(of element: DescriptionElement) -> [String] {
    let types = element.child("content")?.children.map(\.name) ?? []
    budget -= types.count
    return types
  }

  /// Base addresses: `servers` of version 3, host and path of version 2.
  private func servers(_ element: DescriptionElement) -> String? {
    let urls = element.children("servers").compactMap { $0.child("url")?.value }
    if !urls.isEmpty { return urls.joined(separator: ", ") }
    let base = (element.child("host")?.value ?? "") + (element.child("basePath")?.value ?? "")
    return base.isEmpty ? nil : base
  }

  // MARK: References

  /// What an element stands for: the one that its `$ref` points to, if it has one.
  private mutating func resolved(_ element: DescriptionElement) -> DescriptionElement? {
    guard let reference = element.child("$ref") else { return element }
    guard let pointer = reference.value, let target = find(pointer) else {
      if unresolved.count < 100 { unresolved.append(reference) }
      return nil
    }
    budget -= 4
    return budget >= 0 ? target : nil
  }

  /// The element that a chain of references ends at; each reference is followed once.
  private mutating func find(_ pointer: String) -> DescriptionElement? {
    if let index = known[pointer] { return index.map { DescriptionElement(tree: root.tree, index: $0) } }
    var next = pointer
    for _ in 0..<Self.longestChain {
      guard let found = walk(next) else { break }
      guard let reference = found.child("$ref") else {
        known[pointer] = .some(found.index)
        return found
      }
      next = reference.value ?? ""
    }
    known[pointer] = .some(nil)
    return nil
  }

  /// The element at a JSON pointer within the document (RFC 6901 §6).
  private func walk(_ reference: String) -> DescriptionElement? {
    guard reference.hasPrefix("#/") else { return nil }
    var current = root
    var array: String?
    for token in reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).prefix(64) {
      let name = token.percentDecoded.replacing("~1", with: "/").replacing("~0", with: "~")
      if let list = array {
        // The items of an array stand under its name.
        guard let item = current.children(list).first(where: { $0.position.map(String.init) == name }) else {
          return nil
        }
        current = item
        array = nil
      } else if let child = current.child(name) {
        if child.position == nil { current = child } else { array = name }
      } else {
        return nil
      }
    }
    return array == nil ? current : nil
  }
}

extension Substring {
  /// With `%XX` replaced, where it is UTF-8.
  fileprivate var percentDecoded: String {
    guard contains("%") else { return String(self) }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(self)
  }
}
