import Evidence
import HL7

/// Whose failure it is when an exchange of messages does not complete.
///
/// Only what the system itself sent, or broke off after having begun an answer, counts against it. Silence, closed doors
/// and mismatched settings never do.
struct HL7FailureBlame {
  /// Word for the field `outcome`.
  var outcome: String
  /// For the record.
  var failure: StepFailure
  /// Whether trying again would only cost time.
  var isUnreachable = false

  /// Judges a failure of the exchange with one endpoint.
  init(_ failure: ConnectionFailure, endpoint: String) {
    let text = "\(endpoint): \(failure)."
    switch failure {
    case .unreachable(let why, _):
      outcome = why == .timedOut ? "timed-out" : "unreachable"
      isUnreachable = true
      self.failure = StepFailure(
        blame: .network, message: text,
        advice: "Check host and port in the network file, and that no firewall stands between; then run again.")
    case .security(let why, _):
      outcome = why == .notTLS || why == .silent ? "wrong-service" : "unreachable"
      isUnreachable = true
      self.failure = StepFailure(
        blame: why == .settings ? .harness : .configuration, message: text,
        advice: "Check the tls block of the network file and the certificates of both sides.")
    case .closed(let bytes, _):
      outcome = "closed"
      self.failure = StepFailure(
        blame: bytes > 0 ? .system : .network, message: text, rule: FrameFault.rule,
        advice: bytes > 0
          ? nil : "Nothing shows that the system itself closed the connection: look at proxies and address filters.")
    case .timedOut(_, let bytes, _):
      outcome = "timed-out"
      self.failure = StepFailure(
        blame: .network, message: text, rule: "HL7 v2.5.1 §2.9",
        advice: bytes == 0
          ? "The port takes connections and nothing answers: ask whether the application behind it runs."
          : "The answer is not complete in time: look at the link, at the system's load and at the end of its frames.")
    case .wrongService:
      outcome = "wrong-service"
      isUnreachable = true
      self.failure = StepFailure(
        blame: .configuration, message: text, rule: FrameFault.rule,
        advice: "Something else than a receiver of HL7 messages answers there: check the port in the network file.")
    case .malformed(let error):
      outcome = "malformed"
      self.failure = StepFailure(blame: error.isLimit ? .harness : .system, message: text, rule: error.rule)
    case .overflow:
      outcome = "failed"
      self.failure = StepFailure(
        blame: .harness, message: text, advice: "The answer is longer than this version takes.")
    case .cancelled, .misuse:
      outcome = "failed"
      self.failure = StepFailure(blame: .harness, message: text)
    }
  }
}
