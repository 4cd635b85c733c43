import XMLTree

/// The wish for the next candidates of a query, or for no more of them (ITI TF-2 §3.47.4.3).
public struct QueryContinuation: Hashable, Sendable {
  /// Id of the query that goes on.
  public var query: InstanceIdentifier
  /// Number of the first candidate wanted, from 1; that after the last where nil.
  public var start: Int?
  /// How many may come at once; as before where nil.
  public var quantity: Int?
  /// Whether no more are wanted.
  public var isCancelled: Bool

  /// The wish for more.
  public init(of query: InstanceIdentifier, start: Int? = nil, quantity: Int? = nil) {
    self.query = query
    self.start = start
    self.quantity = quantity
    isCancelled = false
  }

  /// The wish for no more.
  public init(cancelling query: InstanceIdentifier) {
    self.query = query
    quantity = 0
    isCancelled = true
  }

  /// WS-Addressing action.
  public var action: String {
    isCancelled ? IdentityInteraction.cancelAction : IdentityInteraction.queryContinuation.action
  }

  /// The body of the message.
  ///
  /// - Parameter answer: Id of the answer that came last, which the message acknowledges.
  public func element(in transmission: Transmission, after answer: InstanceIdentifier) -> MarkupElement {
    var elements = [query.element("queryId")]
    if let start { elements.append(MarkupElement("startResultNumber", [.init("value", String(start))])) }
    if let quantity { elements.append(MarkupElement("continuationQuantity", [.init("value", String(quantity))])) }
    elements.append(CodedValue(isCancelled ? "aborted" : "waitContinuedQueryResponse").element("statusCode"))
    return transmission.element(
      .queryContinuation, name: isCancelled ? "QUQI_IN000003UV01_Cancel" : nil,
      acknowledgement: MessageAcknowledgement(.applicationAccept, of: answer),
      content: [MarkupElement("queryContinuation", [], elements)])
  }

  /// Reads the wish in a control act.
  init(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    func value(_ name: String) -> Int? {
      tree.child(name, in: space, of: index).flatMap { tree.attribute("value", of: $0) }.flatMap { Int($0) }
    }
    query = tree.child("queryId", in: space, of: index).map { InstanceIdentifier(tree, $0) } ?? .init(root: "")
    start = value("startResultNumber")
    quantity = value("continuationQuantity")
    isCancelled =
      tree.child("statusCode", in: space, of: index).flatMap { tree.attribute("code", of: $0) } == "aborted"
  }
}
