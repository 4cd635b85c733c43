import DICOM
import Evidence

/// How claims are put in words wherever they are shown.
extension Claim.Kind {
  /// What claims of this kind are about, as a heading.
  public var title: String {
    switch self {
    case .sopClass: "SOP classes"
    case .transferSyntax: "Transfer syntaxes"
    case .association: "Association"
    case .extendedNegotiation: "Extended negotiation"
    case .securityProfile: "Security profiles"
    case .characterSet: "Character sets"
    case .queryKey: "Query keys"
    case .dicomweb: "DICOMweb services"
    case .mediaProfile: "Media profiles"
    case .ihe: "IHE profiles"
    case .hl7Message: "HL7 messages"
    case .fhir: "FHIR"
    case .operation: "Operations"
    }
  }
}

extension Claim.Role {
  /// The role as the standards write it.
  var word: String {
    switch self {
    case .scu, .scp, .fileSetCreator, .fileSetReader, .fileSetUpdater: rawValue.uppercased()
    default: rawValue.replacing("-", with: " ")
    }
  }
}

extension Claim {
  /// What the document says of support, in a word or two.
  var said: String {
    switch (polarity, availability) {
    case (.supported, .standard): "supported"
    case (.supported, .configurable): "configurable"
    case (.supported, .conditional): "conditional"
    case (.notSupported, _): "not supported"
    case (.unclear, _): "unclear"
    }
  }

  /// Whether the claim alone may pass or fail a mandatory requirement.
  var isDecisive: Bool { confidence >= Claim.decisiveConfidence && disputedBy.isEmpty }

  /// The name that the registry has for what is claimed, else the document's own.
  var registeredName: String? { uid.flatMap { Registered.entry($0)?.name } ?? name }

  /// Value with comparator and unit.
  var statedValue: String? {
    value.map { value in
      (comparator.map { $0 == .equal ? "" : "\($0.rawValue) " } ?? "") + value + (unit.map { " \($0)" } ?? "")
    }
  }

  /// What is claimed, in one line: name, property or message, without role and support.
  public var headline: String {
    guard detail != nil, let property else { return subjectMatter }
    // A property of a message or operation, not the thing itself.
    return [subjectMatter, name, "\(Self.words(property))\(statedValue.map { " = \($0)" } ?? "")"].compactMap { $0 }
      .joined(separator: " ")
  }

  private var subjectMatter: String {
    switch detail {
    case .queryKey(let key):
      return ([key.tag, Self.attribute(key.tag) ?? name] + [key.level]).compactMap { $0 }.joined(separator: " ")
    case .web(let service):
      return [service.service, service.resource, service.httpMethod].compactMap { $0 }.joined(separator: " ")
    case .integration(let row):
      return [row.profile, row.actor, row.option].compactMap { $0 }.joined(separator: " · ")
    case .message(let message):
      return [message.event, message.structure, message.version.map { "HL7 \($0)" }].compactMap { $0 }
        .joined(separator: " ")
    case .resource(let entry):
      let what = [
        entry.interaction, entry.searchParameter.map { "search by \($0)" }, entry.operation.map { "$\($0)" },
      ]
      return ([entry.resource ?? "system"] + what.compactMap { $0 }).joined(separator: " ")
    case .operation(let operation):
      return [operation.interface, operation.operation, operation.httpMethod].compactMap { $0 }.joined(separator: " ")
    case nil: break
    }
    if let property {
      return ([Self.words(property)] + [statedValue.map { "= \($0)" }]).compactMap { $0 }.joined(separator: " ")
    }
    return registeredName ?? uid ?? "—"
  }

  /// The role or direction, as the standards write it.
  public var side: String {
    if let role { return role.word }
    if case .message(let message) = detail { return message.direction?.rawValue ?? "" }
    return ""
  }

  /// The SOP class that the claim is restricted to, by name.
  var scope: String? { sopClass.map { Registered.entry($0)?.name ?? $0 } }

  /// Name of an attribute by its tag, `(0010,0020)`.
  static func attribute(_ tag: String) -> String? {
    Tag(notation: tag).flatMap(DataDictionary.entry)?.name
  }

  /// `maximum-length` as words.
  static func words(_ property: String) -> String {
    property.split(separator: "-").map { ["uid", "ae", "pdu", "sop"].contains($0) ? $0.uppercased() : String($0) }
      .joined(separator: " ")
  }
}

extension Citation {
  /// The place in short: `12`, `p. 3`, `/rest/0`; empty where the format has none.
  var shortPlace: String { line.map(String.init) ?? page.map { "p. \($0)" } ?? element ?? "" }

  /// The place in short, the line called so.
  var spokenPlace: String { (line != nil ? "line " : "") + shortPlace }

  /// The place in full: page, line, section, table, row.
  public var place: String {
    let parts = [
      page.map { "page \($0)" }, line.map { "line \($0)" }, page == nil && line == nil ? element : nil,
      section.map { "§ \($0)" }, row.map { "row \($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}
