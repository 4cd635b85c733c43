import NIOCore

/// What a peer answered to a request of the DIMSE-N services.
public struct NormalizedResponse: Hashable, Sendable {
  /// Status.
  public var status: DIMSEStatus
  /// Error Comment (0000,0902), where the peer sent one.
  public var errorComment: String?
  /// Error ID (0000,0903), where the peer sent one.
  public var errorID: UInt16?
  /// Affected SOP Instance UID, where the peer sent one.
  public var sopInstanceUID: String?
  /// The data set, in the transfer syntax of the context.
  public var dataSet: ByteBuffer?
  /// From the request's last byte sent to the response's last byte received.
  public var duration: Duration
}
