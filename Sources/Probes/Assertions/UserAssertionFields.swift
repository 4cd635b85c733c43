import Evidence
import IHE
import Specification

/// Inputs by which a step over SOAP bends the assertion that the network file has the harness make.
enum UserAssertionFields {
  static let bends = AssertionBend.allCases.map(\.rawValue)

  static let bendMeaning = """
    `missing`; `unsigned`; `expired` and `not-yet-valid`, by an hour; `wrong-audience`; `altered`, another user under the \
    good signature; `foreign-key`, signed by a key that nobody trusts; `wrapped-before`, `wrapped-inside`, \
    `wrapped-elsewhere` and `wrapped-same-id`, an assertion about another user beside, around or in the place of the one \
    that is signed.
    """

  static let inputs: [StepInput] = [
    StepInput(
      "assertion", .word(["good"] + bends), standardValue: "good",
      meaning: "What is wrong on purpose with the assertion of the network file: \(bendMeaning)"),
    StepInput(
      "role", .string, standardValue: "that of the network file", meaning: "Role asserted, as `code^name^scheme`."),
    StepInput(
      "purpose-of-use", .string, standardValue: "that of the network file",
      meaning: "Purpose of use asserted, as `code^name^scheme`."),
  ]

  /// What a step asserted.
  static let asserted = Field(
    "asserted",
    .record([
      Field(
        "user", .string, meaning: "The user as an audit message has to name him: `<user@issuer>`.",
        source: "ITI TF-2 §3.40.4.2"),
      Field("subject", .string, meaning: "The user at the issuer."),
      Field("issuer", .string, meaning: "Who vouches for him."),
      Field("role", .string, .when("one was asserted"), meaning: "Code of the role."),
      Field("purpose-of-use", .string, .when("one was asserted"), meaning: "Code of the purpose of use."),
    ]), .when("the network file has an assertion for the endpoint"),
    meaning: "What was asserted of who asks, before the assertion was bent.")

  /// What is wrong with the assertion on purpose; nil for a good one.
  static func bend(_ inputs: StepInputs) -> AssertionBend? { inputs.text("assertion").flatMap(AssertionBend.init) }

  /// The failure of a step whose message the service did not take for the sake of its assertion, or for want of one: it may
  /// not have been told of the issuer. Nil for every other fault, and where the assertion was bent on purpose.
  static func refusal(_ fault: SOAPFault, inputs: StepInputs) -> StepFailure? {
    guard fault.isSecurity, !isBent(inputs), inputs.values["anonymous"] != .boolean(true) else { return nil }
    return StepFailure(
      blame: .configuration,
      message: """
        The service answered by a fault of WS-Security, \(([fault.code] + fault.subcodes).joined(separator: " ")): it does \
        not take who asks.
        """, rule: "ITI TF-2 §3.40.4.1.3",
      advice: """
        Check the authorization block of the network file: whether it has an assertion, and whether the service trusts its \
        issuer and certificate and lets its user do what the step asks for.
        """)
  }

  /// Whether a step asserts otherwise than the network file has it, so that a refusal is an answer.
  static func isBent(_ inputs: StepInputs) -> Bool {
    bend(inputs) != nil || inputs.text("role") != nil || inputs.text("purpose-of-use") != nil
  }
}
