import Foundation
import HTTPExchange
import Specification

/// Fields and inputs that several `smart.*` steps share.
enum AuthorizationFields {
  static let endpointInput = StepInput(
    StepDescription.endpointInput, .word(["fhir", "dicomweb"]), standardValue: "fhir",
    meaning: "Which of the system's web services is meant.")

  static let scopeInput = StepInput(
    "scope", .string, standardValue: "that of the network file", meaning: "Scope asked for, words with spaces between.")

  static func findings(_ condition: String) -> Field {
    Field(
      "findings",
      .list(
        of: .record([
          Field("rule", .string, meaning: "Rule broken, `RFC 6749 §5.1`."),
          Field("member", .string, meaning: "Member of the document, or header field."),
          Field("message", .string, meaning: "What is wrong."),
        ]), key: "member"), .when(condition), meaning: "Where the answer leaves its specification.")
  }

  static func value(_ findings: [AuthorizationFinding]) -> Value {
    .list(
      findings.prefix(200).map {
        .record(["rule": .string($0.rule), "member": .string($0.member), "message": .string($0.message)])
      })
  }

  /// What could not be tried and why.
  static func notTried(_ name: String, _ words: [String]) -> Field {
    Field(
      "not-tried",
      .list(
        of: .record([
          Field(name, .word(words), meaning: "What was asked for."), Field("reason", .string, meaning: "Why not."),
        ]), key: name), .when("outcome == completed"), meaning: "What could not be tried; it shows nothing.")
  }

  /// The endpoint that a step means.
  static func endpoint(_ inputs: StepInputs) -> EndpointProtocol {
    inputs.text(StepDescription.endpointInput).flatMap(EndpointProtocol.init) ?? .fhir
  }
}
