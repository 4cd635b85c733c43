/// How many values an element may have (PS3.5 §6.4), written as `1`, `1-n`, `2-2n`, `1-3` in the registry.
public struct ValueMultiplicity: Hashable, Sendable, CustomStringConvertible {
  /// The least number of values that a non-empty element has.
  public let minimum: Int
  /// The greatest number; nil where there is no bound.
  public let maximum: Int?
  /// Where there is no bound, the number is a multiple of this.
  public let step: Int

  /// Reads the registry's notation.
  public init?(_ text: String) {
    // A few entries have alternatives, `1-n or 1`: the widest says it all.
    let first = text.split(separator: " ").first ?? ""
    let parts = first.split(separator: "-", maxSplits: 1)
    guard let low = parts.first, let minimum = Int(low), minimum > 0 else { return nil }
    self.minimum = minimum
    guard parts.count == 2 else {
      maximum = minimum
      step = 1
      return
    }
    if parts[1].hasSuffix("n") {
      guard let step = parts[1] == "n" ? 1 : Int(parts[1].dropLast()), step > 0 else { return nil }
      maximum = nil
      self.step = step
    } else {
      guard let maximum = Int(parts[1]), maximum >= minimum else { return nil }
      self.maximum = maximum
      step = 1
    }
  }

  /// Whether so many values are allowed; an empty element is always allowed here, its type decides (PS3.5 §7.4).
  public func allows(_ count: Int) -> Bool {
    guard count != 0 else { return true }
    guard count >= minimum else { return false }
    if let maximum { return count <= maximum }
    return count % step == 0
  }

  /// The registry's notation.
  public var description: String {
    if maximum == minimum { return "\(minimum)" }
    if let maximum { return "\(minimum)-\(maximum)" }
    return step == 1 ? "\(minimum)-n" : "\(minimum)-\(step)n"
  }
}
