import JSONTree

/// The formats of FHIR R4's primitive types (datatypes.html §2.24.0.1).
enum PrimitiveFormat {
  /// Longest text in bytes (R4 datatypes.html, string: 1 MB).
  static let longestText = 1 << 20

  /// What is wrong with the value of a primitive type, in words; nil where nothing is.
  static func problem(_ value: JSONNode.Value, of type: String) -> String? {
    switch (type, value) {
    case ("boolean", .boolean): return nil
    case ("boolean", _): return "not true or false"
    case ("decimal", .number): return nil
    case ("decimal", _): return "not a number"
    case ("integer", .number(let digits)): return number(digits, from: Int(Int32.min))
    case ("unsignedInt", .number(let digits)): return number(digits, from: 0)
    case ("positiveInt", .number(let digits)): return number(digits, from: 1)
    case ("integer", _), ("unsignedInt", _), ("positiveInt", _): return "not a number"
    case (_, .string(let text)): return problem(text, of: type)
    default: return "not a text"
    }
  }

  /// Whole numbers are of 32 bits.
  private static func number(_ digits: String, from least: Int) -> String? {
    guard !digits.contains(where: { ".eE".contains($0) }) else { return "not a whole number" }
    guard let number = Int(digits), (least...Int(Int32.max)).contains(number) else {
      return "not between \(least) and \(Int32.max)"
    }
    return nil
  }

  private static func problem(_ text: String, of type: String) -> String? {
    if text.isEmpty { return "empty, and a text must not be" }
    if text.utf8.count > longestText, type != "base64Binary" { return "longer than 1 MB" }
    switch type {
    case "code":
      return isCode(text) ? nil : "not a code: no spaces at its ends, and single ones within"
    case "id":
      let isID = text.utf8.count <= 64 && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E }
      return isID ? nil : "not an id: 1 to 64 letters, digits, hyphens and dots"
    case "uri", "url", "canonical":
      return text.unicodeScalars.contains { isSpace($0) }
        ? "not a \(type == "canonical" ? "canonical URL" : type): it holds a space" : nil
    case "oid":
      return isOID(text) ? nil : "not an OID in the form urn:oid:1.2.3"
    case "uuid":
      return isUUID(text) ? nil : "not a UUID in the form urn:uuid:c757873d-ec9a-4326-a141-556f43239520"
    case "date":
      return DateFormat.isDate(text) ? nil : "not a date in the form YYYY, YYYY-MM or YYYY-MM-DD"
    case "dateTime":
      return DateFormat.isDateTime(text)
        ? nil : "not a date, nor a time in the form YYYY-MM-DDThh:mm:ss+zz:zz"
    case "instant":
      return DateFormat.isInstant(text) ? nil : "not an instant in the form YYYY-MM-DDThh:mm:ss.sss+zz:zz"
    case "time":
      return DateFormat.isTime(text[...]) ? nil : "not a time in the form hh:mm:ss"
    case "base64Binary":
      return isBase64(text) ? nil : "not base64"
    case "xhtml":
      return isDivision(text) ? nil : "not an XHTML `div`"
    default:
      // string and markdown: no control characters but tab, line feed and carriage return, and not of spaces alone.
      if text.unicodeScalars.contains(where: { $0.value < 0x20 && ![0x09, 0x0A, 0x0D].contains($0.value) }) {
        return "a text with a control character"
      }
      return text.unicodeScalars.allSatisfy { isSpace($0) } ? "a text of spaces alone" : nil
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private static func isCode(_ text: String) -> Bool {
    var wasSpace = true
    for scalar in text.unicodeScalars {
      let isSpace = isSpace(scalar)
      if isSpace, wasSpace { return false }
      wasSpace = isSpace
    }
    return !wasSpace
  }

  private static func isOID(_ text: String) -> Bool {
    guard text.hasPrefix("urn:oid:") else { return false }
    let parts = text.utf8.dropFirst(8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count > 1, let root = parts.first, root.count == 1, let first = root.first, 0x30...0x32 ~= first else {
      return false
    }
    return parts.allSatisfy { part in
      guard let first = part.first else { return false }
      return (first != 0x30 || part.count == 1) && part.allSatisfy { 0x30...0x39 ~= $0 }
    }
  }

  private static func isUUID(_ text: String) -> Bool {
    guard text.hasPrefix("urn:uuid:") else { return false }
    let parts = text.utf8.dropFirst(9).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.joined().allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }

  private static func isBase64(_ text: String) -> Bool {
    var count = 0
    var padding = 0
    for byte in text.utf8 {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "="): padding += 1
      case UInt8(ascii: "+"), UInt8(ascii: "/"):
        if padding > 0 { return false }
      default:
        guard isLetterOrDigit(byte), padding == 0 else { return false }
      }
      count += 1
    }
    return count > 0 && count % 4 == 0 && padding <= 2
  }

  /// Begins and ends as a `div`; what is within is not looked at.
  private static func isDivision(_ text: String) -> Bool {
    let trimmed = text.drop { $0.isWhitespace }
    guard trimmed.hasPrefix("<div"), let next = trimmed.dropFirst(4).first,
      next == ">" || next == "/" || next.isWhitespace
    else { return false }
    let end = trimmed.reversed().drop { $0.isWhitespace }
    return end.starts(with: ">vid/<") || end.starts(with: ">/")
  }
}
