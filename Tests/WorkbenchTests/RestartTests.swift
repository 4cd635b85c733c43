import Foundation
import Glibc
import TestPeers
import Testing

@testable import Workbench

@Suite("A server that is killed while a run goes on")
struct RestartTests {
  @Test("The run goes on without it, the next server shows it, and shows its result when it has ended")
  func restart() async throws {
    let shop = try await Workshop.copy()
    let (listener, port) = try Self.listener()
    let network = try shop.text("network.yaml")
      .replacing("id: workshop-network", with: "id: slow-network").replacing("port: 9,", with: "port: \(port),")
    try shop.write(network, "slow.yaml")
    let program = try await PeerProcess(Workshop.program.path) { _, port in
      ["serve", shop.folder.path, "--port", String(port)]
    }
    let begun = try await Self.begin(program.port)
    let run = try JSONDecoder().decode(LiveRuns.Standing.self, from: Data(begun.body.utf8))
    #expect(begun.status == 202)
    // The archive is called and says nothing: the run is in its midst.
    let call = await Self.accepted(listener)
    #expect(call >= 0)
    kill(program.id, SIGKILL)

    let again = try await ServedWorkshop(shop)
    let list = try await again.call("GET", "/api/runs").body
    #expect(list.contains(run.key) && list.contains(#""condition":"open""#), "\(list)")
    let page = try await again.call("GET", "/runs/\(run.key)")
    #expect(page.status == 200 && page.body.contains("The record is not closed"), "\(page.body)")

    close(call)
    close(listener)
    var shown = ""
    for _ in 0..<1_200 {
      shown = try await again.call("GET", "/api/runs/\(run.key)").body
      if shown.contains(#""condition":"judged""#) { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(shown.contains(#""condition":"judged""#) && shown.contains("W-MARK"), "\(shown)")
    // Nothing that the index held is missed when it is made anew.
    for name in try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
    where name.hasPrefix(".assay-index") {
      try FileManager.default.removeItem(atPath: "\(shop.folder.path)/\(name)")
    }
    let rebuilt = try await ServedWorkshop(shop)
    #expect(try await rebuilt.call("GET", "/api/runs/\(run.key)").body == shown)
    #expect(try await rebuilt.call("GET", "/runs/\(run.key)/report").status == 200)
  }

  /// Starts a run on the slow network through the program's own page.
  private static func begin(_ port: Int) async throws -> WebCall.Answer {
    let head = try await WebCall.send(
      "GET /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", to: port)
    let cookie = try #require(head.fields["set-cookie"]?.split(separator: ";").first)
    let seal = try JSONDecoder().decode(SessionReply.self, from: Data(head.body.utf8)).seal
    let (rules, network) = (ServedFolder.key(of: "rules"), ServedFolder.key(of: "slow.yaml"))
    let body = "{\"specification\":\"\(rules)\",\"network\":\"\(network)\"}"
    return try await WebCall.send(
      """
      POST /api/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: \(cookie)\r\nX-Assay-Seal: \(seal)\r\n\
      Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """, to: port)
  }

  /// Listens, and says nothing.
  private static func listener() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard result else { throw PeerProcess.Unavailable(description: "cannot listen: errno \(errno)") }
    return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
  }

  private static func accepted(_ listener: Int32) async -> Int32 {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: accept(listener, nil, nil)) }.start()
    }
  }
}
