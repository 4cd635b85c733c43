import Evidence
import Inventory
import Specification

extension SpecificationSummary {
  /// What was judged by. Values of secrets are left out.
  init(rules: RuleSet, sha256: String) {
    self.init(
      id: rules.id, version: rules.version, title: rules.title, sha256: sha256, profile: rules.profile,
      sources: rules.sources,
      inputs: rules.inputs.keys.sorted().compactMap { name in
        rules.inputs[name].map { InputSummary(name: name, input: $0) }
      },
      scale: rules.scale)
  }
}

extension SpecificationSummary.InputSummary {
  fileprivate init(name: String, input: InputValue) {
    let value =
      if input.isSecret { "(secret)" } else { input.value.map(ValueText.text) ?? "(not given)" }
    let origin =
      switch input.origin {
      case .specification: "the specification"
      case .profile(let id): "profile \(id)"
      case .commandLine: "command line"
      case .environment(let variable): "environment variable \(variable)"
      case .file(let path): "file \(path)"
      }
    self.init(name: name, title: input.title, value: value, origin: origin)
  }
}

/// Values as people write them.
enum ValueText {
  static func text(_ value: Value) -> String {
    switch value {
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let number): "\(number)"
    case .string(let text), .uid(let text), .date(let text): text
    case .duration(let nanoseconds): duration(nanoseconds)
    case .size(let bytes): size(bytes)
    case .tag(let tag): "(\(hexadecimal(tag.group)),\(hexadecimal(tag.element)))"
    case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .record(let fields):
      "{"
        + fields.keys.sorted().map { "\($0): \(fields[$0].map(text) ?? "")" }
        .joined(separator: ", ") + "}"
    case .dataSet(let dataSet): "data set of \(dataSet.elements.count) elements"
    case .message(let message): "HL7 v2 message of \(message.count) segments"
    case .resource(let resource): "FHIR resource \(resource.type)\(resource.id.map { "/\($0)" } ?? "")"
    }
  }

  /// The longest unit that leaves a whole number: `5 min`, `1500 ms`.
  private static func duration(_ nanoseconds: Int64) -> String {
    for (unit, length) in [("min", Int64(60_000_000_000)), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000)]
    where nanoseconds % length == 0 && nanoseconds != 0 {
      return "\(nanoseconds / length) \(unit)"
    }
    return nanoseconds == 0 ? "0 s" : "\(nanoseconds) ns"
  }

  private static func size(_ bytes: Int64) -> String {
    for (unit, length) in [("GiB", Int64(1 << 30)), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    where bytes % length == 0 && bytes != 0 {
      return "\(bytes / length) \(unit)"
    }
    return "\(bytes) B"
  }

  private static func hexadecimal(_ number: UInt16) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension BidSummary {
  /// Who was judged: the bid, or the network itself where there are no papers.
  init(plan: Plan, documents: [DocumentReading]) {
    let systems = plan.network.sites.flatMap(\.systems)
    let offered = plan.bid?.offers.map { Self.product($0.product, $0.version) } ?? []
    let titles = plan.bid?.documents ?? []
    self.init(
      id: plan.bid?.id ?? plan.network.id, bidder: plan.bid?.bidder ?? plan.network.title,
      products: (offered.isEmpty ? systems.map { Self.product($0.product, $0.version) } : offered).withoutRepeats(),
      documents: documents.map { reading in
        let entry = titles.first { $0.path == reading.document || $0.path.hasSuffix("/" + reading.document) }
        return DocumentSummary(
          name: reading.document, title: entry?.title ?? reading.document, sha256: reading.sha256,
          claims: reading.claims.count)
      })
  }

  private static func product(_ name: String, _ version: String?) -> String {
    [name, version ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension RunSummary.SystemSummary {
  /// A system of the network.
  init(_ system: System, at site: Site) {
    self.init(
      id: system.reference, site: site.odsCode.map { "\(site.name) (\($0))" } ?? site.name,
      product: [system.product, system.version ?? ""].filter { !$0.isEmpty }.joined(separator: " "),
      roles: system.roles,
      endpoints: system.endpoints.sorted { $0.key.rawValue < $1.key.rawValue }.map { Self.text($0.value) })
  }

  private static func text(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .dicom(let entity): "dicom\(entity.tls == nil ? "" : "s")://\(entity.aeTitle)@\(entity.host):\(entity.port)"
    case .address(let address): "\(address.protocolName.rawValue) \(address.address)"
    }
  }
}

extension Problem {
  /// A problem of a document, for the reader of the report.
  init(_ problem: DocumentProblem, document: String) {
    let place = problem.citation.map { " (\(Phrases.place($0)))" } ?? ""
    let advice =
      problem.severity == .unreadable
      ? "Ask the bidder for a copy that can be read, and judge again; until then the result is provisional." : nil
    self.init(
      area: "document", subject: document, message: Phrases.clause(problem.message) + place + ".", advice: advice)
  }
}
