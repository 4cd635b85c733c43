/// The bytes around a message on a connection (Minimal Lower Layer Protocol; HL7 v2.5.1 Appendix C.4).
public enum FrameBytes {
  /// Start block, `<VT>`.
  public static let start: UInt8 = 0x0B
  /// End block, `<FS>`.
  public static let end: UInt8 = 0x1C
  /// What follows the end block.
  public static let carriageReturn: UInt8 = 0x0D

  /// A message in its frame.
  public static func frame(_ message: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(message.count + 3)
    frame.append(start)
    frame.append(contentsOf: message)
    frame.append(end)
    frame.append(carriageReturn)
    return frame
  }
}
