import Specification

extension Comparison {
  /// A requirement that a bid does not meet.
  public struct Gap: Hashable, Sendable {
    /// The requirement: a row of the comparison.
    public var row: Row
    /// What it came to under the bid.
    public var cell: Cell
    /// Bids that meet it, by their places in ``Comparison/bids``.
    public var metBy: [Int]
  }

  /// What a bid lacks: mandatory requirements first, then what costs most, then in the specification's order.
  ///
  /// - Parameter bid: Its place in ``bids``.
  public func gaps(of bid: Int) -> [Gap] {
    let found = requirements.enumerated().compactMap { order, row -> (order: Int, gap: Gap)? in
      guard row.cells.indices.contains(bid), let cell = row.cells[bid] else { return nil }
      guard cell.state != .met, cell.state != .notApplicable, row.level != .informative else { return nil }
      return (order, Gap(row: row, cell: cell, metBy: Self.meeting(row)))
    }
    return found.sorted { left, right in
      let (first, second) = (left.gap.row.level == .mandatory, right.gap.row.level == .mandatory)
      if first != second { return first }
      let (lost, other) = (left.gap.cell.lost.rational ?? .zero, right.gap.cell.lost.rational ?? .zero)
      return lost == other ? left.order < right.order : lost > other
    }.map(\.gap)
  }

  /// Requirements that no bid meets, though they apply to at least one.
  public var unmetByAll: [Row] {
    requirements.filter { row in
      row.level != .informative && Self.meeting(row).isEmpty
        && row.cells.contains { $0 != nil && $0?.state != .notApplicable }
    }
  }

  private static func meeting(_ row: Row) -> [Int] {
    row.cells.indices.filter { row.cells[$0]?.state == .met }
  }
}
