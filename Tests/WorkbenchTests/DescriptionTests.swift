import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Description for programs")
struct DescriptionTests {
  @Test("What is answered has the form that the description gives it, and a form that it does not give is noticed")
  func answers() async throws {
    let served = try await ServedWorkshop.fresh()
    let session = try await served.session()
    try served.shop.copyRun(to: "runs/second")
    let board = "/api/runs/\(served.first)/requirements/W-MARK/evidence/board/marks/anna"
    let mark = #"{"mark":1,"reason":"Seen."}"#
    var samples: [[String: Any]] = []
    func sample(_ method: String, _ template: String, _ answer: WebCall.Answer) {
      samples.append([
        "method": method.lowercased(), "path": template, "status": answer.status, "body": answer.body,
        "type": answer.fields["content-type"] ?? "",
      ])
    }
    let first = served.first
    let places = [
      ("/api/session", "/api/session"), ("/api/runs", "/api/runs?q=sons&limit=1"), ("/api/runs", "/api/runs?limit=0"),
      ("/api/runs/{run}", "/api/runs/\(first)"), ("/api/runs/{run}", "/api/runs/0000000000000000"),
      ("/api/runs/{run}/requirements/{requirement}", "/api/runs/\(first)/requirements/W-ECHO"),
      ("/api/trend", "/api/trend?network=workshop-network"), ("/api/trend", "/api/trend"),
      ("/api/trend", "/api/trend?network=\(String(repeating: "x", count: 201))"), ("/api/files", "/api/files"),
      ("/api/comparison", "/api/comparison?run=\(first)"),
      ("/api/runs/{run}/assessment", "/api/runs/\(first)/assessment"),
      ("/api/runs/{run}/events", "/api/runs/\(first)/events"),
    ]
    for (template, path) in places { sample("GET", template, try await served.call("GET", path)) }
    let marks = "/api/runs/{run}/requirements/{requirement}/evidence/{evidence}/marks/{evaluator}"
    for tag in ["\"none\"", "\"none\"", nil] {
      sample("PUT", marks, try await served.put(board, mark, tag: tag, in: session))
    }
    sample("PUT", marks, try await served.put(board, "{}", tag: "\"none\"", in: session))
    sample("PUT", marks, try await served.call("PUT", board, ["Content-Type": "application/json"], body: mark))
    let again = "/api/runs/\(first)/requirements/W-ECHO/rerun"
    for _ in 0..<2 {
      let answer = try await served.put(again, "", method: "POST", in: session)
      sample("POST", "/api/runs/{run}/requirements/{requirement}/rerun", answer)
    }
    sample("GET", "/api/runs", try await served.call("GET", "/api/runs", ["Host": "evil.example"]))
    let statuses = samples.compactMap { $0["status"] as? Int }
    #expect(
      statuses
        == [200, 200, 400, 200, 404, 200, 200, 400, 400, 200, 400, 200, 204, 200, 412, 428, 400, 403, 202, 409, 421])
    // One that the description does not know.
    samples.append([
      "method": "get", "path": "/api/files", "status": 200, "type": "application/json", "body": #"{"files":[{}]}"#,
    ])
    let document = try await served.call("GET", "/openapi.json").body
    let text = String(decoding: try JSONSerialization.data(withJSONObject: samples), as: UTF8.self)
    let files = FileManager.default.temporaryDirectory.appendingPathComponent("description-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    try document.write(to: files.appendingPathComponent("openapi.json"), atomically: true, encoding: .utf8)
    try text.write(to: files.appendingPathComponent("samples.json"), atomically: true, encoding: .utf8)
    let ended = try await PeerClient.python(Self.validator, [files.path], within: 120)
    #expect(ended.status == 0 && ended.output == "FAULT \(samples.count - 1)\n", "\(ended.output)")
  }

  @Test("An HTTP fuzzer made of the description finds no answer that it does not promise")
  func fuzzed() async throws {
    let served = try await ServedWorkshop.fresh(tokens: "a-token-of-some-length")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let ended = try await PeerClient.run(
      try PeerPython.interpreter().path,
      [
        "-m", "schemathesis.cli", "run", "http://127.0.0.1:\(served.port)/openapi.json", "-H",
        "Authorization: Bearer a-token-of-some-length", "--max-time", "8", "--phases", "coverage,fuzzing",
        "--max-examples", "20", "--seed", "7", "--exclude-checks",
        "positive_data_acceptance,missing_required_header,negative_data_rejection",
        "--continue-on-failure", "--no-color",
      ], in: folder, within: 180)
    #expect(ended.status == 0, "\(ended.output.suffix(6_000))")
    #expect(ended.output.contains("Selected: 18/18"), "\(ended.output.suffix(2_000))")
    #expect(try await served.call("GET", "/sign-in").status == 200)
  }

  private static let validator = #"""
    import json, sys
    from jsonschema import Draft202012Validator
    document = json.load(open(sys.argv[1] + "/openapi.json"))
    assert document["openapi"] == "3.1.0"
    for number, sample in enumerate(json.load(open(sys.argv[1] + "/samples.json"))):
        operation = document["paths"][sample["path"]][sample["method"]]
        answer = operation["responses"].get(str(sample["status"]))
        if answer is None:
            print("UNDESCRIBED", number, sample)
            continue
        content = answer.get("content")
        if content is None:
            if sample["body"]: print("CONTENT", number)
            continue
        kind = sample["type"].split(";")[0]
        if kind not in content:
            print("TYPE", number, kind)
            continue
        schema = {"components": document["components"], **content[kind]["schema"]}
        Draft202012Validator.check_schema(schema)
        if list(Draft202012Validator(schema).iter_errors(json.loads(sample["body"]))): print("FAULT", number)
    """#
}
