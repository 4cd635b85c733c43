import NIOCore

/// What this side answers to a request of the peer.
public struct DIMSEReply: Hashable, Sendable {
  /// Status.
  public var status: DIMSEStatus
  /// Error Comment (0000,0902).
  public var errorComment: String?
  /// The data set, encoded in the transfer syntax of the context.
  public var dataSet: ByteBuffer?
  /// Affected SOP Instance UID, where the request named none: the one given by N-CREATE.
  public var sopInstanceUID: String?
  /// Counts of the final response to C-GET and C-MOVE.
  public var subOperations = SubOperationCounts()

  /// Makes a reply.
  public init(_ status: DIMSEStatus = .success, errorComment: String? = nil, dataSet: ByteBuffer? = nil) {
    self.status = status
    self.errorComment = errorComment
    self.dataSet = dataSet
  }

  /// The command set of the response to a request.
  func command(_ field: CommandField, to request: CommandSet) -> CommandSet {
    var command = CommandSet.response(field, to: request, status: status, hasDataSet: dataSet != nil)
    if let errorComment { command.set(CommandElementNumber.errorComment, text: String(errorComment.prefix(64))) }
    if let sopInstanceUID { command.set(CommandElementNumber.affectedSOPInstanceUID, uid: sopInstanceUID) }
    command.subOperations = subOperations
    return command
  }
}
