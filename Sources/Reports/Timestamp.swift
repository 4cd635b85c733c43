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
}
