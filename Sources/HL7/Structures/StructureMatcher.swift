/// Walks a structure along the segments of a message: each element takes what it can begin with.
///
/// The recursion follows the structure, whose depth the table bounds, never the message.
struct StructureMatcher {
  private let segments: [Segment]
  private let names: [String]
  private let end: Int
  private var position = 0
  private(set) var findings: [StructuredMessage.Finding] = []

  init(_ message: Message) {
    segments = message.segments
    names = segments.map(\.name)
    end = message.bytes.count
  }

  /// Segments that no element took.
  var rest: ArraySlice<Segment> { segments[position...] }

  /// What is left over is unexpected.
  mutating func finish(path: String) {
    for place in position..<segments.count where !names[place].hasPrefix("Z") {
      report(.unexpected(names[place]), path: path, offset: segments[place].offset)
    }
  }

  /// The members of a group, for its elements in order.
  mutating func members(
    of elements: [MessageStructure.Element], path: String
  ) -> [StructuredMessage.Member] {
    var found: [StructuredMessage.Member] = []
    for (place, element) in elements.enumerated() {
      passLocal(&found)
      let later = elements[(place + 1)...]
      skipUnexpected(element, later: later, path: path, into: &found)
      guard begins(element) else {
        if !element.isOptional { missing(element, path: path) }
        continue
      }
      repeat {
        let before = position
        found.append(contentsOf: take(element, path: path))
        passLocal(&found)
        if position == before { break }
      } while element.isRepeating && begins(element)
    }
    return found
  }

  /// Local segments, whose names begin with Z, belong to the group in which they stand.
  private mutating func passLocal(_ found: inout [StructuredMessage.Member]) {
    while position < names.count, names[position].hasPrefix("Z") {
      found.append(.segment(segments[position]))
      position += 1
    }
  }

  /// A segment that fits nothing here is reported and passed over when the very next one fits the element or a later one.
  private mutating func skipUnexpected(
    _ element: MessageStructure.Element, later: ArraySlice<MessageStructure.Element>, path: String,
    into found: inout [StructuredMessage.Member]
  ) {
    guard !element.isOptional, position + 1 < names.count, !begins(element),
      !later.contains(where: { begins($0) }), Self.begins(element, with: names[position + 1])
    else { return }
    report(.unexpected(names[position]), path: path, offset: segments[position].offset)
    found.append(.segment(segments[position]))
    position += 1
  }

  private mutating func take(_ element: MessageStructure.Element, path: String) -> [StructuredMessage.Member] {
    switch element.content {
    case .segment:
      defer { position += 1 }
      return [.segment(segments[position])]
    case .group(let name, let elements):
      guard !name.isEmpty else { return members(of: elements, path: path) }
      return [.group(StructuredMessage.Group(name: name, members: members(of: elements, path: "\(path).\(name)")))]
    case .choice(let elements):
      return elements.first { begins($0) }.map { take($0, path: path) } ?? []
    }
  }

  private func begins(_ element: MessageStructure.Element) -> Bool {
    position < names.count && Self.begins(element, with: names[position])
  }

  /// Whether an element can begin with a segment of a name.
  private static func begins(_ element: MessageStructure.Element, with name: String) -> Bool {
    switch element.content {
    case .segment(let own): return own == name
    case .choice(let elements): return elements.contains { begins($0, with: name) }
    case .group(_, let elements):
      for element in elements {
        if begins(element, with: name) { return true }
        if !element.isOptional { return false }
      }
      return false
    }
  }

  private mutating func missing(_ element: MessageStructure.Element, path: String) {
    let name: String =
      switch element.content {
      case .segment(let name): name
      case .group(let name, _): "the group \(name)"
      case .choice(let elements):
        elements.compactMap { if case .segment(let name) = $0.content { name } else { nil } }
          .joined(separator: " or ")
      }
    report(.missing(name), path: path, offset: position < segments.count ? segments[position].offset : end)
  }

  private mutating func report(_ kind: StructuredMessage.Finding.Kind, path: String, offset: Int) {
    guard findings.count < 1_000 else { return }
    findings.append(StructuredMessage.Finding(kind: kind, group: path, offset: offset))
  }
}
