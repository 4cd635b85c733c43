/// Points in time as scorecards keep them (ISO 8601, UTC), put for people without a change of zone.
enum Timestamp {
  /// `2026-03-02 09:14:07 UTC` of `2026-03-02T09:14:07.120Z`; anything of another form as it stands.
  static func shown(_ text: String) -> String {
    guard let (date, time) = parts(text) else { return text }
    return "\(date) \(time) UTC"
  }

  /// The same, without the date when it is that of the start.
  static func shownEnd(_ text: String, after start: String) -> String {
    guard let (date, time) = parts(text), let (first, _) = parts(start), date == first else { return shown(text) }
    return "\(time) UTC"
  }

  /// Date and time to the second, nil unless the text has the form.
  static func parts(_ text: String) -> (date: String, time: String)? {
    let pieces = text.split(separator: "T", omittingEmptySubsequences: false)
    guard pieces.count == 2, pieces[0].utf8.count == 10, pieces[1].utf8.count >= 8, text.utf8.last == UInt8(ascii: "Z")
    else { return nil }
    return (String(pieces[0]), String(pieces[1].prefix(8)))
  }

  /// Seconds of a duration for people: `12.4 ms`, `3 s`, `2 min`; nil when it has another form.
  static func seconds(_ text: String) -> Double? {
    let pieces = text.split(separator: " ")
    guard pieces.count == 2, let number = Double(pieces[0]), number.isFinite, number >= 0 else { return nil }
    switch pieces[1] {
    case "ns": return number / 1_000_000_000
    case "µs", "us", "μs": return number / 1_000_000
    case "ms": return number / 1_000
    case "s": return number
    case "min": return number * 60
    case "h": return number * 3_600
    default: return nil
    }
  }
}
