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
          ]), key: "code"), .when("a registry response came"), meaning: "Errors and warnings in order.",
        source: "ITI TF-3 §4.2.4.1"),
    ]

  /// A patient for the affinity domain: an identifier with its authority as it stands, a bare one as NHS number.
  static func patient(_ text: String) -> String {
    text.contains("^") ? text : "\(text)^^^&\(nhsNumberOID)&ISO"
  }

  /// What a registry response shows.
  static func note(_ response: RegistryResponse, in observation: inout [String: Value]) {
    observation["response"] = .string(response.outcome?.word ?? "other")
    observation["errors"] = .list(
      response.faults.map { fault in
        var fields: [String: Value] = [
          "code": .string(fault.code), "context": .string(fault.context),
          "severity": .string(fault.isError ? "error" : "warning"),
        ]
        if let location = fault.location { fields["location"] = .string(location) }
        return .record(fields)
      })
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
