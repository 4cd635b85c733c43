import XMLTree

/// A registration of a patient: what happened to whom, and who keeps the record (MFMI_MT700701UV01 and
/// MFMI_MT700711UV01, RegistrationEvent).
public struct Registration: Hashable, Sendable {
  /// The patient.
  public var patient: PatientRole
  /// State of the registration: `active`.
  public var status: String
  /// Object identifier of who keeps the record: between communities the home community id (ITI TF-2 §3.55.4.2.2).
  public var custodian: String
  /// Whether the custodian locates a patient's data, between communities: `NotHealthDataLocator`.
  public var locator: CodedValue?
  /// Identifiers that this one replaces.
  public var replaced: [InstanceIdentifier]
  /// State of each replaced registration: `obsolete`.
  public var replacedStatus: [String]

  /// Makes a registration.
  public init(
    _ patient: PatientRole, custodian: String, locator: CodedValue? = nil, replaced: [InstanceIdentifier] = []
  ) {
    self.patient = patient
    status = "active"
    self.custodian = custodian
    self.locator = locator
    self.replaced = replaced
    replacedStatus = replaced.map { _ in "obsolete" }
  }

  /// The element with the participation around it.
  func element(_ extent: PatientRole.Extent) -> MarkupElement {
    let subject = MarkupElement("subject1", [.init("typeCode", "SBJ")], [patient.element(extent)])
    var assigned = [InstanceIdentifier(root: custodian).element("id")]
    if let locator { assigned.append(locator.element("code")) }
    let keeper = MarkupElement(
      "custodian", [.init("typeCode", "CST")],
      [MarkupElement("assignedEntity", [.init("classCode", "ASSIGNED")], assigned)])
    let prior = replaced.map { identifier in
      MarkupElement(
        "replacementOf", [.init("typeCode", "RPLC")],
        [
          MarkupElement(
            "priorRegistration", Self.event,
            [
              CodedValue("obsolete").element("statusCode"),
              MarkupElement(
                "subject1", [.init("typeCode", "SBJ")],
                [MarkupElement("priorRegisteredRole", [.init("classCode", "PAT")], [identifier.element("id")])]),
            ])
        ])
    }
    let event = MarkupElement(
      "registrationEvent", Self.event,
      [
        MarkupElement("id", [.init("nullFlavor", "NA")]), CodedValue(status).element("statusCode"), subject, keeper,
      ] + prior)
    return MarkupElement("subject", [.init("typeCode", "SUBJ")], [event])
  }

  private static let event: [MarkupElement.Attribute] = [.init("classCode", "REG"), .init("moodCode", "EVN")]

  /// Reads the participation around a registration; nil where there is no patient in it.
  init?(_ tree: MarkupTree, _ subject: Int) {
    let space = IdentityInteraction.namespace
    guard let event = tree.child("registrationEvent", in: space, of: subject),
      let role = tree.child("subject1", in: space, of: event),
      let patient = tree.child("patient", in: space, of: role)
    else { return nil }
    self.patient = PatientRole(tree, patient)
    func code(_ index: Int) -> String? {
      tree.child("statusCode", in: space, of: index).flatMap { tree.attribute("code", of: $0) }
    }
    status = code(event) ?? ""
    let entity = tree.child("custodian", in: space, of: event).flatMap {
      tree.child("assignedEntity", in: space, of: $0)
    }
    custodian =
      entity.flatMap { tree.child("id", in: space, of: $0) }.flatMap { tree.attribute("root", of: $0) } ?? ""
    locator = entity.flatMap { tree.child("code", in: space, of: $0) }.map { CodedValue(tree, $0) }
    var (replaced, statuses): ([InstanceIdentifier], [String]) = ([], [])
    for replacement in tree.elements("replacementOf", in: space, of: event) {
      guard let prior = tree.child("priorRegistration", in: space, of: replacement) else { continue }
      let role = tree.child("subject1", in: space, of: prior).flatMap {
        tree.child("priorRegisteredRole", in: space, of: $0)
      }
      for id in role.map({ tree.elements("id", in: space, of: $0) }) ?? [] {
        replaced.append(InstanceIdentifier(tree, id))
        statuses.append(code(prior) ?? "")
      }
    }
    self.replaced = replaced
    replacedStatus = statuses
  }
}
