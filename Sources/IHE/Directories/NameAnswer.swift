/// The answer of a name server (RFC 1035 §4.1).
public struct NameAnswer: Hashable, Sendable {
  /// Response code: 0 for none, 3 for a name that does not exist.
  public var code: UInt8
  /// Whether more would have come than one datagram holds.
  public var isTruncated: Bool
  /// Records of the answer, of the kinds that are known.
  public var records: [NameRecord]

  /// Why bytes are no answer.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where, in bytes from the begin.
    public var offset: Int
    /// The rule broken.
    public var rule: String
    /// What is wrong.
    public var what: String

    /// A sentence for people.
    public var description: String { "\(what) at byte \(offset)" }
  }

  /// Records that are read.
  static let recordLimit = 256

  /// Reads an answer.
  public init(_ bytes: [UInt8]) throws(Fault) {
    var reader = NameReader(bytes)
    _ = try reader.word()
    let flags = try reader.word()
    code = UInt8(flags & 0xF)
    isTruncated = flags & 0x0200 != 0
    let questions = try reader.word()
    let answers = try reader.word()
    _ = try reader.word()
    _ = try reader.word()
    guard questions <= 1 else { throw Fault(offset: 4, rule: "RFC 1035 §4.1.1", what: "more than one question") }
    for _ in 0..<questions {
      _ = try reader.name()
      _ = try reader.word()
      _ = try reader.word()
    }
    records = []
    for _ in 0..<min(Int(answers), Self.recordLimit) {
      // What a truncated answer breaks off in is not there.
      if isTruncated, reader.isAtEnd { break }
      if let record = try reader.record() { records.append(record) }
    }
  }
}

/// Walks over the bytes of an answer.
private struct NameReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place >= bytes.count }

  private func fault(_ what: String, _ rule: String = "RFC 1035 §4.1") -> NameAnswer.Fault {
    NameAnswer.Fault(offset: min(place, bytes.count), rule: rule, what: what)
  }

  mutating func take(_ count: Int) throws(NameAnswer.Fault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - place else { throw fault("the answer ends within a field of \(count) bytes") }
    defer { place += count }
    return bytes[place..<place + count]
  }

  mutating func word() throws(NameAnswer.Fault) -> UInt16 { try take(2).reduce(0) { $0 << 8 | UInt16($1) } }

  /// A name with its pointers followed; each pointer must lead back, so that it ends (RFC 1035 §4.1.4).
  mutating func name() throws(NameAnswer.Fault) -> String {
    var labels: [String] = []
    var at = place
    var end: Int?
    var length = 0
    while true {
      guard at < bytes.count else { throw fault("a name goes beyond the end") }
      let head = bytes[at]
      if head >= 0xC0 {
        guard at + 1 < bytes.count else { throw fault("a pointer goes beyond the end") }
        let target = Int(head & 0x3F) << 8 | Int(bytes[at + 1])
        guard target < at else { throw fault("a pointer does not lead back", "RFC 1035 §4.1.4") }
        end = end ?? at + 2
        at = target
      } else if head == 0 {
        place = end ?? at + 1
        return labels.joined(separator: ".")
      } else {
        guard head < 0x40 else { throw fault("a label of an unknown kind", "RFC 1035 §4.1.4") }
        let count = Int(head)
        length += count + 1
        guard at + count < bytes.count, length <= 255 else {
          throw fault("a name of more than 255 bytes, or beyond the end", "RFC 1035 §2.3.4")
        }
        labels.append(String(decoding: bytes[at + 1...at + count], as: UTF8.self))
        at += count + 1
      }
    }
  }

  mutating func record() throws(NameAnswer.Fault) -> NameRecord? {
    let owner = try name()
    let kind = NameRecord.Kind(rawValue: try word())
    _ = try word()
    let timeToLive = UInt32(try word()) << 16 | UInt32(try word())
    let length = Int(try word())
    let end = place + length
    guard end <= bytes.count else { throw fault("a record goes beyond the end") }
    defer { place = end }
    guard let kind, let value = try value(kind, length) else { return nil }
    return NameRecord(name: owner, value: value, timeToLive: timeToLive)
  }

  private mutating func value(
    _ kind: NameRecord.Kind, _ length: Int
  ) throws(NameAnswer.Fault) -> NameRecord.RecordValue? {
    switch kind {
    case .a:
      guard length == 4 else { throw fault("an address of \(length) bytes", "RFC 1035 §3.4.1") }
      return .address(try take(4).map { "\($0)" }.joined(separator: "."))
    case .aaaa:
      guard length == 16 else { throw fault("an address of \(length) bytes", "RFC 3596 §2.2") }
      let octets = Array(try take(16))
      let groups = stride(from: 0, to: 16, by: 2).map {
        String(UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]), radix: 16)
      }
      return .address(groups.joined(separator: ":"))
    case .cname, .ptr: return .name(kind, try name())
    case .txt:
      var texts: [String] = []
      let end = place + length
      while place < end {
        let count = Int(try take(1).first ?? 0)
        guard count <= end - place else { throw fault("a text goes beyond its record", "RFC 1035 §3.3.14") }
        texts.append(String(decoding: try take(count), as: UTF8.self))
      }
      return .texts(texts)
    case .srv:
      guard length >= 7 else { throw fault("a service record of \(length) bytes", "RFC 2782") }
      let (priority, weight, port) = (try word(), try word(), try word())
      return .service(priority: priority, weight: weight, port: port, target: try name())
    }
  }
}
