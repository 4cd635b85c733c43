import NIOCore
import NIOPosix
import Synchronization
import TestPeers
import Testing

@testable import IHE

/// A directory on loopback that answers the bind as it must and the search with bytes that were laid down, then closes.
private final class MutatedDirectory: Sendable {
  private let channel: any Channel
  private let answer: Answer

  var port: Int { channel.localAddress?.port ?? 0 }

  init() async throws {
    let answer = Answer()
    self.answer = answer
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(answer: answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func answer(_ bytes: [UInt8]) { answer.bytes.withLock { $0 = bytes } }

  func stop() async { try? await channel.close() }

  private final class Answer: Sendable {
    let bytes = Mutex<[UInt8]>([])
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let answer: Answer
    private var isBound = false

    init(answer: Answer) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if !isBound {
        isBound = true
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: DirectoryMessages.bound)), promise: nil)
        return
      }
      let closing = context.eventLoop.makePromise(of: Void.self)
      let channel = context.channel
      closing.futureResult.whenComplete { _ in channel.close(promise: nil) }
      context.writeAndFlush(NIOAny(ByteBuffer(bytes: answer.bytes.withLock { $0 })), promise: closing)
    }
  }
}

/// Messages of LDAP in the Basic Encoding Rules (RFC 4511 §4.2.2, §4.5.2).
private enum DirectoryMessages {
  static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length: [UInt8] =
      content.count < 128 ? [UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
    return [tag] + length + content
  }

  static func text(_ text: String) -> [UInt8] { element(0x04, Array(text.utf8)) }

  private static func message(_ number: UInt8, _ operation: [UInt8]) -> [UInt8] {
    element(0x30, [0x02, 0x01, number] + operation)
  }

  private static func result(_ tag: UInt8) -> [UInt8] { element(tag, [0x0A, 0x01, 0x00] + text("") + text("")) }

  static let bound = message(1, result(0x61))
  static let done = message(2, result(0x65))

  static func entry(_ name: String, _ attributes: [(String, [String])]) -> [UInt8] {
    let list = attributes.flatMap { name, values in
      element(0x30, text(name) + element(0x31, values.flatMap { text($0) }))
    }
    return message(2, element(0x64, text(name) + element(0x30, list)))
  }

  static let answer =
    entry("o=North Hospital,dc=network", [("o", ["North Hospital"]), ("hcIdentifier", ["1:RXX:active", "1:RXY:é"])])
    + message(2, element(0x73, text("ldap://elsewhere.example/dc=network")))
    + entry("o=South,dc=network", [("labeledURI", ["https://xds.south.example/registry"]), ("empty", [])]) + done
}

@Suite("Mutants of directories' answers", .timeLimit(.minutes(10)))
struct DirectoryMutantTests {
  private static func search(_ peer: MutatedDirectory, limit: Int = 200) -> DirectorySearch {
    DirectorySearch(host: "127.0.0.1", port: peer.port, base: "dc=network", filter: "(o=*)", limit: limit)
  }

  @Test("What was changed in nothing is read, as many entries as are taken")
  func whole() async throws {
    let peer = try await MutatedDirectory()
    peer.answer(DirectoryMessages.answer)
    let found = try await Self.search(peer).run(within: .seconds(10))
    #expect(found.code == 0 && found.entries.map(\.name) == ["o=North Hospital,dc=network", "o=South,dc=network"])
    #expect(found.entries.first?.attributes.last?.values == ["1:RXX:active", "1:RXY:é"])
    #expect(try await Self.search(peer, limit: 1).run(within: .seconds(10)).entries.count == 1)
    await peer.stop()
  }

  @Test("20,000 mutants of entries are read or refused, in time and never as a fault of this program's search")
  func mutants() async throws {
    let counts = try await withThrowingTaskGroup(of: (read: Int, refused: Int, odd: [String]).self) { parts in
      // Each part has a directory of its own: the ports of connections that ended are soon used up otherwise.
      for part in 0..<4 {
        parts.addTask {
          let peer = try await MutatedDirectory()
          var mutator = Mutator(
            generator: SeededGenerator(state: UInt64(91 + part)),
            pieces: [
              [0x30, 0x80], [0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x84, 0x7F, 0xFF, 0xFF, 0xFF], [0x04, 0x00], [0x64],
              [0x65],
              [0x79], [0x02, 0x01, 0x02], [0x02, 0x01, 0x00], [0x0A, 0x01, 0x7F], [0x0A, 0x01, 0xFB], [0x00],
              DirectoryMessages.done,
            ])
          var (read, refused, odd): (Int, Int, [String]) = (0, 0, [])
          for _ in 0..<5_000 {
            let mutant = mutator.mutant(of: DirectoryMessages.answer)
            peer.answer(mutant)
            do throws(DirectorySearch.Failure) {
              let found = try await Self.search(peer, limit: 3).run(within: .seconds(20))
              read += 1
              if found.entries.count > 3 || found.code < 0 { odd.append("\(mutant)") }
            } catch {
              refused += 1
              switch error {
              case .misuse, .timedOut: odd.append("\(error) \(mutant)")
              case .unreachable, .malformed: if error.description.isEmpty { odd.append("\(mutant)") }
              }
            }
          }
          await peer.stop()
          return (read, refused, odd)
        }
      }
      return try await parts.reduce(into: (read: 0, refused: 0, odd: [String]())) {
        $0.read += $1.read
        $0.refused += $1.refused
        $0.odd += $1.odd
      }
    }
    #expect(counts.odd.isEmpty, "\(counts.odd.count): \(counts.odd.prefix(2))")
    #expect(counts.read > 500 && counts.refused > 500, "\(counts.read) \(counts.refused)")
  }

  @Test("A message that says to be longer than any is refused before it has come, and takes no room")
  func long() async throws {
    let peer = try await MutatedDirectory()
    let length = DirectorySearch.longestMessage + 1
    peer.answer([0x30, 0x84] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + [0x02, 0x01, 0x02])
    await #expect(throws: DirectorySearch.Failure.self) {
      _ = try await Self.search(peer).run(within: .seconds(20))
    }
    // A long one is read.
    let value = String(repeating: "a", count: 30_000)
    peer.answer(DirectoryMessages.entry("o=a", [("o", [value])]) + DirectoryMessages.done)
    let found = try await Self.search(peer).run(within: .seconds(20))
    #expect(found.entries.first?.attributes.first?.values == [value])
    await peer.stop()
  }

  @Test("Of more entries than are taken the others are let go, and the result is read behind them")
  func many() async throws {
    let peer = try await MutatedDirectory()
    let entry = DirectoryMessages.entry("o=a", [("o", [String(repeating: "a", count: 30_000)])])
    peer.answer(Array((0..<500).map { _ in entry }.joined()) + DirectoryMessages.done)
    let found = try await Self.search(peer, limit: 2).run(within: .seconds(60))
    #expect(found.code == 0 && found.entries.count == 2)
    await peer.stop()
  }
}
