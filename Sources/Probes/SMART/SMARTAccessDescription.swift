import HTTPExchange
import Specification

/// `smart.access`
public enum SMARTAccessDescription {
  /// The tokens that a protected service has to refuse.
  enum Token: String, CaseIterable, Sendable {
    case none
    case madeUp = "made-up"
    case tampered
    case unsigned = "alg-none"
    case otherKey = "other-key"
    case expired
    case otherAudience = "other-audience"
    case lesserScope = "lesser-scope"

    /// How the token is forged; nil for one that is had in another way.
    var forgery: TokenForgery? { TokenForgery(rawValue: rawValue) }
  }

  static let words = Token.allCases.map(\.rawValue)

  /// The description.
  public static let description = StepDescription(
    name: "smart.access",
    summary: """
      Asks a web service for a resource with a token of its authorization server, then again with each of the tokens that \
      the step names, which the service has to refuse. No token is ever shown or recorded.
      """,
    effect: .read, endpoint: .fhir, otherEndpoints: [.dicomweb], needsGrant: true,
    inputs: [
      AuthorizationFields.endpointInput,
      StepInput(
        "path", .string, standardValue: "/Patient?_count=1, and /studies?limit=1 of dicomweb",
        meaning: "Resource below the service's address, which the right token opens."),
      AuthorizationFields.scopeInput,
      StepInput(
        "tokens", .list(of: .word(words), key: nil), required: true,
        meaning: """
          `none`; `made-up`, characters by chance; `tampered`, a claim more under the old signature, or, of an opaque token, \
          one character changed; `alg-none`, the same claims said to need no signature; `other-key`, the same claims signed \
          by a key that the server does not know; `expired` and `other-audience`, which the network file has to hold as \
          expired-token and foreign-token; `lesser-scope`, asked for with the scope of that input.
          """),
      StepInput(
        "lesser-scope", .string, standardValue: "none",
        meaning: "A scope of the server's that does not open the resource, for the token `lesser-scope`."),
    ],
    observation: [
      Field(
        "control",
        .record([
          Field("status", .number, meaning: "HTTP status code."),
          Field("data", .boolean, meaning: "Whether content came."),
        ]), .when("an answer to the request with the right token came"),
        meaning: "What the right token opened: without it no refusal shows anything."),
      Field(
        "tries",
        .list(
          of: .record([
            Field("token", .word(words), meaning: "The token."),
            Field("status", .number, meaning: "HTTP status code.", source: "RFC 6750 §3.1"),
            Field("data", .boolean, meaning: "Whether content came that is no account of an error."),
            Field(
              "www-authenticate", .string, .when("the answer has it"), meaning: "Value of the header field.",
              source: "RFC 6750 §3"),
            Field(
              "error", .string, .when("that header field has it"), meaning: "Its error code.", source: "RFC 6750 §3.1"),
          ]), key: "token"), .when("the right token opened the resource"),
        meaning: "What the other tokens brought, in order.", isCumulative: true),
      AuthorizationFields.notTried("token", words),
    ],
    example: """
      - do: smart.access
        at: archive
        with: {endpoint: dicomweb, tokens: [none, tampered, alg-none, other-key]}
        expect: |
          every tries[*].status in [401, 403]
          no tries[*].data == true
      """,
    sources: ["RFC 6750 §3.1", "RFC 7519 §7.2", "SMART App Launch 2.2, Backend Services", "ITI TF-2 §3.72.4"])
}
