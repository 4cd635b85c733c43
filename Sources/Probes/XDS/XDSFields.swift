import Foundation
import IHE
import Specification

/// Fields that several `xds.*` steps share.
enum XDSFields {
  /// OID of the NHS number (NHS Data Dictionary).
  static let nhsNumberOID = "2.16.840.1.113883.2.1.4.1"

  static let answer: [Field] = [
    Field("status", .number, .when("an answer came"), meaning: "HTTP status code.", source: "RFC 9110 §15"),
    Field(
      "media-type", .string, .when("the answer names one"),
      meaning: "Media type of the answer in lower case, without parameters.", source: "ITI TF-2 Appendix V.3"),
    Field(
      "last-byte", .duration, .when("an answer came"),
      meaning: "From the begin of the request to the end of the answer."),
    Field(
      "packaging", .word(SOAPAnswer.Packaging.allCases.map(\.rawValue)), .when("a SOAP message came"),
      meaning: "Whether the message came alone, or with its documents as MTOM.", source: "ITI TF-2 Appendix V.3.6"),
    Field(
      "soap-version", .string, .when("a SOAP message came"), meaning: "Version of SOAP: `1.1` or `1.2`.",
      source: "ITI TF-2 Appendix V.3.2"),
    Field(
      "action", .string, .when("the message has one"), meaning: "WS-Addressing action.",
      source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "answers-request", .boolean, .when("a SOAP message came"),
      meaning: "Whether it says that it answers the message that was sent (`wsa:RelatesTo`).",
      source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "fault",
      .record([
        Field("code", .string, meaning: "Local part of the code: `Sender`, `Receiver`."),
        Field("subcodes", .list(of: .string, key: nil), meaning: "Local parts of the subcodes."),
        Field("reason", .string, meaning: "The reason in the sender's words."),
      ]), .when("the body is a SOAP fault"), meaning: "The fault.", source: "SOAP 1.2 Part 1 §5.4"),
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

  /// What any SOAP message shows.
  static func note(_ answer: SOAPAnswer, to request: Envelope, in observation: inout [String: Value]) {
    let envelope = answer.envelope
    observation["packaging"] = .string(answer.packaging.rawValue)
    observation["soap-version"] = .string(envelope.isSOAP11 ? "1.1" : "1.2")
    if let action = envelope.action { observation["action"] = .string(action) }
    observation["answers-request"] = .boolean(envelope.relatesTo == request.messageID)
    if let fault = envelope.fault {
      observation["fault"] = .record([
        "code": .string(fault.code), "subcodes": .list(fault.subcodes.map { .string($0) }),
        "reason": .string(fault.reason),
      ])
    }
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

  /// A message id that no other message has (RFC 4122 §4.4).
  static func messageID() -> String { "urn:uuid:\(UUID().uuidString.lowercased())" }

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
