import NIOCore

/// Reads the header lines of a part (RFC 5322 §2.2, RFC 2046 §5.1).
enum MultipartHeadParser {
  /// What header lines say.
  struct Result {
    var head: MultipartHead
    /// Content-Length, where there is one.
    var contentLength: Int?
    /// Whether a header goes over several lines.
    var isFolded: Bool
  }

  /// Reads lines that each end in CRLF.
  ///
  /// - Parameter offset: Of the first line in the message.
  static func parse(_ block: ByteBuffer, at offset: Int) throws(MultipartError) -> Result {
    var fields: [MultipartHead.Field] = []
    var names: Set<String> = []
    var isFolded = false
    let bytes = block.readableBytesView
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let feed = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[start..<max(start, feed - 1)]
      let place = offset + (start - bytes.startIndex)
      if let stray = line.firstIndex(of: 0x0D) {
        throw MultipartError(.loneCarriageReturn, offset: place + (stray - start))
      }
      if line.first == 0x20 || line.first == 0x09 {
        guard let last = fields.popLast() else { throw MultipartError(.continuationWithoutHeader, offset: place) }
        isFolded = true
        let more = try value(line, at: place)
        fields.append(.init(name: last.name, value: "\(last.value) \(more)", offset: last.offset))
      } else {
        let field = try Self.field(line, at: place)
        guard names.insert(field.name.lowercased()).inserted else {
          throw MultipartError(.duplicateHeader(field.name), offset: place)
        }
        fields.append(field)
      }
      start = min(feed + 1, bytes.endIndex)
    }
    let head = MultipartHead(fields: fields, offset: offset)
    return Result(head: head, contentLength: try contentLength(fields), isFolded: isFolded)
  }

  private static func field(_ line: ByteBufferView, at place: Int) throws(MultipartError) -> MultipartHead.Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw MultipartError(.headerWithoutColon, offset: place)
    }
    let name = line[..<colon]
    guard !name.isEmpty else { throw MultipartError(.headerName, offset: place) }
    if let other = name.firstIndex(where: { !FieldValueScanner.isTokenCharacter($0) }) {
      throw MultipartError(.headerName, offset: place + (other - line.startIndex))
    }
    let rest = line[(colon + 1)...]
    return .init(
      name: String(decoding: name, as: UTF8.self),
      value: try value(rest, at: place + (rest.startIndex - line.startIndex)), offset: place)
  }

  private static func value(_ bytes: ByteBufferView, at place: Int) throws(MultipartError) -> String {
    if let control = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      throw MultipartError(.headerValue(bytes[control]), offset: place + (control - bytes.startIndex))
    }
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  private static func contentLength(_ fields: [MultipartHead.Field]) throws(MultipartError) -> Int? {
    guard let field = fields.first(where: { $0.name.lowercased() == "content-length" }) else { return nil }
    guard !field.value.isEmpty, field.value.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(field.value)
    else { throw MultipartError(.contentLength(String(field.value.prefix(64))), offset: field.offset) }
    return length
  }
}
