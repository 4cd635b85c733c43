/// The lines of a `capture` block: `name = path`.
public enum CaptureBlock {
  /// Reads a block; places as in ``AssertionBlock/parse(_:at:observation:names:)``. A path that selects several values
  /// is captured as a list. The types go into the scope of later steps.
  public static func parse(
    _ text: String, at place: SourceSpan, observation: ValueType, names: NameScope
  ) -> (captures: [Capture], types: [String: ValueType], diagnostics: [Diagnostic]) {
    var captures: [Capture] = []
    var types: [String: ValueType] = [:]
    var diagnostics: [Diagnostic] = []
    var isBlank = true
    for line in SourceLine.lines(of: text, at: place) {
      do throws(SyntaxFault) {
        var parser = try AssertionParser(line)
        if parser.isBlank { continue }
        isBlank = false
        let (name, nameRange, path) = try parser.capture()
        if types[name] != nil || names[name] != nil {
          throw SyntaxFault(
            .captureName, nameRange, "there is a name `\(name)` already",
            hint: "choose another: names are never replaced")
        }
        let checked = try AssertionChecker(observation: observation, names: names, line: line).check(path: path)
        guard case .value(let type) = checked.type else {
          throw SyntaxFault(.predicateType, path.range, "`\(checked.path.text)` holds bytes, which can't be captured")
        }
        types[name] = checked.isMultiple ? Self.listed(type) : type
        captures.append(
          Capture(name: name, path: checked.path, span: line.span(nameRange.lowerBound..<path.range.upperBound)))
      } catch {
        isBlank = false
        diagnostics.append(line.diagnostic(error))
      }
    }
    if isBlank {
      diagnostics.append(
        Diagnostic(
          .error, AssertionDiagnosticCode.emptyBlock, at: place, "the block captures nothing",
          hint: "write one a line: `name = path`"))
    }
    return (captures, types, diagnostics)
  }

  /// Lists within the selection are joined into one.
  private static func listed(_ type: ValueType) -> ValueType {
    if case .list(let element, _) = type { return .list(of: element, key: nil) }
    return .list(of: type, key: nil)
  }
}
