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
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = parts[0].wholeMatch(of: /([0-9]{4,9})-([0-9]{2})-([0-9]{2})/),
      let time = parts[1].wholeMatch(
        of: /([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]{1,12})?)(Z|[+-][0-9]{2}:[0-9]{2})?/),
      let year = Int(date.1), let month = Int(date.2), let day = Int(date.3), let hour = Int(time.1),
      let minute = Int(time.2), let second = Double(time.3)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, days.indices.contains(month - 1), (1...days[month - 1]).contains(day), minute < 60, second < 60,
      hour < 24 || (hour == 24 && minute == 0 && second == 0)
    else { return nil }
    var offset = 0
    if let zone = time.4, zone != "Z" {
      let zoneParts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
      guard zoneParts.count == 2, zoneParts[1] < 60, zoneParts[0] < 14 || (zoneParts[0] == 14 && zoneParts[1] == 0)
      else { return nil }
      offset = (zoneParts[0] * 60 + zoneParts[1]) * (zone.hasPrefix("-") ? -60 : 60)
    }
    // Days of the proleptic Gregorian calendar since 1970.
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400
    let number = before * 365 + leaps + days[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    return Double(number * 86_400 + hour * 3_600 + minute * 60 - offset) + second
  }
}
