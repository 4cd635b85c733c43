/// Records of comma-separated values (RFC 4180) and its relatives, each with the line on which it starts.
///
/// The libraries for Swift give fields without lines, and a citation needs the line; the format is a page of rules.
struct DelimitedText {
  /// A record.
  struct Record: Equatable {
    var fields: [String]
    /// Line on which it starts, from 1.
    var line: Int

    /// Whether nothing stands in it.
    var isBlank: Bool { fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    /// The one field with text, where there is only one.
    var onlyText: String? {
      let texts = fields.lazy.map(\.collapsed).filter { !$0.isEmpty }.prefix(2)
      return texts.count == 1 ? texts.first : nil
    }
  }

  /// Signs that a file is written with.
  struct Dialect: Equatable {
    var delimiter = UInt8(ascii: ",")
    var quote = UInt8(ascii: "\"")
    /// Sign that takes the next one as it is; most files double their quotes instead.
    var escape: UInt8?
  }

  /// Records beyond this are left out.
  static let maximumRecords = 100_000
  /// Fields of a record beyond this are left out.
  static let maximumFields = 1_000

  var records: [Record] = []
  /// What follows a quote that nothing closes, and the line of the quote.
  var unclosed: (text: String, line: Int)?
  /// Line of the first record or field that was left out.
  var cutShort: Int?

  /// Reads all records.
  init(_ text: some StringProtocol, dialect: Dialect = Dialect(), firstLine: Int = 1, limit: Int = maximumRecords) {
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

extension DelimitedText.Dialect {
  /// The dialect in which the first records of a text have the same number of fields, more than one.
  static func detect(_ text: some StringProtocol) -> DelimitedText.Dialect {
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
