import DICOM
import Foundation
import Specification

@testable import Evidence

/// An exchange, papers, and names, for assertions to look at.
enum Sample {
  static let schema: ValueType = .record([
    Field("outcome", .word(["completed", "rejected", "aborted", "timed-out"]), meaning: "How it ended."),
    Field("duration", .duration, meaning: "Time."),
    Field("maximum-length", .size, .when("stated"), meaning: "Length."),
    Field("comment", .string, .when("sent"), meaning: "Comment."),
    Field("implementation", .uid, .when("sent"), meaning: "UID."),
    Field("released", .boolean, .when("accepted"), meaning: "Released."),
    Field("sent", .number, .when("accepted"), meaning: "Number sent."),
    Field("day", .date, .when("sent"), meaning: "A day."),
    Field("titles", .list(of: .string, key: nil), .when("sent"), meaning: "Texts."),
    Field(
      "contexts",
      .list(
        of: .record([
          Field("abstract-syntax", .uid, meaning: "Abstract syntax."),
          Field("result", .word(["acceptance", "no-reason"]), meaning: "Result."),
          Field("transfer-syntax", .uid, .when("accepted"), meaning: "Chosen."),
        ]), key: "abstract-syntax"), .when("accepted"), meaning: "Contexts."),
    Field(
      "responses",
      .list(
        of: .record([
          Field("status", .word(["success", "warning", "failure"]), meaning: "Status."),
          Field("comment", .string, .when("sent"), meaning: "Comment."),
        ]), key: nil), .when("accepted"), meaning: "Responses.", isCumulative: true),
    Field("matches", .list(of: .dataSet, key: nil), .when("complete"), meaning: "Matches."),
  ])

  static let ct = "1.2.840.10008.5.1.4.1.1.2"
  static let mr = "1.2.840.10008.5.1.4.1.1.4"
  static let implicit = "1.2.840.10008.1.2"

  static let observation: [String: Value] = [
    "outcome": .string("completed"), "duration": .duration(nanoseconds: 12_400_000),
    "maximum-length": .size(bytes: 16_384),
    "comment": .string("Refused: out of resources"), "implementation": .uid("1.2.276.0.7230010.3.0.3.6.7"),
    "released": .boolean(true), "sent": .number(3), "day": .date("2026-04-01"),
    "titles": .list([.string("ARCHIVE"), .string("STORE")]),
    "contexts": .list([
      .record(["abstract-syntax": .uid(ct), "result": .string("acceptance"), "transfer-syntax": .uid(implicit)]),
      .record(["abstract-syntax": .uid(mr), "result": .string("no-reason")]),
    ]),
    "responses": .list([
      .record(["status": .string("success")]), .record(["status": .string("warning"), "comment": .string("coerced")]),
      .record(["status": .string("success")]),
    ]),
    "matches": .list([.dataSet(match("9990000018", ["CT", "PT"])), .dataSet(match("9990000026", ["MR"]))]),
  ]

  static let variables: [String: Value] = [
    "study": .record(["uid": .uid("2.25.1"), "instances": .number(3), "sop-class": .uid(ct)]),
    "label": .string("coerced"), "limit": .duration(nanoseconds: 20_000_000), "wrong": .number(5),
    "titles": .list([.string("STORE"), .string("ARCHIVE")]), "patient.nhs-number": .string("9990000018"),
  ]

  static let names = NameScope([
    "study": .record([
      Field("uid", .uid, meaning: "."), Field("instances", .number, meaning: "."),
      Field("sop-class", .uid, meaning: "."),
    ]), "label": .string, "limit": .duration, "wrong": .string, "missing": .string,
    "titles": .list(of: .string, key: nil), "patient": .record([Field("nhs-number", .string, meaning: ".")]),
  ])

  static func match(_ id: String, _ modalities: [String]) -> DataSet {
    var dataSet = DataSet()
    do {
      try dataSet.set(Tag(0x0008, 0x0005), "ISO_IR 192")
      try dataSet.set(Tag(0x0008, 0x0061), strings: modalities)
      try dataSet.set(Tag(0x0010, 0x0010), "Müller^Zoë")
      try dataSet.set(Tag(0x0010, 0x0020), id)
      try dataSet.set(Tag(0x0010, 0x0030), "")
      try dataSet.set(Tag(0x0020, 0x000D), UID("2.25.1"))
      try dataSet.set(Tag(0x0020, 0x1208), 12)
      var item = DataSet()
      try item.set(Tag(0x0008, 0x1155), UID("2.25.7"))
      // An item declares no character set of its own: the one around it holds.
      try item.set(Tag(0x0008, 0x1030), "Schädel", inheriting: dataSet.characterSet())
      dataSet.setItems(Tag(0x0008, 0x1110), [item])
    } catch {
      return DataSet()
    }
    return dataSet
  }

  static let place = SourceSpan(file: "f", line: 1, column: 1)

  static func assertion(_ text: String, _ type: ValueType = schema) -> Assertion? {
    let (assertions, diagnostics) = AssertionBlock.parse(text, at: place, observation: type, names: names)
    return diagnostics.isEmpty ? assertions.first : nil
  }

  /// `holds`, `fails`, or the cause for which it is undecided; `unreadable` where the text is no assertion.
  static func verdict(
    _ text: String, changing changes: [String: Value?] = [:], failure: StepFailure? = nil
  ) -> String {
    var fields = observation
    for (name, value) in changes { fields[name] = value }
    guard let assertion = assertion(text) else { return "unreadable" }
    return verdict(
      AssertionEvaluator.evaluate(
        assertion, on: .record(fields), schema: schema, failure: failure, variables: variables))
  }

  static func verdict(_ outcome: AssertionOutcome) -> String {
    switch outcome {
    case .holds: "holds"
    case .fails: "fails"
    case .undecided(let reason, _): reason.cause.rawValue
    }
  }

  static func report(_ text: String, changing changes: [String: Value?] = [:], failure: StepFailure? = nil)
    -> AssertionReport?
  {
    var fields = observation
    for (name, value) in changes { fields[name] = value }
    return assertion(text).map {
      AssertionEvaluator.evaluate($0, on: .record(fields), schema: schema, failure: failure, variables: variables)
        .report
    }
  }

  static func failure(_ blame: StepFailure.Blame) -> StepFailure {
    StepFailure(blame: blame, message: "the peer aborted")
  }
}
