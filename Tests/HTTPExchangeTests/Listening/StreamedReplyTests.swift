import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Replies that are made while they are sent", .timeLimit(.minutes(1)))
struct StreamedReplyTests {
  /// Content in pieces, how many of which were made, and whether making fails after some.
  struct Pieces: AsyncSequence, Sendable {
    var count: Int
    var size: Int
    var failsAfter: Int?
    let made = Count()

    final class Count: Sendable {
      private let state = Mutex(0)
      var value: Int { state.withLock { $0 } }
      func increase() { state.withLock { $0 += 1 } }
    }

    struct Broken: Error {}

    struct AsyncIterator: AsyncIteratorProtocol {
      let pieces: Pieces
      var next = 0
      mutating func next() async throws -> ByteBuffer? {
        guard next < pieces.count else { return nil }
        if next == pieces.failsAfter { throw Broken() }
        next += 1
        pieces.made.increase()
        return ByteBuffer(repeating: UInt8(truncatingIfNeeded: next), count: pieces.size)
      }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: self) }
  }

  static func exchange(
    _ pieces: Pieces, length: Int, limits: BodyLimits = BodyLimits()
  ) async throws -> Result<WebResponse, WebFailure> {
    let listener = try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { _ in
      WebReply(.ok, fields: ["Content-Type": "text/plain"], length: length, chunks: pieces)
    }
    let result = try await WebClientTests.exchange("http://127.0.0.1:\(listener.port)/") {
      WebRequest(.GET, $0, limits: limits)
    }
    await listener.stop()
    return result
  }

  @Test("They come whole, with their length, and the connection serves the next request")
  func whole() async throws {
    let pieces = Pieces(count: 3, size: 1_000)
    let listener = try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { _ in
      WebReply(.ok, length: 3_000, chunks: pieces)
    }
    let url = "http://127.0.0.1:\(listener.port)/"
    let ended = try await PeerClient.run(
      "curl",
      [
        "-s", "--max-time", "10", "-w", "%{size_download} %{num_connects}\n", "-o", "/dev/null", url, "-o",
        "/dev/null", url,
      ])
    #expect(ended.output == "3000 1\n3000 0\n")
    await listener.stop()
  }

  @Test("What can't be made to its end, or is of another length, never looks whole", arguments: [1, 2, 3])
  func broken(kind: Int) async throws {
    let result =
      switch kind {
      case 1: try await Self.exchange(Pieces(count: 3, size: 1_000, failsAfter: 2), length: 3_000)
      case 2: try await Self.exchange(Pieces(count: 2, size: 1_000), length: 3_000)
      default: try await Self.exchange(Pieces(count: 3, size: 1_000), length: 2_500)
      }
    guard case .failure(.closed) = result else {
      Issue.record("\(result)")
      return
    }
  }

  @Test("Nothing more is made for a receiver that has left")
  func left() async throws {
    let pieces = Pieces(count: 100_000, size: 64 << 10)
    let result = try await Self.exchange(pieces, length: 100_000 * 64 << 10, limits: BodyLimits(memory: 1 << 20))
    guard case .failure(.limitExceeded) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(pieces.made.value < 1_000)
  }

  @Test("Parts that are read come piece by piece, with the length that was said")
  func parts() async throws {
    let pieces = Mutex<[Int]>([])
    let content = PartContent.read(length: 600 << 10) { range in
      ByteBuffer(repeating: UInt8(range.lowerBound >> 18), count: range.count)
    }
    var generator = SeededGenerator(state: 1)
    let body = MultipartBody(
      [.init(headers: [("Content-ID", "<a>")], content), .init(headers: []) { ByteBuffer(string: "b") }],
      writer: MultipartWriter(MultipartBoundary(random: &generator)))
    var whole = ByteBuffer()
    for try await piece in body {
      pieces.withLock { $0.append(piece.readableBytes) }
      whole.writeImmutableBuffer(piece)
    }
    #expect(whole == (try body.whole()))
    #expect(whole.readableBytes == (try body.length()))
    #expect(pieces.withLock { $0.max() } == 256 << 10)
    let short = PartContent.read(length: 10) { _ in ByteBuffer(string: "short") }
    #expect(throws: WebFailure.self) { try short.whole() }
  }
}
