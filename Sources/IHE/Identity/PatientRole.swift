import XMLTree

/// A person as a patient of an organisation, as registrations and answers carry him (ITI TF-2 §3.44.4.1.2, §3.45.4.2.2
/// and §3.47.4.2.2).
public struct PatientRole: Hashable, Sendable {
  /// Identifiers of the patient (`Patient.id`).
  public var identifiers: [InstanceIdentifier]
  /// Identifiers that others gave to the person (`OtherIDs.id`).
  public var otherIdentifiers: [InstanceIdentifier]
  /// Names of the person.
  public var names: [PersonName]
  /// Code of AdministrativeGender: `F`, `M`, `UN`.
  public var gender: String?
  /// Time of birth, `YYYYMMDD` and more exact.
  public var birthTime: String?
  /// Addresses of the person.
  public var addresses: [PostalAddress]
  /// State of the record: `active`.
  public var status: String
  /// Organisation that has the patient; nil for that which assigned the first identifier.
  public var provider: String?
  /// How well a candidate fits, from 0 to 100; nil where it is none.
  public var matchDegree: Int?

  /// Makes a patient.
  public init(
    identifiers: [InstanceIdentifier], otherIdentifiers: [InstanceIdentifier] = [], names: [PersonName] = [],
    gender: String? = nil, birthTime: String? = nil, addresses: [PostalAddress] = [], status: String = "active",
    provider: String? = nil, matchDegree: Int? = nil
  ) {
    self.identifiers = identifiers
    self.otherIdentifiers = otherIdentifiers
    self.names = names
    self.gender = gender
    self.birthTime = birthTime
    self.addresses = addresses
    self.status = status
    self.provider = provider
    self.matchDegree = matchDegree
  }

  /// Identifiers in either place; both count alike (ITI TF-2 §3.45.4.2.4).
  public var allIdentifiers: [InstanceIdentifier] { (identifiers + otherIdentifiers).filter { !$0.root.isEmpty } }

  /// How much of a patient a message carries.
  enum Extent {
    /// All (PRPA_MT201301UV02, PRPA_MT201302UV02).
    case record
    /// Identifiers and names (PRPA_MT201303UV02, PRPA_MT201304UV02).
    case identifiers
    /// All, and how well the candidate fits (PRPA_MT201310UV02).
    case candidate
  }

  /// The element. The order is the schema's.
  func element(_ extent: Extent) -> MarkupElement {
    let root = provider ?? identifiers.first?.root ?? ""
    let organization = MarkupElement(
      "providerOrganization", Self.organization,
      [
        InstanceIdentifier(root: root).element("id"),
        MarkupElement(
          "contactParty", [.init("classCode", "CON")], [MarkupElement("telecom", [.init("nullFlavor", "NI")])]),
      ])
    var elements = identifiers.map { $0.element("id") }
    elements += [CodedValue(status).element("statusCode"), person(extent), organization]
    if extent == .candidate {
      let observation = MarkupElement(
        "queryMatchObservation", [.init("classCode", "OBS"), .init("moodCode", "EVN")],
        [
          CodedValue("IHE_PDQ").element("code"),
          MarkupElement("value", [.init("xsi:type", "INT"), .init("value", String(matchDegree ?? 100))]),
        ])
      elements.append(MarkupElement("subjectOf1", [.init("typeCode", "SBJ")], [observation]))
    }
    return MarkupElement("patient", [.init("classCode", "PAT")], elements)
  }

  private static let organization: [MarkupElement.Attribute] = [
    .init("classCode", "ORG"), .init("determinerCode", "INSTANCE"),
  ]

  private func person(_ extent: Extent) -> MarkupElement {
    var elements = (names.isEmpty ? [PersonName()] : names).map { $0.element("name") }
    if extent != .identifiers {
      if let gender {
        elements.append(CodedValue(gender, system: "2.16.840.1.113883.5.1").element("administrativeGenderCode"))
      }
      if let birthTime { elements.append(MarkupElement("birthTime", [.init("value", birthTime)])) }
      elements += addresses.map { $0.element("addr") }
    }
    elements += otherIdentifiers.map { identifier in
      MarkupElement(
        "asOtherIDs", [.init("classCode", "PAT")],
        [
          identifier.element("id"),
          MarkupElement(
            "scopingOrganization", Self.organization, [InstanceIdentifier(root: identifier.root).element("id")]),
        ])
    }
    return MarkupElement(
      "patientPerson", [.init("classCode", "PSN"), .init("determinerCode", "INSTANCE")], elements)
  }

  /// Reads a patient; what is missing is empty.
  init(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    let person = tree.child("patientPerson", in: space, of: index)
    func inPerson(_ name: String) -> [Int] { person.map { tree.elements(name, in: space, of: $0) } ?? [] }
    let observation = tree.child("subjectOf1", in: space, of: index).flatMap {
      tree.child("queryMatchObservation", in: space, of: $0)
    }
    self.init(
      identifiers: tree.elements("id", in: space, of: index).map { InstanceIdentifier(tree, $0) },
      otherIdentifiers: inPerson("asOtherIDs").flatMap { role in
        tree.elements("id", in: space, of: role).map { InstanceIdentifier(tree, $0) }
      }, names: inPerson("name").map { PersonName(tree, $0) },
      gender: inPerson("administrativeGenderCode").first.flatMap { tree.attribute("code", of: $0) },
      birthTime: inPerson("birthTime").first.flatMap { tree.attribute("value", of: $0) },
      addresses: inPerson("addr").map { PostalAddress(tree, $0) },
      status: tree.child("statusCode", in: space, of: index).flatMap { tree.attribute("code", of: $0) } ?? "",
      provider: tree.child("providerOrganization", in: space, of: index).flatMap {
        tree.child("id", in: space, of: $0)
      }.flatMap { tree.attribute("root", of: $0) },
      matchDegree: observation.flatMap { tree.child("value", in: space, of: $0) }.flatMap {
        tree.attribute("value", of: $0)
      }.flatMap { Int($0) })
  }
}
