extension ProfileCheck {
  /// A context of conditions around the element under way.
  struct Frame {
    var rules: ContextRules
    var node: MessageNode
    /// Positions from the context down to the element.
    var path: [Int]
  }

  /// Groups and segments: what is missing, too many or out of place, and then what each segment holds.
  mutating func layOut(_ layout: ProfileLayout, _ wanted: MessageProfile) {
    let root = MessageNode.group(layout.root)
    let frames = frames(
      .message, id: wanted.id, names: [wanted.structure ?? wanted.type], at: root, address: wanted.name)
    group(layout.root, frames: frames, path: wanted.content.name)
    for stranger in layout.strangers {
      let name = stranger.segment.name
      let known = Self.names(in: wanted.content).contains(name)
      add(
        .order, at: stranger.path, line: wanted.content.line,
        known
          ? "a segment \(name) stands where the profile has none, in \(stranger.path)"
          : "the profile has no segment \(name), and the message has one in \(stranger.path)")
    }
  }

  private static func names(in group: ProfileGroup) -> Set<String> {
    group.members.reduce(into: []) { names, member in
      switch member {
      case .segment(let segment): names.insert(segment.name)
      case .group(let inner): names.formUnion(self.names(in: inner))
      }
    }
  }

  /// One group. The depth of the recursion is that of the profile.
  private mutating func group(_ group: ProfileLayout.Group, frames: [Frame], path: String) {
    for (index, place) in group.profile.members.enumerated() {
      let below = frames.map { Frame(rules: $0.rules, node: $0.node, path: $0.path + [index + 1]) }
      let found = group.members[index]
      let noun: String =
        switch place {
        case .segment: "the segment \(place.name)"
        case .group: "the group \(place.name)"
        }
      presence(
        count: found.count, place.occurrence, named: noun, at: "\(path).\(place.name)", line: place.line,
        value: nil, condition: nil, frames: below)
      for member in found {
        switch member {
        case .segment(let segment, let profile): self.segment(segment, profile, frames: below)
        case .group(let inner):
          let innerPath = "\(path).\(inner.profile.name)"
          let own = self.frames(
            .group, id: inner.profile.id, names: [inner.profile.writtenName, inner.profile.name], at: .group(inner),
            address: innerPath)
          self.group(inner, frames: below + own, path: innerPath)
        }
      }
    }
  }

  private mutating func segment(_ segment: Segment, _ profile: SegmentProfile, frames: [Frame]) {
    let count = (occurrences[profile.name] ?? 0) + 1
    occurrences[profile.name] = count
    let name = count == 1 ? profile.name : "\(profile.name)[\(count)]"
    let own = self.frames(
      .segment, id: profile.id, names: [profile.name], at: .segment(segment), address: name)
    let all = frames + own
    for (index, element) in profile.fields.enumerated() {
      let below = all.map { Frame(rules: $0.rules, node: $0.node, path: $0.path + [index + 1]) }
      field(segment, index + 1, element, in: profile, at: "\(name)-\(index + 1)", frames: below)
    }
    // Of a segment without fields the profile says nothing.
    guard !profile.fields.isEmpty, segment.fieldCount > profile.fields.count else { return }
    for number in (profile.fields.count + 1)...segment.fieldCount {
      guard let field = segment.field(number), !field.isBlank else { continue }
      add(
        .unknownPart, at: "\(name)-\(number)", line: profile.line,
        "\(name)-\(number) is \(Self.quoted(message.text(of: field).text)), and the profile ends with field "
          + "\(profile.fields.count) of \(profile.name)")
    }
  }

  /// The contexts that begin at a node, and whether their statements hold there.
  mutating func frames(
    _ sort: ProfileContext.Sort, id: String?, names: [String], at node: MessageNode, address: String
  ) -> [Frame] {
    guard !profile.contexts.isEmpty else { return [] }
    var keys = names.map { ProfileContext(sort: sort, key: $0, isByName: true) }
    if let id { keys.append(ProfileContext(sort: sort, key: id, isByName: false)) }
    var seen: Set<ProfileContext> = []
    let rules = keys.filter { seen.insert($0).inserted }.compactMap { profile.contexts[$0] }
    for statement in rules.flatMap(\.statements) {
      switch evaluation.holds(statement.condition, at: node) {
      case true?: break
      case false?:
        add(
          .statement, at: address, line: statement.line,
          "at \(address) this does not hold: \(statement.text) [\(statement.id)]")
      case nil:
        omit(
          "the statement \(statement.id), whose condition is not decided here", at: address, line: statement.line,
          decides: true)
      }
    }
    return rules.filter { !$0.predicates.isEmpty }.map { Frame(rules: $0, node: node, path: []) }
  }
}
