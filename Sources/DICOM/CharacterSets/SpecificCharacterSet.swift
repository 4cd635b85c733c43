/// The character sets of a data set's text: Specific Character Set (0008,0005), PS3.3 §C.12.1.1.2 and PS3.5 §6.1.2.
public struct SpecificCharacterSet: Hashable, Sendable {
  /// The values as declared, without padding; none for the default repertoire.
  public let terms: [String]
  /// The values that the standard does not have. The default repertoire is used in their place.
  public let unknownTerms: [String]
  /// The repertoires in the order of the values.
  let repertoires: [CharacterRepertoire]
  /// Whether escape sequences switch between the repertoires (PS3.5 §6.1.2.5).
  let hasCodeExtensions: Bool

  /// The default repertoire, ISO-IR 6.
  public static let standard = SpecificCharacterSet(terms: [])
  /// Unicode in UTF-8.
  public static let utf8 = SpecificCharacterSet(terms: ["ISO_IR 192"])

  /// Makes the character sets of the values of (0008,0005).
  public init(terms: [String]) {
    self.terms = terms == [""] ? [] : terms
    var unknown: [String] = []
    var repertoires: [CharacterRepertoire] = []
    var isExtended = terms.count > 1
    for term in terms {
      if term.isEmpty {
        repertoires.append(.ascii)
      } else if let known = CharacterRepertoire.of(term: term) {
        repertoires.append(known.repertoire)
        if known.isExtended { isExtended = true }
      } else {
        repertoires.append(.ascii)
        unknown.append(term)
      }
    }
    if repertoires.isEmpty { repertoires = [.ascii] }
    unknownTerms = unknown
    self.repertoires = repertoires
    // UTF-8, GB18030 and GBK stand alone (PS3.3 §C.12.1.1.2).
    hasCodeExtensions = isExtended && repertoires.first?.isWhole != true
  }

  /// The repertoire in force where no escape sequence has been.
  var initial: CharacterRepertoire { repertoires.first ?? .ascii }

  /// What bytes of a value say.
  public struct Text: Hashable, Sendable {
    /// The values, parted at backslashes where the VR has several (PS3.5 §6.4); padding is still there.
    public var values: [String]
    /// Whether every byte had a meaning; those that had none are U+FFFD.
    public var isExact: Bool
  }

  /// Reads the bytes of an element's value.
  public func decode(_ bytes: some Collection<UInt8>, vr: VR) -> Text {
    let separates = vr.separatesValues
    let governs = vr.followsSpecificCharacterSet
    // Most text is plain, and plain text is the same in every repertoire but JIS X 0201.
    let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B }
    if isPlain, !governs || initial != .japanese {
      return Text(values: Self.split(String(decoding: bytes, as: UTF8.self), separates), isExact: true)
    }
    let input = Array(bytes)
    if !governs {
      return Text(values: Self.split(Self.ascii(input), separates), isExact: input.allSatisfy { $0 < 0x80 })
    }
    if initial == .utf8 {
      let valid = String(validating: input, as: UTF8.self)
      return Text(
        values: Self.split(valid ?? String(decoding: input, as: UTF8.self), separates), isExact: valid != nil)
    }
    if initial.isWhole {
      let output = CharacterConversion.utf8(input, from: initial.conversionName) { _ in 1 }
      return Text(
        values: Self.split(String(decoding: output.bytes, as: UTF8.self), separates), isExact: output.isExact)
    }
    var reader = CodeExtensionReader(self, vr: vr)
    return reader.read(input)
  }

  /// The bytes of values, parted by backslashes; nil where a character is in none of the sets.
  public func encode(_ values: [String], vr: VR) -> [UInt8]? {
    let text = values.joined(separator: "\\")
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x1B }), !vr.followsSpecificCharacterSet || initial != .japanese {
      return Array(text.utf8)
    }
    guard vr.followsSpecificCharacterSet else { return nil }
    if initial == .utf8 { return Array(text.utf8) }
    if initial.isWhole { return CharacterConversion.encode(text, to: initial.conversionName) }
    var writer = CodeExtensionWriter(self, vr: vr)
    return writer.write(text)
  }

  private static func split(_ text: String, _ separates: Bool) -> [String] {
    separates
      ? text.utf8.split(separator: 0x5C, omittingEmptySubsequences: false).map { String(Substring($0)) } : [text]
  }

  private static func ascii(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}") }
    return text
  }
}
