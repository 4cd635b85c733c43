import HL7

/// The templates of HL7 v2 messages that steps name: text files beside the specification, a segment a line, with names in
/// double braces. Lines that begin with `#` are comments.
final class MessageTemplates {
  private let log: DiagnosticLog
  private let load: (String, SourceSpan) -> SourceText?
  /// What was reported already: several steps may name one file.
  private var reported: Set<Diagnostic> = []

  /// Makes a reader.
  ///
  /// - Parameter load: Gives the text of a file by its path within the specification's folder, and reports why not.
  init(log: DiagnosticLog, load: @escaping (String, SourceSpan) -> SourceText?) {
    self.log = log
    self.load = load
  }

  /// What a template may name beyond the names of its step: fields of the message itself, known when it is sent.
  static let ownNames: ValueType = .record([
    Field("time", .string, meaning: "The moment of sending, `20260301101500+0000`."),
    Field("control-id", .string, meaning: "An identifier that no other message of the harness has."),
  ])

  /// The template of a file; nil after an error.
  func template(_ path: String, at span: SourceSpan, names: NameScope) -> TextTemplate? {
    guard let source = load(path, span) else { return nil }
    var names = names
    names.add("message", Self.ownNames)
    let reading = MessageTemplateReading(source, names: names)
    let new = reading.diagnostics.filter { reported.insert($0).inserted }
    log.add(new)
    return reading.diagnostics.contains { $0.severity == .error } ? nil : reading.template
  }
}
