import XMLTree

/// A query by demographics: PDQ, ITI-47, and between communities Cross Gateway Patient Discovery, ITI-55
/// (ITI TF-2 §3.47.4.1, §3.55.4.1).
public struct CandidatesQuery: Hashable, Sendable {
  /// Id of the query.
  public var id: InstanceIdentifier
  /// Names, one of which fits.
  public var names: [PersonName]
  /// Code of AdministrativeGender.
  public var gender: String?
  /// Time of birth.
  public var birthTime: BirthTime?
  /// Identifiers of the patient.
  public var identifiers: [InstanceIdentifier]
  /// Address of the patient.
  public var address: PostalAddress?
  /// Object identifiers of the domains whose identifiers are wanted too.
  public var domains: [String]
  /// How many candidates may come at once; all where nil (Continuation Option).
  public var initialQuantity: Int?
  /// When the answer is wanted: `I` at once, `D` later, between communities.
  public var priority: String
  /// Object identifier of the authority whose identifiers the asker uses, between communities.
  public var assigningAuthority: String?

  /// A time of birth that is asked for.
  public enum BirthTime: Hashable, Sendable {
    /// This one, as exact as it is written.
    case exact(String)
    /// Any from one to another, both included.
    case between(String, String)
  }

  /// Makes a query.
  public init(
    id: InstanceIdentifier, names: [PersonName] = [], gender: String? = nil, birthTime: BirthTime? = nil,
    identifiers: [InstanceIdentifier] = [], address: PostalAddress? = nil, domains: [String] = [],
    initialQuantity: Int? = nil, priority: String = "I", assigningAuthority: String? = nil
  ) {
    self.id = id
    self.names = names
    self.gender = gender
    self.birthTime = birthTime
    self.identifiers = identifiers
    self.address = address
    self.domains = domains
    self.initialQuantity = initialQuantity
    self.priority = priority
    self.assigningAuthority = assigningAuthority
  }

  /// The body of the message.
  public func element(in transmission: Transmission) -> MarkupElement {
    transmission.element(.candidatesQuery, content: [transmission.author(assigningAuthority), parameters])
  }

  /// The query itself, which the answer repeats. The order of the elements is the schema's.
  var parameters: MarkupElement {
    var elements = [
      id.element("queryId"), CodedValue("new").element("statusCode"), CodedValue("R").element("responseModalityCode"),
      CodedValue(priority).element("responsePriorityCode"),
    ]
    if let initialQuantity {
      elements.append(MarkupElement("initialQuantity", [.init("value", String(initialQuantity))]))
      elements.append(CodedValue("RD").element("initialQuantityCode"))
    }
    elements.append(MarkupElement("parameterList", [], list))
    return MarkupElement("queryByParameter", [], elements)
  }

  private var list: [MarkupElement] {
    var list: [MarkupElement] = []
    func add(_ name: String, _ value: MarkupElement, _ semantics: String) {
      list.append(QueryParameter.element(name, value, semantics: semantics))
    }
    if let gender {
      add(
        "livingSubjectAdministrativeGender", CodedValue(gender).element("value"), "LivingSubject.administrativeGender")
    }
    if let birthTime { add("livingSubjectBirthTime", Self.element(birthTime), "LivingSubject.birthTime") }
    for identifier in identifiers { add("livingSubjectId", identifier.element("value"), "LivingSubject.id") }
    for name in names { add("livingSubjectName", name.element("value"), "LivingSubject.name") }
    for domain in domains {
      add(
        "otherIDsScopingOrganization", InstanceIdentifier(root: domain).element("value"),
        "OtherIDs.scopingOrganization.id")
    }
    if let address { add("patientAddress", address.element("value"), "Patient.addr") }
    return list
  }

  private static func element(_ time: BirthTime) -> MarkupElement {
    switch time {
    case .exact(let text): MarkupElement("value", [.init("value", text)])
    case .between(let low, let high):
      MarkupElement(
        "value", [], [MarkupElement("low", [.init("value", low)]), MarkupElement("high", [.init("value", high)])])
    }
  }

  /// Reads the query in a control act.
  init(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    func attribute(_ name: String, _ attribute: String) -> String? {
      tree.child(name, in: space, of: index).flatMap { tree.attribute(attribute, of: $0) }
    }
    let list = tree.child("parameterList", in: space, of: index)
    func values(_ name: String) -> [Int] { QueryParameter.values(name, of: list, in: tree) }
    self.init(
      id: tree.child("queryId", in: space, of: index).map { InstanceIdentifier(tree, $0) } ?? .init(root: ""),
      names: values("livingSubjectName").map { PersonName(tree, $0) },
      gender: values("livingSubjectAdministrativeGender").first.flatMap { tree.attribute("code", of: $0) },
      birthTime: values("livingSubjectBirthTime").first.flatMap { Self.birthTime(tree, $0) },
      identifiers: values("livingSubjectId").map { InstanceIdentifier(tree, $0) },
      address: values("patientAddress").first.map { PostalAddress(tree, $0) },
      domains: values("otherIDsScopingOrganization").map { tree.attribute("root", of: $0) ?? "" },
      initialQuantity: attribute("initialQuantity", "value").flatMap { Int($0) },
      priority: attribute("responsePriorityCode", "code") ?? "")
  }

  private static func birthTime(_ tree: MarkupTree, _ index: Int) -> BirthTime? {
    if let exact = tree.attribute("value", of: index) { return .exact(exact) }
    func limit(_ name: String) -> String? {
      tree.child(name, in: IdentityInteraction.namespace, of: index).flatMap { tree.attribute("value", of: $0) }
    }
    guard let low = limit("low"), let high = limit("high") else { return nil }
    return .between(low, high)
  }
}
