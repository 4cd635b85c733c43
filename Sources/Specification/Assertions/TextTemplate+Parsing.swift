extension TextTemplate {
  /// Reads text with names in double braces; anything else stands for itself, single braces included.
  public static func parse(_ text: String, at place: SourceSpan) -> (TextTemplate, [Diagnostic]) {
    // Most texts have no names, and one kind of line end.
    if !mayHaveNames(text), !text.utf8.contains(UInt8(ascii: "\r")) {
      return (TextTemplate(pieces: text.isEmpty ? [] : [.literal(text)]), [])
    }
    var pieces: [Piece] = []
    var diagnostics: [Diagnostic] = []
    for (index, line) in SourceLine.lines(of: text, at: place).enumerated() {
      if index > 0 { append("\n", to: &pieces) }
      var position = 0
      while let open = find("{", in: line, from: position) {
        append(line.text(position..<open), to: &pieces)
        guard let close = find("}", in: line, from: open + 2) else {
          diagnostics.append(
            line.diagnostic(
              SyntaxFault(
                .unterminatedReference, open..<line.scalars.count, "the name that starts here has no closing braces",
                hint: "names stand in double braces: `{{name}}`")))
          position = line.scalars.count
          break
        }
        let name = line.text((open + 2)..<close).trimmed
        if NameScope.isName(name) {
          pieces.append(.name(name))
        } else {
          diagnostics.append(
            line.diagnostic(
              SyntaxFault(
                .unknownName, open..<(close + 2),
                name.isEmpty ? "there is no name between the braces" : "`\(name)` can't be a name",
                hint: "a name is letters, digits and hyphens, with dots between its parts")))
        }
        position = close + 2
      }
      append(line.text(position..<line.scalars.count), to: &pieces)
    }
    return (TextTemplate(pieces: pieces), diagnostics)
  }

  /// Whether a text has double braces, so that there is something to read.
  static func mayHaveNames(_ text: String) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      var place = 0
      while place + 1 < bytes.count {
        if let eight = EightBytes(bytes, at: place) {
          let others = EightBytes.first(eight.equal(UInt8(ascii: "{")))
          place += others
          if others == 8 { continue }
        }
        if bytes[place...].starts(with: "{{".utf8) { return true }
        place += 1
      }
      return false
    }
    return found ?? text.contains("{{")
  }

  /// The names in it, in order.
  public var names: [String] {
    pieces.compactMap { piece in
      if case .name(let name) = piece { name } else { nil }
    }
  }

  /// Checks the names against a scope and the result against the type wanted: a template that is nothing but one name
  /// takes that name's value; one with text around it must be wanted as text, or as something read from text.
  public func check(as type: ValueType, names scope: NameScope, at place: SourceSpan) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for name in names {
      switch scope.type(of: name) {
      case .failure(let unknown):
        diagnostics.append(
          Diagnostic(.error, AssertionDiagnosticCode.unknownName, at: place, unknown.message, hint: unknown.hint))
      case .success(let found):
        let isAlone = pieces.count == 1
        let wanted = isAlone ? type : .string
        let isText = !found.isStructured && wanted == .string
        if !found.fits(wanted), !isText {
          diagnostics.append(
            Diagnostic(
              .error, AssertionDiagnosticCode.nameType, at: place,
              "`\(name)` is \(found.described), and \(isAlone ? type.described : "a single value") is wanted here"))
        }
      }
    }
    return diagnostics
  }

  private static func append(_ text: String, to pieces: inout [Piece]) {
    guard !text.isEmpty else { return }
    if case .literal(let before)? = pieces.last {
      pieces[pieces.count - 1] = .literal(before + text)
    } else {
      pieces.append(.literal(text))
    }
  }

  private static func find(_ brace: Unicode.Scalar, in line: SourceLine, from start: Int) -> Int? {
    var index = start
    while index + 1 < line.scalars.count {
      if line.scalars[index] == brace, line.scalars[index + 1] == brace { return index }
      index += 1
    }
    return nil
  }
}
