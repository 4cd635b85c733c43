import Judgement

extension ShownNumber {
  /// The exact fraction as a share between 0 and 1, for drawing only; what is written is always `shown`.
  var share: Double {
    let parts = exact.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let numerator = Double(first) else { return 0 }
    let denominator = parts.count == 2 ? Double(parts[1]) ?? 0 : 1
    guard denominator > 0, numerator.isFinite, denominator.isFinite else { return 0 }
    return min(max(numerator / denominator, 0), 1)
  }

  /// Whether the exact fraction is nothing.
  var isZero: Bool { exact.split(separator: "/").first?.allSatisfy { $0 == "0" } ?? true }
}

/// A percentage with one decimal for an attribute of a drawing.
func percent(_ share: Double) -> String {
  let tenths = Int(min(max(share, 0), 1) * 1000)
  return "\(tenths / 10).\(tenths % 10)%"
}
