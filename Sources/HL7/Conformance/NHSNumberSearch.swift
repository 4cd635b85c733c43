/// Looks in text for numbers that may be a real patient's: NHS, CHI and Health and Care numbers in the ranges from which they
/// are given, with a right check digit (NHS Data Model and Dictionary, NHS NUMBER).
///
/// They are found as ten digits by themselves, and in the groups of three, three and four in which people write them
/// (`943 476 5919`, `943-476-5919`). The range that begins with 999 is never given, and numbers of it are not found.
public enum NHSNumberSearch {
  /// A number and where it stands.
  public struct Place: Hashable, Sendable {
    /// Its bytes, the signs between its groups included.
    public var range: Range<Int>
    /// Its ten digits.
    public var number: String
  }

  /// The places of all numbers, in order.
  public static func places(in bytes: some RandomAccessCollection<UInt8>) -> [Place] {
    let bytes = Array(bytes)
    var places: [Place] = []
    // The last two words, where each is three digits and one space alone stands behind it.
    var groups: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard isPart(bytes[index]) else {
        if bytes[index] != 0x20 || (index > 0 && bytes[index - 1] == 0x20) { groups = [] }
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      let next = end
      // The end of a sentence is no part of a number.
      while end > index, !isDigit(bytes[end - 1]), !isLetter(bytes[end - 1]) { end -= 1 }
      let word = index..<end
      index = next
      if let number = number(bytes[word]) {
        places.append(Place(range: word, number: number))
        groups = []
      } else if word.count == 4, groups.count == 2, let first = groups.first,
        let number = number(bytes[first] + bytes[groups[1]] + bytes[word])
      {
        places.append(Place(range: first.lowerBound..<word.upperBound, number: number))
        groups = []
      } else if word.count == 3, next == end, bytes[word].allSatisfy(isDigit) {
        groups = groups.suffix(1) + [word]
      } else {
        groups = []
      }
    }
    return places
  }

  /// The numbers, in order.
  public static func numbers(in bytes: some RandomAccessCollection<UInt8>) -> [String] {
    places(in: bytes).map(\.number)
  }

  /// The number that a word is; nil where it is none.
  private static func number(_ word: some Collection<UInt8>) -> String? {
    var digits = Array(word)
    if digits.count == 12, digits[3] == 0x2D, digits[7] == 0x2D {
      digits.remove(at: 7)
      digits.remove(at: 3)
    }
    guard digits.count == 10, digits.allSatisfy(isDigit) else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    return isGiven(text) && CheckDigit.nhsNumberProblem(text) == nil ? text : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Whether a byte belongs to a word: a number within a longer one, a UID or a name is none.
  private static func isPart(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2E || byte == 0x5F
      || byte == 0x2D
  }

  /// England and Wales begin at 400 000 000 and 600 000 000, Northern Ireland at 320 000 001; Scotland's CHI number begins
  /// with the day of birth.
  private static func isGiven(_ text: String) -> Bool {
    guard let first = text.first, let value = Int(text) else { return false }
    if "467".contains(first) || (3_200_000_010...3_999_999_999).contains(value) { return true }
    let (day, month) = (value / 100_000_000, value / 1_000_000 % 100)
    return (1...31).contains(day) && (1...12).contains(month)
  }
}
