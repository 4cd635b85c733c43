import HL7

/// The templates of HL7 v2 messages and FHIR resources that steps name: files beside the specification with names in double
/// braces. A message stands a segment a line, and lines that begin with `#` are comments; a resource is JSON.
final class MessageTemplates {
  private let log: DiagnosticLog
  private let load: (String, SourceSpan) -> SourceText?
  /// What was reported already: several steps may name one file.
  private var reported: Set<Diagnostic> = []
  /// The messages of the templates read, with a mark in the place of names, by path.
  private var specimens: [String: HL7.Message] = [:]

  /// What came of reading a template where its names had certain types. Many steps send one template, and nothing else of a
  /// step changes what is wrong with it.
  private struct Reading {
    var names: [String]
    var types: [Result<ValueType, NameScope.Unknown>]
    var template: TextTemplate
    var diagnostics: [Diagnostic]
    var message: HL7.Message?

    func holds(in scope: NameScope) -> Bool { zip(names, types).allSatisfy { scope.type(of: $0) == $1 } }
  }

  /// The readings of each file, by its path and the type that it is read as.
  private var readings: [String: [Reading]] = [:]

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
    Field("uid", .uid, meaning: "A UID that nothing else has, for a study that the message schedules."),
  ])

  /// What the template of a resource may name beyond the names of its step.
  static let resourceNames: ValueType = .record([
    Field("time", .string, meaning: "The moment of sending as an instant, `2026-03-01T10:15:00.000Z`."),
    Field("uuid", .string, meaning: "A UUID that nothing else has, new at each sending."),
  ])

  /// The template of a file, of a message or a resource; nil after an error.
  func template(_ path: String, as type: ValueType, at span: SourceSpan, names: NameScope) -> TextTemplate? {
    guard let source = load(path, span) else { return nil }
    let reading = reading(of: source, at: path, as: type, names: names)
    if type != .resource { specimens[path] = reading.message }
    log.add(reading.diagnostics.filter { reported.insert($0).inserted })
    return reading.diagnostics.contains { $0.severity == .error } ? nil : reading.template
  }

  private func reading(of source: SourceText, at path: String, as type: ValueType, names: NameScope) -> Reading {
    var names = names
    if type == .resource { names.add("resource", Self.resourceNames) } else { names.add("message", Self.ownNames) }
    let key = type == .resource ? "resource \(path)" : path
    if let known = readings[key]?.first(where: { $0.holds(in: names) }) { return known }
    let (template, diagnostics, message): (TextTemplate, [Diagnostic], HL7.Message?)
    if type == .resource {
      let reading = ResourceTemplateReading(source, names: names)
      (template, diagnostics, message) = (reading.template, reading.diagnostics, nil)
    } else {
      let reading = MessageTemplateReading(source, names: names)
      (template, diagnostics, message) = (reading.template, reading.diagnostics, reading.message)
    }
    let used = Set(template.names).sorted()
    let fresh = Reading(
      names: used, types: used.map { names.type(of: $0) }, template: template, diagnostics: diagnostics,
      message: message)
    readings[key, default: []].append(fresh)
    return fresh
  }

  /// The check of a step that sends the template of a path; nil where there is no such template without errors.
  func changes(of path: String) -> MessageChangeCheck? {
    specimens[path].map { MessageChangeCheck($0, log: log) }
  }
}
