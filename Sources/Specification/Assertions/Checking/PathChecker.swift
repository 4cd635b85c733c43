import DICOM
import FHIR
import HL7

/// A path with its types.
struct CheckedPath {
  var path: Path
  /// What the path selects, each of it where it selects several.
  var type: DataElementType
  /// Whether it can select several values: `[*]` or `[field == value]` is in it.
  var isMultiple: Bool
}

/// Walks paths through the type of an observation, and turns keywords into tags.
struct PathChecker {
  let observation: ValueType
  let operands: OperandChecker
  let line: SourceLine

  func check(_ path: SyntaxPath) throws(SyntaxFault) -> CheckedPath {
    var walk = Walk(type: .value(observation))
    for (index, segment) in path.segments.enumerated() {
      if case .value(.message) = walk.type {
        try address(Array(path.segments[index...]), &walk)
        break
      }
      if case .value(.resource) = walk.type {
        try elements(Array(path.segments[index...]), &walk)
        break
      }
      let next = index + 1 < path.segments.count ? path.segments[index + 1] : nil
      try step(segment, next: next, &walk)
      walk.end = segment.range.upperBound
      walk.previous = segment
    }
    let range = path.range
    return CheckedPath(
      path: Path(segments: walk.segments, text: line.text(range), span: line.span(range)), type: walk.type,
      isMultiple: walk.isMultiple)
  }

  private struct Walk {
    var type: DataElementType
    var segments: [Path.Segment] = []
    var isMultiple = false
    /// Whether it was so before the last filter: `count` right after a filter counts what it let through.
    var wasMultiple = false
    var end = 0
    var previous: SyntaxSegment?
  }

  private func step(_ segment: SyntaxSegment, next: SyntaxSegment?, _ walk: inout Walk) throws(SyntaxFault) {
    switch segment.kind {
    case .name(let name): try field(name, segment.range, &walk)
    case .tag(let text): try tag(text, segment.range, &walk)
    case .all:
      walk.type = .value(try element(of: walk, segment.range, "[*]").type)
      walk.segments.append(.all)
      walk.isMultiple = true
    case .element(let operand): try element(operand, segment.range, &walk)
    case .filter(let name, let range, let operand): try filter(name, range, operand, segment.range, &walk)
    case .of(let operand): try of(operand, segment.range, next, &walk)
    case .position: throw position(segment.range, walk)
    case .call(let name, _): throw call(name, segment.range)
    }
  }

  // MARK: Fields

  private func field(_ name: String, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
    if case .value(.record(let fields)) = walk.type, let field = fields.first(where: { $0.name == name }) {
      walk.type = .value(field.type)
      walk.segments.append(.field(name))
      return
    }
    if name == "count" {
      if case .value(.list) = walk.type {
        walk.type = .value(.number)
        walk.segments.append(.count)
        return
      }
      if case .filter = walk.previous?.kind {
        walk.type = .value(.number)
        walk.segments.append(.count)
        walk.isMultiple = walk.wasMultiple
        return
      }
      if case .all = walk.previous?.kind {
        throw SyntaxFault(.notAList, range, "`count` belongs to the list, not to its elements", hint: "leave `[*]` out")
      }
    }
    switch walk.type {
    case .value(.record(let fields)): throw unknownField(name, range, fields, walk)
    case .value(.dataSet): try keyword(name, range, &walk)
    case .value(.list(let element, let key)): throw fieldOfList(name, range, element, key, walk)
    case .value(let type):
      throw SyntaxFault(
        .notARecord, range, "`\(walked(walk))` is \(type.described) and has no field `\(name)`",
        hint: name == "count" ? "only lists have a `count`" : nil)
    case .bytes, .element:
      throw SyntaxFault(.notARecord, range, "`\(walked(walk))` holds bytes and has no field `\(name)`")
    }
  }

  private func unknownField(_ name: String, _ range: Range<Int>, _ fields: [Field], _ walk: Walk) -> SyntaxFault {
    if Self.looksLikeHL7(name) { return misplacedAddress(range) }
    let names = fields.map(\.name)
    let list = "fields are \(names.enumerated)"
    let place = walk.segments.isEmpty ? "there is no field `\(name)` here" : "`\(walked(walk))` has no field `\(name)`"
    let near = NearestName.suggestion(for: name, among: names)
    return SyntaxFault(.unknownField, range, place, hint: (near.map { "did you mean `\($0)`? " } ?? "") + list)
  }

  private func fieldOfList(
    _ name: String, _ range: Range<Int>, _ element: ValueType, _ key: String?, _ walk: Walk
  ) -> SyntaxFault {
    let path = walked(walk)
    var ways = ["`\(path)[*].\(name)` with every, some or no", "`\(path)[0].\(name)`"]
    if let key { ways.append("`\(path)[KEY].\(name)` by `\(key)`") }
    if case .record(let fields) = element, !fields.contains(where: { $0.name == name }) {
      let near = NearestName.suggestion(for: name, among: fields.map(\.name) + ["count"])
      return SyntaxFault(
        .unknownField, range,
        "`\(path)` is \(ValueType.list(of: element, key: key).described), and neither it nor its elements have a field `\(name)`",
        hint: (near.map { "did you mean `\($0)`? " } ?? "")
          + "fields of its elements are \(fields.map(\.name).enumerated)")
    }
    let type = ValueType.list(of: element, key: key)
    guard element.isStructured else {
      return SyntaxFault(
        .notARecord, range, "`\(path)` is \(type.described) and has no field `\(name)`", hint: "lists have `count` only"
      )
    }
    return SyntaxFault(
      .notARecord, range, "`\(path)` is \(type.described): choose elements before `\(name)`",
      hint: "write " + ways.joined(separator: ", or "))
  }

  private func keyword(_ name: String, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
    guard let tag = Tag(keyword: name) else {
      let near = DataDictionary.suggestions(for: name)
      throw SyntaxFault(
        .unknownKeyword, range, "`\(name)` is not a keyword of PS3.6",
        hint: near.isEmpty
          ? "below a data set stand keywords such as `PatientID`, or tags `(0010,0020)`"
          : "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?")
    }
    walk.type = .of(tag)
    walk.segments.append(.tag(tag))
  }

  private func tag(_ text: String, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
    guard case .value(.dataSet) = walk.type, let tag = Tag(notation: text) else {
      throw SyntaxFault(
        .notARecord, range, "a tag stands below a DICOM data set only",
        hint: walk.segments.isEmpty ? "such as `matches[0].\(text)`" : nil)
    }
    walk.type = .of(tag)
    walk.segments.append(.tag(tag))
  }

  // MARK: Elements of lists

  private func element(
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

  private func element(_ operand: SyntaxOperand, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
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

  private func filter(
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

  private func of(
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

  // MARK: Messages of HL7 v2

  /// The rest of the path is one address, `count` after it where it names several places.
  private func address(_ segments: [SyntaxSegment], _ walk: inout Walk) throws(SyntaxFault) {
    guard let first = segments.first, let last = segments.last else { return }
    var end = last.range.upperBound
    var counts = false
    if segments.count > 1, case .name("count") = last.kind {
      counts = true
      end = segments[segments.count - 2].range.upperBound
    }
    let range = first.range.lowerBound..<end
    let text = line.text(range)
    let address: Address
    do { address = try Address(text) } catch {
      let start = range.lowerBound + min(error.offset, max(range.count - 1, 0))
      throw SyntaxFault(.unknownField, start..<max(end, start + 1), "`\(text)` is no address in a message: \(error)")
    }
    if let problem = address.problemInEveryVersion {
      throw SyntaxFault(.unknownField, range, problem, hint: "an address looks like `PID-3[2].1` or `OBX[3]-5`")
    }
    if counts, !address.isMultiple {
      throw SyntaxFault(
        .notAList, last.range, "`\(text)` is one place, and only several are counted",
        hint: "write `[*]`: `OBX[*].count`")
    }
    walk.segments.append(.address(address))
    if counts { walk.segments.append(.count) }
    walk.type = .value(counts ? .number : .string)
    walk.isMultiple = walk.isMultiple || (address.isMultiple && !counts)
    walk.end = last.range.upperBound
    walk.previous = last
  }

  // MARK: Resources of FHIR

  /// The rest of the path walks elements.
  private func elements(_ segments: [SyntaxSegment], _ walk: inout Walk) throws(SyntaxFault) {
    var checker = ElementPathChecker(operands: operands, line: line, start: pathStart)
    for (index, segment) in segments.enumerated() { try checker.take(segment, isFirst: index == 0) }
    walk.segments += checker.segments
    walk.type = checker.type
    walk.isMultiple = walk.isMultiple || (checker.isMultiple && checker.segments.last != .count)
  }

  // MARK: Addresses that are reserved

  private func position(_ range: Range<Int>, _ walk: Walk) -> SyntaxFault {
    if case .name(let name)? = walk.previous?.kind, Self.looksLikeHL7(name) { return misplacedAddress(range) }
    return SyntaxFault(
      .unknownField, range, "a field has a name, not a number", hint: "elements of a list are chosen by `[0]`")
  }

  private func call(_ name: String, _ range: Range<Int>) -> SyntaxFault {
    name == "xpath"
      ? reserved(range, "an XML body")
      : SyntaxFault(
        .unknownField, range, "a path has no function `\(name)`",
        hint: "functions such as `ofType(Quantity)` stand below a FHIR resource only")
  }

  private func misplacedAddress(_ range: Range<Int>) -> SyntaxFault {
    SyntaxFault(
      .notARecord, range, "an address stands below an HL7 v2 message only",
      hint: "such as `acknowledgement.message.MSA-1`; `assay explain` lists the fields that a step records")
  }

  private func reserved(_ range: Range<Int>, _ body: String) -> SyntaxFault {
    SyntaxFault(
      .reservedAddress, range, "no step of this edition has \(body)",
      hint: "the address is kept for steps of later editions; `assay explain` lists the fields that a step records")
  }

  /// `PID-3`, `MSH-9`
  private static func looksLikeHL7(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return scalars.count >= 5 && scalars[3] == "-" && scalars[4...].allSatisfy(Lexer.isDigit)
      && scalars[..<3].allSatisfy { ("A"..."Z").contains($0) || Lexer.isDigit($0) }
  }

  private func walked(_ walk: Walk) -> String {
    guard walk.end > 0 else { return "the observation" }
    // Paths start where their first token starts; what stands before is the quantifier or the capture's name.
    return line.text(pathStart..<walk.end)
  }

  /// Offset of the path's first character.
  var pathStart = 0
}
