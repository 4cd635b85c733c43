/// A transaction of an IHE framework, as people name it: `ITI-18`, `RAD-68`.
///
/// The frameworks number the section of each after it: ITI-18 is ITI TF-2, 3.18, and RAD-68 is RAD TF-2, 4.68.
public struct Transaction: Hashable, Sendable {
  /// Name: `ITI-18`.
  public let name: String
  /// Domain: `ITI`.
  private let domain: String
  /// Its section within the domain's framework: `3.18`.
  private let section: String

  /// Takes `ITI-18`, `iti 18` or `RAD68`; nil where it is no name of a transaction.
  public init?(_ text: String) {
    let letters = text.prefix { $0.isLetter }.uppercased()
    let rest = text.dropFirst(letters.count)
    let digits = rest.drop { $0 == "-" || $0 == " " }
    guard rest.count - digits.count <= 1, (1...3).contains(digits.count), digits.allSatisfy(\.isASCII),
      let number = Int(digits), number > 0
    else { return nil }
    switch letters {
    case "ITI": section = "3.\(number)"
    case "RAD": section = "4.\(number)"
    default: return nil
    }
    domain = letters
    name = "\(letters)-\(number)"
  }

  /// Whether a text names it, or its section: `ITI TF-2 §3.18.4.1.2`.
  public func isNamed(in text: String) -> Bool {
    if Self.holds(text, name, endedBy: \.isNumber) { return true }
    return text.contains("\(domain) TF") && holdsSection(text)
  }

  /// Whether a source of a requirement is of it.
  public func isNamed(in source: SourceReference) -> Bool {
    if let note = source.note, isNamed(in: note) { return true }
    guard source.ref.hasPrefix(domain), let section = source.section else { return false }
    return holdsSection(section) || isNamed(in: section)
  }

  private func holdsSection(_ text: String) -> Bool {
    Self.holds(text, section, endedBy: \.isNumber)
  }

  /// Whether a word stands in a text, not as the end of a longer one and not going on.
  private static func holds(_ text: String, _ word: String, endedBy goesOn: (Character) -> Bool) -> Bool {
    text.ranges(of: word).contains { range in
      let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
      return !(before.map { $0.isNumber || $0.isLetter || $0 == "." } ?? false) && !(after.map(goesOn) ?? false)
    }
  }
}
