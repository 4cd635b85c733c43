import IHE
import Specification

/// What an assertion about a user says that came to one of the harness's listeners, and whether it can be believed.
enum ReceivedAssertionFields {
  private static let code: [Field] = [
    Field("code", .string, meaning: "The code."),
    Field("scheme", .string, meaning: "Its coding scheme; empty where it is missing."),
    Field("display", .string, .when("it is stated"), meaning: "Name for people."),
  ]

  static let field = Field(
    "assertion",
    .record([
      Field(
        "faults", .list(of: .word(ReceivedAssertion.Word.allCases.map(\.rawValue)), key: nil),
        meaning: """
          Why it can't be believed; empty for one that can. `missing`; `several`, of which nobody can tell which is meant; \
          `unsigned`; `bad-signature`, of nobody who is trusted over the assertion as it stands; `wrapped`, a good signature \
          over something else; `no-time`, with neither begin nor end, `expired`, `not-yet-valid`, by more than a minute; \
          `wrong-audience`, for others or for nobody in particular; `unreadable`.
          """, source: "ITI TF-2 §3.40.4.1.3"),
      Field("issuer", .string, .when("it is stated"), meaning: "Who asserts."),
      Field("subject", .string, .when("it is stated"), meaning: "The user at the issuer (`NameID`)."),
      Field("confirmation", .string, .when("it is stated"), meaning: "Method of the subject's confirmation."),
      Field(
        "authentication", .string, .when("it is stated"),
        meaning:
          "How the user proved who it is: class of the authentication's context, or reference of its declaration.",
        source: "ITI TF-2 §3.40.4.1.2"),
      Field(
        "not-before", .string, .when("it is stated"), meaning: "Begin of its validity as it stands.",
        source: "ITI TF-2 §3.40.4.1.2"),
      Field(
        "name", .string, .when("it is stated"), meaning: "The user's name (`subject-id`).",
        source: "ITI TF-2 §3.40.4.1.2"),
      Field("organization", .string, .when("it is stated"), meaning: "The user's organisation."),
      Field("organization-id", .string, .when("it is stated"), meaning: "The user's organisation as URI."),
      Field("home-community-id", .string, .when("it is stated"), meaning: "The community that the request comes from."),
      Field("resource-id", .string, .when("it is stated"), meaning: "The patient whose data are asked for, as CX."),
      Field("roles", .list(of: .record(code), key: "code"), meaning: "Roles of the user."),
      Field("purpose-of-use", .record(code), .when("it is stated"), meaning: "What the data are asked for."),
    ]), .when("`judge-assertions` is true"),
    meaning: "The assertion about who asks, judged by `assertions` of the listener when the message came.",
    source: "ITI TF-2 §3.40.4.1")

  private static let texts: [(String, AssertionAttribute)] = [
    ("name", .subjectID), ("organization", .organization), ("organization-id", .organizationID),
    ("home-community-id", .homeCommunityID), ("resource-id", .resourceID),
  ]

  static func value(_ assertion: ReceivedAssertion) -> Value {
    var fields: [String: Value] = [
      "faults": .list(assertion.faults.map { .string($0.word.rawValue) }), "roles": .list(assertion.roles.map(value)),
    ]
    fields["issuer"] = assertion.issuer.map { .string($0) }
    fields["subject"] = assertion.subject.map { .string($0) }
    fields["confirmation"] = assertion.confirmation.map { .string($0) }
    fields["authentication"] = assertion.authentication.map { .string($0) }
    fields["not-before"] = assertion.begin.map { .string($0) }
    for (name, attribute) in texts { fields[name] = assertion.texts[attribute].map { .string($0) } }
    fields["purpose-of-use"] = assertion.purposeOfUse.map(value)
    return .record(fields)
  }

  private static func value(_ code: AssertionCode) -> Value {
    var fields: [String: Value] = ["code": .string(code.code), "scheme": .string(code.scheme)]
    fields["display"] = code.display.map { .string($0) }
    return .record(fields)
  }
}
