import Evidence
import Foundation
import HTTPExchange
import JSONTree
import NIOHTTP1
import Specification

/// A resource that needs a token, and the tokens with which it is asked for.
struct ProtectedService: Sendable {
  let credentials: ClientCredentials
  let given: GivenTokens
  let scope: String?
  let lesserScope: String?
  let request: WebRequest

  typealias Token = SMARTAccessDescription.Token

  /// Asks with the right token, then with the others.
  func tryOut(
    _ tokens: [Token], by client: WebClient, _ observation: inout [String: Value]
  ) async throws(WebFailure) -> StepFailure? {
    client.recorder.event("The right token")
    let answer = try await client.ask(try await TokenRequest.make(credentials, scope: scope))
    if let failure = WebExchange.busy(answer.status, who: "The authorization server") { return failure }
    guard let right = answer.token, let opened = request.bearing(right) else { return SMARTTokenProbe.noToken(answer) }
    let control = try await client.exchange(opened)
    let hasData = Self.hasData(control)
    observation["control"] = .record([
      "status": .number(Decimal(control.status)), "data": .boolean(hasData),
    ])
    if let failure = WebExchange.busy(control.status) { return failure }
    guard control.isSuccess else {
      return StepFailure(
        blame: .configuration,
        message: """
          The service answered \(control.status) to the right token as well: that it refuses others shows nothing.
          """, rule: "RFC 6750 §3.1",
        advice: "Check scope and path of the step, and what the client may do according to the authorization server.")
    }
    var tries: [Value] = []
    var notTried: [Value] = []
    observation["tries"] = .list([])
    for token in tokens {
      switch try await made(token, from: right, by: client) {
      case .failure(let unfit):
        notTried.append(.record(["token": .string(token.rawValue), "reason": .string(unfit.reason)]))
      case .success(let bent):
        client.recorder.event("The token \(token.rawValue)")
        // Whoever sends a token back must not bring it into the record.
        if let bent { client.recorder.conceal(bent) }
        var bare = request
        bare.isAnonymous = true
        let response = try await client.exchange(bent.flatMap { request.bearing($0) } ?? bare)
        if let failure = WebExchange.busy(response.status) { return failure }
        tries.append(.record(Self.fields(response, token, client.recorder)))
        observation["tries"] = .list(tries)
      }
    }
    observation["not-tried"] = .list(notTried)
    return nil
  }

  /// The token to be tried; nil for none at all.
  private func made(
    _ token: Token, from right: Secret, by client: WebClient
  ) async throws(WebFailure) -> Result<Secret?, GivenTokens.Unfit> {
    do throws(GivenTokens.Unfit) {
      switch token {
      case .none: return .success(nil)
      case .expired: return .success(try given.expiredToken())
      case .otherAudience: return .success(try given.foreignToken(beside: right))
      case .lesserScope, .madeUp, .tampered, .unsigned, .otherKey: break
      }
    } catch { return .failure(error) }
    if token == .lesserScope { return try await lesser(by: client) }
    guard let forgery = token.forgery else { return .success(nil) }
    return try await forgery.forged(from: right).map { Optional($0) }.mapError { GivenTokens.Unfit(reason: $0.reason) }
  }

  /// A token of a scope that does not open the resource. A server may grant more than was asked for, and then it does.
  private func lesser(by client: WebClient) async throws(WebFailure) -> Result<Secret?, GivenTokens.Unfit> {
    let asked = lesserScope ?? ""
    client.recorder.event("A token of the scope \(asked)")
    let answer = try await client.ask(try await TokenRequest.make(credentials, scope: asked))
    guard let token = answer.token else {
      let error = answer.error.map { ", \($0)" } ?? ""
      return .failure(
        .init(reason: "the authorization server gives no token of the scope \(asked): status \(answer.status)\(error)"))
    }
    let granted = Set((answer.scope ?? asked).split(separator: " "))
    guard granted.isSubset(of: asked.split(separator: " ")) else {
      return .failure(.init(reason: "the authorization server grants other scopes than the one asked for, \(asked)"))
    }
    return .success(token)
  }

  private static func fields(
    _ response: WebResponse, _ token: Token, _ recorder: WebRecorder
  ) -> [String: Value] {
    var fields: [String: Value] = [
      "token": .string(token.rawValue), "status": .number(Decimal(response.status)),
      "data": .boolean(hasData(response)),
    ]
    if let challenge = response.fields.first(name: "www-authenticate") {
      fields["www-authenticate"] = .string(recorder.redacted(challenge))
      if let error = BearerChallenge.error(in: challenge) { fields["error"] = .string(error) }
    }
    return fields
  }

  /// Whether an answer of success has content that is no account of an error.
  private static func hasData(_ response: WebResponse) -> Bool {
    guard response.isSuccess, response.body.length > 0 else { return false }
    guard let bytes = response.body.bytes(upTo: 1 << 20),
      let node = try? JSONNode(parsing: Array(bytes.readableBytesView))
    else { return true }
    return node["resourceType"]?.text != "OperationOutcome"
  }
}
