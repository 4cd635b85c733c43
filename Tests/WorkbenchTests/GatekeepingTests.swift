import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Who may ask what")
struct GatekeepingTests {
  @Test("A name that was led here is refused; this machine's own, given ones and plain addresses are served")
  func hosts() async throws {
    let served = try await ServedWorkshop.fresh(names: ["Assay.example.org"])
    for host in ["localhost", "localhost:80", "127.0.0.1", "[::1]:8080", "192.0.2.7", "assay.EXAMPLE.org:443"] {
      #expect(try await served.call("GET", "/", ["Host": host]).status == 200, "\(host)")
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a:b:c"] {
      let answer = try await served.call("GET", "/api/runs", ["Host": host])
      #expect(answer.status == 421 || answer.status == 400, "\(host): \(answer.status)")
      #expect(!answer.body.contains("workshop"))
    }
  }

  @Test("What changes something comes from a page of this server, made for this session")
  func sources() async throws {
    let served = try await ServedWorkshop.fresh()
    let own = try await served.session()
    let other = try await served.session()
    let path = "/api/runs/\(served.first)/requirements/W-ECHO/rerun"
    func status(_ fields: [String: String], cookie: String? = own.cookie) async throws -> Int {
      try await served.call("POST", path, fields, cookie: cookie).status
    }
    let origin = "http://127.0.0.1:\(served.port)"
    #expect(try await status([:]) == 403)
    #expect(try await status(["X-Assay-Seal": "AAAA"]) == 403)
    #expect(try await status(["X-Assay-Seal": other.seal]) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal], cookie: nil) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal, "Origin": "http://evil.example"]) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal, "Origin": "null"]) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal, "Sec-Fetch-Site": "cross-site"]) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal, "Sec-Fetch-Site": "same-site"]) == 403)
    #expect(try await status(["X-Assay-Seal": own.seal, "Authorization": "Bearer anything", "Origin": "null"]) == 403)
    #expect(served.starter.orders.isEmpty)
    #expect(
      try await status(["X-Assay-Seal": own.seal, "Origin": origin, "Sec-Fetch-Site": "same-origin"]) == 202)
    #expect(served.starter.orders.count == 1)
  }

  @Test("A session's cookie is out of reach of scripts and other pages, and every answer forbids what it can")
  func fields() async throws {
    let served = try await ServedWorkshop.fresh()
    for path in ["/", "/api/runs", "/nothing", "/runs/\(served.first)/report", "/assets/\(Asset.style.name)"] {
      let answer = try await served.call("GET", path)
      #expect(answer.fields["content-security-policy"]?.contains("frame-ancestors 'none'") == true, "\(path)")
      #expect(answer.fields["x-content-type-options"] == "nosniff", "\(path)")
      #expect(answer.fields["referrer-policy"] == "same-origin", "\(path)")
    }
    let cookie = try #require(try await served.call("GET", "/").fields["set-cookie"])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
  }

  @Test("No address leads out of the folder, and no link in it does")
  func traversal() async throws {
    let shop = try await Workshop.copy()
    let outside = try await Workshop.copy()
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: "\(shop.folder.path)/runs/link", withDestinationPath: "\(outside.folder.path)/runs/first")
    try manager.createSymbolicLink(
      atPath: "\(shop.folder.path)/linked.yaml", withDestinationPath: "\(outside.folder.path)/network.yaml")
    let served = try await ServedWorkshop(shop)
    let runs = try await served.call("GET", "/api/runs")
    #expect(runs.body.contains("runs/first") && !runs.body.contains("runs/link"))
    #expect(try await !served.call("GET", "/api/files").body.contains("linked.yaml"))
    let paths = [
      "/../network.yaml", "/%2e%2e/network.yaml", "/assets/../network.yaml", "/assets/..%2fnetwork.yaml",
      "/assets/%2e%2e%2fnetwork.yaml", "/assets/..%5cnetwork.yaml", "/runs/..%2f..%2fetc/report", "/runs/first",
      "/runs/first/report", "/runs/%00", "/runs/..", "/runs/.", "//etc/passwd",
      "/runs/\(served.first)/../../network.yaml",
      "/runs/\(served.first)/requirements/..%2f..%2fnetwork.yaml", "/network.yaml", "/.assay-index.sqlite", "/runs/%zz",
      "/api/runs/runs%2ffirst", "/runs/\(ServedFolder.key(of: "runs/link"))",
    ]
    for path in paths {
      let answer = try await served.call("GET", path)
      #expect([400, 404].contains(answer.status), "\(path): \(answer.status)")
    }
  }

  @Test("A content up to the limit is taken, a longer one is refused, and so is one that lies about its length")
  func contents() async throws {
    var limits = WorkbenchLimits()
    limits.contentLength = 1_000
    let served = try await ServedWorkshop.fresh(limits: limits)
    let session = try await served.session()
    let frame = #"{"specification":"","network":"","profile":""}"#
    let full = frame.replacing(
      #""profile":"""#, with: "\"profile\":\"\(String(repeating: "x", count: 1_000 - frame.utf8.count))\"")
    #expect(try await served.put("/api/runs", full, method: "POST", in: session).status == 422)
    #expect(try await served.put("/api/runs", full + " ", method: "POST", in: session).status == 413)
    // Without a length beforehand it is counted as it comes.
    let chunked = try await WebCall.send(
      "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "7d0\r\n\(String(repeating: "x", count: 2_000))\r\n0\r\n\r\n", to: served.port)
    #expect(chunked.status == 413)
    #expect(try await served.put("/api/runs", "{", method: "POST", in: session).status == 400)
  }

  @Test("With a token file nobody looks without a token, and wrong ones are counted")
  func tokens() async throws {
    let served = try await ServedWorkshop.fresh(tokens: "# who\nfirst-reader: a-token-of-some-length\n")
    #expect(try await served.call("GET", "/api/runs").status == 401)
    let page = try await served.call("GET", "/")
    #expect(page.status == 303 && page.fields["location"] == "/sign-in")
    #expect(try await served.call("GET", "/api/runs", ["Authorization": "Bearer a-token-of-some-lengtH"]).status == 401)
    #expect(try await served.call("GET", "/api/runs", ["Authorization": "Bearer a-token-of-some-length"]).status == 200)
    let session = try await served.session()
    func signIn(_ token: String) async throws -> WebCall.Answer {
      let seal = Words.encoded(session.seal)
      return try await served.call(
        "POST", "/sign-in", ["Content-Type": "application/x-www-form-urlencoded"], body: "token=\(token)&seal=\(seal)",
        cookie: session.cookie)
    }
    let entered = try await signIn("a-token-of-some-length")
    let cookie = try #require(entered.fields["set-cookie"]?.split(separator: ";").first.map(String.init))
    #expect(entered.status == 303 && cookie != session.cookie, "signing in must not keep a session from before")
    #expect(try await served.call("GET", "/", cookie: cookie).body.contains("first-reader"))
    #expect(try await served.call("GET", "/", cookie: session.cookie).status == 303)
    var last = 0
    for _ in 0...20 { last = try await signIn("wrong-token-of-some-length").status }
    #expect(last == 429)
  }

  @Test(
    "A token file that can't protect anything is refused, with the line",
    arguments: [
      ("", "no token"), ("# nothing\n\n", "no token"), ("short", "line 1"),
      ("two words: a-token-of-some-length", "line 1"),
      ("a: a-token-of-some-length\nb: short", "line 2"),
      ("a: a-token-of-some-length\na: another-token-of-length", "line 2"),
      ("a-token-of-some-length\nb: a-token-of-some-length", "line 2"),
    ])
  func tokenFiles(text: String, said: String) {
    do throws(AccessTokens.Problem) {
      _ = try AccessTokens(file: text)
      Issue.record("it was taken")
    } catch {
      #expect(error.description.contains(said))
    }
  }
}
