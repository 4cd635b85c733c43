import Inventory
import Specification
import Testing

@Suite("Mutated inventories")
struct InventoryMutationTests {
  @Test(
    "A mutated file is read or refused with a reason",
    arguments: [FileKind.network, .bid, .declaration, .answers, .assessment, .waivers, .tender, .baseline])
  func mutants(_ kind: FileKind) throws {
    var generator = Generator(state: 2026)
    let good = [
      FileKind.network: Sample.network, .bid: Sample.bid, .declaration: Sample.declaration, .waivers: Sample.waivers,
      .answers: AssessmentReadingTests.answers, .assessment: AssessmentReadingTests.full, .tender: Sample.tender,
      .baseline: Sample.baseline,
    ]
    let bytes = Array(try #require(good[kind]).utf8)
    // Networks are long and slow to read: theirs are fewer.
    let rounds = kind == .network ? 1_000 : 20_000
    var (refused, faults) = (0, 0)
    for _ in 0..<rounds {
      let mutant = Self.mutate(bytes, &generator)
      guard let source = try? SourceText(path: "m.yaml", bytes: mutant) else {
        refused += 1
        continue
      }
      let isRead: Bool
      let diagnostics: [Diagnostic]
      switch kind {
      case .network:
        let reading = InventoryReader.network(source, rules: Sample.rules)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .bid:
        let reading = InventoryReader.bid(source, rules: Sample.rules)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .declaration:
        let reading = InventoryReader.declaration(source, rules: Sample.rules)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .answers:
        let reading = InventoryReader.answers(source, rules: Sample.rules)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .assessment:
        let reading = InventoryReader.assessment(source, rules: Sample.rules)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .tender:
        let reading = InventoryReader.tender(source)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      case .baseline:
        let reading = InventoryReader.baseline(source)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      default:
        let reading = InventoryReader.waivers(source)
        (isRead, diagnostics) = (reading.value != nil, reading.diagnostics)
      }
      if isRead == diagnostics.contains(where: { $0.severity == .error }) { faults += 1 }
      if diagnostics.contains(where: { $0.rendered.isEmpty }) { faults += 1 }
      if !isRead { refused += 1 }
    }
    #expect(faults == 0)
    #expect(refused > rounds / 4 && refused < rounds)
  }

  /// A network with a thing of each kind, as short as can be.
  private static let small = """
    edition: 1
    kind: network
    id: n
    title: N
    calling-ae-title: H
    sites:
      - id: a
        name: A
        systems:
          - id: p
            vendor: V
            product: P
            roles: [archive]
            permits: [read]
            endpoints:
              dicom: { host: 127.0.0.1, port: 104, ae-title: A }
              xca: { url: "https://x/", home-community-id: 1.2 }
            windows: [{ days: [mon], from: "22:00", until: "06:30" }]
            link: { round-trip: 9 ms }
    listeners: [{ ae-title: L, host: "::1", port: 11112 }]
    """

  @Test("20,000 mutants of a small network are read or refused with a reason")
  func networks() throws {
    var generator = Generator(state: 2027)
    let bytes = Array(Self.small.utf8)
    #expect(InventoryReader.network(try Sample.source(Self.small, "m.yaml"), rules: Sample.rules).value != nil)
    var (refused, faults) = (0, 0)
    for _ in 0..<20_000 {
      guard let source = try? SourceText(path: "m.yaml", bytes: Self.mutate(bytes, &generator)) else {
        refused += 1
        continue
      }
      let reading = InventoryReader.network(source, rules: Sample.rules)
      if (reading.value != nil) == reading.diagnostics.contains(where: { $0.severity == .error }) { faults += 1 }
      if reading.diagnostics.contains(where: \.rendered.isEmpty) { faults += 1 }
      if reading.value == nil { refused += 1 }
    }
    #expect(faults == 0)
    #expect(refused > 5_000 && refused < 20_000)
  }

  private static func mutate(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] = Array("[]{}:@/.-\\\"#&*!| \n09Aa~".utf8).randomElement(using: &generator) ?? 0
      case 2: bytes.remove(at: place)
      case 3:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
      default: bytes.removeSubrange(place..<max(place, min(bytes.count - 1, place + 12)))
      }
    }
    return bytes
  }

  /// SplitMix64: the same seed always gives the same mutants.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
