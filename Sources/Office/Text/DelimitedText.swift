/// Records of comma-separated values (RFC 4180) and its relatives, each with the line on which it starts.
///
/// The libraries for Swift give fields without lines, and a citation needs the line; the format is a page of rules.
package struct DelimitedText {
  /// A record.
  package struct Record: Equatable {
    /// Its fields, without their quotes.
    package var fields: [String]
    /// Line on which it starts, from 1.
    package var line: Int

    /// Whether nothing stands in it.
    package var isBlank: Bool { fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
  }

  /// Signs that a file is written with.
  package struct Dialect: Equatable {
    /// Between fields.
    package var delimiter = UInt8(ascii: ",")
    /// Around fields.
    package var quote = UInt8(ascii: "\"")
    /// Sign that takes the next one as it is; most files double their quotes instead.
    package var escape: UInt8?

    /// Makes a dialect.
    package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }
  }

  /// Records beyond this are left out.
  package static let maximumRecords = 100_000
  /// Fields of a record beyond this are left out.
  package static let maximumFields = 1_000

  /// The records in their order.
  package private(set) var records: [Record] = []
  /// What follows a quote that nothing closes, and the line of the quote.
  package private(set) var unclosed: (text: String, line: Int)?
  /// Line of the first record or field that was left out.
  package private(set) var cutShort: Int?

  /// Reads all records.
  package init(
    _ text: some StringProtocol, dialect: Dialect = Dialect(), firstLine: Int = 1, limit: Int = maximumRecords
  ) {
    var scanner = Scanner(bytes: Array(text.utf8), dialect: dialect, line: firstLine)
    while let record = scanner.record() {
      if records.count >= limit {
        cutShort = min(cutShort ?? record.line, record.line)
        return
      }
      records.append(record)
      if let line = scanner.droppedFields { cutShort = cutShort ?? line }
    }
    unclosed = scanner.unclosed
  }

  /// One pass over the bytes.
  private struct Scanner {
    let bytes: [UInt8]
    let dialect: Dialect
    var line: Int
    var position = 0
    var droppedFields: Int?
    var unclosed: (text: String, line: Int)?

    init(bytes: [UInt8], dialect: Dialect, line: Int) {
      self.bytes = bytes
      self.dialect = dialect
      self.line = line
    }

    /// The next record; nil at the end. A blank line is a record with one empty field.
    mutating func record() -> Record? {
      guard position < bytes.count else { return nil }
      var record = Record(fields: [], line: line)
      while true {
        let (text, ends) = field()
        guard let text else { return record.fields.isEmpty ? nil : record }
        if record.fields.count < DelimitedText.maximumFields {
          record.fields.append(text)
        } else {
          droppedFields = droppedFields ?? record.line
        }
        if ends { return record }
      }
    }

    /// The next field, and whether the record ends with it; nil for one whose quote is not closed.
    private mutating func field() -> (text: String?, endsRecord: Bool) {
      var text: [UInt8] = []
      var start = position
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      if start < bytes.count, bytes[start] == dialect.quote {
        position = start + 1
        let opened = (position: position, line: line)
        guard quoted(into: &text) else {
          unclosed = (String(decoding: bytes[opened.position...], as: UTF8.self), opened.line)
          position = bytes.count
          return (nil, true)
        }
      }
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        switch byte {
        case dialect.delimiter: return (String(decoding: text, as: UTF8.self), false)
        case 0x0D, 0x0A:
          if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
          line += 1
          return (String(decoding: text, as: UTF8.self), true)
        case dialect.escape where position < bytes.count:
          text.append(bytes[position])
          position += 1
        default: text.append(byte)
        }
      }
      return (String(decoding: text, as: UTF8.self), true)
    }

    /// Takes what is within quotes; false where nothing closes them.
    private mutating func quoted(into text: inout [UInt8]) -> Bool {
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == dialect.escape, position < bytes.count {
          text.append(bytes[position])
          position += 1
        } else if byte == dialect.quote {
          guard position < bytes.count, bytes[position] == dialect.quote else { return true }
          text.append(byte)
          position += 1
        } else {
          if byte == 0x0A || (byte == 0x0D && !(position < bytes.count && bytes[position] == 0x0A)) { line += 1 }
          text.append(byte)
        }
      }
      return false
    }
  }
}

extension DelimitedText {
  /// Reads a file whose delimiter is not known: as its first line says where a spreadsheet program wrote it there
  /// (`sep=;`), else as its records say.
  package static func opening(_ text: String) -> DelimitedText {
    var body = text[...]
    var dialect = Dialect.detect(text)
    guard let end = body.firstIndex(of: "\n"), body[..<end].lowercased().hasPrefix("sep="),
      let delimiter = body[..<end].utf8.dropFirst(4).first, body[..<end].utf8.count == 5
    else { return DelimitedText(body, dialect: dialect) }
    dialect.delimiter = delimiter
    body = body[body.index(after: end)...]
    return DelimitedText(body, dialect: dialect, firstLine: 2)
  }
}

extension DelimitedText.Dialect {
  /// The dialect in which the first records of a text have the same number of fields, more than one.
  package static func detect(_ text: some StringProtocol) -> DelimitedText.Dialect {
    let head = String(decoding: text.utf8.prefix(1 << 16), as: UTF8.self)
    var best = (dialect: DelimitedText.Dialect(), alike: 0, fields: 0)
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      let dialect = DelimitedText.Dialect(delimiter: delimiter)
      let records = DelimitedText(head, dialect: dialect, limit: 200).records.filter { $0.fields.count > 1 }
      let groups = Dictionary(grouping: records, by: \.fields.count).mapValues(\.count)
      guard let (fields, alike) = groups.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
      if (alike, fields) > (best.alike, best.fields) { best = (dialect, alike, fields) }
    }
    return best.dialect
  }
}
