/// Holds a message against the structures, segments, data types and tables of its edition, without any profile.
public struct ContentCheck: Sendable {
  private let message: Message
  private let version: Version
  /// Whether a value is not known yet, so that nothing can be said of it but that it is there.
  private let isOpen: @Sendable (Part) -> Bool
  private var findings: [ContentFinding] = []

  /// Findings that are kept.
  static let limit = 1_000

  /// Where a message departs from its edition, in its order; nil where the edition is not known here.
  ///
  /// - Parameter isOpen: Whether a part's value is not known yet, as in a template.
  public static func findings(
    _ message: Message, isOpen: @escaping @Sendable (Part) -> Bool = { _ in false }
  ) -> [ContentFinding]? {
    guard let version = message.version else { return nil }
    var check = ContentCheck(message: message, version: version, isOpen: isOpen)
    check.structure()
    for segment in message.segments { check.segment(segment) }
    return check.findings.sorted { $0.offset < $1.offset }
  }

  private init(message: Message, version: Version, isOpen: @escaping @Sendable (Part) -> Bool) {
    self.message = message
    self.version = version
    self.isOpen = isOpen
  }

  private mutating func structure() {
    guard let structure = message.structure else { return }
    for finding in StructuredMessage(message, structure: structure).findings {
      add(.structure(finding.kind), at: finding.group, offset: finding.offset)
    }
  }

  private mutating func segment(_ segment: Segment) {
    guard !segment.name.hasPrefix("Z"), FieldDefinition.hasSegment(segment.name, version: version) else { return }
    let count = max(segment.fieldCount, FieldDefinition.count(of: segment.name, version: version))
    for number in 1...max(count, 1) {
      let place = "\(segment.name)-\(number)"
      let field = segment.field(number)
      guard let definition = FieldDefinition(segment.name, number, version: version) else {
        if let field, field.isValued {
          let address = Address(segment: segment.name, field: number)
          add(.unknownPart(address.problem(in: version) ?? "\(place) is not known"), at: place, offset: field.offset)
        }
        continue
      }
      guard let field, !field.isEmpty else {
        if definition.isRequired {
          add(
            .missingField(name: definition.name), at: place, offset: field?.offset ?? segment.bytes.endIndex)
        }
        continue
      }
      self.field(field, definition, of: segment, number)
    }
  }

  private mutating func field(_ field: Part, _ definition: FieldDefinition, of segment: Segment, _ number: Int) {
    // The fields that declare the delimiters are held to their rules by the parser.
    if segment.isHeader, number <= 2 { return }
    let place = "\(segment.name)-\(number)"
    let repetitions = field.parts
    if let most = definition.maximumCount, repetitions.count > most {
      add(
        .unknownPart("\(place) stands at most \(most == 1 ? "once" : "\(most) times") in HL7 v\(version.rawValue)"),
        at: place, offset: repetitions[most].offset)
    }
    // What type the observation is of, the segment says itself (HL7 v2.5.1 §7.4.2.5).
    var dataType = definition.dataType
    if segment.name == "OBX", number == 5 { dataType = segment.field(2).map { message.text(of: $0).text } }
    for (index, repetition) in repetitions.enumerated() where repetition.isValued {
      let address = repetitions.count > 1 ? "\(place)[\(index + 1)]" : place
      value(repetition, dataType: dataType, table: definition.table, at: address)
    }
  }

  /// A repetition or component and what is below it. The recursion ends with the subcomponents.
  private mutating func value(_ part: Part, dataType: String?, table: String?, at place: String) {
    guard let dataType, dataType != "varies", part.level < .subcomponent,
      let definition = DataTypeDefinition(dataType, version: version)
    else { return scalar(part, dataType: dataType, table: table, at: place) }
    let parts = part.parts
    if parts.count > definition.components.count,
      let foreign = parts[definition.components.count...].first(where: { $0.isValued })
    {
      add(
        .unknownPart(
          "\(place) is \(dataType), which has \(definition.components.count) components in HL7 v\(version.rawValue)"),
        at: place, offset: foreign.offset)
    }
    for (index, component) in definition.components.enumerated() {
      // Components of the first level are numbered by themselves, those below behind them.
      let address = "\(place).\(index + 1)"
      guard index < parts.count, !parts[index].isEmpty else {
        if component.isRequired { add(.missingComponent, at: address, offset: part.offset) }
        continue
      }
      if parts[index].isValued {
        // Editions before 2.5 call the moment within a time stamp mere text.
        let isMoment = dataType == "TS" && index == 0
        value(parts[index], dataType: isMoment ? "DTM" : component.dataType, table: component.table, at: address)
      }
    }
    let message = message
    let isOpen = isOpen
    let demands = CompositeCheck.demands(dataType) { component, subcomponent in
      guard let found = part.simple(component, subcomponent), found.isValued, !isOpen(found) else { return nil }
      return message.text(of: found).text
    }
    for demand in demands {
      let offset = parts.indices.contains(demand.component - 1) ? parts[demand.component - 1].offset : part.offset
      add(
        .inconsistent(demand.sentence, rule: demand.rule), at: "\(place).\(demand.component)", offset: offset)
    }
  }

  private mutating func scalar(_ part: Part, dataType: String?, table: String?, at place: String) {
    if isOpen(part) { return }
    let decoded = message.text(of: part)
    if let finding = decoded.findings.first {
      add(.unreadable(finding.problem), at: place, offset: finding.offset)
      return
    }
    guard let dataType else { return }
    if DataTypeCheck.primitives.contains(dataType), let foreign = part.below.dropFirst().first(where: { $0.isValued }) {
      add(.unknownPart("\(place) is \(dataType), which has no components"), at: place, offset: foreign.offset)
    }
    if let demand = DataTypeCheck.demand(decoded.text, dataType: dataType) {
      add(.wrongType(dataType: dataType, demand: demand), at: place, offset: part.offset)
    }
    // Codes of ID are HL7's own; those of IS each site may add to (HL7 v2.5.1 §2.A.35, §2.A.36).
    // Events that begin with Z are for sites and profiles to define (HL7 v2.5.1 §2.11).
    let isLocalEvent = table == "0003" && decoded.text.first == "Z" && decoded.text.utf8.count == 3
    if dataType == "ID", let table, !CodeTable.openTables.contains(table), !isLocalEvent,
      let codes = CodeTable(table, version: version)?.codes,
      !codes.contains(decoded.text)
    {
      add(.unknownCode(decoded.text, table: table), at: place, offset: part.offset)
    }
  }

  private mutating func add(_ kind: ContentFinding.Kind, at address: String, offset: Int) {
    guard findings.count < Self.limit else { return }
    findings.append(ContentFinding(kind: kind, address: address, offset: offset))
  }
}

extension Part {
  /// A part two levels below; where the level has none, the part right below stands for its first.
  func simple(_ component: Int, _ subcomponent: Int) -> Part? {
    guard let found = part(component) else { return nil }
    guard found.level < .subcomponent else { return subcomponent == 1 ? found : nil }
    return found.part(subcomponent)
  }

  /// The parts at the next level at which there are several; one or none where there is no such level.
  fileprivate var below: [Part] {
    var parts = parts
    while parts.count == 1, let only = parts.first, only.level < .subcomponent { parts = only.parts }
    return parts
  }
}
