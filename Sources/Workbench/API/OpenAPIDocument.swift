import Foundation
import Hummingbird

/// The description of what programs can ask, made of the operations themselves (OpenAPI 3.1.0).
enum OpenAPIDocument {
  /// The document's text.
  static func text(of operations: [Operation]) -> String {
    var paths: [String: [String: Any]] = [:]
    for operation in operations {
      paths[operation.path, default: [:]][operation.method.rawValue.lowercased()] = describe(operation)
    }
    let document: [String: Any] = [
      "openapi": "3.1.0",
      "info": [
        "title": "Assay workbench", "version": "1",
        "description":
          "Runs, their verdicts, and what evaluators write. Changes show the seal of /api/session in X-Assay-Seal, or a token.",
      ],
      "paths": paths,
      "components": [
        "schemas": OpenAPISchemas.all.mapValues(json),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
      "security": [["token": [Any]()], [String: Any]()],
    ]
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: document, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    else { return "{}" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func describe(_ operation: Operation) -> [String: Any] {
    var parameters: [[String: Any]] = operation.segments.filter { $0.first == "{" }.map { segment in
      [
        "name": String(segment.dropFirst().dropLast()), "in": "path", "required": true,
        "schema": ["type": "string", "minLength": 1],
      ]
    }
    parameters += operation.query.map { parameter in
      [
        "name": parameter.name, "in": "query", "required": parameter.isRequired, "description": parameter.summary,
        "schema": json(parameter.schema),
      ]
    }
    if operation.isConditional {
      parameters.append([
        "name": "If-Match", "in": "header", "required": false,
        "description": "The tag of what stands there, as /api/runs/{run}/assessment gives it.",
        "schema": ["type": "string", "pattern": "^\"[0-9a-z]+\"$"],
      ])
    }
    var answers: [String: Any] = [:]
    for answer in operation.answers + common(operation) {
      var described: [String: Any] = ["description": answer.summary]
      if let schema = answer.schema {
        let type = answer.status >= 400 ? "application/problem+json" : answer.type
        described["content"] = [type: ["schema": reference(schema)]]
      }
      answers[String(answer.status)] = described
    }
    var result: [String: Any] = ["responses": answers, "operationId": name(operation)]
    if let summary = operation.summary { result["summary"] = summary }
    if !parameters.isEmpty { result["parameters"] = parameters }
    if let takes = operation.takes {
      result["requestBody"] = ["required": true, "content": ["application/json": ["schema": reference(takes)]]]
    }
    return result
  }

  /// What every operation can answer.
  private static func common(_ operation: Operation) -> [Operation.Answer] {
    var answers: [Operation.Answer] = [.init(status: 421, summary: "Called by a foreign name.", schema: "Problem")]
    func add(_ status: Int, _ summary: String) {
      guard !operation.answers.contains(where: { $0.status == status }) else { return }
      answers.append(.init(status: status, summary: summary, schema: "Problem"))
    }
    add(400, "The request is not understood.")
    if !operation.isOpen { add(401, "A token is asked for.") }
    if operation.segments.contains(where: { $0.first == "{" }) { add(404, "Nothing stands at this address.") }
    if operation.method != .get {
      add(403, "It comes from another page, or is somebody else's.")
      add(413, "The content is too long.")
    }
    if operation.takes != nil { add(415, "The content is no JSON.") }
    return answers
  }

  private static func name(_ operation: Operation) -> String {
    let words = operation.path.split(separator: "/").dropFirst().map { $0.filter { $0 != "{" && $0 != "}" } }
    return ([operation.method.rawValue.lowercased()] + words).joined(separator: "-")
  }

  private static func reference(_ schema: String) -> [String: Any] { ["$ref": "#/components/schemas/\(schema)"] }

  private static func json(_ text: String) -> Any {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) ?? [String: Any]()
  }
}
