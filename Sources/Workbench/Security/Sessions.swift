import Crypto
import Foundation
import Synchronization

/// Who has shown a token, or only come by: each browser has a session, to which its forms are bound.
final class Sessions: Sendable {
  /// One browser, or a program that shows its token with each request.
  struct Session: Hashable, Sendable {
    /// What its cookie holds; empty for a program.
    var id: String
    /// Whether it may use the page.
    var isSignedIn: Bool
    /// The name of its token; nil where the token has none or no token is asked for.
    var name: String?
    /// What its forms must show.
    var seal: String
  }

  private struct Held {
    var name: String?
    var until: ContinuousClock.Instant
  }

  private struct State {
    /// Who has shown a token; all others have nothing that would have to be kept.
    var signedIn: [String: Held] = [:]
    var failures: [ContinuousClock.Instant] = []
  }

  /// Name of the cookie.
  static let cookie = "assay-session"

  private static let life = Duration.seconds(12 * 3_600)
  private static let limit = 4_096
  private static let failuresPerMinute = 20

  private let key = SymmetricKey(size: .bits256)
  private let tokens: AccessTokens?
  private let state = Mutex(State())

  init(tokens: AccessTokens?) { self.tokens = tokens }

  /// The session that a request's fields show; a new one, which the answer must set, where there is none.
  func session(cookies: [String], authorization: String?) -> (session: Session, isNew: Bool) {
    if let authorization, authorization.lowercased().hasPrefix("bearer ") {
      let name = tokens?.name(for: String(authorization.dropFirst(7)))
      if tokens == nil || name != nil {
        return (Session(id: "", isSignedIn: true, name: name.flatMap { $0.isEmpty ? nil : $0 }, seal: ""), false)
      }
      return (Session(id: "", isSignedIn: false, name: nil, seal: ""), false)
    }
    guard let id = Self.value(of: Self.cookie, in: cookies), Self.isIdentifier(id) else {
      let id = Self.newIdentifier()
      return (Session(id: id, isSignedIn: tokens == nil, name: nil, seal: seal(id)), true)
    }
    let now = ContinuousClock.now
    let held = state.withLock { $0.signedIn[id] }.flatMap { $0.until > now ? $0 : nil }
    return (Session(id: id, isSignedIn: tokens == nil || held != nil, name: held?.name, seal: seal(id)), false)
  }

  /// Begins a session for whoever shows a token: a new one, so that nobody can have prepared it.
  func signIn(token: String, instead old: Session) throws(Refusal) -> Session {
    let now = ContinuousClock.now
    let isCalm = state.withLock { state in
      state.failures.removeAll { now - $0 > .seconds(60) }
      return state.failures.count < Self.failuresPerMinute
    }
    guard isCalm else {
      var refusal = Refusal(
        .tooManyRequests, "Too many wrong tokens", "Wait a minute before you try again.")
      refusal.fields[.retryAfter] = "60"
      throw refusal
    }
    guard let name = tokens?.name(for: token) else {
      state.withLock { $0.failures.append(now) }
      throw Refusal(.unauthorized, "This token is not known", "Give a token of the server's token file.")
    }
    let id = Self.newIdentifier()
    let known = name.isEmpty ? nil : name
    state.withLock { state in
      state.signedIn[old.id] = nil
      if state.signedIn.count >= Self.limit { state.signedIn = state.signedIn.filter { $0.value.until > now } }
      if state.signedIn.count >= Self.limit, let first = state.signedIn.min(by: { $0.value.until < $1.value.until }) {
        state.signedIn[first.key] = nil
      }
      state.signedIn[id] = Held(name: known, until: now + Self.life)
    }
    return Session(id: id, isSignedIn: true, name: known, seal: seal(id))
  }

  /// Ends a session.
  func end(_ session: Session) { state.withLock { $0.signedIn[session.id] = nil } }

  /// Whether a form was made for a session by this server.
  func holds(_ seal: String, for session: Session) -> Bool {
    guard !session.id.isEmpty, let bytes = Data(base64Encoded: seal) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Data(session.id.utf8), using: key)
  }

  /// Whether tokens are asked for.
  var hasTokens: Bool { tokens != nil }

  private static func newIdentifier() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func isIdentifier(_ text: String) -> Bool {
    text.utf8.count == 43
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
          || $0 == 0x5F
      }
  }

  private func seal(_ id: String) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: Data(id.utf8), using: key)).base64EncodedString()
  }

  private static func value(of name: String, in cookies: [String]) -> String? {
    for field in cookies {
      for pair in field.split(separator: ";") {
        let halves = pair.trimmingPrefix { $0 == " " }.split(separator: "=", maxSplits: 1)
        if halves.count == 2, halves[0] == name[...] { return String(halves[1]) }
      }
    }
    return nil
  }
}
