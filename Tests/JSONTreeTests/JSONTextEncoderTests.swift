import Foundation
import JSONTree
import Testing

/// Held against Foundation's encoder, whose bytes it has to give.
@Suite("JSON text of values")
struct JSONTextEncoderTests {
  private static func foundation(_ value: some Encodable, _ layout: JSONTextEncoder.Layout) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if layout == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func own(_ value: some Encodable, _ layout: JSONTextEncoder.Layout) throws -> String {
    String(decoding: try JSONTextEncoder.encode(value, layout: layout), as: UTF8.self)
  }

  private func expectSame(_ value: some Encodable) throws {
    for layout in JSONTextEncoder.Layout.allCases {
      #expect(try Self.own(value, layout) == Self.foundation(value, layout))
    }
  }

  private enum Choice: Codable {
    case one(Inner)
    case two(count: Int, name: String?)
    case none
  }

  private struct Inner: Codable {
    var zebra = "z"
    var apple: Int?
    var empty: [String: Int] = [:]
    var none: [Int] = []
  }

  private struct Outer: Codable {
    var text = "é \"quoted\" \\ / \u{1F600}\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}\n\r\t\u{2028}"
    var whole = -42
    var large = UInt64.max
    var small = Int8.min
    var real = 1.5e-7
    var round = 3.0
    var narrow = Float(0.1)
    var exact = Decimal(string: "1234567890.123456789") ?? 0
    var bytes = Data([0, 1, 254, 255])
    var place = URL(string: "https://example.invalid/a?b=c")
    var date = Date(timeIntervalSinceReferenceDate: 12.25)
    var flag = true
    var missing: String?
    var list = [Inner(), Inner(zebra: "", apple: 1, empty: ["b": 1, "a": 2, "é": 3, "Z": 4], none: [1, 2])]
    var nested: [[Int]] = [[1, 2], [], [3]]
    var choices: [Choice] = [.one(Inner()), .two(count: 3, name: nil), .none]
    var optionals: [Int?] = [1, nil, 3]
    var numbered = [3: "c", 1: "a"]
  }

  @Test("is what Foundation writes, with sorted keys, on one line and indented")
  func sameAsFoundation() throws { try expectSame(Outer()) }

  @Test("single values and empty containers are written as by Foundation")
  func single() throws {
    try expectSame("a/b")
    try expectSame("")
    try expectSame([String]())
    try expectSame([String: String]())
    try expectSame([[String: [Int]]()])
    try expectSame(Int?.none)
    try expectSame([Decimal(0), Decimal(string: "-0.10") ?? 1, Decimal(1e30)])
    try expectSame([0.0, -0.0, 1e100, .leastNonzeroMagnitude, 123_456_789.0, 0.1])
  }

  /// Asks for its containers in every way that the protocol has, names out of order and one of them twice.
  private struct Unruly: Encodable {
    enum Key: String, CodingKey { case b, a, d, c, e, f }

    func encode(to encoder: any Encoder) throws {
      var first = encoder.container(keyedBy: Key.self)
      try first.encode(1, forKey: .d)
      var list = first.nestedUnkeyedContainer(forKey: .c)
      try list.encode("x")
      // Foundation keeps one object for all containers of one encoder.
      var second = encoder.container(keyedBy: Key.self)
      try second.encode(["y": 2, "x": 1], forKey: .a)
      try list.encode(contentsOf: [2, 3])
      var inner = list.nestedContainer(keyedBy: Key.self)
      try inner.encode(true, forKey: .f)
      try inner.encodeNil(forKey: .b)
      _ = list.nestedUnkeyedContainer()
      try list.encode("last")
      try first.encode("twice", forKey: .d)
      try inner.encode([1.5], forKey: .e)
      try "super".encode(to: first.superEncoder(forKey: .e))
      try second.encodeIfPresent(String?.none, forKey: .f)
    }
  }

  @Test("containers within containers stand where they were asked for, whenever they are written to")
  func unruly() throws {
    try expectSame(Unruly())
    try expectSame([Unruly(), Unruly()])
    try expectSame(["k": [Unruly()]])
  }

  /// Goes on where a part of it can't be written, which ends Foundation's encoder.
  private struct Lenient: Encodable {
    struct Broken: Encodable {
      enum Key: String, CodingKey { case a, b }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .a)
        try container.encode(Double.nan, forKey: .b)
      }
    }
    enum Key: String, CodingKey { case z, m, a }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try? container.encode(Broken(), forKey: .z)
      try container.encode("m", forKey: .m)
      try? container.encode(Broken(), forKey: .m)
      try container.encode([Int](), forKey: .a)
    }
  }

  @Test("what threw has left nothing, where its owner goes on")
  func lenient() throws {
    #expect(try Self.own(Lenient(), .line) == #"{"a":[],"m":"m"}"#)
    #expect(try Self.own(Lenient(), .indented) == "{\n  \"a\" : [\n\n  ],\n  \"m\" : \"m\"\n}")
    #expect(try Self.own([Lenient()], .line) == #"[{"a":[],"m":"m"}]"#)
  }

  @Test("a number that is none is refused", arguments: [Double.nan, .infinity, -.infinity])
  func noNumber(_ number: Double) {
    for layout in JSONTextEncoder.Layout.allCases {
      #expect(throws: EncodingError.self) { try JSONTextEncoder.encode([number], layout: layout) }
    }
    #expect(throws: EncodingError.self) { try JSONTextEncoder.encode(Decimal.nan, layout: .line) }
  }

  private indirect enum Tower: Encodable {
    case floor(Tower?)
    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      if case .floor(let next?) = self { try container.encode(next) }
    }
  }

  @Test("nesting is taken as deep as Foundation takes it", arguments: [510, 511, 512, 513, 5_000])
  func nesting(_ depth: Int) {
    let tower = (1..<depth).reduce(Tower.floor(nil)) { tower, _ in .floor(tower) }
    let own = try? Self.own(tower, .line)
    #expect((own != nil) == (depth < 512))
    if depth < 600 { #expect(own == (try? Self.foundation(tower, .line))) }
  }

  @Test("values of any shape give Foundation's bytes", arguments: 0..<200)
  func shapes(_ seed: Int) throws {
    var generator = SplitMix(state: UInt64(seed))
    try expectSame(Shape.any(&generator, depth: 4))
  }

  private indirect enum Shape: Encodable {
    case text(String), whole(Int), real(Double), flag(Bool), list([Shape]), table([String: Shape])

    static func any(_ generator: inout SplitMix, depth: Int) -> Shape {
      switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
      case 0: .text(text(&generator))
      case 1: .whole(Int.random(in: Int.min...Int.max, using: &generator))
      case 2: .real(Double.random(in: -1e6...1e6, using: &generator))
      case 3: .flag(Bool.random(using: &generator))
      case 4: .list((0..<Int.random(in: 0..<5, using: &generator)).map { _ in any(&generator, depth: depth - 1) })
      default:
        .table(
          Dictionary(
            (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
              (text(&generator), any(&generator, depth: depth - 1))
            }, uniquingKeysWith: { first, _ in first }))
      }
    }

    private static func text(_ generator: inout SplitMix) -> String {
      let scalars: [Unicode.Scalar] = ["a", "B", "\"", "\\", "/", "\n", "\u{1}", "é", "\u{301}", "\u{1F600}", "$", " "]
      return String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0..<8, using: &generator)).compactMap { _ in scalars.randomElement(using: &generator) }))
    }

    func encode(to encoder: any Encoder) throws {
      var single = encoder.singleValueContainer()
      switch self {
      case .text(let text): try single.encode(text)
      case .whole(let number): try single.encode(number)
      case .real(let number): try single.encode(number)
      case .flag(let flag): try single.encode(flag)
      case .list(let list): try single.encode(list)
      case .table(let table): try single.encode(table)
      }
    }
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
