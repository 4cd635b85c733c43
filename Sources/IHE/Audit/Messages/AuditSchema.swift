/// The elements and attributes of audit messages: what the schema of PS3.15 §A.5.1 says, in the reading of IHE, which lets
/// objects go without an id and a name and events have a purpose.
enum AuditSchema {
  /// Form of a value.
  enum Form: Hashable, Sendable {
    case text
    case boolean
    case dateTime
    case base64
    case integer
    case oneOf([String])
  }

  struct Attribute: Sendable {
    var name: String
    var form = Form.text
    var isRequired = false
  }

  /// One place in a sequence of children: the elements that may stand there.
  struct Particle: Sendable {
    var names: [String]
    var minimum: Int
    var maximum: Int
  }

  enum Content: Sendable {
    case elements([Particle])
    case text(Form)
  }

  struct Element: Sendable {
    var attributes: [Attribute] = []
    var content = Content.elements([])
  }

  private static func required(_ name: String, _ form: Form = .text) -> Attribute {
    Attribute(name: name, form: form, isRequired: true)
  }

  private static func one(_ name: String) -> Particle { Particle(names: [name], minimum: 1, maximum: 1) }
  private static func optional(_ names: String...) -> Particle { Particle(names: names, minimum: 0, maximum: 1) }
  private static func any(_ name: String) -> Particle { Particle(names: [name], minimum: 0, maximum: .max) }
  private static func numbers(_ range: ClosedRange<Int>) -> Form { .oneOf(range.map(String.init)) }

  private static let coded = Element(
    attributes: [
      required("csd-code"), required("codeSystemName"), Attribute(name: "displayName"), required("originalText"),
    ])

  /// The elements by name; no name has two meanings.
  static let elements: [String: Element] = {
    var table: [String: Element] = [:]
    for name in [
      "EventID", "EventTypeCode", "PurposeOfUse", "RoleIDCode", "MediaType", "ParticipantObjectIDTypeCode",
      "UserIDTypeCode",
    ] {
      table[name] = coded
    }
    table["AuditMessage"] = Element(
      content: .elements([
        one("EventIdentification"), Particle(names: ["ActiveParticipant"], minimum: 1, maximum: .max),
        one("AuditSourceIdentification"), any("ParticipantObjectIdentification"),
      ]))
    table["EventIdentification"] = Element(
      attributes: [
        Attribute(name: "EventActionCode", form: .oneOf(["C", "R", "U", "D", "E"])),
        required("EventDateTime", .dateTime), required("EventOutcomeIndicator", .oneOf(["0", "4", "8", "12"])),
      ],
      content: .elements([
        one("EventID"), any("EventTypeCode"), optional("EventOutcomeDescription"), any("PurposeOfUse"),
      ]))
    table["EventOutcomeDescription"] = Element(content: .text(.text))
    // UserTypeCode and UserIDTypeCode are of later editions than the schema that IHE publishes.
    table["ActiveParticipant"] = Element(
      attributes: [
        required("UserID"), Attribute(name: "AlternativeUserID"), Attribute(name: "UserName"),
        required("UserIsRequestor", .boolean), Attribute(name: "NetworkAccessPointID"),
        Attribute(name: "NetworkAccessPointTypeCode", form: numbers(1...5)), Attribute(name: "UserTypeCode"),
      ],
      content: .elements([any("RoleIDCode"), optional("UserIDTypeCode"), optional("MediaIdentifier")]))
    table["MediaIdentifier"] = Element(content: .elements([one("MediaType")]))
    table["AuditSourceIdentification"] = Element(
      attributes: [Attribute(name: "AuditEnterpriseSiteID"), required("AuditSourceID")],
      content: .elements([any("AuditSourceTypeCode")]))
    table["AuditSourceTypeCode"] = Element(
      attributes: [
        required("csd-code"), Attribute(name: "codeSystemName"), Attribute(name: "displayName"),
        Attribute(name: "originalText"),
      ])
    table["ParticipantObjectIdentification"] = Element(
      attributes: [
        Attribute(name: "ParticipantObjectID"), Attribute(name: "ParticipantObjectTypeCode", form: numbers(1...4)),
        Attribute(name: "ParticipantObjectTypeCodeRole", form: numbers(1...26)),
        Attribute(name: "ParticipantObjectDataLifeCycle", form: numbers(1...15)),
        Attribute(name: "ParticipantObjectSensitivity"),
      ],
      content: .elements([
        one("ParticipantObjectIDTypeCode"), optional("ParticipantObjectName", "ParticipantObjectQuery"),
        any("ParticipantObjectDetail"), any("ParticipantObjectDescription"),
      ]))
    table["ParticipantObjectName"] = Element(content: .text(.text))
    table["ParticipantObjectQuery"] = Element(content: .text(.base64))
    table["ParticipantObjectDetail"] = Element(attributes: [required("type"), required("value", .base64)])
    table["ParticipantObjectDescription"] = Element(
      content: .elements([
        any("MPPS"), any("Accession"), any("SOPClass"), optional("ParticipantObjectContainsStudy"),
        optional("Encrypted"), optional("Anonymized"),
      ]))
    for name in ["MPPS", "Instance", "StudyIDs"] { table[name] = Element(attributes: [required("UID")]) }
    table["Accession"] = Element(attributes: [required("Number")])
    table["SOPClass"] = Element(
      attributes: [Attribute(name: "UID"), required("NumberOfInstances", .integer)],
      content: .elements([any("Instance")]))
    table["ParticipantObjectContainsStudy"] = Element(content: .elements([any("StudyIDs")]))
    for name in ["Encrypted", "Anonymized"] { table[name] = Element(content: .text(.boolean)) }
    return table
  }()
}
