import Evidence
import FHIR
import Foundation
import HTTPExchange
import Specification

/// Fields and inputs that several `fhir.*` steps share.
enum FHIRFields {
  // MARK: Inputs

  static let type = StepInput("type", .string, required: true, meaning: "Type of resource, `Patient`.")
  static let id = StepInput("id", .string, required: true, meaning: "Logical id of the resource.")

  static let resource: [StepInput] = [
    StepInput(
      "resource", .resource, required: true,
      meaning: """
        Template of the resource: a JSON file of the specification with names in double braces, which are escaped; or a \
        resource captured before, `{{name}}`.
        """),
    patient,
  ]

  static let patient = StepInput(
    "patient", .string, standardValue: "none",
    meaning: "Patient fixture that the template names as `{{patient.nhs-number}}` and so on.",
    refersTo: .patientFixture)

  static let parameters = StepInput(
    "parameters", .list(of: .string, key: nil), standardValue: "none",
    meaning: "Parameters as `name=value`, in their order and not in percent-encoding.")

  static let accept: [StepInput] = [
    StepInput(
      "accept", .string, standardValue: WireFormat.json.mediaType,
      meaning: "Value of Accept. Resources are read of JSON and XML, and have the same paths."),
    WebFields.anonymousInput,
  ]

  static let returned = StepInput(
    "return", .word(["minimal", "representation", "OperationOutcome"]), standardValue: "not sent",
    meaning: "What Prefer asks for in the answer.")

  static let handling = StepInput(
    "handling", .word(["strict", "lenient"]), standardValue: "not sent",
    meaning: "What Prefer asks for where a parameter is unknown.")

  // MARK: Observation

  static let answer: [Field] =
    WebFields.answer.filter { $0.name != "location" } + [
      Field(
        "location", .string, .when("the answer names one"), meaning: "Header field Location, or Content-Location.",
        source: "R4 http.html §3.1.0.6"),
      Field(
        "etag", .string, .when("the answer has it"), meaning: "Header field ETag.", source: "R4 http.html §3.1.0.1.3"),
      Field("last-modified", .string, .when("the answer has it"), meaning: "Header field Last-Modified."),
      Field(
        "id", .string, .when("the answer names one"), meaning: "Logical id: of the resource, else of Location.",
        source: "R4 resource.html §2.27.1"),
      Field(
        "version", .string, .when("the answer names one"),
        meaning: "Version: of ETag, else of Location, else `meta.versionId`.", source: "R4 http.html §3.1.0.1.3"),
      Field(
        "unreadable", .string, .when("there is content that is no resource"), meaning: "Why it can't be read as one."),
      Field(
        "issues",
        .list(
          of: .record([
            Field("severity", .string, meaning: "`fatal`, `error`, `warning` or `information`."),
            Field("code", .string, meaning: "Kind of issue, `not-found`."),
            Field(
              "details", .string, .when("there are some"), meaning: "Text of the details, or display of their code."),
            Field("diagnostics", .string, .when("there are some"), meaning: "Diagnostics."),
            Field(
              "words", .string,
              meaning: "Codes and text of the details and the diagnostics in one, to look for a code in."),
            Field("expressions", .list(of: .string, key: nil), meaning: "Elements that it is about."),
          ]), key: nil), .when("an answer came"),
        meaning: "Issues of an OperationOutcome, and of entries of mode outcome.", source: "R4 operationoutcome.html"),
    ]

  static let resourceField = Field(
    "resource", .resource, .when("the answer holds a resource"),
    meaning: "The resource of the answer, an OperationOutcome too.", source: "R4 http.html")

  static let bundle: [Field] = [
    Field(
      "bundle", .resource, .when("the answer is a bundle"), meaning: "The bundle.", source: "R4 bundle.html"),
    Field(
      "resource", .resource, .when("the answer holds a resource that is no bundle"),
      meaning: "The resource of the answer, such as an OperationOutcome.", source: "R4 http.html"),
  ]

  /// Values of `answer`.
  static func values(_ answer: RESTAnswer, _ response: WebResponse) -> [String: Value] {
    var fields = WebFields.fields(response)
    func set(_ name: String, _ text: String?) { if let text { fields[name] = .string(text) } }
    set("location", answer.location)
    set("etag", answer.etag)
    set("last-modified", answer.lastModified)
    set("id", answer.id)
    set("version", answer.version)
    set("unreadable", answer.unreadable?.description)
    fields["issues"] = .list(answer.issues.map(value))
    return fields
  }

  /// A record of `issues`.
  static func value(_ issue: OutcomeIssue) -> Value {
    var fields: [String: Value] = [
      "severity": .string(issue.severity), "code": .string(issue.code),
      "words": .string(issue.words), "expressions": .list(issue.expressions.map { .string($0) }),
    ]
    if let details = issue.details { fields["details"] = .string(details) }
    if let diagnostics = issue.diagnostics { fields["diagnostics"] = .string(diagnostics) }
    return .record(fields)
  }
}
