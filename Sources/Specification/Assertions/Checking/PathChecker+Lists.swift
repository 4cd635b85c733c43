import DICOM

/// Elements of lists: by number, by key, by one of their fields.
extension PathChecker {
  func element(
    of walk: Walk, _ range: Range<Int>, _ written: String
  ) throws(SyntaxFault) -> (type: ValueType, key: String?) {
    guard case .value(.list(let element, let key)) = walk.type else {
      let described: String
      switch walk.type {
      case .value(let type): described = type.described
      case .bytes, .element: described = "bytes"
      }
      throw SyntaxFault(
        .notAList, range, "`\(walked(walk))` is \(described), not a list", hint: "leave `\(written)` out")
    }
    return (element, key)
  }

  func element(_ operand: SyntaxOperand, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
    let (element, key) = try element(of: walk, range, line.text(range))
    if case .bare(let text, let place) = operand, text.unicodeScalars.allSatisfy({ Lexer.isDigit($0) || $0 == "-" }) {
      guard let index = Int(text), index >= 0, index < 1_000_000 else {
        throw SyntaxFault(
          .syntax, place, text.hasPrefix("-") ? "elements are counted from 0 upwards" : "`\(text)` is no element number"
        )
      }
      walk.type = .value(element)
      walk.segments.append(.index(index))
      return
    }
    guard let key else {
      let hint: String
      if case .record(let fields) = element {
        hint = "choose by a field: `[\(fields.first?.name ?? "field") == value]`, or by number: `[0]`"
      } else if element == .dataSet {
        hint = "choose by an element: `[PatientID == \"…\"]`, or by number: `[0]`"
      } else {
        hint = "choose by number, `[0]`, or ask with `contains`"
      }
      throw SyntaxFault(.noKey, range, "the elements of `\(walked(walk))` have no key", hint: hint)
    }
    walk.segments.append(.key(try operands.check(operand, as: keyType(element, key))))
    walk.type = .value(element)
  }

  private func keyType(_ element: ValueType, _ key: String) -> ValueType {
    guard case .record(let fields) = element, let field = fields.first(where: { $0.name == key }) else {
      return .string
    }
    return field.type
  }

  func filter(
    _ name: String, _ nameRange: Range<Int>, _ operand: SyntaxOperand, _ range: Range<Int>, _ walk: inout Walk
  ) throws(SyntaxFault) {
    let (element, _) = try element(of: walk, range, line.text(range))
    var inner = Walk(type: .value(element))
    if let tag = Tag(notation: name) {
      try self.tag(tag.description, nameRange, &inner)
    } else {
      try field(name, nameRange, &inner)
    }
    guard case .value(let type) = inner.type, !type.isStructured else {
      throw SyntaxFault(
        .notARecord, nameRange,
        "elements can't be chosen by `\(name)`, which holds more than one value or none that compares")
    }
    walk.segments.append(.filter(name, try operands.check(operand, as: type)))
    walk.type = .value(element)
    walk.wasMultiple = walk.isMultiple
    walk.isMultiple = true
  }

  func of(
    _ operand: SyntaxOperand, _ range: Range<Int>, _ next: SyntaxSegment?, _ walk: inout Walk
  ) throws(SyntaxFault) {
    guard case .value(.list(let element, let key?)) = walk.type else {
      throw SyntaxFault(
        .noKey, range, "`of` chooses an element by its key, and `\(walked(walk))` is not a list with a key")
    }
    walk.segments.append(.key(try operands.check(operand, as: keyType(element, key))))
    walk.type = .value(element)
    // A record that is a key and one list stands for that list, unless the path goes on with one of its fields.
    guard case .record(let fields) = element else { return }
    let others = fields.filter { $0.name != key }
    guard others.count == 1, let only = others.first, case .list = only.type else { return }
    if case .name(let name) = next?.kind, fields.contains(where: { $0.name == name }) { return }
    walk.segments.append(.field(only.name))
    walk.type = .value(only.type)
  }
}
