import Foundation

/// The time that a date of FHIR covers: a day, a month, a second (R4 search.html §3.1.1.4.7).
struct DateSpan: Hashable, Sendable {
  /// First moment, in seconds since 1970.
  var begin: Double
  /// The moment after the last.
  var end: Double

  /// Reads a date, dateTime or instant; nil for anything else.
  init?(_ text: String) {
    let pattern =
      /(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+\-]\d\d:\d\d)?)?)?)?/
    guard text.utf8.count <= 40, let match = try? pattern.wholeMatch(in: text) else { return nil }
    func number(_ part: Substring?) -> Int? { part.flatMap { Int($0) } }
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (number(match.1), number(match.2) ?? 1, number(match.3) ?? 1)
    (parts.hour, parts.minute, parts.second) = (number(match.4) ?? 0, number(match.5) ?? 0, number(match.6) ?? 0)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = Self.zone(match.8) ?? .gmt
    guard (1...12).contains(parts.month ?? 0), (1...31).contains(parts.day ?? 0), (0...23).contains(parts.hour ?? 0),
      (0...59).contains(parts.minute ?? 0), (0...60).contains(parts.second ?? 0), let start = calendar.date(from: parts)
    else { return nil }
    let unit: Calendar.Component =
      match.6 != nil ? .second : match.5 != nil ? .minute : match.3 != nil ? .day : match.2 != nil ? .month : .year
    let fraction = match.7.flatMap { Double("0\($0)") }
    begin = start.timeIntervalSince1970 + (fraction ?? 0)
    end =
      fraction != nil
      ? begin + 0.001 : (calendar.date(byAdding: unit, value: 1, to: start) ?? start).timeIntervalSince1970
  }

  init(begin: Double, end: Double) {
    self.begin = begin
    self.end = end
  }

  private static func zone(_ text: Substring?) -> TimeZone? {
    guard let text, text != "Z" else { return nil }
    let digits = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard digits.count == 2 else { return nil }
    let seconds = digits[0] * 3600 + digits[1] * 60
    return TimeZone(secondsFromGMT: text.hasPrefix("-") ? -seconds : seconds)
  }

  /// The span of a value: a date, or a Period, which may be open at its ends.
  init?(_ value: JSONContent) {
    if let text = value.text {
      self.init(text)
      return
    }
    guard case .object = value else { return nil }
    self.init(
      begin: value["start"]?.text.flatMap { DateSpan($0) }?.begin ?? -.infinity,
      end: value["end"]?.text.flatMap { DateSpan($0) }?.end ?? .infinity)
  }

  /// Whether this, a value, fits what is asked for with a prefix; nil for a prefix that there is not.
  func fits(_ prefix: String, _ wanted: DateSpan) -> Bool? {
    let isWithin = wanted.begin <= begin && end <= wanted.end
    return switch prefix {
    case "eq": isWithin
    case "ne": !isWithin
    case "gt": end > wanted.end
    case "lt": begin < wanted.begin
    case "ge": end > wanted.end || isWithin
    case "le": begin < wanted.begin || isWithin
    case "sa": begin >= wanted.end
    case "eb": end <= wanted.begin
    case "ap": begin < wanted.end && end > wanted.begin
    default: nil
    }
  }
}
