import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Runs under way")
struct LiveRunTests {
  private func start(_ served: ServedWorkshop, _ session: (cookie: String, seal: String)) async throws -> WebCall.Answer
  {
    let files = try JSONDecoder().decode(
      FilesReply.self, from: Data(try await served.call("GET", "/api/files").body.utf8)
    ).files
    func key(_ kind: String) throws -> String { try #require(files.first { $0.kind == kind }).key }
    return try await served.put(
      "/api/runs",
      "{\"specification\":\"\(try key("specification"))\",\"network\":\"\(try key("network"))\",\"bid\":\"\(try key("bid"))\"}",
      method: "POST", in: session)
  }

  private func standing(_ answer: WebCall.Answer) throws -> LiveRuns.Standing {
    try JSONDecoder().decode(LiveRuns.Standing.self, from: Data(answer.body.utf8))
  }

  @Test("A run is started with files of the folder; another one on the same network is refused until it has ended")
  func oneAtATime() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let answer = try await start(served, session)
    #expect(answer.status == 202, "\(answer.body)")
    let run = try standing(answer)
    let order = try #require(served.starter.orders.first)
    let folder = served.shop.folder.path
    #expect(order.specification == "\(folder)/rules" && order.network == "\(folder)/network.yaml")
    #expect(order.bid == "\(folder)/bid" && order.out == "\(folder)/\(run.path)")
    let second = try await start(served, session)
    #expect(second.status == 409 && second.body.contains(run.path))
    let stopped = try await served.put("/api/runs/\(run.key)/stop", "{}", method: "POST", in: session)
    #expect(stopped.status == 202 && served.starter.stops == 1)
    // Its end is heard before its stream ends.
    _ = try await served.call("GET", "/api/runs/\(run.key)/events")
    #expect(try await served.put("/api/runs/\(run.key)/stop", "{}", method: "POST", in: session).status == 409)
    #expect(try await start(served, session).status == 202)
  }

  @Test("Nothing can be started that is no specification or network of the folder")
  func files() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let rules = ServedFolder.key(of: "rules")
    let network = ServedFolder.key(of: "network.yaml")
    for (specification, net) in [
      (network, network), (rules, rules), (ServedFolder.key(of: "runs/first/specification"), network),
      (rules, ServedFolder.key(of: "/etc/passwd")), ("../..", network), ("", ""),
    ] {
      let body = "{\"specification\":\"\(specification)\",\"network\":\"\(net)\"}"
      #expect(try await served.put("/api/runs", body, method: "POST", in: session).status == 422, "\(body)")
    }
    for only in ["--out=/tmp/x", "a b", "a,b", ""] {
      let body = "{\"specification\":\"\(rules)\",\"network\":\"\(network)\",\"only\":[\"\(only)\"]}"
      #expect(try await served.put("/api/runs", body, method: "POST", in: session).status == 422, "\(body)")
    }
    #expect(served.starter.orders.isEmpty)
  }

  @Test("A requirement is run again alone, by the run's own rules, on the network file it was made with")
  func rerun() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let path = "/api/runs/\(served.first)/requirements/W-ECHO/rerun"
    #expect(try await served.put(path, "", method: "POST", in: session).status == 202)
    let order = try #require(served.starter.orders.first)
    let folder = served.shop.folder.path
    #expect(order.only == ["W-ECHO"] && order.specification == "\(folder)/runs/first/specification")
    #expect(order.network == "\(folder)/network.yaml" && order.bid == "\(folder)/runs/first/bid")
    let missing = "/api/runs/\(served.first)/requirements/W-NONE/rerun"
    #expect(try await served.put(missing, "", method: "POST", in: session).status == 404)
  }

  @Test("Progress comes as it happens, and a browser that comes again gets what it has missed and nothing twice")
  func events() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let run = try standing(try await start(served, session))
    served.starter.tell(RunNotice(.planned, done: 0, total: 2))
    served.starter.tell(
      RunNotice(.began, requirement: "W-ECHO", title: "x\r\n\r\ndata: forged", systems: ["a/archive"]))
    served.starter.tell(RunNotice(.ended, requirement: "W-ECHO", note: "seen", done: 1, total: 2))
    let head = "GET /api/runs/\(run.key)/events HTTP/1.1\r\nHost: localhost\r\n"
    let first = try await WebCall.send("\(head)\r\n", to: served.port, until: "id: 3")
    #expect(first.fields["content-type"] == "text/event-stream")
    #expect(first.body.contains("event: planned") && !first.body.contains("\ndata: forged"))
    let page = try await served.call("GET", "/runs/\(run.key)")
    #expect(page.body.contains("1 of 2 pieces of evidence gathered") && page.body.contains("data-events"))
    async let rest = WebCall.send("\(head)Last-Event-ID: 2\r\nConnection: close\r\n\r\n", to: served.port)
    served.starter.tell(RunNotice(.finished, note: "", status: 0))
    let second = try await rest
    #expect(second.body.contains("id: 3") && second.body.contains("event: finished"))
    #expect(!second.body.contains("id: 2\n") && !second.body.contains("event: planned"))
    // After its end everything is there for who asks, and a run of nobody's has nothing.
    let after = try await served.call("GET", "/api/runs/\(run.key)/events")
    #expect(after.body.contains("event: planned") && after.body.contains("event: finished"))
    #expect(try await served.call("GET", "/api/runs/\(served.first)/events").status == 204)
  }

  @Test("The program tells its progress line by line, can be stopped, and leaves a record that the page shows")
  func program() async throws {
    let shop = try await Workshop.copy()
    let out = "\(shop.folder.path)/runs/told"
    let ended = try await PeerClient.run(
      Workshop.program.path,
      [
        "run", "\(shop.folder.path)/rules", "--network", "\(shop.folder.path)/network.yaml", "--out", out, "--events",
        "--only=W-ECHO",
      ], within: 120)
    let notices = ended.output.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(RunNotice.self, from: Data($0.utf8))
    }
    #expect(notices.map(\.event) == [.planned, .began, .step, .ended], "\(ended.output)")
    #expect(notices.last?.requirement == "W-ECHO" && notices.last?.total == 1)
    let served = try await ServedWorkshop(shop)
    let run = try await served.call("GET", "/runs/\(ServedFolder.key(of: "runs/told"))")
    #expect(run.status == 200 && run.body.contains("Partial result") && run.body.contains("W-ECHO"))
  }
}
