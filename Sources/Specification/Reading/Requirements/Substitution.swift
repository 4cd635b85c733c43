/// Puts the arguments of a procedure's call in the place of its inputs.
struct Substitution {
  /// Arguments by the procedure's input name.
  let arguments: [String: Argument]
  /// Bindings by the procedure's input of type `system`.
  let systems: [String: String]
  let log: DiagnosticLog
  /// Where the procedure is used.
  let caller: SourceSpan

  /// The procedure's step as the caller means it.
  ///
  /// - Parameter prefix: The call's id, which comes before those of the steps.
  func step(_ step: Step, prefix: String) -> Step {
    var step = step
    step.id = "\(prefix).\(step.id)"
    step.at = systems[step.at] ?? step.at
    step.inputs = step.inputs.compactMapValues { argument($0) }
    step.load = step.load?.compactMapValues { argument($0) }
    if let total = step.retry?.total { step.retry?.total = argument(total) ?? total }
    if let total = step.hold?.total { step.hold?.total = argument(total) ?? total }
    step.expect = step.expect.map { assertion($0) }
    step.capture = step.capture.map { capture in
      var capture = capture
      capture.path = path(capture.path)
      return capture
    }
    return step
  }

  private func argument(_ argument: Argument) -> Argument? {
    switch argument {
    case .value: return argument
    case .list(let elements, let span): return .list(elements.compactMap { self.argument($0) }, span)
    case .record(let fields, let span): return .record(fields.compactMapValues { self.argument($0) }, span)
    case .template(let template, let type, let span): return self.template(template, type, span)
    }
  }

  private func template(_ template: TextTemplate, _ type: ValueType, _ span: SourceSpan) -> Argument? {
    var span = span
    if template.pieces.count == 1, case .name(let name) = template.pieces[0] {
      switch arguments[name] {
      case .list?: return arguments[name]
      // What is wrong with a value that is passed on is wrong where the caller wrote it.
      case .value(_, let written)?, .template(_, _, let written)?: span = written
      case .record?, nil: break
      }
    }
    var pieces: [TextTemplate.Piece] = []
    for piece in template.pieces {
      guard case .name(let name) = piece, let argument = arguments[name] else {
        pieces.append(piece)
        continue
      }
      switch argument {
      case .value(let value, _): pieces.append(.literal(ValueText.text(value)))
      case .template(let inner, _, _): pieces += inner.pieces
      case .list, .record:
        error(span, "`{{\(name)}}` is a list here and can't stand inside a text")
        return nil
      }
    }
    // A message or a resource is put together when it is sent.
    if type == .message || type == .resource { return .template(TextTemplate(pieces: pieces), type, span) }
    var text = ""
    for piece in pieces {
      guard case .literal(let part) = piece else { return .template(TextTemplate(pieces: pieces), type, span) }
      text += part
    }
    switch Literal.parse(text, as: type) {
    case .success(let value): return .value(value, span)
    case .failure(let problem):
      error(span, problem.message)
      return nil
    }
  }

  private func assertion(_ assertion: Assertion) -> Assertion {
    var assertion = assertion
    assertion.path = path(assertion.path)
    assertion.predicate =
      switch assertion.predicate {
      case .compare(let comparison, let value): .compare(comparison, operand(value, assertion.span))
      case .contains(let value): .contains(operand(value, assertion.span))
      case .containsAny(let value): .containsAny(operand(value, assertion.span))
      case .containsAll(let value): .containsAll(operand(value, assertion.span))
      case .startsWith(let value): .startsWith(operand(value, assertion.span))
      case .endsWith(let value): .endsWith(operand(value, assertion.span))
      case .isIn(let value): .isIn(operand(value, assertion.span))
      case .between(let low, let high): .between(operand(low, assertion.span), operand(high, assertion.span))
      case .sameSetAs(let value): .sameSetAs(operand(value, assertion.span))
      case .matches, .exists, .isAbsent, .isEmpty, .conformsTo: assertion.predicate
      }
    return assertion
  }

  private func path(_ path: Path) -> Path {
    var path = path
    path.segments = path.segments.map { segment in
      switch segment {
      case .key(let key): .key(operand(key, path.span))
      case .filter(let field, let value): .filter(field, operand(value, path.span))
      default: segment
      }
    }
    return path
  }

  private func operand(_ operand: Operand, _ span: SourceSpan) -> Operand {
    switch operand {
    case .value: return operand
    case .list(let elements): return .list(elements.map { self.operand($0, span) })
    case .reference(let name):
      switch arguments[name] {
      case nil: return operand
      case .value(let value, _): return .value(value)
      case .template(let template, _, _):
        if template.pieces.count == 1, case .name(let name) = template.pieces[0] { return .reference(name) }
        error(span, "`{{\(name)}}` must be a value or one `{{name}}` to be used in an assertion")
        return operand
      case .list, .record:
        error(span, "`{{\(name)}}` must be a value or one `{{name}}` to be used in an assertion")
        return operand
      }
    }
  }

  private func error(_ span: SourceSpan, _ message: String) {
    log.error(ReadingRule.wrongInput, at: span, message, hint: "used at \(caller.file):\(caller.line):\(caller.column)")
  }
}
