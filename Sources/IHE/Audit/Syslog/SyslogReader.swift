/// Reads messages of the syslog protocol (RFC 5424 §6).
public struct SyslogReader {
  /// What may stand before a content in UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// Elements of structured data, and parameters of all of them, that are taken.
  static let elementLimit = 1_000

  private let bytes: [UInt8]
  private var place = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads one message.
  public static func read(_ bytes: [UInt8]) throws(SyslogError) -> SyslogMessage {
    var reader = SyslogReader(bytes)
    return try reader.message()
  }

  private var next: UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func message() throws(SyslogError) -> SyslogMessage {
    let priority = try priority()
    // A version of more digits is one that is not known (RFC 5424 §6.2.2).
    guard take(UInt8(ascii: "1")), take(0x20) else { throw SyslogError(.version, offset: place) }
    let start = place
    let timestamp = try word(32, .timestamp)
    if let timestamp, !Self.isTime(Array(timestamp.utf8)) { throw SyslogError(.timestamp, offset: start) }
    let host = try word(255, .host)
    let application = try word(48, .application)
    let process = try word(128, .process)
    let messageID = try word(32, .messageID)
    let elements = try structuredData()
    var content: [UInt8] = []
    if next != nil {
      guard take(0x20) else { throw SyslogError(.structuredData, offset: place) }
      content = Array(bytes[place...])
      if content.starts(with: Self.byteOrderMark) { content.removeFirst(Self.byteOrderMark.count) }
    }
    return SyslogMessage(
      facility: priority / 8, severity: priority % 8, timestamp: timestamp, host: host, application: application,
      process: process, messageID: messageID, elements: elements, content: content)
  }

  private mutating func priority() throws(SyslogError) -> Int {
    guard take(UInt8(ascii: "<")) else { throw SyslogError(.priority, offset: place) }
    var value = 0
    var digits = 0
    while let byte = next, (0x30...0x39).contains(byte), digits < 3 {
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      place += 1
    }
    guard digits > 0, value <= 191, take(UInt8(ascii: ">")) else { throw SyslogError(.priority, offset: place) }
    return value
  }

  /// A field of the header and the space behind it; nil for `-`.
  private mutating func word(_ limit: Int, _ reason: SyslogError.Reason) throws(SyslogError) -> String? {
    let start = place
    while let byte = next, (33...126).contains(byte) {
      place += 1
      if place - start > limit { throw SyslogError(reason, offset: start) }
    }
    let word = bytes[start..<place]
    guard !word.isEmpty, take(0x20) else { throw SyslogError(reason, offset: place) }
    return word.elementsEqual([UInt8(ascii: "-")]) ? nil : String(decoding: word, as: UTF8.self)
  }

  private mutating func structuredData() throws(SyslogError) -> [SyslogMessage.Element] {
    if take(UInt8(ascii: "-")) { return [] }
    var elements: [SyslogMessage.Element] = []
    var count = 0
    while take(UInt8(ascii: "[")) {
      var element = SyslogMessage.Element(id: try name())
      while take(0x20) {
        let name = try name()
        guard take(UInt8(ascii: "=")), take(UInt8(ascii: "\"")) else {
          throw SyslogError(.structuredData, offset: place)
        }
        element.parameters.append(SyslogMessage.Parameter(name: name, value: try value()))
        count += 1
        if count > Self.elementLimit { throw SyslogError(.tooMany, offset: place) }
      }
      guard take(UInt8(ascii: "]")) else { throw SyslogError(.structuredData, offset: place) }
      elements.append(element)
      count += 1
      if count > Self.elementLimit { throw SyslogError(.tooMany, offset: place) }
    }
    guard !elements.isEmpty else { throw SyslogError(.structuredData, offset: place) }
    return elements
  }

  /// SD-NAME (RFC 5424 §6).
  private mutating func name() throws(SyslogError) -> String {
    let start = place
    while let byte = next, (33...126).contains(byte), byte != UInt8(ascii: "="), byte != UInt8(ascii: "]"),
      byte != UInt8(ascii: "\"")
    {
      place += 1
    }
    guard (1...32).contains(place - start) else { throw SyslogError(.structuredData, offset: start) }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// PARAM-VALUE and the quotation mark behind it (RFC 5424 §6.3.3).
  private mutating func value() throws(SyslogError) -> String {
    var value: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "]"): throw SyslogError(.structuredData, offset: place - 1)
      case UInt8(ascii: "\\"):
        if let escaped = next, [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "]")].contains(escaped) {
          value.append(escaped)
          place += 1
        } else {
          value.append(byte)
        }
      default: value.append(byte)
      }
    }
    throw SyslogError(.structuredData, offset: place)
  }

  /// Whether a text is a time of RFC 3339 with the limits of RFC 5424 §6.2.3: capital letters, six decimals at most.
  private static func isTime(_ text: [UInt8]) -> Bool {
    // Nines stand for digits.
    let form = Array("9999-99-99T99:99:99".utf8)
    guard text.count > form.count else { return false }
    for (byte, expected) in zip(text, form) {
      if expected == UInt8(ascii: "9") ? !(0x30...0x39).contains(byte) : byte != expected { return false }
    }
    func number(_ first: Int) -> Int { Int(text[first] - 0x30) * 10 + Int(text[first + 1] - 0x30) }
    guard (1...12).contains(number(5)), (1...31).contains(number(8)), number(11) < 24, number(14) < 60,
      number(17) < 60
    else { return false }
    var rest = text[form.count...]
    if rest.first == UInt8(ascii: ".") {
      let decimals = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard (1...6).contains(decimals.count) else { return false }
      rest = rest.dropFirst(1 + decimals.count)
    }
    if rest.elementsEqual([UInt8(ascii: "Z")]) { return true }
    let offset = Array(rest)
    guard offset.count == 6, offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
      offset[3] == UInt8(ascii: ":"),
      [1, 2, 4, 5].allSatisfy({ (0x30...0x39).contains(offset[$0]) })
    else { return false }
    return (Int(offset[1]) - 0x30) * 10 + Int(offset[2]) - 0x30 < 24
      && (Int(offset[4]) - 0x30) * 10 + Int(offset[5]) - 0x30 < 60
  }
}
