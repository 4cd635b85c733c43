import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Workbench

@Suite("What evaluators write")
struct AssessingTests {
  private func place(_ served: ServedWorkshop, _ requirement: String, _ evidence: String) -> String {
    "/api/runs/\(served.first)/requirements/\(requirement)/evidence/\(evidence)"
  }

  private func written(_ served: ServedWorkshop) throws -> Assessment {
    let name = try #require(served.shop.assessments.first)
    let path = served.shop.folder.appendingPathComponent("assessments/\(name)").path
    return try #require(InventoryReader.assessment(at: path, rules: nil, bid: "workshop-bid").value)
  }

  @Test("Marks and answers go into an assessment that the program reads, each with its reason")
  func marks() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let board = place(served, "W-MARK", "board")
    func put(_ path: String, _ body: String, _ tag: String? = "\"none\"") async throws -> WebCall.Answer {
      try await served.put(path, body, tag: tag, in: session)
    }
    #expect(try await put("\(board)/moderated", #"{"mark":1,"reason":"Agreed."}"#).status == 422)
    let seen = #"{"mark":1,"reason":"Seen \"it\": #1\nTwice."}"#
    #expect(try await put("\(board)/marks/first-reader", seen).status == 200)
    #expect(try await put("\(board)/marks/second-reader", #"{"mark":2,"reason":"Easy."}"#).status == 200)
    #expect(try await put("\(board)/moderated", #"{"mark":1,"reason":"Agreed."}"#).status == 200)
    let claim = #"{"answer":"confirmed","reason":"Line 1.","evaluators":["first reader"]}"#
    #expect(try await put("\(place(served, "W-CLAIM", "claim"))/claim", claim).status == 200)
    let assessment = try written(served)
    #expect(assessment.marks.first?.individual.map(\.evaluator) == ["first-reader", "second-reader"])
    #expect(assessment.marks.first?.individual.first?.given.reason == "Seen \"it\": #1\nTwice.")
    #expect(assessment.marks.first?.moderated?.mark == 1)
    #expect(assessment.claims.first?.requirement == "W-CLAIM@2" && assessment.claims.first?.answer == .confirmed)
    // What the requirement does not describe is not written.
    #expect(try await put("\(board)/marks/two%20words", #"{"mark":1,"reason":"x"}"#).status == 422)
    #expect(try await put("\(board)/marks/third", #"{"mark":7,"reason":"Very."}"#).status == 422)
    #expect(try await put("\(board)/marks/third", #"{"mark":1,"reason":" "}"#).status == 422)
    #expect(try await put("\(board)/marks/third", #"{"mark":1,"reason":"x"}"#, nil).status == 428)
    #expect(try await put("\(place(served, "W-ECHO", "live"))/marks/third", #"{"mark":1,"reason":"x"}"#).status == 404)
    #expect(try written(served) == assessment)
    let judged = try await served.put("/api/runs/\(served.first)/judgement", "", method: "POST", in: session)
    #expect(judged.status == 200 && served.starter.judgements.first?.assessment.hasSuffix(".yaml") == true)
  }

  @Test("An evaluator may abstain with a reason, from a program or a form, and nobody does for all of them")
  func abstention() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let board = place(served, "W-MARK", "board")
    func put(_ path: String, _ body: String) async throws -> Int {
      try await served.put(path, body, tag: "\"none\"", in: session).status
    }
    #expect(try await put("\(board)/marks/first", #"{"abstains":true,"reason":"Was away."}"#) == 200)
    #expect(try await put("\(board)/marks/second", #"{"mark":1,"abstains":true,"reason":"Both."}"#) == 422)
    #expect(try await put("\(board)/marks/second", #"{"reason":"Neither."}"#) == 422)
    #expect(try await put("\(board)/marks/second", #"{"mark":1,"reason":"Easy."}"#) == 200)
    #expect(try await put("\(board)/moderated", #"{"abstains":true,"reason":"All of us."}"#) == 422)
    let form = try await served.call(
      "POST", "/runs/\(served.first)/requirements/W-MARK/evidence/board/marks",
      ["Content-Type": "application/x-www-form-urlencoded"],
      body: "seal=\(Words.encoded(session.seal))&tag=%22none%22&evaluator=third&mark=abstain&reason=Kin.",
      cookie: session.cookie)
    #expect(form.status == 303)
    let marking = try #require(try written(served).marks.first)
    #expect(marking.individual.map(\.evaluator) == ["second"])
    #expect(marking.abstained.map(\.evaluator) == ["first", "third"] && marking.abstained.last?.reason == "Kin.")
    let page = try await served.call("GET", "/runs/\(served.first)/requirements/W-MARK", [:], cookie: session.cookie)
    #expect(page.body.contains("abstained: Was away."))
  }

  @Test("A conflict of interest is declared, what its evaluator gives does not count, and who wrote what when is noted")
  func conflict() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let (board, claim) = (place(served, "W-MARK", "board"), place(served, "W-CLAIM", "claim"))
    let asked = try await served.call("GET", "/api/runs/\(served.first)/assessment", [:], cookie: session.cookie)
    let document = try #require(
      try JSONDecoder().decode(AwaitedReply.self, from: Data(asked.body.utf8)).evidence.first { $0.kind == "claim" }?
        .sha256)
    func read(_ evaluator: String, _ said: String) async throws -> Int {
      try await put("\(claim)/readings/\(evaluator)", "{\(said),\"sha256\":\"\(document)\"}")
    }
    func put(_ path: String, _ body: String, _ tag: String = "\"none\"") async throws -> Int {
      try await served.put(path, body, tag: tag, in: session).status
    }
    #expect(try await put("\(board)/marks/first", #"{"mark":2,"reason":"Easy."}"#) == 200)
    #expect(try await put("\(board)/moderated", #"{"mark":2,"reason":"Agreed."}"#) == 200)
    #expect(try await read("first", #""answer":"denied","reason":"No.""#) == 200)
    #expect(try await read("second", #""answer":"confirmed","reason":"Line 1.""#) == 200)
    #expect(try await read("third", #""abstains":true,"reason":"Was away.""#) == 200)
    #expect(try await read("fourth", #""reason":"Neither.""#) == 422)
    #expect(try await read("fourth", #""answer":"denied","abstains":true,"reason":"Both.""#) == 422)
    let before = try written(served)
    let disputed = try #require(before.claims.first)
    #expect(before.conflicts.isEmpty && before.isDisputed(disputed))
    let conflicts = "/api/runs/\(served.first)/conflicts"
    #expect(try await put("\(conflicts)/first", #"{"reason":" "}"#) == 422)
    #expect(try await put("\(conflicts)/first", #"{"reason":"Worked there."}"#) == 200)
    // Somebody who did not see it does not overwrite it.
    #expect(try await put("\(conflicts)/first", #"{"reason":"Holds shares."}"#) == 412)
    let after = try written(served)
    #expect(after.conflicts == [.init(evaluator: "first", reason: "Worked there.")])
    // The mark agreed on rested on nobody else and was taken back; the answer of the other decides.
    #expect(after.marks.first?.individual.count == 1 && after.marks.first?.moderated == nil)
    let decision = try #require(after.claims.first.flatMap { after.decision(on: $0) })
    #expect(decision.answer == .confirmed && decision.evaluators == ["second"])
    #expect(
      after.history.map { "\($0.evaluator ?? "all") \($0.evidence ?? "bid") \($0.gave) \($0.before ?? "-")" } == [
        "first board 2 -", "all board 2 -", "first claim denied -", "second claim confirmed -",
        "third claim abstained -",
        "first bid conflict of interest -", "all board taken back 2. Agreed.",
      ])
    #expect(after.history.allSatisfy { $0.at.hasPrefix("20") && $0.at.hasSuffix("Z") })
    let told = try await served.call("GET", "/api/runs/\(served.first)/assessment", [:], cookie: session.cookie)
    #expect(told.body.contains(#""conflicts":[{"evaluator":"first","reason":"Worked there.""#))
    let page = try await served.call("GET", "/runs/\(served.first)/requirements/W-CLAIM", [:], cookie: session.cookie)
    #expect(page.body.contains("has a conflict of interest in this bid, and does not count: Worked there."))
    #expect(page.body.contains("abstained: Was away."))
  }

  @Test("Who did not see what stands there does not overwrite it: both versions are shown and kept")
  func lostUpdate() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let path = "\(place(served, "W-MARK", "board"))/marks/first"
    let one = try await served.put(path, #"{"mark":1,"reason":"The first."}"#, tag: "\"none\"", in: session)
    let two = try await served.put(path, #"{"mark":2,"reason":"The second."}"#, tag: "\"none\"", in: session)
    #expect(one.status == 200 && two.status == 412)
    let problem = try JSONDecoder().decode(ProblemDetails.self, from: Data(two.body.utf8))
    let conflict = try #require(problem.conflict)
    #expect(conflict.current["reason"] == "The first." && conflict.refused["reason"] == "The second.")
    #expect(conflict.tag == one.fields["etag"])
    #expect(try served.shop.text(conflict.kept).contains("The second."))
    #expect(try written(served).marks.first?.individual.first?.given.mark == 1)
    // With the tag of what stands there it is written, once.
    let body = #"{"mark":2,"reason":"The second."}"#
    #expect(try await served.put(path, body, tag: conflict.tag, in: session).status == 200)
    #expect(try await served.put(path, body, tag: conflict.tag, in: session).status == 412)
    // The same through a form shows both on a page.
    let form = try await served.call(
      "POST", "/runs/\(served.first)/requirements/W-MARK/evidence/board/marks",
      ["Content-Type": "application/x-www-form-urlencoded"],
      body: "seal=\(Words.encoded(session.seal))&tag=%22none%22&evaluator=first&mark=0&reason=The+third%3Cb%3E",
      cookie: session.cookie)
    #expect(form.status == 412 && form.body.contains("The second.") && form.body.contains("The third&lt;b&gt;"))
  }

  @Test("Evaluators who mark at once lose nothing, and of those who write the same entry one is first")
  func concurrent() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let board = place(served, "W-MARK", "board")
    func put(_ evaluator: String, _ reason: String) async throws -> Int {
      try await served.put(
        "\(board)/marks/\(evaluator)", "{\"mark\":1,\"reason\":\"\(reason)\"}", tag: "\"none\"", in: session
      ).status
    }
    let apart = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<16 { group.addTask { try await put("reader-\(number)", "Own.") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(apart == Array(repeating: 200, count: 16))
    #expect(try written(served).marks.first?.individual.count == 16)
    let together = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 { group.addTask { try await put("same", "Version \(number).") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.count { $0 == 200 } == 1 && together.count { $0 == 412 } == 7)
    let refused = try FileManager.default.contentsOfDirectory(
      atPath: "\(served.shop.folder.path)/assessments/refused")
    #expect(refused.filter { !$0.hasPrefix(".") }.count == 7)
  }

  @Test("Whoever signed in under a name writes under no other")
  func names() async throws {
    let served = try await ServedWorkshop.fresh(tokens: "anna: the-token-of-anna-here\nthe-token-of-nobody-here\n")
    func put(_ token: String, _ evaluator: String) async throws -> Int {
      try await served.call(
        "PUT", "\(place(served, "W-MARK", "board"))/marks/\(evaluator)",
        ["Authorization": "Bearer \(token)", "Content-Type": "application/json", "If-Match": "\"none\""],
        body: #"{"mark":1,"reason":"x"}"#
      ).status
    }
    #expect(try await put("the-token-of-anna-here", "berta") == 403)
    #expect(try await put("the-token-of-anna-here", "anna") == 200)
    #expect(try await put("the-token-of-nobody-here", "berta") == 200)
    #expect(try written(served).history.map(\.by) == ["anna", nil])
    let foreign = try await served.call(
      "PUT", "/api/runs/\(served.first)/conflicts/berta",
      ["Authorization": "Bearer the-token-of-anna-here", "Content-Type": "application/json", "If-Match": "\"none\""],
      body: #"{"reason":"She is kin."}"#)
    #expect(foreign.status == 403)
  }

  @Test("A file that was written by hand and does not hold is left alone")
  func byHand() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    let path = "\(place(served, "W-MARK", "board"))/marks/first"
    let body = #"{"mark":1,"reason":"x"}"#
    #expect(try await served.put(path, body, tag: "\"none\"", in: session).status == 200)
    let name = "assessments/\(try #require(served.shop.assessments.first))"
    let text = try served.shop.text(name) + "surprise: 1\n"
    try served.shop.write(text, name)
    let answer = try await served.put("\(path)2", body, tag: "\"none\"", in: session)
    #expect(answer.status == 409 && answer.body.contains("surprise"))
    #expect(try served.shop.text(name) == text)
  }

  @Test(
    "Every text can be a reason or a name",
    arguments: [
      "plain", "two\nlines", "\"quotes\" and \\", "# no comment", "- no: list", "tab\there", "é 漢字 😀", "*alias &anchor",
      "trailing \\", "{{no}}", "%YAML", "'", "two\n\nparts", "---", "null", "1e3",
    ])
  func texts(text: String) throws {
    let span = SourceSpan(file: "", line: 1, column: 1)
    var assessment = Assessment(
      specification: "workshop", version: "1.0", bid: "workshop-bid",
      claims: [
        .init(
          requirement: "W-CLAIM@2", evidence: "claim", answer: .denied, reason: text, evaluators: ["a, b", "c"],
          span: span)
      ])
    assessment.marks = [
      .init(
        requirement: "W-MARK@1", evidence: "board",
        individual: [.init(evaluator: "a-b", given: .init(mark: 0, reason: text))])
    ]
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try AtomicFile.write(Array(AssessmentText.text(of: assessment).utf8), to: file.path)
    let reading = InventoryReader.assessment(at: file.path, rules: nil)
    let read = try #require(reading.value, "\(reading.diagnostics.map(\.message))")
    #expect(read.claims.first?.reason == text)
    #expect(read.marks.first?.individual.first?.given.reason == text)
  }

  @Test("Whenever the program is killed, what it had said to be written stands there whole")
  func killed() async throws {
    for round in 0..<3 {
      let shop = try await Workshop.copy()
      let program = try await PeerProcess(Workshop.program.path) { _, port in
        ["serve", shop.folder.path, "--port", String(port)]
      }
      let head = try await WebCall.send(
        "GET /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", to: program.port)
      let cookie = try #require(head.fields["set-cookie"]?.split(separator: ";").first)
      let seal = try JSONDecoder().decode(SessionReply.self, from: Data(head.body.utf8)).seal
      let path = "/api/runs/\(ServedFolder.key(of: "runs/first"))/requirements/W-MARK/evidence/board/marks"
      var said: Set<String> = []
      for number in 0..<40 {
        let name = "reader-\(number)"
        let body = "{\"mark\":1,\"reason\":\"\(String(repeating: "x", count: 4_000))\"}"
        // At another moment each time, and in the middle of a request.
        if number == 6 + round * 5 {
          async let last = WebCall.send(request(path, name, body, cookie, seal), to: program.port)
          kill(program.id, SIGKILL)
          if let answer = try? await last, answer.status == 200 { said.insert(name) }
          break
        }
        let answer = try await WebCall.send(request(path, name, body, cookie, seal), to: program.port)
        if answer.status == 200 { said.insert(name) }
      }
      #expect(said.count >= 6)
      let file = "\(shop.folder.path)/assessments/\(try #require(shop.assessments.first))"
      let assessment = try #require(InventoryReader.assessment(at: file, rules: nil).value)
      let kept = Set(assessment.marks.flatMap(\.individual).map(\.evaluator))
      #expect(said.isSubset(of: kept))
      // The index is rebuilt or sound, and the page is there again.
      let again = try await ServedWorkshop(shop)
      #expect(try await again.call("GET", "/api/runs").body.contains("runs/first"))
    }
  }

  private func request(
    _ path: String, _ name: String, _ body: String, _ cookie: Substring, _ seal: String
  ) -> String {
    """
    PUT \(path)/\(name) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: \(cookie)\r\nX-Assay-Seal: \(seal)\r\n\
    Content-Type: application/json\r\nIf-Match: "none"\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
    """
  }
}
