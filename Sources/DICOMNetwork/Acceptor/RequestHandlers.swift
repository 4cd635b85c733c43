import NIOCore

/// What an acceptor does with each kind of request. A service without a handler answers “unrecognized operation”.
public struct RequestHandlers: Sendable {
  /// A query or retrieval: C-FIND, C-GET, C-MOVE.
  public struct Query: Sendable {
    /// Affected SOP Class UID: the information model.
    public var sopClassUID: String
    /// The identifier, in the transfer syntax of the context.
    public var identifier: ByteBuffer
    /// Transfer syntax of the identifier.
    public var transferSyntax: String
    /// Message ID of the request.
    public var messageID: UInt16
    /// Move Destination of a C-MOVE.
    public var destination: String?
  }

  /// Answers C-ECHO.
  public var echo: (@Sendable (AcceptedAssociation) async -> DIMSEReply)? = { _ in DIMSEReply() }
  /// Answers C-STORE.
  public var store: (@Sendable (StoreIndication, AcceptedAssociation) async -> DIMSEReply)?
  /// Answers C-FIND: pending responses through the responder, the final one as its value.
  public var find: (@Sendable (Query, Responder, AcceptedAssociation) async throws(AssociationFailure) -> DIMSEReply)?
  /// Answers C-GET: sub-operations through the responder.
  public var get: (@Sendable (Query, Responder, AcceptedAssociation) async throws(AssociationFailure) -> DIMSEReply)?
  /// Answers C-MOVE: progress through the responder; the sub-operations are the handler's own associations.
  public var move: (@Sendable (Query, Responder, AcceptedAssociation) async throws(AssociationFailure) -> DIMSEReply)?
  /// Answers N-CREATE, N-SET, N-GET, N-ACTION, N-EVENT-REPORT and N-DELETE.
  public var normalized: (@Sendable (NormalizedRequest, AcceptedAssociation) async -> NormalizedReply)?

  /// A reply to a request of the DIMSE-N services.
  public struct NormalizedReply: Sendable {
    /// The reply.
    public var reply: DIMSEReply
    /// Done when the reply has been sent, on the same association.
    public var afterwards: (@Sendable (AcceptedAssociation) async throws(AssociationFailure) -> Void)?

    /// Makes a reply.
    public init(
      _ reply: DIMSEReply,
      afterwards: (@Sendable (AcceptedAssociation) async throws(AssociationFailure) -> Void)? = nil
    ) {
      self.reply = reply
      self.afterwards = afterwards
    }
  }

  /// Makes handlers that answer C-ECHO with success and nothing else.
  public init() {}
}
