import XMLTree

/// The order in which the nodes of an office document are taken: that of the document, but with what is anchored in a
/// paragraph behind it.
///
/// A loop and no recursion: no depth of nesting can exhaust the stack.
struct NodeWalk<Kind> {
  /// What comes next.
  enum Event {
    /// A node, to be answered by `advance`.
    case node(Int)
    /// An element that was opened has ended.
    case end(Kind)
  }

  /// Nodes that are taken in a row, and how many elements were open before them.
  private struct Stretch {
    var next: Int
    var end: Int
    var opened: Int
  }

  private var open: [(end: Int, kind: Kind)] = []
  private var now: Stretch
  private var waiting: [Stretch] = []

  init(_ range: Range<Int>) { now = Stretch(next: range.lowerBound, end: range.upperBound, opened: 0) }

  /// What comes next; nil at the end.
  mutating func next() -> Event? {
    while true {
      if open.count > now.opened, let last = open.last, last.end <= now.next || now.next >= now.end {
        open.removeLast()
        return .end(last.kind)
      }
      if now.next < now.end { return .node(now.next) }
      guard let rest = waiting.popLast() else { return nil }
      now = rest
    }
  }

  /// Goes on at a node.
  mutating func advance(to index: Int) { now.next = index }

  /// Opens an element, whose end will be told.
  mutating func enter(_ kind: Kind, end: Int) { open.append((end, kind)) }

  /// Puts stretches before what comes next.
  mutating func insert(_ stretches: [Range<Int>]) {
    guard !stretches.isEmpty else { return }
    waiting.append(now)
    waiting += stretches.reversed().map { Stretch(next: $0.lowerBound, end: $0.upperBound, opened: open.count) }
    if let first = waiting.popLast() { now = first }
  }
}
