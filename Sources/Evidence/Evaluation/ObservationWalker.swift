import DICOM
import HL7
import Specification

/// What a path leads to in one observation.
struct Selection {
  /// The places selected; one for paths that select one.
  var places: [Place] = []
  /// The first list under `[*]` or a filter that was not there at all.
  var missingList: Place?
  /// Whether the path looks at the whole of a list that may hold only a part after a failure.
  var isCumulative = false

  /// One place.
  struct Place {
    var content: Content
    /// `responses[3].status`
    var locator: String
    /// Nil where no schema says it.
    var type: ValueType?
  }

  /// What is at a place.
  enum Content {
    case value(Value)
    /// A data element with a length of zero.
    case emptyElement
    case bytes(Int)
    case absent(Absence)
  }

  /// Why something is not there.
  enum Absence: Hashable {
    /// Not recorded: a field that is only there under its condition, an element of a list beyond its end, a key.
    case unrecorded
    /// Not recorded, although the schema promises it always.
    case promised
    /// Not in a data set that was received whole.
    case notInDataSet
    /// Not valued in a message that was received whole: nothing was sent there, or nothing stands between the delimiters.
    case notInMessage
    /// Not in a FHIR resource that was received whole: FHIR has no empty elements.
    case notInResource
    /// Several elements have the key.
    case ambiguous(Int)
    /// The observation does not have the shape that the path walks.
    case misshapen
  }
}

/// Walks an observation along a checked path.
struct ObservationWalker {
  let resolver: OperandResolver

  private struct Node {
    var value: Value
    var type: ValueType?
    var locator: String
    var characterSet: SpecificCharacterSet = .standard
    var isCumulative = false

    var isDataSet: Bool {
      if case .dataSet = value { true } else { false }
    }
  }

  /// What the path selects.
  func select(_ path: Path, in observation: Value, schema: ValueType?) throws(NameProblem) -> Selection {
    var selection = Selection()
    let root = Node(value: observation, type: schema, locator: "")
    try walk(root, path.segments[...], into: &selection)
    return selection
  }

  private func walk(
    _ node: Node, _ segments: ArraySlice<Path.Segment>, into selection: inout Selection
  ) throws(NameProblem) {
    guard let segment = segments.first else {
      if node.isCumulative { selection.isCumulative = true }
      selection.places.append(.init(content: .value(node.value), locator: node.locator, type: node.type))
      return
    }
    let rest = segments.dropFirst()
    switch segment {
    case .field(let name): try field(name, of: node, rest, into: &selection)
    case .tag(let tag): try element(tag, of: node, rest, into: &selection)
    case .index(let index):
      guard case .list(let values) = node.value else { return absent(.misshapen, "[\(index)]", node, &selection) }
      guard values.indices.contains(index) else { return absent(.unrecorded, "[\(index)]", node, &selection) }
      try walk(child(index, values[index], of: node), rest, into: &selection)
    case .key(let operand): try key(operand, of: node, rest, into: &selection)
    case .all, .filter: try several(segment, of: node, rest, into: &selection)
    case .element: try elements(segments, of: node, into: &selection)
    case .address(let address): parts(at: address, of: node, counts: rest.first == .count, into: &selection)
    case .count:
      guard case .list(let values) = node.value else { return absent(.misshapen, ".count", node, &selection) }
      if node.isCumulative { selection.isCumulative = true }
      append(.value(.number(.init(values.count))), ".count", node, .number, &selection)
    }
  }

  private func field(
    _ name: String, of node: Node, _ rest: ArraySlice<Path.Segment>, into selection: inout Selection
  ) throws(NameProblem) {
    var declared: Field?
    if case .record(let fields)? = node.type { declared = fields.first { $0.name == name } }
    let locator = node.locator.isEmpty ? name : "\(node.locator).\(name)"
    guard case .record(let values) = node.value else { return absent(.misshapen, ".\(name)", node, &selection) }
    guard let value = values[name] else {
      let absence: Selection.Absence = declared?.presence == .always ? .promised : .unrecorded
      return missing(absence, at: locator, type: declared?.type, rest, &selection)
    }
    let next = Node(
      value: value, type: declared?.type, locator: locator, characterSet: node.characterSet,
      isCumulative: declared?.isCumulative ?? false)
    try walk(next, rest, into: &selection)
  }

  private func element(
    _ tag: Tag, of node: Node, _ rest: ArraySlice<Path.Segment>, into selection: inout Selection
  ) throws(NameProblem) {
    let locator = "\(node.locator).\(tag.keyword ?? tag.description)"
    guard case .dataSet(let dataSet) = node.value else { return absent(.misshapen, ".\(tag)", node, &selection) }
    var type: ValueType?
    if case .value(let known) = DataElementType.of(tag) { type = known }
    switch DataElementReading.read(tag, of: dataSet, inheriting: node.characterSet) {
    case .value(let value):
      let characterSet = dataSet.characterSet(inheriting: node.characterSet)
      try walk(Node(value: value, type: type, locator: locator, characterSet: characterSet), rest, into: &selection)
    case .empty:
      // A sequence without items is an empty list; any other element without a value has nothing below it.
      if case .list(.dataSet, _)? = type, !rest.isEmpty {
        try walk(Node(value: .list([]), type: type, locator: locator), rest, into: &selection)
      } else if case .list? = type, !rest.isEmpty {
        try walk(Node(value: .list([]), type: type, locator: locator), rest, into: &selection)
      } else {
        selection.places.append(.init(content: .emptyElement, locator: locator, type: type))
      }
    case .bytes(let count):
      selection.places.append(.init(content: .bytes(count), locator: locator, type: type))
    case .absent:
      missing(.notInDataSet, at: locator, type: type, rest, &selection)
    }
  }

  /// The values at an address, or how many there are.
  private func parts(at address: Address, of node: Node, counts: Bool, into selection: inout Selection) {
    let written = ".\(address)"
    guard case .message(let message) = node.value else { return absent(.misshapen, written, node, &selection) }
    var structured: StructuredMessage?
    if !address.groups.isEmpty {
      guard let structure = message.structure else {
        return absent(.misshapen, written, node, &selection)
      }
      structured = StructuredMessage(message, structure: structure)
    }
    let parts = message.parts(at: address, in: structured)
    guard !counts else {
      append(.value(.number(.init(parts.count { !$0.isEmpty }))), written + ".count", node, .number, &selection)
      return
    }
    if parts.isEmpty, !address.isMultiple { append(.absent(.notInMessage), written, node, .string, &selection) }
    for (place, part) in parts.enumerated() {
      let locator = address.isMultiple ? "\(written) (\(place + 1))" : written
      append(
        part.isEmpty ? .absent(.notInMessage) : .value(.string(message.text(of: part).text)), locator, node, .string,
        &selection)
    }
  }

  /// The elements that the rest of the path selects below a resource, or how many there are.
  private func elements(
    _ segments: ArraySlice<Path.Segment>, of node: Node, into selection: inout Selection
  ) throws(NameProblem) {
    guard case .resource(let resource) = node.value else { return absent(.misshapen, ".…", node, &selection) }
    let reading = ElementReading(resource: resource, resolver: resolver)
    let (elements, written) = try reading.elements(at: segments)
    guard segments.last != .count else {
      append(.value(.number(.init(elements.count))), ".\(written)", node, .number, &selection)
      return
    }
    if elements.isEmpty, !segments.selectSeveralElements {
      append(.absent(.notInResource), ".\(written)", node, nil, &selection)
    }
    for element in elements {
      append(reading.content(of: element), ".\(element.path)", node, nil, &selection)
    }
  }

  private func key(
    _ operand: Operand, of node: Node, _ rest: ArraySlice<Path.Segment>, into selection: inout Selection
  ) throws(NameProblem) {
    var field: String?
    var keyType: ValueType?
    if case .list(.record(let fields), let key)? = node.type {
      field = key
      keyType = fields.first { $0.name == key }?.type
    }
    let wanted = try resolver.value(of: operand, as: keyType)
    let written = "[\(ValueText.text(wanted))]"
    guard case .list(let values) = node.value else { return absent(.misshapen, written, node, &selection) }
    let found = values.indices.filter { index in
      guard case .record(let fields) = values[index] else { return false }
      if let field { return fields[field]?.same(as: wanted) == true }
      return fields.values.contains { $0.same(as: wanted) == true }
    }
    switch found.count {
    case 0: absent(.unrecorded, written, node, &selection)
    case 1:
      var next = child(found[0], values[found[0]], of: node)
      next.locator = node.locator + written
      try walk(next, rest, into: &selection)
    default: absent(.ambiguous(found.count), written, node, &selection)
    }
  }

  private func several(
    _ segment: Path.Segment, of node: Node, _ rest: ArraySlice<Path.Segment>, into selection: inout Selection
  ) throws(NameProblem) {
    guard case .list(let values) = node.value else { return absent(.misshapen, "[*]", node, &selection) }
    if node.isCumulative { selection.isCumulative = true }
    var chosen: [Node] = []
    for (index, value) in values.enumerated() {
      let next = child(index, value, of: node)
      if case .filter(let name, let operand) = segment {
        guard try holds(name, operand, next) else { continue }
      }
      chosen.append(next)
    }
    if case .filter(let name, let operand) = segment, rest.first == .count {
      let wanted = try? resolver.value(of: operand, as: nil)
      let written = "[\(name) == \(wanted.map { ValueText.text($0) } ?? "…")].count"
      append(.value(.number(.init(chosen.count))), written, node, .number, &selection)
      return
    }
    for next in chosen { try walk(next, rest, into: &selection) }
  }

  /// Whether an element's field has the value of a filter.
  private func holds(_ name: String, _ operand: Operand, _ node: Node) throws(NameProblem) -> Bool {
    var inner = Selection()
    if let tag = Tag(notation: name) ?? (node.isDataSet ? Tag(keyword: name) : nil) {
      try element(tag, of: node, [], into: &inner)
    } else {
      try field(name, of: node, [], into: &inner)
    }
    guard let place = inner.places.first, case .value(let value) = place.content else {
      // A name without a value is a problem even where no element has the field.
      _ = try resolver.value(of: operand, as: inner.places.first?.type)
      return false
    }
    return value.same(as: try resolver.value(of: operand, as: place.type)) == true
  }

  // MARK: Places

  private func child(_ index: Int, _ value: Value, of node: Node) -> Node {
    var type: ValueType?
    if case .list(let element, _)? = node.type { type = element }
    return Node(value: value, type: type, locator: "\(node.locator)[\(index)]", characterSet: node.characterSet)
  }

  private func append(
    _ content: Selection.Content, _ written: String, _ node: Node, _ type: ValueType?, _ selection: inout Selection
  ) {
    selection.places.append(.init(content: content, locator: node.locator + written, type: type))
  }

  private func absent(
    _ absence: Selection.Absence, _ written: String, _ node: Node, _ selection: inout Selection
  ) {
    append(.absent(absence), written, node, nil, &selection)
  }

  /// Something is not there; where the path goes on over a list, that list is missing as a whole.
  private func missing(
    _ absence: Selection.Absence, at locator: String, type: ValueType?, _ rest: ArraySlice<Path.Segment>,
    _ selection: inout Selection
  ) {
    let place = Selection.Place(content: .absent(absence), locator: locator, type: rest.isEmpty ? type : nil)
    let goesOver = rest.contains { segment in
      switch segment {
      case .all: true
      case .filter: rest.last != .count
      default: false
      }
    }
    guard goesOver else {
      selection.places.append(place)
      return
    }
    // A data set that was received whole and has no such sequence has no items of it.
    if absence != .notInDataSet, selection.missingList == nil { selection.missingList = place }
  }
}
