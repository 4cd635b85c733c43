import XMLTree

/// A SOAP message that was received: where its parts are in the document, and what its header says.
public struct ReceivedEnvelope: Sendable {
  /// The document.
  public let tree: MarkupTree
  /// Whether it is SOAP 1.1, which the profiles do not allow.
  public let isSOAP11: Bool
  /// WS-Addressing action; nil where it is missing.
  public let action: String?
  /// Id of the message.
  public let messageID: String?
  /// Id of the message that it answers.
  public let relatesTo: String?
  /// What is in the body: the index of its first element; nil for an empty body.
  public let body: Int?
  /// The fault; nil where the body holds none.
  public let fault: SOAPFault?

  /// Limits of a message without its attachments.
  public static let limits = MarkupLimits(bytes: 64 << 20, depth: 64, nodes: 2_000_000, attributes: 64)

  /// Reads a message.
  public init(_ bytes: [UInt8], limits: MarkupLimits = Self.limits) throws(EnvelopeError) {
    let tree: MarkupTree
    do throws(MarkupError) { tree = try MarkupTree(xml: bytes, limits: limits) } catch { throw EnvelopeError(error) }
    if let stop = tree.stop { throw .tooMuch(limit: stop.limit.rawValue, line: stop.line) }
    if let fault = tree.fault { throw .notWellFormed(line: fault.line, column: fault.column, message: fault.message) }
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }) else {
      throw .noEnvelope(found: nil, line: 1)
    }
    let namespace = tree.nodes[root].namespace
    guard tree.name(of: root) == "Envelope", namespace == Namespace.soap || namespace == Namespace.soap11 else {
      throw .noEnvelope(found: tree.name(of: root), line: tree.nodes[root].line)
    }
    self.tree = tree
    isSOAP11 = namespace == Namespace.soap11
    guard let content = tree.child("Body", in: namespace, of: root) else {
      throw .noBody(line: tree.nodes[root].line)
    }
    let header = tree.child("Header", in: namespace, of: root)
    func block(_ name: String) -> String? {
      header.flatMap { tree.child(name, in: Namespace.addressing, of: $0) }.map { tree.trimmedText(of: $0) }
    }
    action = block("Action")
    messageID = block("MessageID")
    relatesTo = block("RelatesTo")
    body = tree.children(of: content).first { tree.name(of: $0) != nil }
    fault = body.flatMap { index in
      tree.name(of: index) == "Fault" && tree.nodes[index].namespace == namespace
        ? SOAPFault(tree, index, isSOAP11: namespace == Namespace.soap11) : nil
    }
  }
}

/// A fault (SOAP 1.2 Part 1 §5.4).
public struct SOAPFault: Hashable, Sendable {
  /// Local part of the code: `Sender`, `Receiver`, `MustUnderstand`.
  public let code: String
  /// Local parts of the subcodes, from the outermost.
  public let subcodes: [String]
  /// The reason in the words of the sender.
  public let reason: String

  /// Reads a fault; a missing code or reason is an empty text.
  init(_ tree: MarkupTree, _ index: Int, isSOAP11: Bool) {
    func local(_ index: Int) -> String {
      tree.trimmedText(of: index).split(separator: ":").last.map(String.init) ?? ""
    }
    guard !isSOAP11 else {
      code = tree.child("faultcode", of: index).map(local) ?? ""
      subcodes = []
      reason = tree.child("faultstring", of: index).map { tree.trimmedText(of: $0) } ?? ""
      return
    }
    let outer = tree.child("Code", in: Namespace.soap, of: index)
    code = outer.flatMap { tree.child("Value", in: Namespace.soap, of: $0) }.map(local) ?? ""
    var subcodes: [String] = []
    var inner = outer.flatMap { tree.child("Subcode", in: Namespace.soap, of: $0) }
    while let place = inner {
      tree.child("Value", in: Namespace.soap, of: place).map { subcodes.append(local($0)) }
      inner = tree.child("Subcode", in: Namespace.soap, of: place)
    }
    self.subcodes = subcodes
    reason =
      tree.child("Reason", in: Namespace.soap, of: index)
      .flatMap { tree.child("Text", in: Namespace.soap, of: $0) }.map { tree.trimmedText(of: $0) } ?? ""
  }
}
