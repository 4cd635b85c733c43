import Evidence

/// UIDs below 2.25, made from a UUID (PS3.5 §B.2), so that they need no registered root and collide with nothing.
enum SyntheticUID {
  /// What every UID begins with.
  static let root = "2.25."

  /// The UID of a named thing in a run.
  static func make(seed: String, name: String) -> String {
    let digest = Digest.sha256("\(seed)\u{0}uid\u{0}\(name)")
    var number = UInt128(digest.prefix(32), radix: 16) ?? 0
    // Version 8 (custom) and the variant of RFC 9562 make it a UUID.
    number &= ~(UInt128(0xF) << 76)
    number |= UInt128(8) << 76
    number &= ~(UInt128(0x3) << 62)
    number |= UInt128(2) << 62
    return "\(root)\(number)"
  }
}
