/// Seeded numbers (SplitMix64), so that a failure can be had again.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Starts with a seed.
  public init(state: UInt64) { self.state = state }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// What hostile input is made of: valid messages with a few changes.
public struct Mutator {
  /// Where chance comes from.
  public var generator: SeededGenerator
  /// Pieces that mean something to the reader.
  public var pieces: [[UInt8]]
  /// Whether a piece takes the place of as many bytes, as fields of fixed length ask for, and is not put between them.
  public var overwrites: Bool

  /// Makes a source of mutants.
  public init(generator: SeededGenerator, pieces: [[UInt8]], overwrites: Bool = false) {
    self.generator = generator
    self.pieces = pieces
    self.overwrites = overwrites
  }

  /// A message with one to four changes: bits and bytes changed, parts cut, repeated or put in.
  public mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...16, using: &generator)))
      case 4:
        let piece = Array(bytes[place..<min(bytes.count, place + Int.random(in: 1...64, using: &generator))])
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
      default:
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        bytes.replaceSubrange(place..<(overwrites ? min(bytes.count, place + piece.count) : place), with: piece)
      }
    }
    return bytes
  }
}
