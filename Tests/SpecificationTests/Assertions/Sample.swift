import DICOM

@testable import Specification

/// An observation type with a field of every kind, and names of every kind.
enum Sample {
  static let statusWords = ["success", "warning", "failure"]

  static let observation: ValueType = .record([
    Field("outcome", .word(["completed", "rejected", "aborted", "timed-out"]), meaning: "How it ended."),
    Field("duration", .duration, meaning: "Time."),
    Field("maximum-length", .size, .when("stated"), meaning: "Length."),
    Field("comment", .string, .when("sent"), meaning: "Comment."),
    Field("implementation", .uid, .when("sent"), meaning: "UID."),
    Field("released", .boolean, meaning: "Released."),
    Field("sent", .number, meaning: "Number sent."),
    Field("day", .date, meaning: "A day."),
    Field("offending", .tag, meaning: "A tag."),
    Field("ae-titles", .list(of: .string, key: nil), meaning: "Texts."),
    Field(
      "rejection",
      .record([
        Field("source", .word(["user", "provider"]), meaning: "Source."),
        Field("reason", .string, meaning: "Reason."),
      ]), .when("outcome == rejected"), meaning: "Rejection."),
    Field(
      "contexts",
      .list(
        of: .record([
          Field("abstract-syntax", .uid, meaning: "Abstract syntax."),
          Field("proposed", .list(of: .uid, key: nil), meaning: "Proposed."),
          Field("result", .word(["acceptance", "no-reason"]), meaning: "Result."),
          Field("transfer-syntax", .uid, .when("accepted"), meaning: "Chosen."),
        ]), key: "abstract-syntax"), .when("accepted"), meaning: "Contexts."),
    Field(
      "responses",
      .list(
        of: .record([
          Field("status", .word(statusWords), meaning: "Status."), Field("code", .string, meaning: "Code."),
          Field("comment", .string, .when("sent"), meaning: "Comment."),
          Field("duration", .duration, meaning: "Time."),
        ]), key: nil), .when("accepted"), meaning: "Responses."),
    Field("matches", .list(of: .dataSet, key: nil), .when("complete"), meaning: "Matches."),
    Field(
      "transfer-syntaxes",
      .list(
        of: .record([
          Field("sop-class", .uid, meaning: "SOP class."),
          Field("uids", .list(of: .uid, key: nil), meaning: "Transfer syntaxes."),
        ]), key: "sop-class"), meaning: "By SOP class."),
  ])

  static let names = NameScope([
    "first-image": .duration, "limit": .number, "study": FixtureSchema.study, "label": .string,
    "captured": .list(of: .uid, key: nil), "status": .word(statusWords), "largest": .size,
  ])

  static let place = SourceSpan(file: "requirements.yaml", line: 20, column: 13)

  static func parse(_ text: String, _ type: ValueType = observation) -> ([Assertion], [Diagnostic]) {
    let (assertions, diagnostics) = AssertionBlock.parse(text, at: place, observation: type, names: names)
    return (assertions, diagnostics)
  }
}
