import Foundation

/// Reads moments of messages (data type TS, HL7 v2.5.1 §2.A.77) and writes them as a worklist does: days and times of
/// the place, without an offset (PS3.5 §6.2).
struct MessageMoment {
  private let zone: TimeZone
  private let honoursOffset: Bool

  /// Makes a reader for a place.
  init(_ zone: TimeZone, honoursOffset: Bool = true) {
    self.zone = zone
    self.honoursOffset = honoursOffset
  }

  /// The moment of a text; without an offset it is of the place. Nil where the text names no day.
  func date(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
    guard digits.count >= 8, digits.count <= 14 else { return nil }
    func number(_ start: Int, _ count: Int) -> Int {
      start + count <= digits.count ? digits[start..<start + count].reduce(0) { $0 * 10 + $1 } : 0
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = (honoursOffset ? offset(bytes) : nil) ?? zone
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (number(0, 4), number(4, 2), number(6, 2))
    (parts.hour, parts.minute, parts.second) = (number(8, 2), number(10, 2), number(12, 2))
    guard (1...12).contains(parts.month ?? 0), (1...31).contains(parts.day ?? 0) else { return nil }
    return calendar.date(from: parts)
  }

  /// Day and time of the place: `20260301`, `101500`.
  func local(_ date: Date) -> (day: String, time: String) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    let day = String(10_000 + (parts.year ?? 0) % 10_000).dropFirst() + two(parts.month) + two(parts.day)
    return (String(day), two(parts.hour) + two(parts.minute) + two(parts.second))
  }

  private func two(_ number: Int?) -> String { String(String(100 + (number ?? 0) % 100).dropFirst()) }

  private func offset(_ bytes: [UInt8]) -> TimeZone? {
    guard let place = bytes.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else { return nil }
    let digits = bytes[(place + 1)...].map { Int($0) - 0x30 }
    guard digits.count == 4, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let seconds = ((digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]) * 60
    return TimeZone(secondsFromGMT: bytes[place] == UInt8(ascii: "-") ? -seconds : seconds)
  }
}
