/// Why blocks are not read for claims: the heading that says that what follows explains and claims nothing.
struct ExclusionReasons {
  private var reasons: [Int: String] = [:]

  init(_ document: BlockDocument) {
    var known: [[String]: String?] = [:]
    for passage in Passage.all(of: document) where passage.purpose == .explanation {
      let key = passage.path.map(\.text)
      let reason = known[key] ?? Self.reason(passage.path)
      known[key] = .some(reason)
      if let reason { reasons[passage.index] = reason }
    }
  }

  /// The heading under which a block is left out; nil where it is read.
  subscript(block: Int) -> String? { reasons[block] }

  /// The outermost heading that makes a section an explanation.
  private static func reason(_ path: [Passage.Heading]) -> String? {
    for length in 1...max(1, path.count) where path.count >= length {
      let part = Array(path.prefix(length))
      guard SectionPurpose.purpose(of: part) == .explanation, let heading = part.last else { continue }
      return [heading.number, heading.text].compactMap { $0 }.joined(separator: " ")
    }
    return nil
  }
}
