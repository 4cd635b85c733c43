import Foundation
import NIOCore
import NIOPosix

/// A network file whose ports are changed for free ones of this machine, so that several networks stand side by side.
struct NetworkPorts {
  /// The file with its new ports.
  let text: String
  /// New ports by old.
  let changed: [Int: Int]

  /// Reads which ports a file names, and puts a free one in place of each.
  ///
  /// - Throws: When the machine has no port left.
  init(of original: String) async throws {
    // Ports stand under the key `port` and in addresses.
    let pattern = #/(port:\s*|://[^/\s"':]+:)(\d{1,5})(?=[\s,}/"']|$)/#.anchorsMatchLineEndings()
    let named = Set(original.matches(of: pattern).compactMap { Int($0.output.2) })
    let free = try await Self.free(named.count)
    let changed = Dictionary(uniqueKeysWithValues: zip(named.sorted(), free))
    text = original.replacing(pattern) { match in
      let old = Int(match.output.2)
      return "\(match.output.1)\(old.flatMap { changed[$0] }.map(String.init) ?? String(match.output.2))"
    }
    self.changed = changed
  }

  /// Ports that systems give to outgoing connections begin above these, so that none of those takes one in between; below them
  /// is room for whoever chooses ports by himself.
  private static let range = 22_000..<32_768

  /// A port that nothing listens on, held.
  private static func bound() async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    for _ in 0..<64 {
      let port = Int.random(in: range)
      if let channel = try? await bootstrap.bind(host: "127.0.0.1", port: port).get() { return channel }
    }
    return try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
  }

  /// Ports that nothing listens on: held until all are known, so that none comes twice.
  private static func free(_ count: Int) async throws -> [Int] {
    var held: [any Channel] = []
    do {
      for _ in 0..<count {
        held.append(try await bound())
      }
    } catch {
      for channel in held { try? await channel.close() }
      throw error
    }
    let ports = held.compactMap { $0.localAddress?.port }
    for channel in held { try await channel.close() }
    return ports
  }
}
