import HL7

/// Holds what a step changes in a template, and what it asks of the message sent, against that template before anything is
/// sent: addresses that its edition does not have, segments that it lacks, texts that its character set cannot hold.
///
/// Values are not held against tables here: a step may write what is wrong on purpose, to see it refused.
struct MessageChangeCheck {
  private var editor: MessageEditor
  /// The edition that the template names; nil where a change names another.
  private var version: HL7.Version?
  private let log: DiagnosticLog

  /// Makes a check of one step.
  ///
  /// - Parameter specimen: The message of the template, with a mark in the place of what is not known yet.
  init(_ specimen: HL7.Message, log: DiagnosticLog) {
    editor = MessageEditor(specimen)
    version = specimen.version
    self.log = log
  }

  /// The inputs of a step in the order in which it carries them out.
  mutating func check(_ arguments: [String: Argument]) {
    for name in ["set", "write"] {
      for (address, span, text) in changes(arguments[name]) {
        guard exists(address, at: span) else { continue }
        if address.segment == "MSH", address.field == 12 { version = nil }
        edit(at: span) { editor throws(EditingError) in
          switch text {
          case .value(.string(let text), _)? where name == "set": try editor.set(address, to: text)
          case .value(.string(let text), _)?: try editor.write(Array(text.utf8), at: address)
          default: try editor.write([MessageTemplateReading.open], at: address)
          }
        }
      }
    }
    for (address, span) in addresses(arguments["repeat"]) where exists(address, at: span) {
      edit(at: span) { editor throws(EditingError) in try editor.repeat(address) }
    }
    for (address, span) in addresses(arguments["remove"]) where exists(address, at: span) {
      edit(at: span) { editor throws(EditingError) in try editor.remove(address) }
    }
    if case .record(let damage, _)? = arguments["damage"], let (address, span) = self.address(damage["at"]),
      exists(address, at: span), editor.message.parts(at: address).isEmpty
    {
      report(EditingError.nothingThere(address), at: span)
    }
  }

  /// Addresses below `sent`: what was sent is the template with its changes.
  func check(_ path: Path) {
    guard case .field("sent")? = path.segments.first, path.segments.count > 1,
      case .address(let address) = path.segments[1]
    else { return }
    _ = exists(address, at: path.span)
  }

  // MARK: Parts

  private func exists(_ address: Address, at span: SourceSpan) -> Bool {
    guard let version, let problem = address.problem(in: version) else { return true }
    log.error(
      ReadingRule.messageAddress, at: span, problem, hint: "the template's MSH-12 names HL7 v\(version.rawValue)")
    return false
  }

  private mutating func edit(
    at span: SourceSpan, _ change: (inout MessageEditor) throws(EditingError) -> Void
  ) {
    do throws(EditingError) { try change(&editor) } catch { report(error, at: span) }
  }

  private func report(_ error: EditingError, at span: SourceSpan) {
    log.error(ReadingRule.messageAddress, at: span, "the template can't be changed so: \(error)")
  }

  private func changes(_ argument: Argument?) -> [(Address, SourceSpan, Argument?)] {
    guard case .list(let elements, _)? = argument else { return [] }
    return elements.compactMap { element in
      guard case .record(let fields, _) = element, let (address, span) = address(fields["at"]) else { return nil }
      return (address, span, fields["text"])
    }
  }

  private func addresses(_ argument: Argument?) -> [(Address, SourceSpan)] {
    guard case .list(let elements, _)? = argument else { return [] }
    return elements.compactMap { address($0) }
  }

  private func address(_ argument: Argument?) -> (Address, SourceSpan)? {
    guard case .value(.string(let text), let span)? = argument, let address = try? Address(text) else { return nil }
    return (address, span)
  }
}
