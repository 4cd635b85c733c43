import Foundation
import HTTPExchange
import IHE
import Specification

/// `xua.access`
enum XUAAccessDescription {
  private static let answer: [Field] = [
    Field(
      "result", .word(AccessAnswer.Verdict.allCases.map(\.rawValue)),
      meaning: """
        `accepted`: the query was answered, if only by an empty list. `refused`: by a fault of WS-Security or of the \
        sender, by a registry response of failure without content, or by status 401 or 403. `unclear`: neither.
        """, source: "ITI TF-2 §3.40.4.1.3"),
    Field("status", .number, meaning: "HTTP status code."),
    Field("took", .duration, meaning: "From the begin of the request to the end of the answer."),
    Field("documents", .list(of: .string, key: nil), meaning: "Unique ids of the documents that were listed."),
    Field("errors", .list(of: .string, key: nil), meaning: "Error codes of a registry response."),
    Field(
      "fault-code", .string, .when("the body is a SOAP fault"), meaning: "Local part of its code.",
      source: "SOAP 1.2 Part 1 §5.4"),
    Field(
      "fault-subcodes", .list(of: .string, key: nil), .when("the body is a SOAP fault"),
      meaning: "Local parts of its subcodes: `FailedAuthentication`.", source: "WS-Security 1.0 §12"),
  ]

  static let description = StepDescription(
    name: "xua.access",
    summary: """
      Asks a registry or gateway for a patient's documents under the assertion of the network file, then again under each \
      assertion that the step names: such as it has to refuse, and such of other roles and purposes.
      """,
    effect: .read, endpoint: .xds, otherEndpoints: [.xca], needsAssertion: true,
    inputs: [
      StepInput(
        StepDescription.endpointInput, .word(["xds", "xca"]), standardValue: "xds",
        meaning: "Which of the system's services is meant; a gateway at `xca` is asked by a cross gateway query."),
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient with a document that the right assertion opens, as CX; a bare identifier is an NHS number."),
      StepInput(
        "assertions", .list(of: .word(UserAssertionFields.bends), key: nil), standardValue: "none",
        meaning: UserAssertionFields.bendMeaning),
      StepInput(
        "cases",
        .list(
          of: .record([
            Field("case", .string, meaning: "Name of the case."),
            Field("role", .string, .when("it is another"), meaning: "Role, as `code^name^scheme`."),
            Field(
              "purpose-of-use", .string, .when("it is another"), meaning: "Purpose of use, as `code^name^scheme`."),
          ]), key: nil), standardValue: "none", meaning: "Good assertions of other roles and purposes."),
    ],
    observation: [
      Field(
        "control", .record(answer), .when("an answer to the request with the right assertion came"),
        meaning: "What the right assertion opened: without it no refusal shows anything."),
      Field(
        "tries",
        .list(of: .record([Field("try", .string, meaning: "Assertion or case.")] + answer), key: "try"),
        .when("the right assertion opened a document"), meaning: "What the others brought, in order.",
        isCumulative: true),
    ],
    example: """
      - do: xua.access
        at: registry
        with: {patient: "{{anne.nhs-number}}", assertions: [missing, unsigned, expired, wrong-audience, altered]}
        expect: |
          every tries[*].result == refused
      """,
    sources: ["ITI TF-2 §3.40", "SAML 2.0 Core §2.5, §5", "WS-Security SAML Token Profile 1.1"])

  /// The action of the query at an endpoint.
  static func action(at endpoint: EndpointProtocol) -> String {
    endpoint == .xca ? "urn:ihe:iti:2007:CrossGatewayQuery" : StoredQuery.action
  }

  /// Fields of an answer: type `answer`.
  static func fields(_ answer: AccessAnswer, _ response: WebResponse) -> [String: Value] {
    var fields: [String: Value] = [
      "result": .string(answer.verdict.rawValue), "status": .number(Decimal(response.status)),
      "took": .duration(nanoseconds: response.times.lastByte.nanoseconds),
      "documents": .list(answer.documents.prefix(500).map { .string($0) }),
      "errors": .list(answer.errors.prefix(100).map { .string($0) }),
    ]
    if let fault = answer.fault {
      fields["fault-code"] = .string(fault.code)
      fields["fault-subcodes"] = .list(fault.subcodes.prefix(20).map { .string($0) })
    }
    return fields
  }
}
