import DICOMWeb
import Evidence
import HTTPExchange

/// Whose failure it is when an HTTP exchange does not come about or ends early.
///
/// Only what the service itself sent, or broke off after having begun to answer, counts against it. Silence, closed doors
/// and mismatched settings are never held against it.
struct WebFailureBlame {
  /// Word for the field `outcome`.
  var outcome: String
  /// For the record.
  var failure: StepFailure
  /// Whether trying again would only cost time.
  var isUnreachable = false

  /// Judges a failure of an exchange with one service.
  init(_ failure: WebFailure, endpoint: String) {
    let text = "\(endpoint): \(failure)."
    func because(_ blame: StepFailure.Blame, _ advice: String? = nil) -> StepFailure {
      StepFailure(blame: blame, message: text, rule: failure.rule, advice: advice)
    }
    switch failure {
    case .unreachable(let why, _):
      outcome = why == .timedOut ? "timed-out" : "unreachable"
      isUnreachable = true
      self.failure = because(
        .network, "Check the url in the network file, and that no firewall stands between; then run again.")
    case .tls(let why, _):
      outcome = why == .notTLS ? "wrong-service" : "unreachable"
      isUnreachable = true
      self.failure = because(
        why == .settings ? .harness : .configuration,
        "Check the tls block of the network file and the certificates of both sides.")
    case .closed(_, _, let bytesReceived):
      outcome = "closed"
      // A proxy without anything behind it, or an address filter, does this as well as a service.
      let spoke = bytesReceived > 0
      self.failure = because(
        spoke ? .system : .network,
        spoke
          ? nil : "Nothing shows that the service itself closed the connection: look at proxies and address filters.")
    case .malformed:
      outcome = "malformed"
      self.failure = because(.system)
    case .timedOut(_, _, let bytesReceived):
      outcome = "timed-out"
      isUnreachable = true
      self.failure = because(
        .network,
        bytesReceived == 0
          ? "The port takes connections and nothing answers: ask whether the service behind it runs."
          : "The answer comes too slowly to be complete: look at the link and at the system's load.")
    case .wrongService:
      outcome = "wrong-service"
      isUnreachable = true
      self.failure = because(
        .configuration, "Something else than a web service answers there: check the url in the network file.")
    case .limitExceeded:
      outcome = "failed"
      self.failure = because(.harness, "The answer is longer than the step takes; ask for less.")
    case .noToken:
      outcome = "refused"
      self.failure = because(
        .configuration, "Check the oauth2 block of the network file and the client at the authorization server.")
    case .tokenEndpoint:
      outcome = "unreachable"
      self.failure = because(
        .configuration, "The service itself was not asked: check token-url in the network file, and run again.")
    case .cancelled, .misuse:
      outcome = "failed"
      self.failure = because(.harness)
    }
  }
}
