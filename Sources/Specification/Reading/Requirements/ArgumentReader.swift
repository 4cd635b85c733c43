import DICOM

/// Reads the values under `with` by the types that the step kind or procedure demands.
struct ArgumentReader {
  let file: String
  let log: DiagnosticLog
  let names: NameScope
  /// Templates of messages.
  let templates: MessageTemplates

  /// The arguments of one call. `span` is the step's, for inputs that are missing.
  func arguments(
    _ entries: [YAMLEntry], for inputs: [StepInput], of owner: String, at span: SourceSpan
  ) -> [String: Argument] {
    var arguments: [String: Argument] = [:]
    for entry in entries {
      guard let input = inputs.first(where: { $0.name == entry.key }) else {
        log.error(
          ReadingRule.unknownInput, at: self.span(entry.keyNode), "`\(owner)` has no input `\(entry.key)`",
          hint: NameSuggestion.hint(for: entry.key, among: inputs.map(\.name)) ?? "it takes none")
        continue
      }
      arguments[entry.key] = argument(entry.value, as: input.type, for: entry.key)
    }
    for input in inputs where input.required && !entries.contains(where: { $0.key == input.name }) {
      log.error(
        ReadingRule.missingInput, at: span, "`\(owner)` needs the input `\(input.name)` under `with`",
        hint: "`\(input.name)`: \(input.meaning)")
    }
    return arguments
  }

  /// One value; nil after an error.
  func argument(_ node: YAMLNode, as type: ValueType, for name: String) -> Argument? {
    switch node.content {
    case .scalar(let text, _):
      if node.isMissing {
        log.error(
          ReadingRule.missingValue, at: span(node), "`\(name)` has no value", hint: "write `\"\"` for an empty text")
        return nil
      }
      return scalar(text, node, as: type, for: name)
    case .sequence(let elements): return list(elements, node, as: type, for: name)
    case .mapping(let entries): return record(entries, node, as: type, for: name)
    }
  }

  private func scalar(_ text: String, _ node: YAMLNode, as type: ValueType, for name: String) -> Argument? {
    if TextTemplate.mayHaveNames(text) { return template(text, node, as: type, for: name) }
    switch type {
    case .message, .resource:
      return templates.template(text, as: type, at: span(node), names: names).map { .template($0, type, span(node)) }
    case .list, .record, .dataSet:
      log.error(ReadingRule.wrongInput, at: span(node), "`\(name)` must be \(type.described), not a text")
      return nil
    default:
      switch Literal.parse(text, as: type) {
      case .success(let value): return .value(value, span(node))
      case .failure(let problem):
        log.error(ReadingRule.wrongInput, at: span(node), "`\(name)`: \(problem.message)", hint: problem.hint)
        return nil
      }
    }
  }

  private func template(_ text: String, _ node: YAMLNode, as type: ValueType, for name: String) -> Argument? {
    let place = contentSpan(node)
    let (template, diagnostics) = TextTemplate.parse(text, at: place)
    let found = diagnostics + template.check(as: type, names: names, at: place)
    log.add(found)
    return found.isEmpty ? .template(template, type, span(node)) : nil
  }

  private func list(_ elements: [YAMLNode], _ node: YAMLNode, as type: ValueType, for name: String) -> Argument? {
    guard case .list(let element, _) = type else {
      log.error(ReadingRule.wrongInput, at: span(node), "`\(name)` must be \(type.described), not a list")
      return nil
    }
    let read = elements.map { argument($0, as: element, for: name) }
    return read.contains(nil) ? nil : .list(read.compactMap(\.self), span(node))
  }

  private func record(_ entries: [YAMLEntry], _ node: YAMLNode, as type: ValueType, for name: String) -> Argument? {
    switch type {
    case .dataSet: return dataSet(entries, node)
    case .record(let fields):
      var values: [String: Argument] = [:]
      var isGood = true
      for entry in entries {
        guard let field = fields.first(where: { $0.name == entry.key }) else {
          log.error(
            ReadingRule.unknownInput, at: span(entry.keyNode), "`\(name)` has no key `\(entry.key)`",
            hint: NameSuggestion.hint(for: entry.key, among: fields.map(\.name)))
          isGood = false
          continue
        }
        values[entry.key] = argument(entry.value, as: field.type, for: entry.key)
        isGood = isGood && values[entry.key] != nil
      }
      for field in fields where field.presence == .always && !entries.contains(where: { $0.key == field.name }) {
        log.error(
          ReadingRule.missingInput, at: span(node), "an element of `\(name)` needs the key `\(field.name)`",
          hint: "`\(field.name)`: \(field.meaning)")
        isGood = false
      }
      return isGood ? .record(values, span(node)) : nil
    default:
      log.error(ReadingRule.wrongInput, at: span(node), "`\(name)` must be \(type.described), not a mapping")
      return nil
    }
  }

  /// Attributes by keyword or tag: text, lists of text, and mappings for sequence items.
  private func dataSet(_ entries: [YAMLEntry], _ node: YAMLNode) -> Argument? {
    var values: [String: Argument] = [:]
    var isGood = true
    for entry in entries {
      if case .failure(let problem) = Literal.parse(entry.key, as: .tag) {
        log.error(ReadingRule.wrongInput, at: span(entry.keyNode), problem.message, hint: problem.hint)
        isGood = false
        continue
      }
      let value: Argument? =
        switch entry.value.content {
        case .scalar: argument(entry.value, as: .string, for: entry.key)
        case .sequence: argument(entry.value, as: .list(of: .string, key: nil), for: entry.key)
        case .mapping(let item): dataSet(item, entry.value)
        }
      values[entry.key] = value
      isGood = isGood && value != nil
    }
    return isGood ? .record(values, span(node)) : nil
  }

  private func span(_ node: YAMLNode) -> SourceSpan {
    SourceSpan(file: file, line: node.line, column: node.column, length: node.length)
  }

  /// Where the content of a scalar begins, behind its quote.
  private func contentSpan(_ node: YAMLNode) -> SourceSpan {
    var span = span(node)
    if case .scalar(_, .quoted) = node.content {
      span.column += 1
      span.length = max(span.length - 2, 1)
    }
    return span
  }
}
