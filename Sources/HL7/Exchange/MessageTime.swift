import Foundation

/// Moments as messages write them (data type TS, HL7 v2.5.1 §2.A.77).
public enum MessageTime {
  /// Now, to the second, with the offset of local time: `20240301101500+0000`.
  public static func now() -> String { text(of: Date(), in: .current) }

  /// A moment in a time zone.
  public static func text(of date: Date, in zone: TimeZone) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    let values = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { twoDigits($0 ?? 0) }
    let year = String(10_000 + (parts.year ?? 0) % 10_000).dropFirst()
    let offset = zone.secondsFromGMT(for: date) / 60
    return year + values.joined() + (offset < 0 ? "-" : "+") + twoDigits(abs(offset) / 60) + twoDigits(abs(offset) % 60)
  }

  private static func twoDigits(_ number: Int) -> String { String(100 + number % 100).dropFirst().description }
}
