import HL7
import Synchronization

/// The templates of HL7 v2 messages and FHIR resources that steps name: files beside the specification with names in double
/// braces. A message stands a segment a line, and lines that begin with `#` are comments; a resource is JSON.
///
/// One object belongs to one reader and tells what is wrong in its log; what was read is shared with the others.
final class MessageTemplates {
  private let log: DiagnosticLog
  private let readings: TemplateReadings
  /// The messages of the templates read, with a mark in the place of names, by path.
  private var specimens: [String: HL7.Message] = [:]

  init(log: DiagnosticLog, readings: TemplateReadings) {
    self.log = log
    self.readings = readings
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
    let reading: TemplateReadings.Reading
    do throws(UnreadableText) {
      reading = try readings.reading(at: path, as: type, namedAt: span, names: names)
    } catch {
      log.add(error.diagnostic)
      return nil
    }
    if type != .resource { specimens[path] = reading.message }
    log.add(reading.diagnostics)
    return reading.diagnostics.contains { $0.severity == .error } ? nil : reading.template
  }

  /// The check of a step that sends the template of a path; nil where there is no such template without errors.
  func changes(of path: String) -> MessageChangeCheck? {
    specimens[path].map { MessageChangeCheck($0, log: log) }
  }
}

/// What came of reading templates. Many steps of many files send one template, and nothing else of a step changes what is
/// wrong with it: each is read once for each set of types that its names have.
final class TemplateReadings: Sendable {
  private let files: AttachedFiles
  /// The readings of each file, by its path and the type that it is read as.
  private let known = Mutex<[String: [Reading]]>([:])

  init(files: AttachedFiles) { self.files = files }

  /// What came of reading a template where its names had certain types.
  struct Reading: Sendable {
    fileprivate var names: [String]
    fileprivate var types: [Result<ValueType, NameScope.Unknown>]
    /// The text with its names.
    var template: TextTemplate
    /// What is wrong.
    var diagnostics: [Diagnostic]
    /// The message with a mark in the place of names; nil for a resource, and where it is none.
    var message: HL7.Message?

    fileprivate func holds(in scope: NameScope) -> Bool { zip(names, types).allSatisfy { scope.type(of: $0) == $1 } }
  }

  /// The reading of a file, of a message or a resource.
  func reading(
    at path: String, as type: ValueType, namedAt span: SourceSpan, names: NameScope
  ) throws(UnreadableText) -> Reading {
    let source = try files.text(path, namedAt: span)
    var names = names
    if type == .resource {
      names.add("resource", MessageTemplates.resourceNames)
    } else {
      names.add("message", MessageTemplates.ownNames)
    }
    let key = type == .resource ? "resource \(path)" : path
    if let reading = known.withLock({ $0[key] })?.first(where: { $0.holds(in: names) }) { return reading }
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
    known.withLock { $0[key, default: []].append(fresh) }
    return fresh
  }
}
