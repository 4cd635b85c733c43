import HL7

/// Reads one template and holds it against the edition that its MSH-12 names, before anything is sent.
struct MessageTemplateReading {
  /// What is wrong, with line and column.
  private(set) var diagnostics: [Diagnostic] = []

  /// Stands in the specimen where a value is not known yet; no text holds it.
  static let open: UInt8 = 0x1A
  private var specimen: TemplateSpecimen
  /// The message of the template with `open` in the place of names; nil where it is none.
  private(set) var message: HL7.Message?

  /// The text with its names, segments ended by carriage returns.
  var template: TextTemplate { specimen.template }

  init(_ source: SourceText, names: NameScope) {
    specimen = TemplateSpecimen(source, names: names)
    for number in source.lines.indices {
      // A segment, a comment or nothing.
      guard let text = source.line(number + 1), !text.hasPrefix("#"), !text.trimmed.isEmpty else { continue }
      specimen.add(number + 1, text, end: "\r") { type, _ in
        type.isStructured ? .unfit(wanted: "a single value") : .bytes([Self.open])
      }
    }
    diagnostics = specimen.diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    check()
  }

  // MARK: The message

  private mutating func check() {
    let message: HL7.Message
    do { message = try MessageParser().parse(specimen.bytes) } catch {
      report(
        .messageSyntax, error.sentence, from: error.offset, to: error.offset + 1,
        hint: error.rule.map { "rule: \($0)" })
      return
    }
    self.message = message
    guard message.version != nil else {
      let field = message.header.field(12)
      report(
        .messageVersion, "MSH-12 must name the edition of HL7 v2, so that the template can be checked",
        from: field?.offset ?? message.header.bytes.endIndex, to: field?.bytes.endIndex ?? specimen.bytes.count,
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
      let end = specimen.bytes[min(finding.offset, specimen.bytes.count)...].firstIndex {
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
    diagnostics.append(Diagnostic(severity, rule, at: specimen.span(from: start, to: end), text, hint: hint))
  }
}
