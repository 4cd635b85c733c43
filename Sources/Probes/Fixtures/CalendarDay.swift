/// Arithmetic on days without a time zone: the Gregorian calendar by day numbers.
struct CalendarDay: Hashable, Sendable {
  /// Makes a day from its number.
  init(number: Int) { self.number = number }

  /// Days since 1970-01-01.
  var number: Int

  /// Reads `YYYY-MM-DD`; nil where it is none.
  init?(_ text: String) {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The day so many days before.
  func earlier(by days: Int) -> CalendarDay {
    var other = self
    other.number -= days
    return other
  }

  /// The form of DA, `YYYYMMDD` (PS3.5 §6.2).
  var dicom: String {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return String(year * 10_000 + month * 100 + day)
  }

  /// The form of XML and FHIR, `YYYY-MM-DD`, of one of DA.
  static func hyphenated(_ date: String) -> String {
    "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.dropFirst(6))"
  }
}
