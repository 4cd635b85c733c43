import Foundation
import Glibc
import TestPeers
import Testing

@Suite("Ten thousand idle connections")
struct CrowdTests {
  /// Bytes of memory that an idle connection may take in the server.
  private static let share = 64 * 1_024

  @Test("They stand, the page is answered beside them, each of them may still ask, and memory stays within bounds")
  func tenThousand() async throws {
    let count = try Self.allowed(10_000)
    let shop = try await Workshop.copy()
    let program = try await PeerProcess(Workshop.program.path) { _, port in
      ["serve", shop.folder.path, "--port", String(port)]
    }
    let page = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    #expect(try await WebCall.send(page, to: program.port).status == 200)
    let before = try Self.memory(of: program.id)
    var descriptors: [Int32] = []
    defer { descriptors.forEach { close($0) } }
    descriptors = try WebCall.connect(count, to: program.port)
    for _ in 0..<20 { #expect(try await WebCall.send(page, to: program.port).status == 200) }
    #expect(descriptors.allSatisfy { WebCall.isOpen($0) })
    #expect(try Self.memory(of: program.id) - before < count * Self.share)
    // Every hundredth asks over its connection, and keeps it.
    let ask = "GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for descriptor in stride(from: 0, to: count, by: 100).map({ descriptors[$0] }) {
      #expect(await WebCall.answer(on: descriptor, to: ask, until: "seal").status == 200)
    }
    #expect(descriptors.allSatisfy { WebCall.isOpen($0) })
    #expect(program.isRunning)
  }

  /// As many of the connections wanted as this process may open; where that is fewer, the test says so.
  private static func allowed(_ wanted: Int) throws -> Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    // Tests beside this one, and those of the server, which keeps some back.
    let needed = rlim_t(wanted + 1_500)
    if limit.rlim_cur < needed {
      limit.rlim_cur = min(needed, limit.rlim_max)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    let count = min(wanted, Int(limit.rlim_cur) - 1_500)
    if count < wanted {
      print("This machine allows \(limit.rlim_max) descriptors: \(count) connections stand for \(wanted).")
    }
    return try #require(count > 100 ? count : nil, "this machine allows \(limit.rlim_max) descriptors alone")
  }

  /// Bytes that a process has in memory.
  private static func memory(of process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1_024
  }
}
