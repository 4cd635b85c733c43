import DICOM

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

  /// A path so far.
  struct Walk {
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

  func field(_ name: String, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
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

  func tag(_ text: String, _ range: Range<Int>, _ walk: inout Walk) throws(SyntaxFault) {
    guard case .value(.dataSet) = walk.type, let tag = Tag(notation: text) else {
      throw SyntaxFault(
        .notARecord, range, "a tag stands below a DICOM data set only",
        hint: walk.segments.isEmpty ? "such as `matches[0].\(text)`" : nil)
    }
    walk.type = .of(tag)
    walk.segments.append(.tag(tag))
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

  /// The path so far, as it is written.
  func walked(_ walk: Walk) -> String {
    guard walk.end > 0 else { return "the observation" }
    // Paths start where their first token starts; what stands before is the quantifier or the capture's name.
    return line.text(pathStart..<walk.end)
  }

  /// Offset of the path's first character.
  var pathStart = 0
}
