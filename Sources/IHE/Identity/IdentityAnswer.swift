import XMLTree

/// The answer to a query for identifiers or candidates, ITI-45, ITI-47 and ITI-55 (ITI TF-2 §3.45.4.2, §3.47.4.2,
/// §3.55.4.2).
public struct IdentityAnswer: Hashable, Sendable {
  /// The query that is answered.
  public enum Query: Hashable, Sendable {
    /// For the other identifiers of a patient.
    case identifiers(IdentifiersQuery)
    /// For patients by demographics.
    case candidates(CandidatesQuery)

    var parameters: MarkupElement {
      switch self {
      case .identifiers(let query): query.parameters
      case .candidates(let query): query.parameters
      }
    }

    /// Id of the query.
    public var id: InstanceIdentifier {
      switch self {
      case .identifiers(let query): query.id
      case .candidates(let query): query.id
      }
    }
  }

  /// How the message was taken.
  public var acknowledgement: MessageAcknowledgement
  /// How the query ended.
  public var response: QueryResponse
  /// The query.
  public var query: Query
  /// Who was found, of those in this answer.
  public var registrations: [Registration]
  /// How many were found in all.
  public var total: Int
  /// How many come later.
  public var remaining: Int
  /// What would help.
  public var issues: [DetectedIssue]

  /// Makes an answer.
  public init(
    _ acknowledgement: MessageAcknowledgement, _ response: QueryResponse, to query: Query,
    registrations: [Registration] = [], total: Int? = nil, remaining: Int = 0, issues: [DetectedIssue] = []
  ) {
    self.acknowledgement = acknowledgement
    self.response = response
    self.query = query
    self.registrations = registrations
    self.total = total ?? registrations.count
    self.remaining = remaining
    self.issues = issues
  }

  /// The message that it is.
  public var interaction: IdentityInteraction {
    switch query {
    case .identifiers: .identifiersResponse
    case .candidates: .candidatesResponse
    }
  }

  /// The body of the message. The order of the elements is the schema's.
  public func element(in transmission: Transmission) -> MarkupElement {
    let extent: PatientRole.Extent = interaction == .identifiersResponse ? .identifiers : .candidate
    func quantity(_ name: String, _ value: Int) -> MarkupElement {
      MarkupElement(name, [.init("value", String(value))])
    }
    let result = MarkupElement(
      "queryAck", [],
      [
        query.id.element("queryId"), CodedValue("deliveredResponse").element("statusCode"),
        CodedValue(response.rawValue).element("queryResponseCode"), quantity("resultTotalQuantity", total),
        quantity("resultCurrentQuantity", registrations.count), quantity("resultRemainingQuantity", remaining),
      ])
    return transmission.element(
      interaction, acknowledgement: acknowledgement,
      content: registrations.map { $0.element(extent) } + issues.map(\.element) + [result, query.parameters])
  }
}

extension MessageAcknowledgement {
  /// The acknowledgement as a message of its own (ITI TF-2 Appendix O.1.2).
  public func element(in transmission: Transmission) -> MarkupElement {
    transmission.element(.acceptAcknowledgement, acknowledgement: self, content: nil)
  }
}
