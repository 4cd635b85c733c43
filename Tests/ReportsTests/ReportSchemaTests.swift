import Judgement
import TestPeers
import Testing

@testable import Reports

@Suite("JSON")
struct ReportSchemaTests {
  static func encoded(_ scorecard: Scorecard) throws -> String {
    String(decoding: try ScorecardCoding.encode(scorecard), as: UTF8.self)
  }

  static func faults(_ text: String) throws -> String {
    let script = """
      import json, jsonschema
      schema = json.load(open("schema.json"))
      jsonschema.Draft202012Validator.check_schema(schema)
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open("scorecard.json"))):
          print(error.json_path, error.message[:200])
      """
    let files = ["check.py": script, "schema.json": ReportSchema.text, "scorecard.json": text]
    return try ExternalTool.run("python3", ["check.py"], files: files).output
  }

  @Test(
    "A scorecard's canonical form is valid by the published schema", .enabled(if: ExternalTool.hasJSONSchema),
    arguments: [Sample.first, Sample.second, Sample.perfect])
  func valid(sample: Sample.Result) throws { #expect(try Self.faults(Self.encoded(sample.scorecard)) == "") }

  @Test(
    "What is not a scorecard is not valid", .enabled(if: ExternalTool.hasJSONSchema),
    arguments: [
      ("\"gate\" : {", "\"gate\" : {\"x\": 1,"), ("\"edition\" : 1", "\"edition\" : 2"),
      ("\"contradicted\"", "\"kontradicted\""),
      ("\"why\" :", "\"warum\" :"),
    ])
  func invalid(part: String, replacement: String) throws {
    let text = try Self.encoded(Sample.first.scorecard)
    #expect(text.contains(part))
    #expect(try Self.faults(text.replacing(part, with: replacement)) != "")
  }

  @Test("The canonical form loses nothing", arguments: [Sample.first, Sample.second])
  func roundTrip(sample: Sample.Result) throws {
    let decoded = try ScorecardCoding.decode([UInt8](Self.encoded(sample.scorecard).utf8))
    #expect(decoded == sample.scorecard)
  }
}
