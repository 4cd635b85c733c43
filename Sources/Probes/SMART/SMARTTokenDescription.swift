import HTTPExchange
import Specification

/// `smart.token`
public enum SMARTTokenDescription {
  static let bends = TokenRequest.Bend.allCases.map(\.rawValue)

  /// The description.
  public static let description = StepDescription(
    name: "smart.token",
    summary: """
      Asks the authorization server of the network file for an access token by the client credentials grant, then again \
      with each of the faults that the step names, which the server has to refuse. No token is ever shown or recorded.
      """,
    effect: .read, endpoint: .fhir, otherEndpoints: [.dicomweb], needsGrant: true,
    inputs: [
      AuthorizationFields.endpointInput, AuthorizationFields.scopeInput,
      StepInput(
        "token-url", .string, standardValue: "that of the network file",
        meaning: "Token endpoint in the place of the network file's, such as one that was discovered."),
      StepInput(
        "faults", .list(of: .word(bends), key: nil), standardValue: "none",
        meaning: """
          Faults of further requests. Of the client's signed token: `expired`; `wrong-audience`, meant for another server; \
          `alg-none`, said to need no signature; `other-key`, signed by a key that the server does not know; `tampered`; \
          `replayed-jti`, sent a second time; `no-kid`. Of a shared secret: `wrong-secret`. Of either: `unknown-client`, \
          `unknown-grant`.
          """),
    ],
    observation: [
      Field("status", .number, .when("an answer came"), meaning: "HTTP status code.", source: "RFC 6749 §5"),
      Field("issued", .boolean, .when("an answer came"), meaning: "Whether a token came."),
      Field("token-type", .string, .when("the answer has it"), meaning: "`token_type`.", source: "RFC 6749 §7.1"),
      Field("expires-in", .duration, .when("the answer has it"), meaning: "`expires_in`.", source: "RFC 6749 §5.1"),
      Field(
        "granted-scope", .list(of: .string, key: nil), .when("the answer has it"), meaning: "`scope`, word by word.",
        source: "RFC 6749 §3.3"),
      Field(
        "token-format", .word(["jwt", "opaque"]), .when("a token came"),
        meaning: "Whether the token is a JSON Web Token that everybody can read, or known to its server alone."),
      Field(
        "error", .string, .when("the answer has it"), meaning: "Error code; `other` for one that is not registered.",
        source: "RFC 6749 §5.2"),
      AuthorizationFields.findings("a token came"),
      Field(
        "tries",
        .list(
          of: .record([
            Field("fault", .word(bends), meaning: "The fault."),
            Field("status", .number, meaning: "HTTP status code."),
            Field("issued", .boolean, meaning: "Whether a token came all the same."),
            Field("error", .string, .when("the answer has it"), meaning: "Error code."),
          ]), key: "fault"), .when("a token came for the right request"),
        meaning: "What the requests with faults brought, in order.", source: "RFC 7523 §3.2", isCumulative: true),
      AuthorizationFields.notTried("fault", bends),
    ],
    example: """
      - do: smart.token
        at: archive
        with: {faults: [expired, wrong-audience, alg-none, other-key]}
        expect: |
          issued == true
          findings is empty
          expires-in <= 5 min
          every tries[*].issued == false
          every tries[*].error == invalid_client
      """,
    sources: ["RFC 6749 §4.4", "RFC 7523 §2.2", "SMART App Launch 2.2, Backend Services", "ITI TF-2 §3.71.4"])
}
