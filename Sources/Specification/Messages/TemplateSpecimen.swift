/// A template of what is sent, read line by line: its pieces, and a specimen in which something stands for each name.
struct TemplateSpecimen {
  /// What stands in the specimen for a name.
  enum Filling {
    case bytes([UInt8])
    /// The name is of a type that cannot stand there; what can, in words.
    case unfit(wanted: String)
  }

  /// The text with its names.
  private(set) var template = TextTemplate(pieces: [])
  /// What is wrong with its names, with line and column.
  private(set) var diagnostics: [Diagnostic] = []
  /// The specimen.
  private(set) var bytes: [UInt8] = []
  /// Line and column of each byte of the specimen.
  private var places: [(line: Int, column: Int)] = []
  private let source: SourceText
  private let names: NameScope

  init(_ source: SourceText, names: NameScope) {
    self.source = source
    self.names = names
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - end: What ends it in what is sent.
  ///   - filling: Gives what stands in the specimen for a name of a type, after what the specimen holds so far.
  mutating func add(_ number: Int, _ text: String, end: String, filling: (ValueType, [UInt8]) -> Filling) {
    let (read, faults) = TextTemplate.parse(text, at: SourceSpan(file: source.path, line: number, column: 1))
    diagnostics += faults
    var column = 1
    for piece in read.pieces {
      switch piece {
      case .literal(let literal):
        column -= 1
        for byte in literal.utf8 {
          // Bytes that go on a character stand in its column.
          if byte & 0xC0 != 0x80 { column += 1 }
          append(byte, number, column)
        }
        column += 1
      case .name(let name):
        let width = width(ofNameAt: column, in: text)
        let span = SourceSpan(file: source.path, line: number, column: column, length: width)
        for byte in specimen(of: name, at: span, filling) { append(byte, number, column) }
        column += width
      }
    }
    for byte in end.utf8 { append(byte, number, column) }
    template.pieces += read.pieces + [.literal(end)]
  }

  private mutating func append(_ byte: UInt8, _ line: Int, _ column: Int) {
    bytes.append(byte)
    places.append((line, column))
  }

  /// How many characters a name with its braces takes.
  private func width(ofNameAt column: Int, in text: String) -> Int {
    let rest = Array(text.unicodeScalars.dropFirst(column - 1))
    for place in rest.indices.dropFirst() where rest[place] == "}" && rest[place - 1] == "}" { return place + 1 }
    return rest.count
  }

  private mutating func specimen(
    of name: String, at span: SourceSpan, _ filling: (ValueType, [UInt8]) -> Filling
  ) -> [UInt8] {
    switch names.type(of: name) {
    case .failure(let unknown):
      diagnostics.append(
        Diagnostic(.error, AssertionDiagnosticCode.unknownName, at: span, unknown.message, hint: unknown.hint))
    case .success(let type):
      switch filling(type, bytes) {
      case .bytes(let specimen): return specimen
      case .unfit(let wanted):
        diagnostics.append(
          Diagnostic(
            .error, AssertionDiagnosticCode.nameType, at: span,
            "`\(name)` is \(type.described), and \(wanted) is wanted here"))
      }
    }
    return []
  }

  /// The place of a range of the specimen, cut at the end of its line.
  func span(from start: Int, to end: Int) -> SourceSpan {
    guard let last = places.last else { return SourceSpan(file: source.path, line: 1, column: 1) }
    let first = places.indices.contains(start) ? places[max(start, 0)] : last
    let beyond = places.indices.contains(end) ? places[end] : (last.line, last.column + 1)
    let length = beyond.0 == first.line ? max(beyond.1 - first.column, 1) : 1
    return SourceSpan(file: source.path, line: first.line, column: first.column, length: length)
  }
}
