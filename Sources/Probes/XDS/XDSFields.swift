import Evidence
import Foundation
import IHE
import Specification

/// Fields that several `xds.*` steps share.
enum XDSFields {
  /// OID of the NHS number (NHS Data Dictionary).
  static let nhsNumberOID = "2.16.840.1.113883.2.1.4.1"

  static let answer: [Field] =
    SOAPFields.answer + [
      Field(
        "response", .word(ResponseStatus.allCases.map(\.word) + ["other"]), .when("a registry response came"),
        meaning: "How the request ended.", source: "ITI TF-3 §4.2.4"),
      Field(
        "errors",
        .list(
          of: .record([
            Field("code", .string, meaning: "Code: `XDSUnknownPatientId`.", source: "ITI TF-3 Table 4.2.4.1-2"),
            Field("context", .string, meaning: "What happened, in the sender's words."),
            Field("severity", .word(["error", "warning"]), meaning: "How grave it is."),
            Field("location", .string, .when("it is stated"), meaning: "Where, or which community."),
            Field(
              "standing", .word(RegistryErrorCode.Standing.allCases.map(\.rawValue)),
              .when("the step looks at one transaction alone"),
              meaning: """
                What the code is worth: `specific` to this transaction; `general`, which says only that something went wrong; \
                `foreign`, of other transactions; or `unknown` to the framework.
                """, source: "ITI TF-3 Table 4.2.4.1-2"),
          ]), key: "code"), .when("a registry response came"), meaning: "Errors and warnings in order.",
        source: "ITI TF-3 §4.2.4.1"),
    ]

  static let repositoryInput = StepInput(
    "repository", .string, standardValue: "repository-unique-id of the network file", meaning: "Repository unique id.")

  /// A patient for the affinity domain: an identifier with its authority as it stands, a bare one as NHS number.
  static func patient(_ text: String) -> String {
    text.contains("^") ? text : "\(text)^^^&\(nhsNumberOID)&ISO"
  }

  /// What a registry response shows.
  ///
  /// - Parameter transaction: The one that it answers, where the worth of its codes is to be told.
  static func note(
    _ response: RegistryResponse, for transaction: SharingTransaction? = nil, in observation: inout [String: Value]
  ) {
    observation["response"] = .string(response.outcome?.word ?? "other")
    observation["errors"] = .list(
      response.faults.map { fault in
        var fields: [String: Value] = [
          "code": .string(fault.code), "context": .string(fault.context),
          "severity": .string(fault.isError ? "error" : "warning"),
        ]
        if let location = fault.location { fields["location"] = .string(location) }
        if let transaction {
          fields["standing"] = .string(RegistryErrorCode.standing(of: fault.code, in: transaction).rawValue)
        }
        return .record(fields)
      })
  }

  /// The failure of a step whose request the actor did not judge: it was too busy, its registry was not there, or nobody
  /// has told it of the harness's patients. Nil for every other answer.
  ///
  /// - Parameter isStranger: Whether the patient is one of whom nobody has told on purpose.
  static func unjudged(_ response: RegistryResponse, isStranger: Bool) -> StepFailure? {
    guard response.outcome != .success else { return nil }
    let codes = response.faults.filter(\.isError).map { RegistryErrorCode(rawValue: $0.code) }
    let rule = "ITI TF-3 Table 4.2.4.1-2"
    if !codes.isEmpty, codes.allSatisfy({ $0?.isBusy == true }) {
      return StepFailure(
        blame: .network, message: "The actor is too busy to do what the step asks for.", rule: rule,
        advice: "Run again, with a lower concurrency if it recurs.")
    }
    if codes.contains(.registryNotAvailable) {
      return StepFailure(
        blame: .network, message: "The repository could not reach its registry.", rule: rule,
        advice: "Ask whether the registry behind it runs, and run again.")
    }
    guard !isStranger, codes.contains(.unknownPatientID) else { return nil }
    return StepFailure(
      blame: .configuration, message: "The registry does not know the harness's patient.", rule: rule,
      advice: "Register the patients of the specification's fixtures in the affinity domain, and run again.")
  }

  /// A moment as metadata have it: DTM in UTC (ITI TF-3 §4.2.3.1.7).
  static func time(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: date)
    func digits(_ number: Int?, _ width: Int) -> String {
      let text = String(number ?? 0)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return digits(parts.year, 4) + digits(parts.month, 2) + digits(parts.day, 2) + digits(parts.hour, 2)
      + digits(parts.minute, 2) + digits(parts.second, 2)
  }
}
