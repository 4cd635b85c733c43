/// Walks over the pages of one search, and what they say of the order of its results.
///
/// What is delivered, withdrawn or delivered again meanwhile changes results, or their order, without a fault of the service. So a
/// difference between two walks is no finding yet: it is walked again, until as many walks in a row agree or there were so
/// many that it was not one delivery. Walks are made in bursts with a pause before each, as many at once as have to agree: between
/// two objects of a delivery, however long that goes on, there is time for a burst.
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

  /// Bursts that are made at most beside the walks that are wanted.
  static let bursts = 4

  /// Walks that are made at most beside those that are wanted.
  private var furtherWalks: Int { Self.bursts * (wanted + 1) }

  /// Before pages are walked again whose walks differed: none within a burst, and longer before each, so that a delivery has time
  /// to end.
  var pause: Duration {
    let (burst, place) = max(orders.count - wanted, 0).quotientAndRemainder(dividingBy: wanted + 1)
    return place == 0 ? .milliseconds(500) * (1 << min(burst, 3)) : .zero
  }

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
    guard orders.count >= wanted + furtherWalks else { return nil }
    let seen = contents.suffix(needed)
    return seen.count == needed && Set(seen).count == 1 ? .unsteady : .changing
  }
}
