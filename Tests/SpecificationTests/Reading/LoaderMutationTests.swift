import Foundation
import Probes
import Specification
import Testing

/// Hostile files: mutants of good ones.
@Suite("Mutants of specifications")
struct LoaderMutationTests {
  /// Numbers that are the same in each run (SplitMix64).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static let fragments = [
    "&a ", "*a", "!!int ", "<<: ", "? ", "---\n", "...\n", "|\n", ">\n", "{{", "}}", "[", "]", "{", "}", ": ", "- ",
    "\t",
    "\r", "\u{2028}", "\u{0}", "\"", "'", "#", "99999999999999999999", "-1", "0.", "1e400", "/(((((a*)*)*)*)*b/", "é",
    "\u{1F600}", "every ", "not ", "{{x", "(0010,", "== ", "\n\n",
  ]

  private func mutant(of text: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      switch Int.random(in: 0..<7, using: &numbers) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<7, using: &numbers)
      case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &numbers), bytes.count))
      case 3:
        let end = min(place + Int.random(in: 1...200, using: &numbers), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &numbers))
      case 4: bytes.removeSubrange(place...)
      default:
        let fragment = Self.fragments.randomElement(using: &numbers) ?? ""
        bytes.insert(contentsOf: Array(fragment.utf8), at: place)
      }
    }
    return bytes
  }

  @Test(
    "No mutant of a good file stops the loader, and each error has a place in a file", .timeLimit(.minutes(10)),
    arguments: [1, 2, 3, 4] as [UInt64])
  func mutants(seed: UInt64) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mutants-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var originals: [(url: URL, bytes: [UInt8])] = []
    for file in SpecificationStarter.files {
      let url = folder.appendingPathComponent(file.path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
      if ["specification.yaml", "profiles/", "groups/", "procedures/", "requirements"].contains(
        where: file.path.contains)
      {
        originals.append((url, Array(file.text.utf8)))
      }
    }
    #expect(originals.count >= 3)
    let loader = SpecificationLoader(catalogue: StepRegistry.catalogue)
    #expect(loader.load(path: folder.path).rules != nil)
    var numbers = Numbers(state: seed)
    var refused = 0
    var slowest = Duration.zero
    for number in 0..<500 {
      // Other tests wait for the same few threads.
      if number.isMultiple(of: 10) { await Task.yield() }
      let original = originals[number % originals.count]
      try Data(mutant(of: original.bytes, &numbers)).write(to: original.url)
      let begin = ContinuousClock.now
      let result = loader.load(path: folder.path)
      slowest = max(slowest, ContinuousClock.now - begin)
      #expect((result.rules == nil) == result.hasErrors)
      for diagnostic in result.diagnostics {
        #expect(diagnostic.span.line >= 1 && diagnostic.span.column >= 1 && !diagnostic.rendered.isEmpty)
      }
      if result.hasErrors { refused += 1 }
      try Data(original.bytes).write(to: original.url)
    }
    // Most mutants say something wrong; those in comments and prose don't.
    #expect(refused > 200 && refused < 500)
    #expect(slowest < .seconds(5))
  }

  /// A specification in two files, as short as can be.
  private static let small = [
    (
      "specification.yaml",
      """
      edition: 1
      kind: specification
      id: small
      version: "1"
      title: Small
      sources: {S: {title: A standard}}
      inputs: {limit: {title: Limit, type: duration, value: 3 s}}
      roles: {archive: {title: Archive, meaning: Keeps.}}
      groups: [{id: A, title: First, weight: 1}]
      requirements: [all.yaml]
      """
    ),
    (
      "all.yaml",
      """
      edition: 1
      kind: requirements
      group: A
      requirements:
        - id: A-1
          revision: 1
          title: Answers
          statement: It shall answer within {{limit}}.
          rationale: Because.
          remedy: Mend it.
          sources: [{ref: S}]
          level: mandatory
          applies-to: {archive: each}
          evidence:
            - id: live
              kind: probe
              steps:
                - do: dicom.echo
                  at: archive
                  expect: |
                    outcome == completed
                    duration <= {{limit}}
      """
    ),
  ]

  @Test(
    "20,000 mutants of a small specification are read or refused, each error with a place", .timeLimit(.minutes(10)))
  func smallMutants() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mutants-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let originals = Self.small.map { (url: folder.appendingPathComponent($0.0), bytes: Array($0.1.utf8)) }
    for (url, bytes) in originals { try Data(bytes).write(to: url) }
    let loader = SpecificationLoader(catalogue: StepRegistry.catalogue)
    #expect(loader.load(path: folder.path).rules != nil)
    var numbers = Numbers(state: 5)
    var (refused, faults) = (0, 0)
    for number in 0..<20_000 {
      // Other tests wait for the same few threads.
      if number.isMultiple(of: 10) { await Task.yield() }
      let (url, bytes) = originals[number.isMultiple(of: 4) ? 0 : 1]
      try Data(mutant(of: bytes, &numbers)).write(to: url)
      let result = loader.load(path: folder.path)
      if (result.rules == nil) != result.hasErrors { faults += 1 }
      if result.diagnostics.contains(where: { $0.span.line < 1 || $0.span.column < 1 || $0.rendered.isEmpty }) {
        faults += 1
      }
      if result.hasErrors { refused += 1 }
      try Data(bytes).write(to: url)
    }
    #expect(faults == 0)
    #expect(refused > 10_000 && refused < 20_000)
  }
}
