import Foundation

extension AuditSchema.Form {
  /// Whether a value has the form, white space around it aside (XML Schema Part 2).
  func takes(_ value: String) -> Bool {
    let text = Self.collapsed(value)
    switch self {
    case .text: return true
    case .boolean: return ["true", "false", "1", "0"].contains(text)
    case .oneOf(let words): return words.contains(text)
    case .integer: return text.wholeMatch(of: /[+-]?[0-9]+/) != nil
    case .base64: return Self.decoded(text) != nil
    case .dateTime: return AuditTime.seconds(text) != nil
    }
  }

  /// A value with its white space collapsed (XML Schema Part 2 §4.3.6).
  static func collapsed(_ value: String) -> String {
    value.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" })
      .joined(separator: " ")
  }

  /// The bytes of a text in base64; nil where it is none.
  static func decoded(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
  }
}

/// Moments in audit messages (XML Schema Part 2, dateTime).
public enum AuditTime {
  /// Seconds since 1970 of a moment; one without a zone is taken for UTC. Nil where it is no moment.
  public static func seconds(_ text: String) -> Double? {
    let halves = text.utf8.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
    guard halves.count == 2, let number = day(halves[0]) else { return nil }
    var clock = halves[1]
    guard let offset = takeZone(from: &clock) else { return nil }
    let fields = clock.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3, let hour = digits(fields[0]), let minute = digits(fields[1]) else { return nil }
    let parts = fields[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap(digits), parts.count <= 2 else { return nil }
    var fraction = 0.0
    if parts.count == 2 {
      guard (1...12).contains(parts[1].count), parts[1].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      fraction = parts[1].reversed().reduce(0) { ($0 + Double($1 - 0x30)) / 10 }
    }
    guard minute < 60, whole < 60, hour < 24 || (hour == 24 && minute == 0 && whole == 0 && fraction == 0) else {
      return nil
    }
    return Double(number * 86_400 + hour * 3_600 + minute * 60 + whole - offset) + fraction
  }

  /// A number of two digits.
  private static func digits(_ text: Substring.UTF8View) -> Int? {
    guard text.count == 2, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Days since 1970 of a date, in the proleptic Gregorian calendar; years of four digits.
  private static func day(_ text: Substring.UTF8View) -> Int? {
    let fields = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].count == 4, let century = digits(fields[0].prefix(2)),
      let rest = digits(fields[0].suffix(2)), let month = digits(fields[1]), let day = digits(fields[2])
    else { return nil }
    let year = century * 100 + rest
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, days.indices.contains(month - 1), day > 0, day <= days[month - 1] else { return nil }
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400
    return before * 365 + leaps + days[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
  }

  /// Takes the zone off a time of day; gives its seconds, nil where it is none.
  private static func takeZone(from clock: inout Substring.UTF8View) -> Int? {
    if clock.last == UInt8(ascii: "Z") {
      clock = clock.dropLast()
      return 0
    }
    guard let sign = clock.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else { return 0 }
    let isWest = clock[sign] == UInt8(ascii: "-")
    let parts = clock[clock.index(after: sign)...].split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = digits(parts[0]), let minutes = digits(parts[1]), minutes < 60,
      hours < 14 || (hours == 14 && minutes == 0)
    else { return nil }
    clock = clock[..<sign]
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }
}
