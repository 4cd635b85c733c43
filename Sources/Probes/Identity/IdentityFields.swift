import Foundation
import IHE
import Specification

/// Fields that the steps over HL7 V3 on identity share.
enum IdentityFields {
  private static let other = "other"

  static let answer: [Field] =
    SOAPFields.answer + [
      Field("message-id", .string, meaning: "Id of the message that was sent."),
      Field(
        "answer-id", .string, .when("the message that answers came"),
        meaning: "Id of the answer: its root, and behind `^` its extension where it has one.",
        source: "ITI TF-2 Appendix O.1"),
      Field(
        "acknowledgement",
        .record([
          Field(
            "code", .word(AcknowledgementType.allCases.map(\.rawValue) + [other]),
            meaning: "How the message was taken.", source: "ITI TF-2 Appendix O.1"),
          Field(
            "of-request", .boolean,
            meaning: "Whether it is of the message that was sent (`targetMessage`)."),
          Field(
            "details",
            .list(
              of: .record([
                Field("code", .string, meaning: "Code: `204` for a key that is not known."),
                Field("kind", .string, meaning: "`E`, `W` or `I`."),
                Field("text", .string, meaning: "What is wrong, in the sender's words."),
                Field("locations", .list(of: .string, key: nil), meaning: "Where in the message, as XPath."),
              ]), key: "code"), meaning: "What is wrong."),
        ]), .when("the answer acknowledges something"), meaning: "The acknowledgement in the answer."),
      faults("the answer", .when("the message that answers came")),
    ]

  /// What a message breaks.
  static func faults(_ what: String, _ presence: Field.Presence = .always) -> Field {
    Field(
      "faults",
      .list(
        of: .record([
          Field("rule", .string, meaning: "Where the rule stands."),
          Field("path", .string, meaning: "Names of the elements from the body down."),
          Field("line", .number, meaning: "Line of the element."),
          Field("message", .string, meaning: "What is wrong."),
        ]), key: nil), presence,
      meaning: "What \(what) breaks of the schemas and of the transaction's wrappers, 50 at most of the schemas.",
      source: "HL7 V3 NE2008; ITI TF-2 Appendix O")
  }

  static let queryAnswer: [Field] =
    answer + [
      Field("query-id", .string, meaning: "Id of the query."),
      Field(
        "query-response", .word(QueryResponse.allCases.map(\.rawValue) + [other]),
        .when("the answer says how the query ended"), meaning: "How the query ended (`queryResponseCode`)."),
      Field("total", .number, .when("it is stated"), meaning: "How many were found in all."),
      Field("current", .number, .when("it is stated"), meaning: "How many the answer says that it holds."),
      Field("remaining", .number, .when("it is stated"), meaning: "How many come later."),
    ]

  private static let identifier: [Field] = [
    Field("extension", .string, meaning: "What was assigned."),
    Field("root", .string, meaning: "Object identifier of the domain."),
    Field("cx", .string, meaning: "Both as HL7 v2 writes them: `A1^^^&1.2.3&ISO`."),
  ]

  static let identifiers = ValueType.list(of: .record(identifier), key: "root")

  static let patient: [Field] = [
    Field("identifiers", identifiers, meaning: "Identifiers, of `Patient.id` and of `OtherIDs.id`."),
    Field("family", .string, .when("it is stated"), meaning: "First family name."),
    Field("given", .string, .when("it is stated"), meaning: "First given name."),
    Field("birth-date", .string, .when("it is stated"), meaning: "Day of birth, YYYYMMDD."),
    Field("sex", .string, .when("it is stated"), meaning: "Code of AdministrativeGender."),
    Field("match", .number, .when("it is stated"), meaning: "How well the patient fits, from 0 to 100."),
    Field("custodian", .string, meaning: "Object identifier of who keeps the record; empty where it is missing."),
  ]

  static func value(_ identifiers: [InstanceIdentifier]) -> Value {
    .list(
      identifiers.map {
        .record(["extension": .string($0.extension ?? ""), "root": .string($0.root), "cx": .string($0.cx)])
      })
  }

  static func value(_ registration: Registration) -> Value {
    let patient = registration.patient
    var fields: [String: Value] = [
      "identifiers": value(patient.allIdentifiers), "custodian": .string(registration.custodian),
    ]
    fields["family"] = patient.names.first?.family.first.map { .string($0) }
    fields["given"] = patient.names.first?.given.first.map { .string($0) }
    fields["birth-date"] = patient.birthTime.map { .string(String($0.prefix(8))) }
    fields["sex"] = patient.gender.map { .string($0) }
    fields["match"] = patient.matchDegree.map { .number(Decimal($0)) }
    return .record(fields)
  }

  /// What a message breaks.
  static func faults(of message: IdentityMessage) -> Value {
    .list(
      message.findings.map { finding in
        .record([
          "rule": .string(finding.rule), "path": .string(finding.path), "line": .number(Decimal(finding.line)),
          "message": .string(finding.message),
        ])
      })
  }

  /// What any message shows.
  static func note(_ message: IdentityMessage, to request: InstanceIdentifier, in observation: inout [String: Value]) {
    if let id = message.id { observation["answer-id"] = .string(id.text) }
    if let acknowledgement = message.acknowledgement {
      observation["acknowledgement"] = .record([
        "code": .string(acknowledgement.type?.rawValue ?? other),
        "of-request": .boolean(acknowledgement.target.names(request)),
        "details": .list(
          acknowledgement.details.map { detail in
            .record([
              "code": .string(detail.code?.code ?? ""), "kind": .string(detail.kind ?? ""),
              "text": .string(detail.text), "locations": .list(detail.locations.map { .string($0) }),
            ])
          }),
      ])
    }
    observation["faults"] = faults(of: message)
    guard let result = message.result else { return }
    observation["query-response"] = .string(result.response?.rawValue ?? other)
    for (name, number) in [("total", result.total), ("current", result.current), ("remaining", result.remaining)] {
      if let number { observation[name] = .number(Decimal(number)) }
    }
  }
}
