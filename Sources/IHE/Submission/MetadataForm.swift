/// Forms of metadata values (ITI TF-3 §4.2.3.1.7 and Table 4.2.3.1.7-2).
public enum MetadataForm {
  /// An object identifier: numbers joined by dots, none with a zero before it, 64 characters at most (ITU-T X.660).
  public static func isObjectIdentifier(_ text: some StringProtocol) -> Bool {
    let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 64 && arcs.count >= 2
      && arcs.allSatisfy { arc in
        !arc.isEmpty && arc.utf8.allSatisfy { (0x30...0x39).contains($0) } && (arc == "0" || !arc.hasPrefix("0"))
      }
  }

  /// A document's unique id: whatever its creator chose, of one character at least and of no more than a registry keeps.
  /// That it is an object identifier, with or without an extension, a UUID or another URI, is a recommendation to creators;
  /// to everybody else it is opaque (ITI TF-3 §4.2.3.2.26, §4.2.3.1.1).
  public static func isUniqueID(_ text: String) -> Bool { (1...256).contains(text.count) }

  /// CX with an identifier and the object identifier of its authority, and nothing else: `id^^^&1.2.3&ISO`.
  public static func isPatientID(_ text: String) -> Bool {
    let parts = text.split(separator: "^", omittingEmptySubsequences: false)
    guard parts.count == 4, !parts[0].isEmpty, parts[1].isEmpty, parts[2].isEmpty else { return false }
    let authority = parts[3].split(separator: "&", omittingEmptySubsequences: false)
    return authority.count == 3 && authority[0].isEmpty && isObjectIdentifier(authority[1]) && authority[2] == "ISO"
  }

  /// DTM in UTC: year, and as much of month, day, hour, minute and second as is known, without a fraction or a zone.
  public static func isTime(_ text: String) -> Bool {
    let digits = Array(text.utf8)
    guard [4, 6, 8, 10, 12, 14].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return false
    }
    func number(_ start: Int, in range: ClosedRange<Int>) -> Bool {
      guard digits.count >= start + 2 else { return true }
      return range.contains(Int(digits[start] - 0x30) * 10 + Int(digits[start + 1] - 0x30))
    }
    return number(4, in: 1...12) && number(6, in: 1...31) && number(8, in: 0...23) && number(10, in: 0...59)
      && number(12, in: 0...59)
  }

  /// Forty hexadecimal digits.
  public static func isHash(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// A language as RFC 5646 has it, in its common form: `en`, `en-GB`.
  public static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count) else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }

  /// Whether an id of a submission is one of a registry, `urn:uuid:…` in lower case, and not a mere symbol.
  public static func isUUID(_ text: String) -> Bool {
    guard text.hasPrefix("urn:uuid:") else { return false }
    let groups = text.dropFirst(9).split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase } }
  }
}
