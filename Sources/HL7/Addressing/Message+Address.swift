extension Message {
  /// The parts that an address names, in order; empty where nothing was sent there.
  ///
  /// - Parameter structured: The message in its groups; needed where the address names groups.
  public func parts(at address: Address, in structured: StructuredMessage? = nil) -> [Part] {
    let named: [Segment]
    if address.groups.isEmpty {
      named = segments(address.segment)
    } else {
      guard let structured else { return [] }
      let groups = address.groups.reduce([structured.root]) { groups, step in
        groups.flatMap { group in
          Self.chosen(group.subgroups.filter { $0.name == step.name }, step.occurrence)
        }
      }
      named = groups.flatMap { group in
        Self.chosen(group.segments.filter { $0.name == address.segment }, address.occurrence)
      }
      return named.flatMap { parts(of: $0, at: address) }
    }
    return Self.chosen(named, address.occurrence).flatMap { parts(of: $0, at: address) }
  }

  /// The text that an address names; nil where nothing was sent there.
  public func text(at address: Address, in structured: StructuredMessage? = nil) -> String? {
    parts(at: address, in: structured).first.map { text(of: $0).text }
  }

  private func parts(of segment: Segment, at address: Address) -> [Part] {
    guard let number = address.field else {
      return [Part(segment.bytes, level: .segment, encoding: encoding)]
    }
    guard let field = segment.field(number) else { return [] }
    let repetitions: [Part]
    switch address.repetition {
    case .every: repetitions = field.parts
    case .number(let number): repetitions = field.part(number).map { [$0] } ?? []
    case nil:
      guard address.component != nil else { return [field] }
      repetitions = field.part(1).map { [$0] } ?? []
    }
    guard let component = address.component else { return repetitions }
    let components = repetitions.compactMap { $0.part(component) }
    guard let subcomponent = address.subcomponent else { return components }
    return components.compactMap { $0.part(subcomponent) }
  }

  private static func chosen<Thing>(_ things: [Thing], _ occurrence: Address.Occurrence) -> [Thing] {
    switch occurrence {
    case .every: things
    case .number(let number): things.indices.contains(number - 1) ? [things[number - 1]] : []
    }
  }
}

extension StructuredMessage.Group {
  /// The groups right below.
  public var subgroups: [StructuredMessage.Group] {
    members.compactMap { if case .group(let group) = $0 { group } else { nil } }
  }

  /// The segments right below.
  public var segments: [Segment] {
    members.compactMap { if case .segment(let segment) = $0 { segment } else { nil } }
  }
}
