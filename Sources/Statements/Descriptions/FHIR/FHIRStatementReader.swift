import Evidence

/// Goes through a capability statement from top to bottom and adds a claim for each thing that it lists.
struct FHIRStatementReader {
  let root: DescriptionElement
  var findings: Findings
  /// FHIR version of the statement.
  private let version: String?
  /// Whether it states what others are to do, not what a product does.
  private let isRequirements: Bool

  /// What surrounds an element: who acts, on which resource, and how far it is expected.
  struct Scope {
    var role: Claim.Role?
    var resource: String?
    var expectation = FHIRExpectation()
  }

  init(root: DescriptionElement, findings: Findings) {
    self.root = root
    self.findings = findings
    version = root.fhirValue("fhirVersion")
    isRequirements = root.fhirValue("kind") == "requirements"
  }

  /// Reads the whole statement.
  mutating func read() {
    describe()
    let scope = Scope()
    for element in ["fhirVersion", "acceptUnknown"] { addValue(root.child(element), in: scope) }
    for element in [
      "instantiates", "imports", "format", "patchFormat", "acceptLanguage", "implementationGuide", "profile",
    ] {
      for item in root.children(element) { addValue(item, in: scope) }
    }
    if let url = root.child("implementation")?.child("url") {
      add(url, in: scope, property: "implementation.url", value: url.fhirValue)
    }
    for rest in root.children("rest") where !findings.isFull { read(rest: rest) }
    for messaging in root.children("messaging") where !findings.isFull { read(messaging: messaging) }
    for document in root.children("document") where !findings.isFull { read(document: document) }
  }

  // MARK: The statement itself

  private mutating func describe() {
    if let kind = root.child("kind"), let code = kind.fhirValue, !FHIRCodes.kinds.contains(code) {
      reportUnknown(code, of: "kinds of capability statements", kind)
    }
    if isRequirements, let kind = root.child("kind") {
      findings.report(
        .note, "requirements",
        "The statement is of kind requirements: it says what systems are to do, and not that a product does it. Its claims "
          + "are conditional.", at: kind)
    }
    if let status = root.child("status"), let code = status.fhirValue, code != "active" {
      findings.report(.note, "status", "The statement's status is \(code.prefix(64)), not active.", at: status)
    }
    if let experimental = root.child("experimental"), experimental.fhirValue == "true" {
      findings.report(
        .note, "experimental", "The statement calls itself experimental: not meant for genuine use.", at: experimental)
    }
  }

  // MARK: REST

  private mutating func read(rest: DescriptionElement) {
    var scope = Scope()
    take(rest, into: &scope)
    if let mode = rest.child("mode"), let code = mode.fhirValue {
      scope.role = ["client": .client, "server": .server][code]
      if scope.role == nil {
        reportUnknown(code, of: "modes of a REST interface", mode)
      } else {
        add(mode, in: scope, property: "mode", value: code)
      }
    } else {
      findings.report(
        .warning, "missing-code", "A REST interface without mode: it does not say whether client or server.", at: rest)
    }
    if let security = rest.child("security") { read(security: security, in: scope) }
    for resource in rest.children("resource") where !findings.isFull { read(resource: resource, in: scope) }
    readInteractions(of: rest, defined: FHIRCodes.systemInteractions, in: scope)
    if let mode = rest.child("transactionMode"), let code = mode.fhirValue {
      if ["not-supported", "batch", "transaction", "both"].contains(code) {
        add(mode, in: scope, isDenied: code == "not-supported", property: "transactionMode", value: code)
      } else {
        reportUnknown(code, of: "transaction modes", mode)
      }
    }
    readSearchParameters(of: rest, in: scope)
    readOperations(of: rest, in: scope)
    for compartment in rest.children("compartment") { addValue(compartment, in: scope) }
  }

  private mutating func read(security: DescriptionElement, in scope: Scope) {
    var scope = scope
    take(security, into: &scope)
    addFlag(security.child("cors"), in: scope)
    for service in security.children("service") {
      let codings = service.children("coding")
      for coding in codings {
        guard let name = coding.fhirValue("code") ?? coding.fhirValue("display") else { continue }
        add(service, in: scope, kind: .securityProfile, name: name)
      }
      if codings.isEmpty, let text = service.fhirValue("text") {
        add(service, in: scope, kind: .securityProfile, name: text)
      }
    }
    for item in security.children("extension") { readSMART(item, in: scope) }
  }

  /// What SMART App Launch adds to the security of an interface: addresses of its endpoints, and capabilities.
  private mutating func readSMART(_ item: DescriptionElement, in scope: Scope) {
    switch item.fhirURL?.split(separator: "/").last {
    case "oauth-uris":
      for part in item.children("extension") {
        guard let name = part.fhirURL, let address = part.fhirValue("valueUri") else { continue }
        add(part, in: scope, property: "oauth-uris." + name, value: address)
      }
    case "capabilities":
      if let code = item.fhirValue("valueCode") { add(item, in: scope, kind: .securityProfile, name: code) }
    default: break
    }
  }

  private mutating func read(resource: DescriptionElement, in scope: Scope) {
    var scope = scope
    take(resource, into: &scope)
    guard let type = resource.child("type"), let name = type.fhirValue else {
      findings.report(
        .warning, "missing-code", "A resource without type: what it lists belongs to nothing.", at: resource)
      return
    }
    scope.resource = name
    add(type, in: scope, property: "type", value: name)
    for element in ["profile", "supportedProfile"] {
      for item in resource.children(element) { addValue(item, in: scope) }
    }
    readInteractions(of: resource, defined: FHIRCodes.typeInteractions, in: scope)
    for (element, codes, denials) in FHIRCodes.resourceCodes {
      for item in resource.children(element) {
        guard let code = item.fhirValue else { continue }
        if codes.contains(code) {
          add(item, in: scope, isDenied: denials.contains(code), property: element, value: code)
        } else {
          reportUnknown(code, of: "codes of \(element)", item)
        }
      }
    }
    for element in FHIRCodes.resourceFlags { addFlag(resource.child(element), in: scope) }
    for element in ["searchInclude", "searchRevInclude"] {
      for item in resource.children(element) { addValue(item, in: scope) }
    }
    readSearchParameters(of: resource, in: scope)
    readOperations(of: resource, in: scope)
  }

  private mutating func readInteractions(of element: DescriptionElement, defined: Set<String>, in scope: Scope) {
    for interaction in element.children("interaction") {
      guard let code = interaction.fhirValue("code") else {
        findings.report(.warning, "missing-code", "An interaction without code.", at: interaction)
        continue
      }
      if defined.contains(code) {
        add(interaction, in: scope, detail: { $0.interaction = code })
      } else {
        reportUnknown(
          code, of: scope.resource == nil ? "interactions of a system" : "interactions of a resource", interaction)
      }
    }
  }

  private mutating func readSearchParameters(of element: DescriptionElement, in scope: Scope) {
    for parameter in element.children("searchParam") where !findings.isFull {
      guard let name = parameter.fhirValue("name") else {
        findings.report(.warning, "missing-code", "A search parameter without name.", at: parameter)
        continue
      }
      var type = parameter.fhirValue("type")
      if let code = type, !FHIRCodes.searchTypes.contains(code) {
        reportUnknown(code, of: "types of search parameters", parameter)
        type = nil
      }
      let definition = parameter.fhirValue("definition")
      add(parameter, in: scope, property: definition == nil ? nil : "definition", value: definition) {
        $0.searchParameter = name
        $0.searchType = type
      }
      for part in ["target", "modifier", "chain"] {
        for item in parameter.children(part) {
          add(item, in: scope, property: "searchParam." + part, value: item.fhirValue) { $0.searchParameter = name }
        }
      }
    }
  }

  private mutating func readOperations(of element: DescriptionElement, in scope: Scope) {
    for operation in element.children("operation") {
      guard let written = operation.fhirValue("name") else {
        findings.report(.warning, "missing-code", "An operation without name.", at: operation)
        continue
      }
      let definition = operation.child("definition")?.fhirReference
      add(operation, in: scope, property: definition == nil ? nil : "definition", value: definition) {
        $0.operation = written.hasPrefix("$") ? String(written.dropFirst()) : written
      }
    }
  }

  // MARK: Messages and documents

  private mutating func read(messaging: DescriptionElement) {
    var scope = Scope()
    take(messaging, into: &scope)
    for endpoint in messaging.children("endpoint") {
      let address = endpoint.child("address") ?? endpoint
      add(address, in: scope, property: "messaging.endpoint", value: address.fhirValue)
    }
    for (element, property) in [("supportedMessage", "definition"), ("event", "code")] {
      for message in messaging.children(element) where !findings.isFull {
        var own = scope
        take(message, into: &own)
        if let mode = message.child("mode"), let code = mode.fhirValue {
          own.role = ["sender": .sender, "receiver": .receiver][code]
          if own.role == nil {
            reportUnknown(code, of: "modes of a message", mode)
            continue
          }
        }
        own.resource = message.fhirValue("focus")
        let named = message.child(property)
        guard let value = named?.fhirReference ?? named?.fhirValue("code") else { continue }
        add(message, in: own, isTaken: true, property: "messaging." + element, value: value)
      }
    }
  }

  private mutating func read(document: DescriptionElement) {
    var scope = Scope()
    guard let mode = document.child("mode"), let code = mode.fhirValue else { return }
    scope.role = ["producer": .producer, "consumer": .consumer][code]
    guard scope.role != nil else { return reportUnknown(code, of: "modes of a document", mode) }
    let profile = document.child("profile")?.fhirReference
    add(document, in: scope, property: "document.profile", value: profile)
  }

  // MARK: Claims

  private mutating func take(_ element: DescriptionElement, into scope: inout Scope) {
    if let unknown = scope.expectation.take(element.fhirExtensions) {
      reportUnknown(unknown.fhirValue("valueCode") ?? "", of: "expectations", unknown)
    }
  }

  /// A property that has a value.
  private mutating func addValue(_ element: DescriptionElement?, in scope: Scope) {
    guard let element, let value = element.fhirReference else { return }
    add(element, in: scope, property: element.name, value: value)
  }

  /// A property that is supported or not.
  private mutating func addFlag(_ element: DescriptionElement?, in scope: Scope) {
    guard let element, let value = element.fhirValue else { return }
    guard value == "true" || value == "false" else { return reportUnknown(value, of: "truth values", element) }
    add(element, in: scope, isDenied: value == "false", property: element.name, value: value)
  }

  private mutating func add(
    _ element: DescriptionElement, in scope: Scope, kind: Claim.Kind = .fhir, name: String? = nil,
    isDenied: Bool = false, isTaken: Bool = false, property: String? = nil, value: String? = nil,
    detail change: (inout ClaimDetail.Resource) -> Void = { _ in }
  ) {
    var scope = scope
    if !isTaken { take(element, into: &scope) }
    var detail = ClaimDetail.Resource(resource: scope.resource, version: version)
    change(&detail)
    let expected = scope.expectation.words(all: isRequirements)
    let condition = [isRequirements ? "kind: requirements" : nil, expected.map { "expectation: " + $0 }].compactMap(
      \.self)
    let denials = (isDenied ? 1 : 0) + (scope.expectation.denies ? 1 : 0)
    findings.add(
      Claim(
        kind: kind, name: name, role: scope.role,
        polarity: denials == 0 ? .supported : denials == 1 ? .notSupported : .unclear,
        availability: condition.isEmpty ? .standard : .conditional,
        condition: condition.isEmpty ? nil : condition.joined(separator: "; "), property: property, value: value,
        detail: kind == .fhir ? .resource(detail) : nil, evidence: [findings.citation(element)],
        method: "fhir-capability-statement", confidence: 100))
  }

  private mutating func reportUnknown(_ code: String, of what: String, _ element: DescriptionElement) {
    findings.report(
      .warning, "unknown-code",
      "\(code.prefix(64)) is not among the \(what) that FHIR defines; nothing is claimed from it.",
      at: element)
  }
}

extension DescriptionElement {
  /// A canonical address, or the one inside a Reference, as versions before R4 write it.
  fileprivate var fhirReference: String? { fhirValue ?? fhirValue("reference") }
}
