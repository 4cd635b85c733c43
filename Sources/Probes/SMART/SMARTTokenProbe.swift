import Evidence
import Foundation
import HTTPExchange
import NIOHTTP1
import Specification

/// `smart.token`: asks for an access token, rightly and wrongly.
enum SMARTTokenProbe: Probe {
  static let description = SMARTTokenDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch WebExchange.make(inputs, in: context, at: AuthorizationFields.endpoint(inputs)) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      guard var credentials = exchange.settings.authorization.credentials else {
        return .misuse("The network file has no oauth2 block for \(context.system.reference).")
      }
      if let url = inputs.text("token-url") { credentials.tokenURL = url }
      let faults: [TokenRequest.Bend] = inputs.words("faults") ?? []
      return await exchange.run { [credentials] client, observation throws(WebFailure) in
        try await ask(client, credentials, scope: inputs.text("scope"), faults: faults, &observation)
      }
    }
  }

  private static func ask(
    _ client: WebClient, _ credentials: ClientCredentials, scope: String?, faults: [TokenRequest.Bend],
    _ observation: inout [String: Value]
  ) async throws(WebFailure) -> StepFailure? {
    let request = try await TokenRequest.make(credentials, scope: scope)
    client.recorder.event("The right request")
    let answer = try await client.ask(request)
    observation.merge(fields(answer, client.recorder), uniquingKeysWith: { _, new in new })
    if let failure = WebExchange.busy(answer.status, who: "The authorization server") { return failure }
    // Who refuses the right request as well shows nothing by refusing others.
    guard answer.token != nil else { return noToken(answer) }
    var tries: [Value] = []
    var notTried: [Value] = []
    observation["tries"] = .list([])
    for fault in faults {
      guard fault.applies(to: credentials.authentication) else {
        let way = if case .secret = credentials.authentication { "a shared secret" } else { "a signed token" }
        notTried.append(
          .record([
            "fault": .string(fault.rawValue),
            "reason": .string("the network file has the client show itself by \(way), which can't have this fault"),
          ]))
        continue
      }
      client.recorder.event("A request with the fault \(fault.rawValue)")
      let bent = fault == .replayed ? request : try await TokenRequest.make(credentials, scope: scope, bend: fault)
      let answer = try await client.ask(bent)
      if let failure = WebExchange.busy(answer.status, who: "The authorization server") { return failure }
      var fields: [String: Value] = [
        "fault": .string(fault.rawValue), "status": .number(Decimal(answer.status)),
        "issued": .boolean(answer.token != nil),
      ]
      if let error = answer.error { fields["error"] = .string(error) }
      tries.append(.record(fields))
      observation["tries"] = .list(tries)
    }
    observation["not-tried"] = .list(notTried)
    return nil
  }

  /// The failure where the right request brought no token: the harness's client may not be registered as the network file
  /// has it, which is nobody's proven fault.
  static func noToken(_ answer: TokenAnswer) -> StepFailure {
    StepFailure(
      blame: .configuration,
      message: """
        The authorization server gave no token: status \(answer.status)\(answer.error.map { ", \($0)" } ?? "").
        """, rule: "RFC 6749 §5.2",
      advice: "Check the oauth2 block of the network file, and the client and its scopes at the authorization server.")
  }

  private static func fields(_ answer: TokenAnswer, _ recorder: WebRecorder) -> [String: Value] {
    var fields: [String: Value] = [
      "status": .number(Decimal(answer.status)), "issued": .boolean(answer.token != nil),
    ]
    if let error = answer.error { fields["error"] = .string(error) }
    guard let token = answer.token else { return fields }
    fields["findings"] = AuthorizationFields.value(answer.findings)
    fields["token-format"] = .string(JSONWebToken(token) == nil ? "opaque" : "jwt")
    if let type = answer.tokenType { fields["token-type"] = .string(recorder.redacted(type)) }
    if let lifetime = answer.lifetime, let nanoseconds = duration(lifetime) {
      fields["expires-in"] = .duration(nanoseconds: nanoseconds)
    }
    if let scope = answer.scope {
      fields["granted-scope"] = .list(recorder.redacted(scope).split(separator: " ").map { .string(String($0)) })
    }
    return fields
  }

  /// Seconds in nanoseconds; nil where there are more of them than a duration holds.
  private static func duration(_ seconds: Int) -> Int64? {
    let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : product
  }
}
