import Judgement

/// Who would lead how often if what is open came out by chance. Shares of a simulation are no score and decide nothing.
public struct Simulation: Codable, Hashable, Sendable {
  /// The assumptions.
  public var chances: Chances
  /// Requirements that came out by chance, over all bids.
  public var open: Int
  /// Share of the draws that each bid led alone, in the order of the tender.
  public var leads: [Lead]
  /// Share of the draws in which several bids shared the lead.
  public var shared: ShownNumber
  /// Share of the draws that left no bid.
  public var none: ShownNumber

  /// What is assumed.
  public struct Chances: Codable, Hashable, Sendable {
    /// Draws.
    public var samples: Int
    /// What the draws begin with; the same seed gives the same draws.
    public var seed: UInt64
    /// Chance, percent, that an inconclusive requirement comes out at its best; at its worst otherwise.
    public var inconclusive: Int
    /// Chance, percent, that a requirement that was not demonstrated would have been met.
    public var notDemonstrated: Int

    /// Makes assumptions.
    public init(samples: Int = 10_000, seed: UInt64 = 1, inconclusive: Int = 50, notDemonstrated: Int = 50) {
      self.samples = samples
      self.seed = seed
      self.inconclusive = inconclusive
      self.notDemonstrated = notDemonstrated
    }

    /// Draws that can be asked for.
    public static let sampleRange = 1...1_000_000
  }

  /// How often a bid led.
  public struct Lead: Codable, Hashable, Sendable {
    /// The bid.
    public var bid: String
    /// Share of the draws, of 1 and in percent.
    public var share: ShownNumber
  }
}

/// Draws what is open. Quality is counted in units of 10⁻¹⁵ here, so that a million draws take seconds; totals nearer
/// than 10⁻¹² count as equal.
struct SimulationRun {
  private static let unit = 1e15
  private static let tie = 1_000.0

  /// A requirement that comes out by chance.
  private struct Open {
    var chance: Int
    /// What the quality gains over its low.
    var gain: Double
    /// Whether the bid is excluded where it comes out badly.
    var isGate: Bool
  }

  private struct Row {
    var base: Double
    var open: [Open]
    /// Gates that fail whatever is drawn.
    var failsAnyway: Bool
    var price: Double
  }

  private let table: LotTable
  private let rows: [Row]

  init(_ table: LotTable, chances: Simulation.Chances) {
    self.table = table
    rows = table.rows.map { row in
      let open = row.model.items.compactMap { item -> Open? in
        switch item.state {
        case .inconclusive:
          return Open(
            chance: chances.inconclusive, gain: Self.units(item.worth * (item.high - item.low)),
            isGate: row.undecided.contains(item.id))
        case .notDemonstrated:
          return Open(
            chance: chances.notDemonstrated, gain: Self.units(item.worth), isGate: row.failing.contains(item.id))
        case .met, .partlyMet, .notMet, .contradicted, .notApplicable: return nil
        }
      }
      let drawn = Set(row.model.items.filter { $0.state == .notDemonstrated }.map(\.id))
      return Row(
        base: Self.units(row.low), open: open, failsAnyway: !row.failing.subtracting(drawn).isEmpty,
        price: Self.units(row.price ?? .zero))
    }
  }

  private static func units(_ value: Rational) -> Double { (Double(value.truncated(decimals: 18)) ?? 0) * unit }

  /// Draws; nil where nothing is open.
  func result(_ chances: Simulation.Chances) -> Simulation? {
    let open = rows.map(\.open.count).reduce(0, +)
    guard open > 0 else { return nil }
    var generator = SplitMix(seed: chances.seed)
    var wins = rows.map { _ in 0 }
    var shared = 0
    var none = 0
    for _ in 0..<chances.samples {
      let leaders = draw(&generator)
      switch leaders.count {
      case 0: none += 1
      case 1: wins[leaders[0]] += 1
      default: shared += 1
      }
    }
    func share(_ count: Int) -> ShownNumber {
      ShownNumber(percentage: Rational(count).divided(by: Rational(chances.samples)) ?? .zero)
    }
    return Simulation(
      chances: chances, open: open,
      leads: zip(table.rows, wins).map { Simulation.Lead(bid: $0.bid, share: share($1)) }, shared: share(shared),
      none: share(none))
  }

  /// Rows that lead in one draw.
  private func draw(_ generator: inout SplitMix) -> [Int] {
    let threshold = Self.units(table.rule.threshold)
    var quality: [Double?] = []
    for row in rows {
      var sum = row.base
      var fails = row.failsAnyway
      for open in row.open {
        if generator.percent() < open.chance {
          sum += open.gain
        } else {
          fails = fails || open.isGate
        }
      }
      let held = min(sum, Self.unit)
      quality.append(fails || held < threshold - Self.tie ? nil : held)
    }
    let lowest = zip(rows, quality).filter { $1 != nil }.map(\.0.price).min() ?? 0
    let weight = Self.units(table.rule.qualityWeight) / Self.unit
    let totals = zip(rows, quality).map { row, quality -> Double? in
      quality.map { weight * $0 + (1 - weight) * points(row.price, lowest) }
    }
    guard let best = totals.compactMap({ $0 }).max() else { return [] }
    return totals.indices.filter { (totals[$0] ?? -.infinity) >= best - Self.tie }
  }

  private func points(_ price: Double, _ lowest: Double) -> Double {
    guard table.rule.weighsPrices, price > 0 else { return 0 }
    switch table.rule.price.formula {
    case .lowestOverPrice: return lowest / price * Self.unit
    case .linear:
      let zeroAt = Double(table.rule.price.zeroAt.numerator) / Double(table.rule.price.zeroAt.denominator)
      let nothing = lowest * zeroAt
      return price >= nothing ? 0 : min(1, (nothing - price) / (nothing - lowest)) * Self.unit
    }
  }
}

/// SplitMix64, which gives the same numbers on every machine.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to 99, each as likely as any other to within 10⁻⁹.
  mutating func percent() -> Int { Int(((next() >> 32) &* 100) >> 32) }
}
