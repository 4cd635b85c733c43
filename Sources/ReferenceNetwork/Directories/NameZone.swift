import IHE

/// The zone of a network's names as a name server tells it (RFC 1035 §4.1): below every domain the service record of a
/// directory and the address of its host.
struct NameZone: Sendable {
  /// What goes wrong.
  let defects: Set<NamesDefect>
  /// TCP port of the directory.
  let directoryPort: Int

  private static let service = "_ldap._tcp."
  private static let host = "directory."

  /// The answer to a question; nil for what is none.
  func answer(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 12, bytes[2] & 0x80 == 0, let (name, end) = Self.name(bytes, at: 12), end + 4 <= bytes.count
    else { return nil }
    let kind = UInt16(bytes[end]) << 8 | UInt16(bytes[end + 1])
    let lower = name.lowercased()
    var record: [UInt8]?
    let isKnown = lower.hasPrefix(Self.service) || lower.hasPrefix(Self.host)
    if lower.hasPrefix(Self.service), kind == NameRecord.Kind.srv.rawValue, !defects.contains(.knowsNoServices) {
      let target = Self.host + name.dropFirst(Self.service.count)
      record = Self.word(0) + Self.word(5) + Self.word(UInt16(clamping: directoryPort)) + Self.labels(target)
    }
    if lower.hasPrefix(Self.host), kind == NameRecord.Kind.a.rawValue, !defects.contains(.givesNoAddress) {
      record = [127, 0, 0, 1]
    }
    // A response with authority; the name does not exist where nothing is known of it.
    let flags: [UInt8] = [0x84 | bytes[2] & 0x01, isKnown ? 0 : 3]
    var answer = Array(bytes[0..<2]) + flags + Self.word(1) + Self.word(record == nil ? 0 : 1) + Self.word(0)
    answer += Self.word(0) + bytes[12..<end + 4]
    if let record {
      // The name is that of the question, at its place.
      answer += [0xC0, 12] + Self.word(kind) + Self.word(1) + Self.word(0) + Self.word(300)
      answer += Self.word(UInt16(record.count)) + record
    }
    return answer
  }

  private static func word(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

  private static func labels(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count & 63)] + Array($0.utf8) } + [0]
  }

  /// A name without pointers, and where it ends.
  private static func name(_ bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    var labels: [String] = []
    var place = start
    while place < bytes.count {
      let length = Int(bytes[place])
      if length == 0 { return (labels.joined(separator: "."), place + 1) }
      guard length < 64, place + 1 + length <= bytes.count else { return nil }
      labels.append(String(decoding: bytes[place + 1..<place + 1 + length], as: UTF8.self))
      place += 1 + length
    }
    return nil
  }
}
