/// Percentiles by the nearest rank: a value that was measured, never one between two.
enum Percentile {
  /// Of ascending values, which must not be empty.
  static func of(_ ascending: [Int64], _ percent: Int) -> Int64 {
    let rank = (ascending.count * percent + 99) / 100
    return ascending[min(max(rank, 1), ascending.count) - 1]
  }
}
