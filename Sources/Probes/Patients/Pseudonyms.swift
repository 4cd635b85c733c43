import HL7

/// Stand-ins for words that say who a real patient is: of the same form, drawn at random, the same for the same word
/// throughout a run, and never two alike. Nothing that is kept leads back from one to its word.
///
/// As forms, equalities and differences stay, what is asserted of an answer holds of its record if it held of the answer.
struct Pseudonyms {
  private var drawn: [String: String] = [:]
  private var taken: Set<String> = []
  private var generator = SystemRandomNumberGenerator()

  /// Draws of one form before it is made longer: few words have a form that small.
  private static let patience = 64

  /// The stand-in of a word in the word's own case.
  ///
  /// - Parameter isOwn: Whether a word belongs to a patient of the run, so that no stand-in may be it.
  mutating func word(_ word: String, isOwn: (String) -> Bool) -> String {
    let lower = word.lowercased()
    let standIn = drawn[lower] ?? draw(lower, isOwn: isOwn)
    var result = String.UnicodeScalarView()
    var original = Array(word.unicodeScalars)[...]
    for scalar in standIn.unicodeScalars {
      let isUpper = original.popFirst()?.properties.isUppercase ?? false
      result.append(contentsOf: isUpper ? String(scalar).uppercased().unicodeScalars : String(scalar).unicodeScalars)
    }
    return String(result)
  }

  /// The stand-in of a date: a day of the twentieth century in the date's own form.
  mutating func date(_ text: String) -> String {
    let digits = String(text.filter(\.isNumber).prefix(8))
    let key = "date \(digits)"
    if drawn[key] == nil {
      let year = Int.random(in: 1_901...1_999, using: &generator)
      let day = Int.random(in: 1...12, using: &generator) * 100 + Int.random(in: 1...28, using: &generator)
      drawn[key] = String(year * 10_000 + day)
    }
    var left = Array((drawn[key] ?? "").unicodeScalars)[...]
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar.properties.numericType == nil ? scalar : left.popFirst() ?? "0")
    }
    return String(result)
  }

  private mutating func draw(_ word: String, isOwn: (String) -> Bool) -> String {
    var extra = ""
    for attempt in 0... {
      let standIn = isNHSNumber(word) ? number() : letters(word) + extra
      if standIn != word, !taken.contains(standIn), !isOwn(standIn) {
        drawn[word] = standIn
        taken.insert(standIn)
        return standIn
      }
      if attempt % Self.patience == Self.patience - 1 {
        extra += String(Int.random(in: 0...9, using: &generator))
      }
    }
    return word
  }

  private func isNHSNumber(_ word: String) -> Bool { CheckDigit.nhsNumberProblem(word) == nil }

  /// A number of the range that is never given, with its check digit.
  private mutating func number() -> String {
    while true {
      let digits = [9, 9, 9] + (0..<6).map { _ in Int.random(in: 0...9, using: &generator) }
      if let check = NHSNumber.checkDigit(of: digits) { return (digits + [check]).map(String.init).joined() }
    }
  }

  private mutating func letters(_ word: String) -> String {
    var result = ""
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x30: result.append("0")
      case 0x31...0x39: result += String(Int.random(in: 1...9, using: &generator))
      default:
        let letter = UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &generator)
        result.unicodeScalars.append(Unicode.Scalar(letter))
      }
    }
    return result
  }
}
