import DICOM

/// What a key of a date, time or both asks for: one value, or a range with both its ends (PS3.4 §C.2.2.2.5).
struct TimeRange: Sendable {
  private let lower: String?
  private let upper: String?
  private let excludesEnds: Bool

  /// Reads the value of a key.
  init(_ text: String, _ vr: VR, _ defects: Set<ArchiveDefect>) {
    excludesEnds = defects.contains(.findExcludesRangeEnds) && text.contains("-")
    if defects.contains(.findIgnoresRanges), text.contains("-") {
      (lower, upper) = (nil, nil)
      return
    }
    // A hyphen in the last five signs of a date with time is that of its offset from UTC.
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    if ends.count == 2, vr != .DT || !Self.isOffset(ends[1]) {
      let isBegun = !ends[0].isEmpty && !defects.contains(.findIgnoresRangeBeginnings)
      lower = !isBegun ? nil : Self.filled(String(ends[0]), with: "0")
      upper = ends[1].isEmpty ? nil : Self.filled(String(ends[1]), with: "9")
    } else {
      lower = Self.filled(text, with: "0")
      upper = Self.filled(text, with: vr == .DA ? "0" : "9")
    }
  }

  /// Whether a held value is in it.
  func contains(_ held: String) -> Bool {
    guard !held.isEmpty else { return false }
    let held = Self.filled(held, with: "0")
    if let lower, excludesEnds ? held <= lower : held < lower { return false }
    if let upper, excludesEnds ? held.prefix(8) >= upper.prefix(8) : held > upper { return false }
    return true
  }

  private static func isOffset(_ text: Substring) -> Bool { text.utf8.count == 4 && text.allSatisfy(\.isNumber) }

  /// Digits alone, filled to the longest form, so that the order of texts is that of times. Years, hours and so on that
  /// are left out are the first or last ones, as the filling says.
  private static func filled(_ text: String, with digit: Character) -> String {
    let digits = text.prefix { $0 != "+" }.filter { $0.isASCII && $0.isNumber }
    return digits + String(repeating: digit, count: max(0, 20 - digits.count))
  }
}
