import Foundation
import Probes
import TestPeers
import Testing

@testable import Workbench

/// The page over a workshop, served in this process, and a caller that sends exactly what it is told.
final class ServedWorkshop: Sendable {
  let shop: Workshop
  let port: Int
  let starter: ScriptedRuns
  private let serving: Task<Void, any Error>

  /// Serves a workshop.
  convenience init(
    _ shop: Workshop, tokens: String? = nil, names: [String] = [], limits: WorkbenchLimits = WorkbenchLimits()
  ) async throws {
    let settings = try #require(
      WorkbenchSettings(
        folder: shop.folder.path, tokens: try tokens.map { try AccessTokens(file: $0) }, names: names, limits: limits))
    try await self.init(shop, settings: settings)
  }

  /// Serves a workshop by settings of the test's own.
  init(_ shop: Workshop, settings: WorkbenchSettings) async throws {
    self.shop = shop
    let starter = ScriptedRuns()
    self.starter = starter
    let server = try await WorkbenchServer(settings, catalogue: StepRegistry.catalogue, starter: starter)
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    serving = Task {
      defer { told.finish() }
      try await server.run { told.yield($0) }
    }
    guard let port = await ports.first(where: { _ in true }) else {
      _ = try await serving.value
      throw PeerProcess.Unavailable(description: "the page is not served")
    }
    self.port = port
  }

  /// The same over a fresh copy.
  static func fresh(
    tokens: String? = nil, names: [String] = [], limits: WorkbenchLimits = WorkbenchLimits()
  ) async throws -> ServedWorkshop {
    try await ServedWorkshop(try await Workshop.copy(), tokens: tokens, names: names, limits: limits)
  }

  deinit { serving.cancel() }

  /// Key of the run that every workshop has.
  var first: String { ServedFolder.key(of: "runs/first") }

  /// Sends a request and reads the answer to its end.
  func call(
    _ method: String, _ path: String, _ fields: [String: String] = [:], body: String = "", cookie: String? = nil
  ) async throws -> WebCall.Answer {
    var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"].merging(fields) { $1 }
    if let cookie { all["Cookie"] = cookie }
    if !body.isEmpty { all["Content-Length"] = String(body.utf8.count) }
    let head = all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
    return try await WebCall.send("\(method) \(path) HTTP/1.1\r\n\(head)\r\n\(body)", to: port)
  }

  /// A session: its cookie and its seal.
  func session() async throws -> (cookie: String, seal: String) {
    let answer = try await call("GET", "/api/session")
    let cookie = try #require(answer.fields["set-cookie"]?.split(separator: ";").first.map(String.init))
    let reply = try JSONDecoder().decode(SessionReply.self, from: Data(answer.body.utf8))
    return (cookie, reply.seal)
  }

  /// Sends JSON in a session.
  func put(
    _ path: String, _ body: String, method: String = "PUT", tag: String? = nil,
    in session: (cookie: String, seal: String)
  ) async throws -> WebCall.Answer {
    var fields = ["Content-Type": "application/json", "X-Assay-Seal": session.seal]
    if let tag { fields["If-Match"] = tag }
    return try await call(method, path, fields, body: body, cookie: session.cookie)
  }
}
