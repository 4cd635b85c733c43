import Evidence

/// A deterministic source of numbers (SplitMix64), begun from a text: the same seed and name give the same fixture on
/// every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins from the run's seed and the name of what is made.
  init(seed: String, name: String) {
    let digest = Digest.sha256("\(seed)\u{0}\(name)")
    state = UInt64(digest.prefix(16), radix: 16) ?? 0
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of the elements; the list must not be empty.
  mutating func pick<T>(_ elements: [T]) -> T { elements[Int(next() % UInt64(elements.count))] }

  /// A number from 0 up to, not including, the bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
