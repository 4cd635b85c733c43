import NIOCore

/// A retrieval by C-GET or C-MOVE.
public struct RetrieveRequest: Hashable, Sendable {
  /// How the objects come.
  public enum Way: Hashable, Sendable {
    /// On the same association (C-GET). Long objects go to the spool.
    case here(SpoolSettings)
    /// On an association that the peer opens with the AE title (C-MOVE).
    case to(String)
  }

  /// SOP Class UID of the information model.
  public var sopClassUID: String
  /// The identifier, encoded in the transfer syntax of the context.
  public var identifier: ByteBuffer
  /// How the objects come.
  public var way: Way
  /// Pending responses and objects received, together, after which C-CANCEL-RQ is sent; nil for never.
  public var cancelsAfter: Int?

  /// Makes a retrieval.
  public init(sopClassUID: String, identifier: ByteBuffer, way: Way, cancelsAfter: Int? = nil) {
    self.sopClassUID = sopClassUID
    self.identifier = identifier
    self.way = way
    self.cancelsAfter = cancelsAfter
  }
}

/// How a retrieval went, as the peer tells it.
public struct RetrieveResult: Hashable, Sendable {
  /// One response.
  public struct Response: Hashable, Sendable {
    /// Status.
    public var status: DIMSEStatus
    /// Error Comment (0000,0902), where the peer sent one.
    public var errorComment: String?
    /// Counts of sub-operations.
    public var counts: SubOperationCounts
    /// The identifier: Failed SOP Instance UID List, in the transfer syntax of the context.
    public var identifier: ByteBuffer?
    /// From the request's last byte sent to this response's last byte received.
    public var elapsed: Duration
  }

  /// Pending responses, at most `pendingKept` of them.
  public internal(set) var pending: [Response] = []
  /// Number of pending responses.
  public internal(set) var pendingCount = 0
  /// The final response.
  public internal(set) var completion: Response
  /// Message ID of the request, which a C-MOVE's sub-operations may name.
  public internal(set) var messageID: UInt16
  /// Whether C-CANCEL-RQ was sent.
  public internal(set) var isCancelled = false

  /// Pending responses that are kept.
  public static let pendingKept = 1_000
}
