/// Reads values by the type that their place demands.
struct OperandChecker {
  let names: NameScope

  /// A value of a type that is no list.
  func check(_ operand: SyntaxOperand, as type: ValueType) throws(SyntaxFault) -> Operand {
    switch operand {
    case .reference(let name, let range):
      return try reference(name, range, as: type)
    case .list(_, let range):
      throw SyntaxFault(
        .literalType, range, "\(type.described) is wanted here, not a list", hint: "for alternatives write `in [a, b]`")
    case .text(let text, let range):
      return .value(try quoted(text, range, as: type))
    case .bare(let text, let range):
      return .value(try bare(text, range, as: type))
    }
  }

  /// A list of values of a type, in brackets or by name.
  func checkList(_ operand: SyntaxOperand, of element: ValueType) throws(SyntaxFault) -> Operand {
    switch operand {
    case .reference(let name, let range):
      return try reference(name, range, as: .list(of: element, key: nil))
    case .list(let values, _):
      var checked: [Operand] = []
      for value in values { checked.append(try check(value, as: element)) }
      return .list(checked)
    case .text(let text, let range):
      throw SyntaxFault(.literalType, range, "a list is wanted here", hint: "write `[\"\(text)\"]`")
    case .bare(let text, let range):
      throw SyntaxFault(.literalType, range, "a list is wanted here", hint: "write `[\(text)]`")
    }
  }

  private func reference(_ name: String, _ range: Range<Int>, as type: ValueType) throws(SyntaxFault) -> Operand {
    switch names.type(of: name) {
    case .failure(let unknown):
      throw SyntaxFault(.unknownName, range, unknown.message, hint: unknown.hint)
    case .success(let found):
      guard found.fits(type) else {
        throw SyntaxFault(.nameType, range, "`\(name)` is \(found.described), and \(type.described) is wanted here")
      }
      return .reference(name)
    }
  }

  private func quoted(_ text: String, _ range: Range<Int>, as type: ValueType) throws(SyntaxFault) -> Value {
    switch type {
    case .string:
      if TextTemplate.mayHaveNames(text) {
        throw SyntaxFault(
          .literalType, range, "a name in double braces is not replaced within quotation marks",
          hint: "write `{{name}}` without the quotation marks")
      }
      return .string(text)
    case .uid:
      return try bare(text, range, as: type)
    default:
      let isLiteral = (try? Literal.parse(text, as: type).get()) != nil
      throw SyntaxFault(
        .literalType, range, "\(type.described) is wanted here, not text",
        hint: isLiteral ? "leave the quotation marks out: `\(text)`" : wordHint(type))
    }
  }

  private func wordHint(_ type: ValueType) -> String {
    if case .word(let words) = type { return "words are \(words.enumerated)" }
    return "such as `\(type.example)`"
  }

  private func bare(_ text: String, _ range: Range<Int>, as type: ValueType) throws(SyntaxFault) -> Value {
    if type == .string, text.contains(" ") {
      throw SyntaxFault(
        .literalType, range, "text with spaces stands in double quotation marks", hint: "write `\"\(text)\"`")
    }
    switch Literal.parse(text, as: type) {
    case .success(let value): return value
    case .failure(let error):
      if type != .string, ["null", "nil", "none"].contains(text) {
        throw SyntaxFault(error.code, range, "there is no value `\(text)`", hint: "write `is absent` or `not exists`")
      }
      throw SyntaxFault(error.code, range, error.message, hint: error.hint)
    }
  }
}
