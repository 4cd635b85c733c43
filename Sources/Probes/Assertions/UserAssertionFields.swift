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

  /// What is wrong with the assertion on purpose; nil for a good one.
  static func bend(_ inputs: StepInputs) -> AssertionBend? { inputs.text("assertion").flatMap(AssertionBend.init) }

  /// Whether a step asserts otherwise than the network file has it, so that a refusal is an answer.
  static func isBent(_ inputs: StepInputs) -> Bool {
    bend(inputs) != nil || inputs.text("role") != nil || inputs.text("purpose-of-use") != nil
  }
}
