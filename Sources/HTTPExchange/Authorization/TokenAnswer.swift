import Foundation
import JSONTree
import NIOCore

/// What a token endpoint answered (RFC 6749 §5).
public struct TokenAnswer: Sendable {
  /// HTTP status code.
  public var status: Int
  /// The token; nil where none came with a status of success.
  public var token: Secret?
  /// `token_type` as it is written.
  public var tokenType: String?
  /// `expires_in`, in seconds.
  public var lifetime: Int?
  /// `scope` as it is written.
  public var scope: String?
  /// Error code, of RFC 6749 §5.2 and what was registered after; `other` for one that is none of them. Whatever else the
  /// server says may hold anything.
  public var error: String?
  /// Where an answer with a token leaves its specification.
  public var findings: [AuthorizationFinding]

  private static let section = "RFC 6749 §5.1"
  private static let profile = "SMART App Launch 2.2, Backend Services"
  private static let errorCodes: Set<String> = [
    "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
    "invalid_scope", "invalid_target", "access_denied", "server_error", "temporarily_unavailable",
  ]

  /// Reads an answer, whatever it is.
  public init(_ response: WebResponse) {
    status = response.status
    findings = []
    let bytes = response.body.bytes(upTo: TokenRequest.limit).map { Array($0.readableBytesView) }
    let node = bytes.flatMap { try? JSONNode(parsing: $0, limits: JSONLimits(bytes: TokenRequest.limit, depth: 16)) }
    guard let node, case .object = node.value else { return }
    error = node["error"]?.text.map { Self.errorCodes.contains($0) ? $0 : "other" }
    guard response.isSuccess, let text = node["access_token"]?.text, !text.isEmpty else { return }
    token = Secret(text)
    tokenType = node["token_type"]?.text
    scope = node["scope"]?.text
    lifetime = Self.seconds(node["expires_in"])
    findings = Self.findings(node, response)
  }

  /// A whole number of seconds, also where it is written as a text.
  private static func seconds(_ node: JSONNode?) -> Int? {
    switch node?.value {
    case .number(let text), .string(let text): Double(text).flatMap { $0.isFinite ? Int(exactly: $0.rounded()) : nil }
    default: nil
    }
  }

  private static func findings(_ node: JSONNode, _ response: WebResponse) -> [AuthorizationFinding] {
    var findings: [AuthorizationFinding] = []
    if response.status != 200 {
      findings.append(.init(section, "status", "an answer with a token has the status 200"))
    }
    if response.contentType.map({ $0.lowercased().hasPrefix("application/json") }) != true {
      findings.append(.init(section, "Content-Type", "the answer must be of the type application/json"))
    }
    let cache = response.fields[canonicalForm: "cache-control"].map { $0.lowercased() }
    if !cache.contains("no-store") {
      findings.append(.init(section, "Cache-Control", "an answer with a token must be marked no-store"))
    }
    if node["token_type"]?.text?.lowercased() != "bearer" {
      findings.append(.init(section, "token_type", "it must be there, and bearer is the type that SMART knows"))
    }
    switch node["expires_in"]?.value {
    case nil: findings.append(.init(profile, "expires_in", "it must be there"))
    case .number?:
      if seconds(node["expires_in"]).map({ $0 > 0 }) != true {
        findings.append(.init(section, "expires_in", "it must be a number of seconds above 0"))
      }
    default: findings.append(.init(section, "expires_in", "it must be a number"))
    }
    if node["scope"]?.text == nil { findings.append(.init(profile, "scope", "it must be there")) }
    return findings
  }
}

extension WebClient {
  /// Asks a token endpoint and keeps what it gives out of the record.
  public func ask(_ request: WebRequest) async throws(WebFailure) -> TokenAnswer {
    let answer: TokenAnswer
    do throws(WebFailure) { answer = TokenAnswer(try await exchange(request)) } catch {
      if case .cancelled = error { throw error }
      throw .tokenEndpoint(error)
    }
    if let token = answer.token { recorder.conceal(token) }
    return answer
  }
}

extension WebRequest {
  /// The request with a token in the place of the client's credentials (RFC 6750 §2.1); nil where no header field can carry
  /// it.
  public func bearing(_ token: Secret) -> WebRequest? {
    guard !token.value.isEmpty, token.value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    var request = self
    request.isAnonymous = true
    request.fields.replaceOrAdd(name: "Authorization", value: "Bearer \(token.value)")
    return request
  }
}
