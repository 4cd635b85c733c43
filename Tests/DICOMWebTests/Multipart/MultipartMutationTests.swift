import DICOMWeb
import Foundation
import Glibc
import NIOCore
import Testing

/// Seeded numbers (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// What hostile input is made of: valid messages with a few changes.
struct Mutator {
  var generator: SeededGenerator
  /// Pieces that mean something to the reader.
  var pieces: [[UInt8]]

  mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
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
        bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)], at: place)
      }
    }
    return bytes
  }

  /// Processor time of this thread, which the machine's other work does not touch.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

@Suite("Hostile messages")
struct MultipartMutationTests {
  static let mutants = 20_000
  static let limits = MultipartLimits(maximumPreamble: 256, maximumHeaders: 256, maximumParts: 16, maximumBody: 4096)

  @Test("No mutant of a message traps or takes long; what is wrong has a place within it; nothing is made up")
  func messages() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 5),
      pieces: ["\r\n--b", "--b", "--b--", "\r\n\r\n", "\n--b\n", "\r", "Content-Length: 9", ":", " ", "\r\n --b"]
        .map { Array($0.utf8) })
    let sources = ([MultipartReaderTests.plain] + MultipartReaderTests.breaches.map(\.0)).map { Array($0.utf8) }
    var whole = 0
    var slowest = 0.0
    for index in 0..<Self.mutants {
      let source = index % 2 == 0 ? sources[0] : sources[index / 2 % sources.count]
      let bytes = mutator.mutant(of: source)
      let start = Mutator.processorTime()
      do {
        let pieces = index % 3 == 0 ? Int.random(in: 1...9, using: &mutator.generator) : .max
        let message = try ReadMessage.read(bytes, pieces: pieces, limits: Self.limits)
        #expect(message.parts.reduce(0) { $0 + $1.body.count } < bytes.count)
        whole += 1
      } catch let error as MultipartError {
        #expect((0...bytes.count).contains(error.offset), "\(error) in \(bytes)")
      }
      slowest = max(slowest, Mutator.processorTime() - start)
    }
    #expect(slowest < 0.1)
    #expect(whole > Self.mutants / 100 && whole < Self.mutants)
  }

  @Test("Every mutant means the same in one piece and in many")
  func sameInPieces() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 6), pieces: ["\r\n--b", "--b--", "\r\n\r\n", "\n--b"].map { Array($0.utf8) })
    for _ in 0..<2_000 {
      let bytes = mutator.mutant(of: Array(MultipartReaderTests.plain.utf8))
      let one = Result { try ReadMessage.read(bytes, limits: Self.limits) }
      let many = Result { try ReadMessage.read(bytes, pieces: 1, limits: Self.limits) }
      switch (one, many) {
      case (.success(let one), .success(let many)): #expect(one == many)
      case (.failure(let one), .failure(let many)):
        #expect("\(one)" == "\(many)", "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      default: Issue.record("\(one) in one piece, \(many) in many: \(bytes)")
      }
    }
  }

  @Test("No mutant of a media type traps or takes long; what is wrong has a place within it")
  func mediaTypes() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 7),
      pieces: [";", "=", "\"", "\\", ",", "q=0.5", "*/*", " "].map { Array($0.utf8) })
    let source = Array(#"multipart/related; type="application/dicom";boundary=a;q=0.5, */*;q=0"#.utf8)
    var read = 0
    var slowest = 0.0
    for index in 0..<Self.mutants {
      let text = String(decoding: mutator.mutant(of: source), as: UTF8.self)
      let start = Mutator.processorTime()
      if let offset = index % 2 == 0 ? Self.list(text) : Self.type(String(text.prefix { $0 != "," })) {
        #expect((0...text.utf8.count).contains(offset))
      } else {
        read += 1
      }
      slowest = max(slowest, Mutator.processorTime() - start)
    }
    #expect(slowest < 0.1)
    #expect(read > Self.mutants / 100 && read < Self.mutants)
  }

  /// The place of the error in a list; nil where it is read, and the same again when written.
  private static func list(_ text: String) -> Int? {
    switch Result(catching: { () throws(MediaTypeError) in try AcceptList(text) }) {
    case .success(let list):
      #expect((try? AcceptList(list.description)) == list)
      return nil
    case .failure(let error): return error.offset
    }
  }

  private static func type(_ text: String) -> Int? {
    switch Result(catching: { () throws(MediaTypeError) in try MediaType(text) }) {
    case .success(let type):
      #expect((try? MediaType(type.description)) == type)
      return nil
    case .failure(let error): return error.offset
    }
  }
}
