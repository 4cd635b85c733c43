/// The order of bids: a passed gate before an undecided one before a failed one, then the low score, highest first.
///
/// A total never makes up for a failed gate. A place is settled where no inconclusive requirement could change it: where
/// no other gate is undecided and no other bid's interval reaches into this one's.
enum Ranking {
  private struct Standing {
    let gate: Int
    let low: Rational
    let high: Rational
    let isDecided: Bool

    init(_ scorecard: Scorecard) {
      gate =
        switch scorecard.gate.state {
        case .passed: 0
        case .undecided: 1
        case .failed: 2
        }
      isDecided = scorecard.gate.state != .undecided
      low = scorecard.score.low.rational ?? .zero
      high = scorecard.score.high.rational ?? low
    }

    func isBefore(_ other: Standing) -> Bool { gate != other.gate ? gate < other.gate : low > other.low }

    /// Whether the order of the two is the same however the inconclusive comes out.
    func isSettled(against other: Standing) -> Bool {
      guard isDecided && other.isDecided else { return false }
      if gate != other.gate { return true }
      let areFixed = low == high && other.low == other.high
      return areFixed || low > other.high || other.low > high
    }
  }

  /// Place and whether it is settled, in the order given.
  static func ranks(of scorecards: [Scorecard]) -> [(Int?, Bool)] {
    let standings = scorecards.map(Standing.init)
    return standings.enumerated().map { index, standing in
      let others = standings.enumerated().filter { $0.offset != index }.map(\.element)
      let better = others.filter { $0.isBefore(standing) }.count
      return (better + 1, others.allSatisfy { standing.isSettled(against: $0) })
    }
  }
}
