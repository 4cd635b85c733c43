/// Something wrong within one line, placed by offsets in Unicode scalars from the line's start.
struct SyntaxFault: Error, Hashable {
  /// The rule.
  var code: AssertionDiagnosticCode
  /// What is underlined.
  var range: Range<Int>
  /// What is wrong.
  var message: String
  /// What to do.
  var hint: String?
  /// An error, or a warning.
  var severity: Diagnostic.Severity = .error

  init(_ code: AssertionDiagnosticCode, _ range: Range<Int>, _ message: String, hint: String? = nil) {
    self.code = code
    self.range = range
    self.message = message
    self.hint = hint
  }
}

/// One line of a literal block, and where it stands in its file.
struct SourceLine {
  /// Its characters, without the line end.
  let scalars: [Unicode.Scalar]
  /// The place of its first character.
  let start: SourceSpan

  /// Makes a line.
  init(_ text: some StringProtocol, at start: SourceSpan) {
    scalars = Array(text.unicodeScalars)
    self.start = start
  }

  private init(scalars: [Unicode.Scalar], at start: SourceSpan) {
    self.scalars = scalars
    self.start = start
  }

  /// The lines of a block; the first starts at the place given, the others below it in the same column.
  static func lines(of block: String, at place: SourceSpan) -> [SourceLine] {
    // By bytes: no line feed is part of a larger character but of CR LF.
    var block = block
    return block.withUTF8 { bytes in
      var lines: [SourceLine] = []
      var start = 0
      while true {
        var end = start
        var isASCII = true
        while end < bytes.count, bytes[end] != .lineFeed {
          isASCII = isASCII && bytes[end] < 0x80
          end += 1
        }
        let isLast = end == bytes.count
        let hasReturn = !isLast && end > start && bytes[end - 1] == 0x0D
        let line = UnsafeBufferPointer(rebasing: bytes[start..<(hasReturn ? end - 1 : end)])
        let scalars =
          isASCII ? line.map { Unicode.Scalar($0) } : Array(String(decoding: line, as: UTF8.self).unicodeScalars)
        let span = SourceSpan(file: place.file, line: place.line + lines.count, column: place.column, length: 1)
        lines.append(SourceLine(scalars: scalars, at: span))
        if isLast { return lines }
        start = end + 1
      }
    }
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String {
    let word = scalars[range.clamped(to: 0..<scalars.count)]
    // This is done for every word, and nearly all are of ASCII.
    if word.allSatisfy(\.isASCII) {
      return String(unsafeUninitializedCapacity: word.count) { room in
        for (place, scalar) in word.enumerated() { room[place] = UInt8(truncatingIfNeeded: scalar.value) }
        return word.count
      }
    }
    // One after the other, as appending a collection is slow.
    var text = ""
    for scalar in word { text.unicodeScalars.append(scalar) }
    return text
  }

  /// The place of a range, at least one character long and within the line where the line has a character.
  func span(_ range: Range<Int>) -> SourceSpan {
    let first = min(max(range.lowerBound, 0), max(scalars.count - 1, 0))
    let last = min(max(range.upperBound, first + 1), max(scalars.count, first + 1))
    return SourceSpan(file: start.file, line: start.line, column: start.column + first, length: last - first)
  }

  /// The diagnostic of a fault.
  func diagnostic(_ fault: SyntaxFault) -> Diagnostic {
    Diagnostic(fault.severity, fault.code, at: span(fault.range), fault.message, hint: fault.hint)
  }
}
