/// A date (PS3.5 §6.2, DA).
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Year, 0 to 9999.
  public let year: Int
  /// Month, 1 to 12.
  public let month: Int
  /// Day, 1 to 31.
  public let day: Int

  /// Makes a date of the Gregorian calendar; nil where it has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard 0...9999 ~= year, 1...12 ~= month, day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= days[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYYMMDD`; the form `YYYY.MM.DD` of before DICOM 3.0 is no date any more.
  public init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 8, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    self.init(year: number(0..<4), month: number(4..<6), day: number(6..<8))
  }

  /// `YYYYMMDD`.
  public var description: String {
    let digits = String(year * 10_000 + month * 100 + day)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// Earlier dates first.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
