/// Dates and times as FHIR R4 writes them: part of ISO 8601, on days that the calendar has.
enum DateFormat {
  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  static func isDate(_ text: String) -> Bool { isDate(text[...]) }

  /// A date, or a day with a time and its offset from UTC.
  static func isDateTime(_ text: String) -> Bool {
    guard let separator = text.firstIndex(of: "T") else { return isDate(text[...]) }
    let day = text[..<separator]
    return day.utf8.count == 10 && isDate(day) && isZonedTime(text[text.index(after: separator)...])
  }

  /// A day with a time and its offset from UTC.
  static func isInstant(_ text: String) -> Bool { text.contains("T") && isDateTime(text) }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard [[4], [4, 2], [4, 2, 2]].contains(parts.map(\.count)) else { return false }
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count, numbers[0] > 0 else { return false }
    guard numbers.count > 1 else { return true }
    guard (1...12).contains(numbers[1]) else { return false }
    guard numbers.count > 2 else { return true }
    let year = numbers[0]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[numbers[1] - 1]).contains(numbers[2])
  }

  /// `hh:mm:ss` with fractions of a second; a leap second is allowed.
  static func isTime(_ text: Substring) -> Bool {
    let halves = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = halves.first else { return false }
    if halves.count == 2, halves[1].isEmpty || !halves[1].allSatisfy({ 0x30...0x39 ~= $0 }) { return false }
    let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2, 2] else { return false }
    let numbers = parts.compactMap(number)
    return numbers.count == 3 && numbers[0] < 24 && numbers[1] < 60 && numbers[2] <= 60
  }

  private static func isZonedTime(_ text: Substring) -> Bool {
    if text.last == "Z" { return isTime(text.dropLast()) }
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return false }
    let parts = text[text.index(after: sign)...].utf8.split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2], let hours = number(parts[0]), let minutes = number(parts[1]) else {
      return false
    }
    return (hours < 14 && minutes < 60 || hours == 14 && minutes == 0) && isTime(text[..<sign])
  }

  private static func number(_ digits: Substring.UTF8View) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
