import HL7

/// Reads one template and holds it against the edition that its MSH-12 names, before anything is sent.
struct MessageTemplateReading {
  /// The text with its names, segments ended by carriage returns.
  private(set) var template = TextTemplate(pieces: [])
  /// What is wrong, with line and column.
  private(set) var diagnostics: [Diagnostic] = []

  /// Stands in the specimen where a value is not known yet; no text holds it.
  private static let open: UInt8 = 0x1A
  private let source: SourceText
  /// The message with `open` in the place of names.
  private var specimen: [UInt8] = []
  /// Line and column of each byte of the specimen, and of its end.
  private var places: [(line: Int, column: Int)] = []

  init(_ source: SourceText, names: NameScope) {
    self.source = source
    for number in source.lines.indices { line(number + 1, names: names) }
    places.append(places.last ?? (1, 1))
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    check()
  }

  /// One line: a segment, a comment or nothing.
  private mutating func line(_ number: Int, names: NameScope) {
    guard let text = source.line(number), !text.hasPrefix("#"), !text.trimmed.isEmpty else { return }
    let (read, faults) = TextTemplate.parse(text, at: SourceSpan(file: source.path, line: number, column: 1))
    diagnostics += faults
    var column = 1
    for piece in read.pieces {
      switch piece {
      case .literal(let literal):
        for scalar in literal.unicodeScalars {
          for byte in String(scalar).utf8 { append(byte, number, column) }
          column += 1
        }
      case .name(let name):
        let width = width(ofNameAt: column, in: text)
        check(name, names, at: SourceSpan(file: source.path, line: number, column: column, length: width))
        append(Self.open, number, column)
        column += width
      }
    }
    append(0x0D, number, column)
    template.pieces += read.pieces + [.literal("\r")]
  }

  private mutating func append(_ byte: UInt8, _ line: Int, _ column: Int) {
    specimen.append(byte)
    places.append((line, column))
  }

  /// How many characters a name with its braces takes.
  private func width(ofNameAt column: Int, in text: String) -> Int {
    let rest = Array(text.unicodeScalars.dropFirst(column - 1))
    for place in rest.indices.dropFirst() where rest[place] == "}" && rest[place - 1] == "}" { return place + 1 }
    return rest.count
  }

  private mutating func check(_ name: String, _ names: NameScope, at span: SourceSpan) {
    switch names.type(of: name) {
    case .failure(let unknown):
      diagnostics.append(
        Diagnostic(.error, AssertionDiagnosticCode.unknownName, at: span, unknown.message, hint: unknown.hint))
    case .success(let type):
      guard type.isStructured else { return }
      diagnostics.append(
        Diagnostic(
          .error, AssertionDiagnosticCode.nameType, at: span,
          "`\(name)` is \(type.described), and a single value is wanted here"))
    }
  }

  // MARK: The message

  private mutating func check() {
    let message: HL7.Message
    do { message = try MessageParser().parse(specimen) } catch {
      report(
        .messageSyntax, error.sentence, from: error.offset, to: error.offset + 1,
        hint: error.rule.map { "rule: \($0)" })
      return
    }
    guard message.version != nil else {
      let field = message.header.field(12)
      report(
        .messageVersion, "MSH-12 must name the edition of HL7 v2, so that the template can be checked",
        from: field?.offset ?? message.header.bytes.endIndex, to: field?.bytes.endIndex ?? specimen.count,
        hint: "one of \(HL7.Version.allCases.map(\.rawValue).joined(separator: ", "))")
      return
    }
    if message.structure == nil {
      let field = message.header.field(9)
      report(
        .messageContent, "the edition has no message structure for this MSH-9: segments cannot be checked",
        from: field?.offset ?? 0, to: field?.bytes.endIndex ?? 1, severity: .warning)
    }
    let open = Self.open
    for finding in ContentCheck.findings(message, isOpen: { $0.bytes.contains(open) }) ?? [] {
      let end = specimen[min(finding.offset, specimen.count)...].firstIndex {
        $0 == 0x0D || $0 == message.encoding.field
      }
      report(
        .messageContent, finding.sentence, from: finding.offset, to: max(end ?? 0, finding.offset + 1),
        hint: "rule: \(finding.rule)")
    }
  }

  private mutating func report(
    _ rule: ReadingRule, _ text: String, from start: Int, to end: Int, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    let first = places[min(max(start, 0), places.count - 1)]
    let last = places[min(max(end, 0), places.count - 1)]
    let length = last.line == first.line ? max(last.column - first.column, 1) : 1
    diagnostics.append(
      Diagnostic(
        severity, rule, at: SourceSpan(file: source.path, line: first.line, column: first.column, length: length), text,
        hint: hint))
  }
}
