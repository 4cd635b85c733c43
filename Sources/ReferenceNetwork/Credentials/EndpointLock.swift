import Foundation
import HTTPExchange
import NIOHTTP1

/// What a web service asks to be shown with each request.
public enum SimulatedLock: Hashable, Sendable {
  /// User name and password (RFC 7617).
  case password(user: String, String)
  /// A token that was issued beforehand (RFC 6750).
  case token(String)
}

/// Lets in at a web service who shows what was agreed.
struct EndpointLock: Sendable {
  let lock: SimulatedLock
  let defects: Set<LockDefect>

  /// The refusal of a request; nil for one that is let in.
  func refusal(_ request: ReceivedRequest) -> WebReply? {
    let shown = request.fields.first(name: "authorization")
    let isRight = shown.map(isKey) ?? defects.contains(.opensToAll)
    return isRight ? nil : WebReply(.unauthorized, fields: ["WWW-Authenticate": challenge])
  }

  private var challenge: String {
    switch lock {
    case .password: #"Basic realm="reference network", charset="UTF-8""#
    case .token: #"Bearer realm="reference network""#
    }
  }

  /// Whether a value of Authorization is what was agreed; the name of its scheme is the same in capitals.
  private func isKey(_ shown: String) -> Bool {
    let parts = shown.split(separator: " ", maxSplits: 1).map { String($0).trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2 else { return false }
    switch lock {
    case .password(let user, let password):
      return parts[0].lowercased() == "basic"
        && parts[1] == Data("\(user):\(password)".utf8).base64EncodedString()
    case .token(let token): return parts[0].lowercased() == "bearer" && parts[1] == token
    }
  }
}

extension SimulatedServiceContext {
  /// Who is let in at an endpoint; nil where everybody is.
  func lock(of kind: SimulatedEndpoint.Kind) -> EndpointLock? {
    endpoints[kind]?.lock.map { EndpointLock(lock: $0, defects: defects(LockDefect.self)) }
  }
}
