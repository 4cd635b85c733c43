/// The texts of a requirement.
extension RequirementReader {
  /// Text for people with the values of inputs in place of their names.
  func prose(_ reader: FormReader, _ key: String) -> String? {
    guard let text = reader.text(key) else { return nil }
    guard TextTemplate.mayHaveNames(text), let node = reader.node(key) else { return text }
    var place = reader.span(node)
    if case .scalar(_, .literal) = node.content { place = BlockPlace.firstLine(of: node, in: source) }
    let (template, diagnostics) = TextTemplate.parse(text, at: place)
    log.add(diagnostics)
    return template.pieces.map { piece in
      switch piece {
      case .literal(let text): return text
      case .name(let name):
        uses.used.inputs.insert(name)
        return value(of: name, at: self.place(of: name, from: node) ?? place)
      }
    }.joined()
  }

  /// Where a text that begins at a node writes `{{name}}` for the first time.
  private func place(of name: String, from node: YAMLNode) -> SourceSpan? {
    guard let text = node.text else { return nil }
    let written = Array("{{\(name)}}".unicodeScalars)
    // A block begins below its key; a text in flow or quotes may be broken over lines, each of which adds one at most.
    let count = text.unicodeScalars.count { $0 == "\n" } + 2
    for (number, line) in source.lines.enumerated().dropFirst(node.line - 1).prefix(count) {
      let scalars = Array(line)
      guard scalars.count >= written.count else { continue }
      let first = number == node.line - 1 ? node.column - 1 : 0
      for start in stride(from: first, through: scalars.count - written.count, by: 1)
      where scalars[start..<(start + written.count)].elementsEqual(written) {
        return SourceSpan(file: source.path, line: number + 1, column: start + 1, length: written.count)
      }
    }
    return nil
  }

  private func value(of name: String, at span: SourceSpan) -> String {
    guard let input = rules.inputs[name] else {
      log.unknown(
        ReadingRule.unknownName, "input", name, at: span, among: rules.inputs.keys,
        otherwise: "declare it under `inputs` in the specification file")
      return ""
    }
    if input.isSecret {
      log.error(ReadingRule.secretInText, at: span, "the secret `\(name)` can't stand in a text that people read")
      return ""
    }
    return input.value.map(ValueText.text) ?? ""
  }
}
