/// Lengths beyond which a PDU is refused at its header, before anything of it is held.
public struct PDULimits: Hashable, Sendable {
  /// Longest A-ASSOCIATE-RQ and A-ASSOCIATE-AC, in bytes after the header. 128 contexts with 64 transfer syntaxes each
  /// of the longest UIDs stay below it.
  public var associate: Int
  /// Longest P-DATA-TF, in bytes after the header: the maximum length that was announced to the peer.
  public var data: Int

  /// The standard limits: 1 MiB to associate, 16 KiB of data.
  public static let standard = PDULimits(associate: 1 << 20, data: 16_384)

  /// What stands for "no limit" (a maximum length of 0): 16 MiB.
  public static let unlimitedData = 16 << 20

  /// Makes limits.
  public init(associate: Int, data: Int) {
    self.associate = associate
    self.data = data
  }

  /// The limit for a type; the four types with a fixed length have exactly 4.
  public func limit(for type: PDUType) -> Int {
    switch type {
    case .associateRequest, .associateAccept: associate
    case .data: data
    case .associateReject, .releaseRequest, .releaseReply, .abort: 4
    }
  }
}
