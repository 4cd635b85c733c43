import Evidence
import Foundation
import IHE
import Specification

/// Fields that the look-ups in directories share, over LDAP and over SOAP.
enum DirectoryFields {
  static let fields: [Field] = [
    Field("code", .number, .when("a result came"), meaning: "Result code: 0 for success.", source: "RFC 4511 §4.1.9"),
    Field("message", .string, .when("a result came"), meaning: "The directory's own words; empty for none."),
    Field(
      "entries",
      .list(
        of: .record([
          Field("name", .string, meaning: "Distinguished name."),
          Field(
            "attributes",
            .list(
              of: .record([
                Field("name", .string, meaning: "Description of the attribute in lower case."),
                Field("values", .list(of: .string, key: nil), meaning: "Its values."),
              ]), key: "name"), meaning: "Attributes."),
        ]), key: "name"), .when("a result came"), meaning: "Entries found.", source: "RFC 4511 §4.5.2"),
  ]

  /// What came.
  static func note(_ code: Int, _ message: String, _ entries: [DirectoryEntry], in observation: inout [String: Value]) {
    observation["code"] = .number(Decimal(code))
    observation["message"] = .string(message)
    observation["entries"] = .list(entries.map(value))
  }

  private static func value(_ entry: DirectoryEntry) -> Value {
    .record([
      "name": .string(entry.name),
      "attributes": .list(
        entry.attributes.map { attribute in
          .record([
            "name": .string(attribute.name.lowercased()), "values": .list(attribute.values.map { .string($0) }),
          ])
        }),
    ])
  }

  /// The failure of a search that the directory did not let us make: for want of credentials or rights, or while it can't
  /// serve (RFC 4511 Appendix A). Nil for every other result.
  static func refusal(
    _ code: Int, _ message: String, _ inputs: StepInputs, at endpoint: String
  ) -> StepFailure? {
    let text = message.isEmpty ? "" : ": \(message)"
    switch code {
    case 7, 8, 13, 48, 49, 50:
      guard inputs.values["anonymous"] != .boolean(true) else { return nil }
      return StepFailure(
        blame: .configuration, message: "The directory does not let the harness in (result \(code))\(text).",
        rule: "RFC 4511 §4.1.9",
        advice: "Check the authorization block of the \(endpoint) endpoint in the network file.")
    case 51, 52:
      return StepFailure(
        blame: .network, message: "The directory can't serve at present (result \(code))\(text).",
        rule: "RFC 4511 §4.1.9", advice: "Run again later.")
    default: return nil
    }
  }
}
