import TestPeers
import Testing

@testable import TransportSecurity

@Suite("Hostile TLS input")
struct MutationTests {
  static let mutants = 20_000

  private static func mutator(seed: UInt64) -> Mutator {
    Mutator(
      generator: SeededGenerator(state: seed), pieces: [[0], [1], [0x7F], [0x80], [0xFF]], overwrites: true)
  }

  @Test("No mutant of a flight traps or takes long, and every error lies within what came")
  func flights() {
    var mutator = Self.mutator(seed: 5)
    let sources = GoldenFlights.all.map(\.bytes)
    #expect(sources.count == 6)
    var broken = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let start = ThreadTime.now()
      var reader = ServerFlightReader()
      do throws(TLSViolation) {
        // In pieces, as a network brings them.
        let middle = bytes.count / 2
        try reader.append(bytes[..<middle])
        if !reader.isDone { try reader.append(bytes[middle...]) }
      } catch {
        broken += 1
        #expect(error.offset >= 0 && error.offset <= bytes.count, "\(error)")
      }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(broken > Self.mutants / 100 && broken < Self.mutants)
    #expect(slowest < .milliseconds(100))
  }

  @Test("No mutant of a certificate traps or takes long, and every error lies within it")
  func certificates() throws {
    var mutator = Self.mutator(seed: 6)
    let sources = try ["tls12-ecdhe-ecdsa", "tls12-rsa"].flatMap { try GoldenFlights.flight($0).certificates }
    var read = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let start = ThreadTime.now()
      do throws(TLSViolation) {
        let facts = try CertificateReader.read(bytes)
        _ = facts.isFor("archive.example")
        _ = facts.daysLeft(at: .max)
        _ = facts.daysLeft(at: .min)
        read += 1
      } catch {
        #expect(error.offset >= 0 && error.offset <= bytes.count, "\(error)")
      }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(read > Self.mutants / 100 && read < Self.mutants)
    #expect(slowest < .milliseconds(100))
  }
}
