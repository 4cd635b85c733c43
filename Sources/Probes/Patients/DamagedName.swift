import Foundation

/// What a name beyond the basic Latin letters leaves when a system loses, mistakes or simplifies the others.
///
/// `Dvořák^Ğökçe` may come back as `Dvo??k^??k?e`, as `DvoÅ™Ã¡k^ÄžÃ¶kÃ§e` or as `Dvorak^Gokce`. That is the patient of the
/// run all the same, and how it came back is what its maker has to see.
struct DamagedName: Hashable {
  /// The basic Latin letters, in their order.
  private let kept: String
  /// All letters, without what is above or below them.
  private let simplified: String

  /// Fewer letters than these are everybody's.
  private static let fewest = 4

  /// The traces of a name; nil where it has none but basic Latin letters, or too few of these to be known by.
  init?(of name: String) {
    guard name.contains(where: { $0.isLetter && !$0.isASCII }) else { return nil }
    kept = Self.basic(name)
    simplified = Self.basic(name.decomposedStringWithCanonicalMapping)
    guard kept.count >= Self.fewest else { return nil }
  }

  /// Whether another text is what became of the name. One in basic Latin letters alone may be anybody's, and needs the day of
  /// birth beside it.
  func isTrace(_ text: String, bornThen: Bool) -> Bool {
    let letters = Self.basic(text)
    let isDamaged = text.contains { !$0.isASCII || $0 == "?" }
    return isDamaged && letters == kept || bornThen && letters == simplified
  }

  private static func basic(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }))
  }
}
