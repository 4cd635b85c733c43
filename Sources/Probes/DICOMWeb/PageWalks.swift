/// Walks over the pages of one search, and what they say of the order of its results.
///
/// What is delivered, withdrawn or delivered again meanwhile changes results, or their order, without a fault of the service. So a
/// difference between two walks is no finding yet: it is walked again, until as many walks in a row agree or there were so
/// many that it was not one delivery.
struct PageWalks {
  /// What walks say of the order.
  enum Finding: Hashable, Sendable {
    /// Each brought the same results in the same order.
    case steady
    /// The results are the same, and each walk brought them otherwise.
    case unsteady
    /// What is found changes, so that nothing can be said of the order.
    case changing
  }

  /// Walks that are made at most beside those that are wanted.
  static let furtherWalks = 6

  /// Before pages are walked again whose walks differed: longer each time, so that a delivery has time to end.
  var pause: Duration { min(.milliseconds(200) * (1 << min(max(orders.count - wanted, 0), 4)), .seconds(2)) }

  private let wanted: Int
  private var orders: [[String]] = []
  /// What one request for everything found after each walk from the first difference on.
  private var contents: [Set<String>] = []
  /// Whether two walks in a row were different.
  private(set) var hasDiffered = false

  /// - Parameter wanted: Walks that have to agree where nothing changes.
  init(wanted: Int) { self.wanted = wanted }

  /// Whether everything is to be asked for in one request after the walk: to see whether it changes.
  var wantsContent: Bool { hasDiffered && finding == nil }

  /// Walks that have to agree; one more where some did not, so that no order by chance is taken for a steady one.
  private var needed: Int { hasDiffered ? wanted + 1 : wanted }

  /// Takes the results of a walk in their order.
  mutating func take(_ order: [String]) {
    if let last = orders.last, last != order { hasDiffered = true }
    orders.append(order)
  }

  /// Takes what a request for everything found after the walk.
  mutating func take(content: Set<String>) { contents.append(content) }

  /// What the walks say; nil where it is to be walked again.
  var finding: Finding? {
    let last = orders.suffix(needed)
    if last.count == needed, Set(last).count == 1 { return .steady }
    guard orders.count >= wanted + Self.furtherWalks else { return nil }
    let seen = contents.suffix(needed)
    return seen.count == needed && Set(seen).count == 1 ? .unsteady : .changing
  }
}
