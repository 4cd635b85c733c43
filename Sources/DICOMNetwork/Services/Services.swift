import NIOCore

/// What a peer answered to C-ECHO.
public struct EchoResponse: Hashable, Sendable {
  /// Status.
  public var status: DIMSEStatus
  /// Error Comment (0000,0902), where the peer sent one.
  public var errorComment: String?
  /// From the request's last byte sent to the response's last byte received.
  public var duration: Duration
}

/// A query by C-FIND.
public struct FindRequest: Hashable, Sendable {
  /// SOP Class UID of the information model.
  public var sopClassUID: String
  /// The identifier, encoded in the transfer syntax of the context.
  public var identifier: ByteBuffer
  /// Matches after which the query is given up.
  public var limit: Int
  /// Whether to give up by C-CANCEL-RQ and wait for the final response; the association is aborted otherwise.
  public var cancelsAtLimit: Bool
  /// Bytes of matches that are held at most.
  public var byteLimit: Int

  /// Makes a query.
  public init(
    sopClassUID: String, identifier: ByteBuffer, limit: Int = 10_000, cancelsAtLimit: Bool = false,
    byteLimit: Int = 32 << 20
  ) {
    self.sopClassUID = sopClassUID
    self.identifier = identifier
    self.limit = limit
    self.cancelsAtLimit = cancelsAtLimit
    self.byteLimit = byteLimit
  }
}

/// What a peer answered to C-FIND.
public struct FindResult: Hashable, Sendable {
  /// One pending response.
  public struct Match: Hashable, Sendable {
    /// The identifier, encoded in the transfer syntax of the context.
    public var identifier: ByteBuffer
    /// FF00 or FF01.
    public var status: DIMSEStatus
    /// From the request's last byte sent to this response's last byte received.
    public var elapsed: Duration
  }

  /// The final response.
  public struct Completion: Hashable, Sendable {
    /// Final status.
    public var status: DIMSEStatus
    /// Error Comment (0000,0902), where the peer sent one.
    public var errorComment: String?
    /// From the request's last byte sent to the final response's last byte received.
    public var duration: Duration
  }

  /// The matches in order.
  public var matches: [Match] = []
  /// The final response; nil when the query was given up by aborting the association.
  public var completion: Completion?
  /// Whether there were more matches than the limit.
  public var isLimitReached = false

  /// Whether a pending status was FF01: optional keys not supported.
  public var hasUnsupportedKeys: Bool { matches.contains { $0.status == .pendingWithUnsupportedKeys } }
}

/// An object to send by C-STORE.
public struct StoreRequest: Hashable, Sendable {
  /// SOP Class UID.
  public var sopClassUID: String
  /// SOP Instance UID.
  public var sopInstanceUID: String
  /// Transfer syntax that the data set is encoded in.
  public var transferSyntax: String
  /// The data set without file meta information.
  public var dataSet: DataSetSource

  /// Makes a request for a data set in memory.
  public init(sopClassUID: String, sopInstanceUID: String, transferSyntax: String, dataSet: ByteBuffer) {
    self.init(
      sopClassUID: sopClassUID, sopInstanceUID: sopInstanceUID, transferSyntax: transferSyntax,
      source: .memory(dataSet))
  }

  /// Makes a request for a data set wherever it is.
  public init(sopClassUID: String, sopInstanceUID: String, transferSyntax: String, source: DataSetSource) {
    self.sopClassUID = sopClassUID
    self.sopInstanceUID = sopInstanceUID
    self.transferSyntax = transferSyntax
    self.dataSet = source
  }
}

/// What a peer answered to C-STORE.
public struct StoreResponse: Hashable, Sendable {
  /// SOP Instance UID of the request.
  public var sopInstanceUID: String
  /// Status.
  public var status: DIMSEStatus
  /// Error Comment (0000,0902), where the peer sent one.
  public var errorComment: String?
  /// From the request's last byte sent to the response's last byte received.
  public var duration: Duration
  /// Bytes of the data set sent.
  public var length: Int
}
