import HTTPExchange
import Foundation
import NIOCore
import TestPeers
import Testing

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
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let source = index % 2 == 0 ? sources[0] : sources[index / 2 % sources.count]
      let bytes = mutator.mutant(of: source)
      let start = ThreadTime.now()
      do {
        let pieces = index % 3 == 0 ? Int.random(in: 1...9, using: &mutator.generator) : .max
        let message = try ReadMessage.read(bytes, pieces: pieces, limits: Self.limits)
        #expect(message.parts.reduce(0) { $0 + $1.body.count } < bytes.count)
        whole += 1
      } catch let error as MultipartError {
        #expect((0...bytes.count).contains(error.offset), "\(error) in \(bytes)")
      }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(slowest < .milliseconds(100))
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
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let text = String(decoding: mutator.mutant(of: source), as: UTF8.self)
      let start = ThreadTime.now()
      if let offset = index % 2 == 0 ? Self.list(text) : Self.type(String(text.prefix { $0 != "," })) {
        #expect((0...text.utf8.count).contains(offset))
      } else {
        read += 1
      }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(slowest < .milliseconds(100))
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
