import HTTPExchange
import Synchronization

/// The authorization server of a network, for systems that have no FHIR server of their own beside them.
final class NetworkTokens: Sendable {
  private let check = Mutex<TokenCheck?>(nil)

  /// Lends the look at tokens of the first FHIR server that gives some.
  func share(_ own: TokenCheck) { check.withLock { $0 = $0 ?? own } }

  /// The refusal of a request; nil where its token opens images. Before the server has started nobody is let in.
  func refusal(_ request: ReceivedRequest) -> WebReply? {
    guard let check = check.withLock({ $0 }) else { return WebReply(.serviceUnavailable) }
    return check.refusal(request)
  }
}
