import Foundation
import Specification

/// One thing that a capability statement claims, and whether it works.
struct SweepEntry {
  /// What became of it.
  enum Result: String, CaseIterable {
    /// It does what the standard says that it does.
    case works
    /// The service refused it, or answered something else.
    case doesNotWork = "does-not-work"
    /// It was not asked, or nothing can be told from the answer.
    case notTried = "not-tried"
  }

  /// The type of resource; nil for the whole server.
  var type: String?
  /// Code of the interaction, `read`; `search-parameter` or `operation`.
  var interaction: String
  /// Name of the search parameter or operation.
  var name: String?
  /// What became of it.
  var result: Result
  /// Why it does not work or was not tried.
  var reason: String?
  /// HTTP status.
  var status: Int?

  /// The claim in words: `Patient read`, `Patient search-parameter telecom`.
  var claim: String { [type ?? "server", interaction, name].compactMap(\.self).joined(separator: " ") }

  /// Fields of a record of `claims`.
  static let fields: [Field] = [
    Field("type", .string, .when("it is of a type"), meaning: "Type of resource."),
    Field(
      "interaction", .string, meaning: "Code of the interaction, `read`, `search-parameter` or `operation`.",
      source: "R4 CapabilityStatement.rest.resource.interaction"),
    Field("name", .string, .when("it has one"), meaning: "Name of the search parameter or operation."),
    Field("result", .word(Result.allCases.map(\.rawValue)), meaning: "Whether it works."),
    Field("reason", .string, .when("result != works"), meaning: "Why."),
    Field("status", .number, .when("it was tried"), meaning: "HTTP status."),
  ]

  /// The record of `claims`.
  var value: Value {
    var fields: [String: Value] = [
      "interaction": .string(interaction), "result": .string(result.rawValue),
    ]
    if let type { fields["type"] = .string(type) }
    if let name { fields["name"] = .string(name) }
    if let reason { fields["reason"] = .string(reason) }
    if let status { fields["status"] = .number(Decimal(status)) }
    return .record(fields)
  }
}
