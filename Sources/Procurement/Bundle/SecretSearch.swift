/// Finds credentials in bytes: tokens, passwords, header fields that hold them, SAML assertions, private keys.
///
/// They are kept out of a record when it is written; before it leaves the house, they are looked for again by what they look
/// like, since a peer may have sent one where nobody expected it.
struct SecretSearch {
  /// Header fields whose values are credentials.
  private static let fields: [[UInt8]] = [
    "authorization:", "proxy-authorization:", "cookie:", "set-cookie:", "x-api-key:", "x-auth-token:",
  ].map { Array($0.utf8) }
  /// Keys of forms and of JSON whose values are credentials.
  private static let keys: [[UInt8]] = [
    "access_token", "refresh_token", "id_token", "client_secret", "client_assertion", "password",
  ].map { Array($0.utf8) }
  private static let token = Array("eyJ".utf8)
  private static let assertion = Array("assertion".utf8)
  private static let endOfAssertion = Array("assertion>".utf8)
  private static let privateKey = Array("PRIVATE KEY-----".utf8)
  private static let mask = Array("***".utf8)

  private let bytes: [UInt8]
  private let lower: [UInt8]

  /// - Parameter bytes: Text in UTF-8, or anything else.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lower = bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }

  /// The places, in order, none in another.
  var ranges: [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let range = range(at: index)
      if let range, range.upperBound > index, !isMasked(range) {
        found.append(range)
        index = range.upperBound
      } else {
        index = max(index + 1, range?.upperBound ?? 0)
      }
    }
    return found
  }

  private func range(at index: Int) -> Range<Int>? {
    switch lower[index] {
    case UInt8(ascii: "e") where has(Self.token, at: index, in: bytes): return jsonWebToken(at: index)
    case UInt8(ascii: "<"): return samlAssertion(at: index)
    case UInt8(ascii: "p") where has(Self.privateKey, at: index, in: bytes): return key(at: index)
    default: break
    }
    guard !isWord(index - 1) else { return nil }
    for field in Self.fields where has(field, at: index, in: lower) {
      let start = skippingBlanks(from: index + field.count)
      return start..<end(from: start) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }
    }
    for key in Self.keys where has(key, at: index, in: lower) { return value(from: index + key.count) }
    return nil
  }

  /// The value after a key: `=value`, `":"value"`, `\":\"value\"`.
  private func value(from index: Int) -> Range<Int>? {
    func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
    var position = index
    while position < bytes.count, position < index + 4, isQuote(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":") else {
      return nil
    }
    let isForm = bytes[position] == UInt8(ascii: "=")
    position = skippingBlanks(from: position + 1)
    let opening = position
    while position < bytes.count, position < opening + 4, isQuote(bytes[position]) { position += 1 }
    // Only text is a credential: in JSON `true` and numbers stand without quotes.
    guard isForm || position > opening else { return nil }
    return
      position..<end(from: position) {
        isQuote($0) || $0 < 0x20 || isForm && ($0 == UInt8(ascii: "&") || $0 == UInt8(ascii: " "))
      }
  }

  private func jsonWebToken(at index: Int) -> Range<Int>? {
    // A token begins at one place alone, so that no text is read more than once.
    if index > 0, isWord(index - 1) || bytes[index - 1] == UInt8(ascii: "-") || bytes[index - 1] == UInt8(ascii: ".") {
      return nil
    }
    var dots = 0
    let end = end(from: index) { byte in
      if byte == UInt8(ascii: ".") { dots += 1 }
      let isPart = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      return !(isPart || Self.isAlphanumeric(byte))
    }
    return dots >= 1 && end - index >= 24 ? index..<end : nil
  }

  /// From `<saml2:Assertion` to its end, or to the end of the text that holds it.
  private func samlAssertion(at index: Int) -> Range<Int>? {
    var position = index + 1
    while position < bytes.count, position < index + 24, Self.isAlphanumeric(bytes[position]) || bytes[position] == 0x5F
    {
      position += 1
    }
    let start = position < bytes.count && bytes[position] == UInt8(ascii: ":") ? position + 1 : index + 1
    let after = start + Self.assertion.count
    guard has(Self.assertion, at: start, in: lower), after < bytes.count,
      bytes[after] == UInt8(ascii: " ") || bytes[after] == UInt8(ascii: ">") || bytes[after] == UInt8(ascii: "\\")
        || bytes[after] < 0x20
    else { return nil }
    var end = after
    while end < bytes.count {
      if has(Self.endOfAssertion, at: end, in: lower) { return after..<end + Self.endOfAssertion.count }
      // A quote that is not escaped ends a JSON string.
      if bytes[end] == UInt8(ascii: "\""), bytes[end - 1] != UInt8(ascii: "\\"), after < end, isJSON { break }
      end += 1
    }
    return after..<end
  }

  /// Whether quotes inside of texts are escaped: what begins as an object of JSON.
  private var isJSON: Bool { bytes.first { $0 > 0x20 } == UInt8(ascii: "{") }

  private func key(at index: Int) -> Range<Int>? {
    let start = index + Self.privateKey.count
    let end = end(from: start) { $0 == UInt8(ascii: "-") }
    return start..<end
  }

  private func isMasked(_ range: Range<Int>) -> Bool {
    Array(bytes[range]) == Self.mask || bytes[range].allSatisfy { $0 == UInt8(ascii: "X") }
  }

  private func has(_ word: [UInt8], at index: Int, in text: [UInt8]) -> Bool {
    guard index >= 0, index + word.count <= text.count else { return false }
    return text[index..<index + word.count].elementsEqual(word)
  }

  private func isWord(_ index: Int) -> Bool {
    bytes.indices.contains(index) && (Self.isAlphanumeric(bytes[index]) || bytes[index] == 0x5F)
  }

  private func skippingBlanks(from index: Int) -> Int {
    end(from: index) { $0 != 0x20 && $0 != 0x09 }
  }

  private func end(from index: Int, where isEnd: (UInt8) -> Bool) -> Int {
    var index = index
    while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
    return min(index, bytes.count)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
