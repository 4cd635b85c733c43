import Evidence
import Foundation
import Statements

/// What a description is read to say, in the form of the tables under `Expected`.
enum DescribedFacts {
  static func reading(_ text: String, _ name: String) -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: name)
  }

  /// Rows of path, kind, role, polarity and what is claimed.
  static func rows(_ reading: DocumentReading) -> [String] {
    reading.claims.map { claim in
      var facts: [String: String?] = [
        "name": claim.name, "property": claim.property, "comparator": claim.comparator?.rawValue, "value": claim.value,
      ]
      switch claim.detail {
      case .resource(let detail):
        facts["resource"] = detail.resource
        facts["interaction"] = detail.interaction
        facts["searchParameter"] = detail.searchParameter
        facts["searchType"] = detail.searchType
        facts["operation"] = detail.operation
        facts["version"] = detail.version
      case .message(let detail):
        facts["event"] = detail.event
        facts["structure"] = detail.structure
        facts["version"] = detail.version
        facts["direction"] = detail.direction?.rawValue
        facts["group"] = detail.group
      default: break
      }
      let said = facts.compactMap { name, value in
        value.map { "\(name)=" + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      }
      let place = claim.evidence.first?.element ?? ""
      return ([place, claim.kind.rawValue, claim.role?.rawValue ?? "-", claim.polarity.rawValue] + said.sorted())
        .joined(separator: "\t")
    }
  }

  /// What claims of web services and operations say, in one line each.
  static func operations(_ reading: DocumentReading) -> [String] {
    reading.claims.compactMap { claim in
      switch claim.detail {
      case .web(let web):
        "\(web.service) \(web.resource ?? "-"): \(web.httpMethod ?? "-") \(web.path ?? "-") \(web.mediaTypes) "
          + "\(web.parameters)"
      case .operation(let operation):
        "\(operation.operation): \(operation.httpMethod ?? "-") \(operation.path ?? "-") \(operation.mediaTypes) "
          + "\(operation.parameters)"
      default: nil
      }
    }
  }

  /// The table that was derived from a document without this program.
  static func expected(_ name: String) throws -> [String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Expected/\(name).tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
