extension Tag: CustomStringConvertible {
  /// The tag of a keyword of PS3.6, such as `PatientID`; nil where the registry has none.
  public init?(keyword: String) {
    guard let entry = DataDictionary.entry(keyword: keyword) else { return nil }
    self = entry.tag
  }

  /// The tag of eight hexadecimal digits, group first, such as `00100020`.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ UInt8(ascii: "+") != $0 && UInt8(ascii: "-") != $0 }),
      let value = UInt32(text, radix: 16)
    else { return nil }
    self.init(rawValue: value)
  }

  /// The tag in the notation of the standard, `(0010,0020)`.
  public init?(notation text: String) {
    guard text.utf8.count == 11, text.hasPrefix("("), text.hasSuffix(")") else { return nil }
    let halves = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ $0.utf8.count == 4 }) else { return nil }
    self.init(hexadecimal: halves.joined())
  }

  /// The keyword of PS3.6; nil for private and unknown tags.
  public var keyword: String? {
    guard let keyword = DataDictionary.entry(self)?.keyword, !keyword.isEmpty else { return nil }
    return keyword
  }

  /// Eight hexadecimal digits, group first, upper case, as DICOM JSON writes tags.
  public var hexadecimal: String {
    let digits = String(rawValue, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// The notation of the standard, `(0010,0020)`.
  public var description: String {
    let digits = hexadecimal
    return "(\(digits.prefix(4)),\(digits.suffix(4)))"
  }

  /// Whether the tag reserves a block of private elements: odd group, elements 10 to FF (PS3.5 §7.8.1).
  public var isPrivateCreator: Bool { isPrivate && 0x10...0xFF ~= element }

  /// Whether the tag is that of a group length, (gggg,0000) (PS3.5 §7.2).
  public var isGroupLength: Bool { element == 0 }
}
