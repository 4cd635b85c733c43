/// The form of values of data types without components (HL7 v2.5.1 §2.A).
enum DataTypeCheck {
  /// Data types without components.
  static let primitives: Set<String> = ["ST", "TX", "FT", "ID", "IS", "NM", "SI", "DT", "TM", "DTM", "TS_SIMPLE"]

  /// What a value's type demands and it does not keep; nil where it does, or the type has no form of its own.
  static func demand(_ value: String, dataType: String) -> String? {
    switch dataType {
    case "NM": isNumber(value) ? nil : "a number: digits, with a sign before and a point within"
    case "SI": isDigits(value) && value.utf8.count <= 4 ? nil : "a sequence number of one to four digits"
    case "DT": isDate(value[...]) ? nil : "a date: YYYY[MM[DD]]"
    case "TM": isTime(value) ? nil : "a time: HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]"
    case "TS", "DTM", "TS_SIMPLE":
      isTimeStamp(value) ? nil : "a time stamp: YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]"
    default: nil
    }
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    return !unsigned.isEmpty && unsigned != "." && parts.count <= 2 && parts.allSatisfy { $0.isEmpty || isDigits($0) }
  }

  private static func isDate(_ text: Substring) -> Bool {
    guard isDigits(text), [4, 6, 8].contains(text.utf8.count), let year = Int(text.prefix(4)) else { return false }
    let month = Int(text.dropFirst(4).prefix(2)) ?? 1
    guard (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(Int(text.dropFirst(6)) ?? 1)
  }

  private static func isTime(_ text: String) -> Bool { withoutZone(text[...]).map(isClock) ?? false }

  private static func isTimeStamp(_ text: String) -> Bool {
    guard let moment = withoutZone(text[...]) else { return false }
    let clock = moment.dropFirst(8)
    return isDate(moment.prefix(8)) && (clock.isEmpty || isClock(clock))
  }

  /// What stands before the offset of a zone; nil where the offset is none.
  private static func withoutZone(_ text: Substring) -> Substring? {
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return text }
    let zone = text[text.index(after: sign)...]
    guard isDigits(zone), zone.utf8.count == 4, let hours = Int(zone.prefix(2)), let minutes = Int(zone.suffix(2)),
      hours <= 14, minutes < 60
    else { return nil }
    return text[..<sign]
  }

  /// `HH[MM[SS[.S…]]]`
  private static func isClock(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, isDigits(whole), [2, 4, 6].contains(whole.utf8.count) else { return false }
    if parts.count == 2 {
      guard whole.utf8.count == 6, isDigits(parts[1]), parts[1].utf8.count <= 4 else { return false }
    }
    let limits = [23, 59, 59]
    return stride(from: 0, to: whole.utf8.count, by: 2).allSatisfy { place in
      (Int(whole.dropFirst(place).prefix(2)) ?? 99) <= limits[place / 2]
    }
  }
}
