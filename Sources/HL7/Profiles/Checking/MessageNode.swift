/// A node of a message as the paths of conditions walk it: groups, segments and what is in them by position.
enum MessageNode {
  case group(ProfileLayout.Group)
  case segment(Segment)
  case part(Part)

  /// What stands at a position, in order. Repetitions of a field stand side by side.
  func children(_ position: Int) -> [MessageNode] {
    switch self {
    case .group(let group):
      guard group.members.indices.contains(position - 1) else { return [] }
      return group.members[position - 1].map { member in
        switch member {
        case .segment(let segment, _): .segment(segment)
        case .group(let inner): .group(inner)
        }
      }
    case .segment(let segment): return segment.field(position)?.parts.map { .part($0) } ?? []
    case .part(let part): return part.part(position).map { [.part($0)] } ?? []
    }
  }

  /// Whether a value stands in it.
  var holdsValue: Bool {
    switch self {
    case .group, .segment: true
    case .part(let part): !part.isBlank
    }
  }
}

extension Part {
  /// Whether nothing stands in it but delimiters.
  var isBlank: Bool {
    bytes.allSatisfy { $0 == encoding.component || $0 == encoding.subcomponent || $0 == encoding.repetition }
      && !isLiteral
  }
}
