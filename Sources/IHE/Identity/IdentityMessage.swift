import XMLTree

/// A message of HL7 V3 that was received, of the transactions on identity: what it says, and which rules it breaks.
///
/// What is missing is nil or empty: a message is read as far as it goes, and ``findings`` tell what it lacks.
public struct IdentityMessage: Sendable {
  /// Which message it is, by the name of its element.
  public let interaction: IdentityInteraction
  /// Id of the message.
  public let id: InstanceIdentifier?
  /// When it was made.
  public let creationTime: String?
  /// From whom: the ids of the device.
  public let sender: [InstanceIdentifier]
  /// Organisation that the sender acts for; between communities the home community.
  public let senderOrganization: InstanceIdentifier?
  /// To whom: the ids of the first device.
  public let receiver: [InstanceIdentifier]
  /// How a message before it was taken.
  public let acknowledgement: MessageAcknowledgement?
  /// Code of the trigger event.
  public let trigger: CodedValue?
  /// Patients in order.
  public let registrations: [Registration]
  /// What would help.
  public let issues: [DetectedIssue]
  /// How a query ended.
  public let result: QueryResult?
  /// The query, or the copy of it in an answer.
  public let query: IdentityAnswer.Query?
  /// The wish for more candidates, or for no more.
  public let continuation: QueryContinuation?
  /// Which rules of schema and profile it breaks, in the order of the document.
  public let findings: [IdentityFinding]

  /// How a query ended (QueryAck).
  public struct QueryResult: Hashable, Sendable {
    /// Id of the query.
    public var query: InstanceIdentifier?
    /// Code as written.
    public var code: String
    /// How many were found in all.
    public var total: Int?
    /// How many are in this answer.
    public var current: Int?
    /// How many come later.
    public var remaining: Int?

    /// The code; nil for one that HL7 V3 does not have.
    public var response: QueryResponse? { QueryResponse(rawValue: code) }
  }

  /// Why a body is no such message.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another element, or none.
    case otherElement(name: String?, line: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .otherElement(let name?, let line):
        "the body holds \(name.prefix(64)) at line \(line), where a message of HL7 V3 on identity is expected"
      case .otherElement(nil, _): "the body is empty, where a message of HL7 V3 on identity is expected"
      }
    }
  }

  /// Reads the body of a message.
  public init(_ envelope: ReceivedEnvelope) throws(Problem) {
    let (tree, space) = (envelope.tree, IdentityInteraction.namespace)
    guard let body = envelope.body else { throw .otherElement(name: nil, line: 1) }
    let name = tree.name(of: body) ?? ""
    let isCancellation = name == "QUQI_IN000003UV01_Cancel"
    guard tree.nodes[body].namespace == space,
      let interaction = isCancellation ? .queryContinuation : IdentityInteraction(rawValue: name)
    else { throw .otherElement(name: name, line: tree.nodes[body].line) }
    self.interaction = interaction
    func device(_ name: String) -> Int? {
      tree.child(name, in: space, of: body).flatMap { tree.child("device", in: space, of: $0) }
    }
    func ids(_ index: Int?) -> [InstanceIdentifier] {
      index.map { tree.elements("id", in: space, of: $0).map { InstanceIdentifier(tree, $0) } } ?? []
    }
    id = tree.child("id", in: space, of: body).map { InstanceIdentifier(tree, $0) }
    creationTime = tree.child("creationTime", in: space, of: body).flatMap { tree.attribute("value", of: $0) }
    sender = ids(device("sender"))
    receiver = ids(device("receiver"))
    senderOrganization =
      ids(
        device("sender").flatMap { tree.child("asAgent", in: space, of: $0) }.flatMap {
          tree.child("representedOrganization", in: space, of: $0)
        }
      ).first
    acknowledgement = tree.child("acknowledgement", in: space, of: body).map { MessageAcknowledgement(tree, $0) }
    let act = tree.child("controlActProcess", in: space, of: body)
    trigger = act.flatMap { tree.child("code", in: space, of: $0) }.map { CodedValue(tree, $0) }
    registrations =
      act.map { tree.elements("subject", in: space, of: $0).compactMap { Registration(tree, $0) } } ?? []
    issues = act.map { tree.elements("reasonOf", in: space, of: $0).compactMap { DetectedIssue(tree, $0) } } ?? []
    result = act.flatMap { tree.child("queryAck", in: space, of: $0) }.map { Self.result(tree, $0) }
    query = act.flatMap { tree.child("queryByParameter", in: space, of: $0) }.map { index in
      switch interaction {
      case .candidatesQuery, .candidatesResponse: .candidates(CandidatesQuery(tree, index))
      default: .identifiers(IdentifiersQuery(tree, index))
      }
    }
    continuation = act.flatMap { tree.child("queryContinuation", in: space, of: $0) }.map {
      QueryContinuation(tree, $0)
    }
    findings =
      ContentModel.findings(in: tree, root: body, interaction) + Self.wrapperFindings(tree, body, act, interaction)
  }

  private static func result(_ tree: MarkupTree, _ index: Int) -> QueryResult {
    let space = IdentityInteraction.namespace
    func attribute(_ name: String, _ attribute: String) -> String? {
      tree.child(name, in: space, of: index).flatMap { tree.attribute(attribute, of: $0) }
    }
    func number(_ name: String) -> Int? { attribute(name, "value").flatMap { Int($0) } }
    return QueryResult(
      query: tree.child("queryId", in: space, of: index).map { InstanceIdentifier(tree, $0) },
      code: attribute("queryResponseCode", "code") ?? "", total: number("resultTotalQuantity"),
      current: number("resultCurrentQuantity"), remaining: number("resultRemainingQuantity"))
  }
}

/// A rule that a message of HL7 V3 breaks.
public struct IdentityFinding: Hashable, Sendable {
  /// Where the rule stands: `HL7 V3 NE2008 XML schemas`, `ITI TF-2 Appendix O.1.2`.
  public var rule: String
  /// Names of the elements from the body down.
  public var path: String
  /// Line of the element, from 1.
  public var line: Int
  /// What is wrong, in a sentence.
  public var message: String

  /// Makes a finding.
  public init(rule: String, path: String, line: Int, message: String) {
    self.rule = rule
    self.path = path
    self.line = line
    self.message = message
  }
}
