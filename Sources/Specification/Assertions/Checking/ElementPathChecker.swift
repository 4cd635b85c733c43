import FHIR

/// Checks the part of a path that stands below a FHIR resource against the elements of R4.
///
/// Which resource will come is not known, so an element is one of any resource until the path names a type.
struct ElementPathChecker {
  let operands: OperandChecker
  let line: SourceLine
  /// Offset of the whole path's first character.
  let start: Int
  /// The steps so far.
  private(set) var segments: [Path.Segment] = []
  /// Whether they can select several elements of one resource.
  private(set) var isMultiple = false

  private let registry = ElementRegistry.r4
  /// Types that the elements selected so far may have.
  private var types: [String]
  /// Resources that references among them may lead to; empty for any.
  private var targets: [String] = []
  private var isCounted = false
  /// The last type that was named, for messages.
  private var end: Int

  init(operands: OperandChecker, line: SourceLine, start: Int) {
    self.operands = operands
    self.line = line
    self.start = start
    end = start
    types = registry.resourceTypes
  }

  /// Checks one segment.
  mutating func take(_ segment: SyntaxSegment, isFirst: Bool) throws(SyntaxFault) {
    guard !isCounted else { throw fault(segment.range, "nothing comes after `count()`, which is a number") }
    switch segment.kind {
    case .name(let name): try element(name, segment.range, isFirst: isFirst)
    case .all: try demandSeveral(segment.range)
    case .element(let operand): try index(operand, segment.range)
    case .filter(let name, let range, let operand): try filter(name, range, operand, segment.range)
    case .call(let name, let argument): try call(name, argument, segment.range)
    case .tag, .position, .of:
      throw fault(segment.range, "`\(line.text(segment.range))` is no step of FHIRPath", Self.steps)
    }
    end = segment.range.upperBound
  }

  /// What the path selects, each where it selects several.
  var type: DataElementType {
    if isCounted { return .value(.number) }
    if types.allSatisfy({ registry.isResource($0) }) { return .value(.resource) }
    let values = Set(types.map { Self.primitive($0) })
    if values.count == 1, let only = values.first, let type = only { return .value(type) }
    return .element(types: types)
  }

  // MARK: Elements

  private mutating func element(_ name: String, _ range: Range<Int>, isFirst: Bool) throws(SyntaxFault) {
    if isFirst, registry.isResource(name) { return narrow(to: name) }
    let definitions = types.compactMap { registry.element(name, of: $0) }
    guard !definitions.isEmpty else { throw unknown(name, range, isFirst: isFirst) }
    isMultiple = isMultiple || definitions.contains(where: \.repeats)
    select(definitions.flatMap(\.kinds))
    segments.append(.element(.element(name), isMultiple: isMultiple))
  }

  private mutating func select(_ kinds: [ElementDefinition.Kind]) {
    let references = kinds.filter { !$0.targets.isEmpty }
    targets = references.count == kinds.count ? Set(references.flatMap(\.targets)).sorted() : []
    types = expanded(kinds.map(\.name))
  }

  /// The names once each, any resource in the place of `Resource`.
  private func expanded(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.flatMap { name in
      registry.isAbstractResource(name) ? registry.resourceTypes : [name]
    }.filter { seen.insert($0).inserted }
  }

  private mutating func narrow(to type: String) {
    types = expanded(types.filter { registry.isKind($0, of: type) })
    segments.append(.element(.ofType(type), isMultiple: isMultiple))
  }

  private func unknown(_ name: String, _ range: Range<Int>, isFirst: Bool) -> SyntaxFault {
    let all = types.flatMap { registry.elements(of: $0) }
    let owner = types.count == 1 ? "`\(types[0])`" : isFirst ? "no resource of FHIR R4" : "`\(walked)`"
    for element in all where element.isChoice {
      if let kind = element.kinds.first(where: { element.memberName(for: $0.name) == name }) {
        return fault(
          range, "FHIRPath names an element with a choice of types without its type",
          "write `\(element.name).ofType(\(kind.name))`, or `\(element.name)` for whatever type it has")
      }
    }
    if name == "resourceType" {
      return fault(range, "`resourceType` is no element", "write the type first, `Patient.…`, or `ofType(Patient)`")
    }
    if Self.functions.contains(name) { return fault(range, "`\(name)` is a function of FHIRPath", "write `\(name)()`") }
    if registry.isType(name) {
      return fault(range, "`\(name)` is a type, and stands at the beginning only", "write `ofType(\(name))`")
    }
    let isTypeLike = isFirst && name.first?.isUppercase == true
    let near = NearestName.suggestion(for: name, among: isTypeLike ? registry.resourceTypes : all.map(\.name))
    let text = isFirst && types.count > 1 ? "\(owner) has an element `\(name)`" : "\(owner) has no element `\(name)`"
    var hint = near.map { "did you mean `\($0)`?" }
    if hint == nil, types.count == 1 { hint = "its elements are \(all.map(\.name).enumerated)" }
    return SyntaxFault(.unknownField, range, text, hint: hint)
  }

  // MARK: Choosing

  private func demandSeveral(_ range: Range<Int>) throws(SyntaxFault) {
    guard isMultiple else {
      throw SyntaxFault(
        .notAList, range, "`\(walked)` is there once at most", hint: "leave `\(line.text(range))` out")
    }
  }

  private mutating func index(_ operand: SyntaxOperand, _ range: Range<Int>) throws(SyntaxFault) {
    guard case .bare(let text, let place) = operand, let index = Int(text), (0..<1_000_000).contains(index) else {
      if case .bare("x", _) = operand {
        throw fault(range, "FHIRPath names an element with a choice of types without `[x]`", "leave `[x]` out")
      }
      throw fault(
        operand.range, "elements are chosen by a number from 0, or by one of their own elements",
        "write `[0]`, or `[system == \"…\"]`")
    }
    _ = place
    try demandSeveral(range)
    isMultiple = false
    segments.append(.element(.index(index), isMultiple: false))
  }

  private mutating func filter(
    _ name: String, _ nameRange: Range<Int>, _ operand: SyntaxOperand, _ range: Range<Int>
  ) throws(SyntaxFault) {
    try demandSeveral(range)
    let definitions = types.compactMap { registry.element(name, of: $0) }
    guard !definitions.isEmpty else { throw unknown(name, nameRange, isFirst: false) }
    let values = Set(definitions.flatMap(\.kinds).map { Self.primitive($0.name) })
    guard !definitions.contains(where: \.repeats), values.count == 1, let only = values.first, let type = only else {
      throw SyntaxFault(
        .notARecord, nameRange,
        "elements can't be chosen by `\(name)`, which has parts, several values or several types")
    }
    segments.append(.filter(name, try operands.check(operand, as: type)))
  }

  // MARK: Functions

  private static let functions = ["where", "ofType", "extension", "first", "count", "resolve"]
  private static let steps =
    "steps are names, `[n]`, `[field == value]`, where(field = value), extension(\"url\"), ofType(Type), first(), "
    + "resolve() and count()"

  private mutating func call(_ name: String, _ argument: SyntaxArgument?, _ range: Range<Int>) throws(SyntaxFault) {
    switch (name, argument) {
    case ("where", .equality(let field, let place, let operand)?): try filter(field, place, operand, range)
    case ("where", _):
      throw fault(range, "`where` chooses by one element and its value", "write `where(system = \"…\")`")
    case ("extension", .operand(let operand)?):
      try element("extension", range, isFirst: false)
      segments.append(.filter("url", try operands.check(operand, as: .string)))
    case ("ofType", .operand(.bare(let type, let place))?): try ofType(type, place)
    case ("first", nil):
      try demandSeveral(range)
      isMultiple = false
      segments.append(.element(.index(0), isMultiple: false))
    case ("count", nil):
      isCounted = true
      segments.append(.count)
    case ("resolve", nil): try resolve(range)
    case ("exists", nil): throw fault(range, "whether something is there is asked by a predicate", "write `… exists`")
    case ("empty", nil): throw fault(range, "whether something is there is asked by a predicate", "write `… is absent`")
    case (let name, _) where Self.functions.contains(name):
      throw fault(range, "`\(line.text(range))` is not how `\(name)` is written", Self.steps)
    default: throw fault(range, "paths of assertions do not have the function `\(name)`", Self.steps)
    }
  }

  private mutating func ofType(_ type: String, _ range: Range<Int>) throws(SyntaxFault) {
    guard registry.isType(type) else {
      let known = types + registry.resourceTypes
      throw SyntaxFault(
        .unknownField, range, "`\(type)` is no type of FHIR R4",
        hint: NearestName.suggestion(for: type, among: known).map { "did you mean `\($0)`?" })
    }
    guard types.contains(where: { registry.isKind($0, of: type) }) else {
      let shown = types.count > 8 ? "\(Array(types.prefix(8)).enumerated) and others" : types.enumerated
      throw SyntaxFault(
        .unknownField, range, "`\(walked)` is never of the type `\(type)`", hint: "it may be \(shown)")
    }
    narrow(to: type)
  }

  private mutating func resolve(_ range: Range<Int>) throws(SyntaxFault) {
    guard types.contains(where: { ["Reference", "uri", "url", "canonical"].contains($0) }) else {
      throw fault(range, "`\(walked)` is no reference", "`resolve()` follows a Reference within its resource or bundle")
    }
    types = expanded(targets.isEmpty ? ["Resource"] : targets)
    targets = []
    segments.append(.element(.resolve, isMultiple: isMultiple))
  }

  // MARK: Types and words

  /// The type that assertions see of a primitive; nil for what has parts.
  private static func primitive(_ type: String) -> ValueType? {
    switch type {
    case "boolean": .boolean
    case "integer", "positiveInt", "unsignedInt", "decimal": .number
    case "date": .date
    default: ElementRegistry.primitives.contains(type) ? .string : nil
    }
  }

  private var walked: String { line.text(start..<end) }

  private func fault(_ range: Range<Int>, _ message: String, _ hint: String? = nil) -> SyntaxFault {
    SyntaxFault(.unknownField, range, message, hint: hint)
  }
}
