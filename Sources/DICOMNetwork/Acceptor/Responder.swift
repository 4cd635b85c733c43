import NIOCore

/// Sends what comes before the final response to a C-FIND, C-GET or C-MOVE.
public struct Responder: Sendable {
  let driver: AssociationDriver
  let request: CommandSet
  let field: CommandField
  let contextID: UInt8
  let association: AcceptedAssociation

  /// Whether the peer has sent a C-CANCEL-RQ for the request.
  public var isCancelled: Bool {
    get async { await driver.isCancelled(request.messageID ?? 0) }
  }

  /// Sends a pending response: a match, or the progress of a retrieval.
  public func pending(
    _ dataSet: ByteBuffer? = nil, status: DIMSEStatus = .pending, counts: SubOperationCounts = SubOperationCounts()
  ) async throws(AssociationFailure) {
    var reply = DIMSEReply(status, dataSet: dataSet)
    reply.subOperations = counts
    try await driver.send(
      reply.command(field, to: request), dataSet: dataSet, contextID: contextID,
      maximumLength: association.maximumLength)
  }

  /// Sends an object to the peer on this association, as a sub-operation of its C-GET.
  public func store(_ object: StoreRequest) async throws(AssociationFailure) -> DIMSEStatus {
    guard
      let context = association.contexts(abstractSyntax: object.sopClassUID)
        .first(where: { $0.transferSyntax == object.transferSyntax })
    else { return .classNotSupported }
    return try await driver.subOperation(
      object, contextID: context.id, maximumLength: association.maximumLength, of: request.messageID ?? 0)
  }
}
