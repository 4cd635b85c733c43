/// Walks a structure along the segments of a message: each element takes what it can begin with.
///
/// A group whose first segment is missing is entered by one that only it can hold, and the missing one is reported there.
/// A segment that no element still to come can hold, at this level or around it, is reported and passed over, so that one
/// foreign segment does not make strangers of those behind it. The recursion follows the structure, whose depth the table
/// bounds, never the message.
struct StructureMatcher {
  private let segments: [Segment]
  private let names: [String]
  private let end: Int
  /// Local segments that the structure has places for.
  private let known: Set<String>
  private var position = 0
  /// What may still come around the group under way, outermost first.
  private var around: [ArraySlice<MessageStructure.Element>] = []
  private(set) var findings: [StructuredMessage.Finding] = []

  /// Makes a matcher.
  ///
  /// - Parameter known: Names of segments of the structure; local ones that are not among them may stand anywhere.
  init(_ message: Message, knowing known: Set<String> = []) {
    segments = message.segments
    names = segments.map(\.name)
    end = message.bytes.count
    self.known = known
  }

  private func isLocal(_ name: String) -> Bool { name.hasPrefix("Z") && !known.contains(name) }

  /// Segments that no element took; all but local ones are reported.
  mutating func rest(path: String) -> [StructuredMessage.Member] {
    for place in position..<segments.count where !isLocal(names[place]) {
      report(.unexpected(names[place]), path: path, offset: segments[place].offset)
    }
    return segments[position...].map { .segment($0) }
  }

  /// The members of a group, for its elements in order.
  mutating func members(
    of elements: [MessageStructure.Element], path: String
  ) -> [StructuredMessage.Member] {
    var found: [StructuredMessage.Member] = []
    for (place, element) in elements.enumerated() {
      let later = elements[(place + 1)...]
      passStrangers(before: elements[place...], path: path, into: &found)
      guard takes(element, later: later) else {
        if !element.mayBeEmpty { missing(element, path: path) }
        continue
      }
      repeat {
        let before = position
        // Within a group that repeats, its own beginning may come again.
        around.append(element.isRepeating ? elements[place...] : later)
        found.append(contentsOf: take(element, path: path))
        around.removeLast()
        passLocal(&found)
        if position == before { break }
      } while element.isRepeating && takes(element, later: later)
    }
    return found
  }

  /// Local segments, whose names begin with Z, belong to the group in which they stand.
  private mutating func passLocal(_ found: inout [StructuredMessage.Member]) {
    while position < names.count, isLocal(names[position]) {
      found.append(.segment(segments[position]))
      position += 1
    }
  }

  private mutating func passStrangers(
    before elements: ArraySlice<MessageStructure.Element>, path: String,
    into found: inout [StructuredMessage.Member]
  ) {
    passLocal(&found)
    while position < names.count, !isPossible(names[position], elements) {
      report(.unexpected(names[position]), path: path, offset: segments[position].offset)
      found.append(.segment(segments[position]))
      position += 1
      passLocal(&found)
    }
  }

  /// Whether an element takes the segment that is next: it begins with it, or holds it and no other still to come begins
  /// with it.
  private func takes(
    _ element: MessageStructure.Element, later: ArraySlice<MessageStructure.Element>
  ) -> Bool {
    guard position < names.count else { return false }
    let name = names[position]
    if element.begins(with: name) { return true }
    return element.holds(name) && !later.contains { $0.begins(with: name) }
      && !around.contains { $0.contains { $0.begins(with: name) } }
  }

  /// Whether an element still to come can hold a segment of a name.
  private func isPossible(_ name: String, _ elements: ArraySlice<MessageStructure.Element>) -> Bool {
    elements.contains { $0.holds(name) } || around.reversed().contains { $0.contains { $0.holds(name) } }
  }

  /// Takes one occurrence of an element.
  private mutating func take(_ element: MessageStructure.Element, path: String) -> [StructuredMessage.Member] {
    switch element.content {
    case .segment:
      defer { position += 1 }
      return [.segment(segments[position])]
    case .group(let name, let elements):
      guard !name.isEmpty else { return members(of: elements, path: path) }
      return [.group(StructuredMessage.Group(name: name, members: members(of: elements, path: "\(path).\(name)")))]
    case .choice(let elements):
      let name = names[position]
      let taking = elements.first { $0.begins(with: name) } ?? elements.first { $0.holds(name) }
      return taking.map { take($0, path: path) } ?? []
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

extension MessageStructure.Element {
  /// Whether it can begin with a segment of a name.
  fileprivate func begins(with name: String) -> Bool {
    switch content {
    case .segment(let own): return own == name
    case .choice(let elements): return elements.contains { $0.begins(with: name) }
    case .group(_, let elements):
      for element in elements {
        if element.begins(with: name) { return true }
        if !element.mayBeEmpty { return false }
      }
      return false
    }
  }

  /// Whether a segment of a name stands anywhere in it.
  fileprivate func holds(_ name: String) -> Bool {
    switch content {
    case .segment(let own): own == name
    case .choice(let elements), .group(_, let elements): elements.contains { $0.holds(name) }
    }
  }

  /// Whether a message keeps to the structure without any segment of it: it is optional, or all that it holds is.
  fileprivate var mayBeEmpty: Bool {
    if isOptional { return true }
    return switch content {
    case .segment: false
    case .choice(let elements): elements.contains { $0.mayBeEmpty }
    case .group(_, let elements): elements.allSatisfy { $0.mayBeEmpty }
    }
  }
}
