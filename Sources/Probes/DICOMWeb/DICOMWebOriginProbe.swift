import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import NIOHTTP1
import Specification

/// `dicomweb.origin`: what a browser's page of an origin may do.
enum DICOMWebOriginProbe: Probe {
  static let description = StepDescription(
    name: "dicomweb.origin",
    summary: """
      Asks as a browser's page of an origin would: a preflight with OPTIONS, which carries no credentials, then the \
      request itself.
      """,
    effect: .read, endpoint: .dicomweb,
    inputs: [
      StepInput("origin", .string, required: true, meaning: "Origin of the page, `https://viewer.example.org`."),
      StepInput("path", .string, standardValue: "/studies?limit=1", meaning: "Resource below the service's address."),
      StepInput(
        "fields", .list(of: .string, key: nil), standardValue: "[authorization]",
        meaning: "Request header fields that the page wants to send."),
      WebFields.anonymousInput,
    ],
    observation: WebFields.answer + [
      Field(
        "preflight",
        .record(
          [Field("status", .number, meaning: "HTTP status code.")] + policy + [
            Field("methods", .list(of: .string, key: nil), meaning: "Methods of Access-Control-Allow-Methods."),
            Field(
              "fields", .list(of: .string, key: nil), meaning: "Fields of Access-Control-Allow-Headers, in lower case."),
            Field(
              "passes", .boolean,
              meaning: "Whether a browser goes on: a status of success, origin, method and every field allowed."),
          ]), .when("an answer to the preflight came"), meaning: "What the preflight brought.",
        source: "Fetch Standard §4.8"),
      Field(
        "request", .record(policy), .when("an answer to the request came"),
        meaning: "What the answer to the request itself allows.", source: "Fetch Standard §4.9"),
    ],
    example: """
      - do: dicomweb.origin
        at: archive
        with: {origin: "https://elsewhere.example.org"}
        expect: |
          preflight.allowed == false
          request.allowed == false
          request.wildcard-with-credentials == false
      """,
    sources: ["Fetch Standard §3.2", "PS3.18 §8"])

  private static let policy: [Field] = [
    Field(
      "allow-origin", .string, .when("the answer has one"), meaning: "Value of Access-Control-Allow-Origin.",
      source: "Fetch Standard §3.2.3"),
    Field("credentials", .boolean, meaning: "Whether Access-Control-Allow-Credentials is true."),
    Field("allowed", .boolean, meaning: "Whether a browser hands the answer to the page."),
    Field("wildcard-with-credentials", .boolean, meaning: "Whether every origin is allowed, with credentials."),
  ]

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let origin = inputs.text("origin") ?? ""
    let path = inputs.text("path") ?? "/studies?limit=1"
    var fields = ["authorization"]
    if case .list(let names) = inputs.values["fields"] { fields = names.compactMap { StepInputs(["": $0]).text("") } }
    guard isOrigin(origin), path.hasPrefix("/"),
      (fields + [path]).allSatisfy({ $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } })
    else {
      return .misuse("dicomweb.origin needs an origin, scheme and host alone, and a path with a slash before it.")
    }
    switch WebExchange.make(inputs, in: context) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        let asked: HTTPHeaders = [
          "Origin": origin, "Access-Control-Request-Method": "GET",
          "Access-Control-Request-Headers": fields.joined(separator: ","),
        ]
        let preflight = try await client.exchange(
          WebRequest(
            .OPTIONS, exchange.base + path, fields: fields.isEmpty ? asked.withoutFields : asked, isAnonymous: true))
        observation["preflight"] = .record(Self.fields(preflight, origin: origin, asked: fields))
        let response = try await client.exchange(
          WebRequest(.GET, exchange.base + path, fields: ["Origin": origin, "Accept": SearchAnswer.mediaType]))
        observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
        observation["request"] = .record(Self.fields(OriginPolicy(response), origin: origin))
        // A refusal may be the policy itself: what it says of origins is seen all the same.
        if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
        return nil
      }
    }
  }

  /// Scheme, host and port, as a browser writes an origin.
  private static func isOrigin(_ text: String) -> Bool {
    guard let url = URLComponents(string: text), let scheme = url.scheme, url.host?.isEmpty == false else {
      return false
    }
    return ["http", "https"].contains(scheme) && url.path.isEmpty && url.query == nil && url.user == nil
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func fields(_ policy: OriginPolicy, origin: String) -> [String: Value] {
    var fields: [String: Value] = [
      "credentials": .boolean(policy.allowsCredentials), "allowed": .boolean(policy.allows(origin)),
      "wildcard-with-credentials": .boolean(policy.isWildcardWithCredentials),
    ]
    if let allowed = policy.allowedOrigin { fields["allow-origin"] = .string(allowed) }
    return fields
  }

  private static func fields(_ preflight: WebResponse, origin: String, asked: [String]) -> [String: Value] {
    let policy = OriginPolicy(preflight)
    // A wildcard does not stand for Authorization, nor for anything where credentials are allowed.
    let missing = asked.map { $0.lowercased() }.filter { name in
      let isWild = policy.allowedFields.contains("*") && !policy.allowsCredentials && name != "authorization"
      return !policy.allowedFields.contains(name) && !isWild
    }
    // GET is among the methods that need no permission of their own.
    let passes = preflight.isSuccess && policy.allows(origin) && missing.isEmpty
    return fields(policy, origin: origin).merging(
      [
        "status": .number(Decimal(preflight.status)), "passes": .boolean(passes),
        "methods": .list(policy.allowedMethods.map { .string($0) }),
        "fields": .list(policy.allowedFields.map { .string($0) }),
      ], uniquingKeysWith: { _, new in new })
  }
}

extension HTTPHeaders {
  /// A preflight for a page that sends no fields of its own.
  fileprivate var withoutFields: HTTPHeaders {
    var copy = self
    copy.remove(name: "Access-Control-Request-Headers")
    return copy
  }
}
