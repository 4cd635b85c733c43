/// Lengths beyond which a PDU is refused at its header, before anything of it is held.
public struct PDULimits: Hashable, Sendable {
  /// Longest A-ASSOCIATE-RQ and A-ASSOCIATE-AC, in bytes after the header. 128 contexts with 64 transfer syntaxes each
  /// of the longest UIDs stay below it.
  public var associate: Int
  /// Longest P-DATA-TF, in bytes after the header.
  public var data: Int
  /// Whether the limit of data is the maximum length that was announced to the peer, who breaks a rule by passing it;
  /// else it is what this side holds.
  public var isDataAnnounced: Bool

  /// The standard limits: 1 MiB to associate, 16 KiB of data.
  public static let standard = PDULimits(associate: 1 << 20, data: 16_384)

  /// Longest P-DATA-TF that this side holds, whatever it announced: 16 MiB.
  public static let heldData = 16 << 20

  /// Makes limits.
  public init(associate: Int, data: Int, isDataAnnounced: Bool = true) {
    self.associate = associate
    self.data = data
    self.isDataAnnounced = isDataAnnounced
  }

  /// The limits of one who announced a maximum length; 0 for no limit.
  public init(announcing maximumLength: UInt32) {
    let isHeld = maximumLength == 0 || maximumLength > Self.heldData
    self.init(
      associate: Self.standard.associate, data: isHeld ? Self.heldData : Int(maximumLength), isDataAnnounced: !isHeld)
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
