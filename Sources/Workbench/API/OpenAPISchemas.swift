/// The schemas of what programs send and are sent (JSON Schema 2020-12, as OpenAPI 3.1 takes it).
enum OpenAPISchemas {
  /// By name.
  static let all: [String: String] = [
    "Session": object(
      ["isSignedIn": boolean, "name": text, "seal": text], required: ["isSignedIn", "seal"]),
    "Run": object(
      [
        "key": key, "path": text, "id": text,
        "condition": #"{"enum":["judged","gathered","open","unsound"]}"#, "problem": text, "startedAt": text,
        "endedAt": text, "network": text, "bid": text, "bidder": text, "specification": text, "version": text,
        "profile": text, "gate": #"{"enum":["passed","failed","undecided"]}"#, "scoreLow": text, "scoreHigh": text,
        "coverage": text, "isPartial": boolean, "only": text,
      ], required: ["key", "path", "id", "condition", "startedAt", "network", "bid", "bidder", "isPartial"]),
    "Runs": object(
      ["runs": list(reference("Run")), "total": count, "notices": list(text)], required: ["runs", "total", "notices"]),
    "Standing": object(
      [
        "key": key, "path": text, "network": text, "startedAt": text, "done": count, "total": count, "current": text,
        "isRunning": boolean, "status": integer, "note": text,
      ], required: ["key", "path", "network", "startedAt", "done", "total", "current", "isRunning"]),
    "RunWithRequirements": object(
      [
        "run": reference("Run"), "live": reference("Standing"),
        "requirements": list(
          object(
            ["id": text, "revision": integer, "title": text, "state": reference("State")],
            required: ["id", "revision", "title", "state"])),
      ], required: ["run", "requirements"]),
    "State":
      #"{"enum":["met","partly met","not met","contradicted","not demonstrated","not applicable","inconclusive"]}"#,
    "Verdict": object(
      [
        "id": text, "revision": integer, "title": text, "state": reference("State"), "why": text,
        "bindings": list(#"{"type":"object"}"#),
      ], required: ["id", "revision", "title", "state", "why", "bindings"], isOpen: true),
    "Comparison": object(
      [
        "edition": #"{"const":1}"#, "bids": list(anything), "groups": list(anything), "requirements": list(anything),
        "problems": list(anything),
      ], required: ["edition", "bids", "groups", "requirements", "problems"], isOpen: true),
    "Trend": object(
      [
        "points": list(
          object(
            [
              "run": reference("Run"),
              "changes": list(
                object(
                  ["requirement": text, "title": text, "before": reference("State"), "after": reference("State")],
                  required: ["requirement", "title"])),
            ], required: ["run", "changes"]))
      ], required: ["points"]),
    "Files": object(
      [
        "files": list(
          object(
            ["key": key, "kind": #"{"enum":["specification","network","bid"]}"#, "path": text],
            required: ["key", "kind", "path"]))
      ], required: ["files"]),
    "StartRequest": object(
      [
        "specification": key, "network": key, "bid": key, "profile": text,
        "only": #"{"type":"array","items":{"type":"string"},"maxItems":500}"#,
      ], required: ["specification", "network"]),
    "MarkRequest": object(
      [
        "mark": #"{"type":"integer","minimum":0,"maximum":100}"#,
        "reason": #"{"type":"string","minLength":1,"maxLength":8000}"#,
        "abstains": #"{"type":"boolean"}"#,
      ],
      required: ["reason"]),
    "ClaimRequest": object(
      [
        "answer": #"{"enum":["confirmed","refused","denied"]}"#,
        "reason": #"{"type":"string","minLength":1,"maxLength":8000}"#,
        "evaluators": #"{"type":"array","items":{"type":"string","minLength":1,"maxLength":100},"minItems":1}"#,
        "sha256": #"{"type":"string","pattern":"^[0-9a-f]{64}$"}"#,
      ], required: ["answer", "reason", "evaluators"]),
    "ReadingRequest": object(
      [
        "answer": #"{"enum":["confirmed","refused","denied"]}"#,
        "reason": #"{"type":"string","minLength":1,"maxLength":8000}"#,
        "abstains": #"{"type":"boolean"}"#,
        "sha256": #"{"type":"string","pattern":"^[0-9a-f]{64}$"}"#,
      ], required: ["reason"]),
    "ConflictRequest": object(
      ["reason": #"{"type":"string","minLength":1,"maxLength":8000}"#], required: ["reason"]),
    "Written": object(["tag": text], required: ["tag"]),
    "Awaited": object(
      [
        "evidence": list(reference("AwaitedEvidence")),
        "conflicts": list(
          object(["evaluator": text, "reason": text, "tag": text], required: ["evaluator", "reason", "tag"])),
      ], required: ["evidence", "conflicts"]),
    "AwaitedEvidence": object(
      [
        "requirement": text, "evidence": text, "kind": #"{"enum":["marks","claim"]}"#, "question": text,
        "descriptors": list(object(["mark": integer, "descriptor": text], required: ["mark", "descriptor"])),
        "sha256": text,
        "entries": list(
          object(
            [
              "part": #"{"enum":["individual","moderated","claim"]}"#, "evaluator": text, "fields": fields,
              "tag": text,
            ], required: ["part", "fields", "tag"])),
      ], required: ["requirement", "evidence", "kind", "descriptors", "entries"]),
    "Problem": object(
      [
        "title": text, "status": integer, "detail": text,
        "conflict": object(
          ["current": fields, "tag": text, "refused": fields, "kept": text],
          required: ["current", "tag", "refused", "kept"]),
      ], required: ["title", "status", "detail"]),
    "Text": text,
  ]

  private static let text = #"{"type":"string"}"#
  private static let integer = #"{"type":"integer"}"#
  private static let anything = #"{"type":"object"}"#
  private static let fields = #"{"type":"object","additionalProperties":{"type":"string"}}"#
  private static let boolean = #"{"type":"boolean"}"#
  private static let count = #"{"type":"integer","minimum":0}"#
  private static let key = #"{"type":"string","pattern":"^[0-9a-f]{16}$"}"#

  private static func reference(_ name: String) -> String { "{\"$ref\":\"#/components/schemas/\(name)\"}" }

  private static func list(_ items: String) -> String { "{\"type\":\"array\",\"items\":\(items)}" }

  /// - Parameter isOpen: Whether it has more than is described here.
  private static func object(_ properties: [String: String], required: [String], isOpen: Bool = false) -> String {
    let fields = properties.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    let names = required.map { "\"\($0)\"" }.joined(separator: ",")
    let rest = isOpen ? "" : ",\"additionalProperties\":false"
    return "{\"type\":\"object\",\"properties\":{\(fields)},\"required\":[\(names)]\(rest)}"
  }
}
