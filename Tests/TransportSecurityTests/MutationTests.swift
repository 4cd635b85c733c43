import TestPeers
import Testing

@testable import TransportSecurity

@Suite("Hostile TLS input")
struct MutationTests {
  static let mutants = 20_000

  private static func mutant(of bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...16, using: &generator)))
      default:
        let piece = Array(bytes[place..<min(bytes.count, place + Int.random(in: 1...64, using: &generator))])
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
      }
    }
    return bytes
  }

  @Test("No mutant of a flight traps or takes long, and every error lies within what came")
  func flights() {
    var generator = SeededGenerator(state: 5)
    let sources = GoldenFlights.all.map(\.bytes)
    #expect(sources.count == 6)
    var broken = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = Self.mutant(of: sources[index % sources.count], &generator)
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
    var generator = SeededGenerator(state: 6)
    let sources = try ["tls12-ecdhe-ecdsa", "tls12-rsa"].flatMap { try GoldenFlights.flight($0).certificates }
    var read = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = Self.mutant(of: sources[index % sources.count], &generator)
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
