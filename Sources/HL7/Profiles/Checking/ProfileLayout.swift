/// A message laid out in the groups of a profile.
struct ProfileLayout {
  /// A group as it stands in the message.
  final class Group {
    let profile: ProfileGroup
    /// What stands at each place of the group, in the order of the profile.
    fileprivate(set) var members: [[Member]]

    init(_ profile: ProfileGroup) {
      self.profile = profile
      members = Array(repeating: [], count: profile.members.count)
    }
  }

  /// A segment or group at a place.
  enum Member {
    case segment(Segment, SegmentProfile)
    case group(Group)
  }

  /// A segment that has no place.
  struct Stranger {
    let segment: Segment
    /// The groups where it stands, outermost first.
    let path: String
  }

  let root: Group
  private(set) var strangers: [Stranger] = []

  init(_ message: Message, _ profile: ProfileGroup) {
    let counts = Self.counts(in: profile)
    let elements = Self.elements(of: profile, counts: counts, startsAround: [])
    var matcher = StructureMatcher(message, knowing: Set(counts.keys))
    let members = matcher.members(of: elements, path: profile.name) + matcher.rest(path: profile.name)
    root = Group(profile)
    place(members, in: root, path: profile.name)
  }

  /// Members come in the order of the places that took them, so that each is at the first place of its name that is not
  /// behind the one before. The depth of the recursion is that of the profile.
  private mutating func place(_ members: [StructuredMessage.Member], in group: Group, path: String) {
    var current = 0
    for member in members {
      let name =
        switch member {
        case .segment(let segment): segment.name
        case .group(let inner): inner.name
        }
      let places = group.profile.members
      guard let found = places[current...].firstIndex(where: { $0.name == name }) else {
        if case .segment(let segment) = member { strangers.append(Stranger(segment: segment, path: path)) }
        continue
      }
      current = found
      switch (member, places[found]) {
      case (.segment(let segment), .segment(let profile)): group.members[found].append(.segment(segment, profile))
      case (.group(let inner), .group(let profile)):
        let matched = Group(profile)
        place(inner.members, in: matched, path: "\(path).\(name)")
        group.members[found].append(.group(matched))
      case (.segment(let segment), .group): strangers.append(Stranger(segment: segment, path: path))
      case (.group, .segment): break
      }
    }
  }

  /// The structure that the profile describes.
  ///
  /// What stands once is let stand again where no other place can take it: how often it stands is counted afterwards, and
  /// one too many is then told as such and not as a stranger.
  private static func elements(
    of group: ProfileGroup, counts: [String: Int], startsAround: Set<String>
  ) -> [MessageStructure.Element] {
    group.members.map { member in
      let starts = starts(of: member)
      let isOnlyPlace = starts.allSatisfy { counts[$0] == 1 && !startsAround.contains($0) }
      let content: MessageStructure.Element.Content =
        switch member {
        case .segment(let segment): .segment(segment.name)
        case .group(let inner):
          .group(inner.name, elements(of: inner, counts: counts, startsAround: startsAround.union(starts)))
        }
      return MessageStructure.Element(
        content: content, isOptional: member.occurrence.usage != .required,
        isRepeating: member.occurrence.maximum != 1 || isOnlyPlace)
    }
  }

  /// The segments with which a place can begin.
  private static func starts(of member: ProfileGroup.Member) -> Set<String> {
    switch member {
    case .segment(let segment): return [segment.name]
    case .group(let group):
      var found: Set<String> = []
      for member in group.members {
        found.formUnion(starts(of: member))
        if member.occurrence.usage == .required { break }
      }
      return found
    }
  }

  /// How many places a segment of each name has.
  private static func counts(in group: ProfileGroup) -> [String: Int] {
    group.members.reduce(into: [:]) { counts, member in
      switch member {
      case .segment(let segment): counts[segment.name, default: 0] += 1
      case .group(let inner): counts.merge(self.counts(in: inner)) { $0 + $1 }
      }
    }
  }
}
