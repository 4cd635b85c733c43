import DICOMNetwork
import Evidence
import Specification

/// Whose failure it is when an association does not come about or ends early, and what an observation records of it.
///
/// The rule behind every line: only what the system itself sent, or broke off after having begun to speak DICOM, counts
/// against it. Silence, closed doors and mismatched settings are never held against it.
struct FailureBlame {
  /// Word for the field `outcome`.
  var outcome: String
  /// Further fields of the observation.
  var fields: [String: Value]
  /// For the record.
  var failure: StepFailure
  /// Whether trying again would only cost time.
  var isUnreachable: Bool

  /// Judges a failure of the exchange with one endpoint.
  init(_ failure: AssociationFailure, endpoint: String) {
    let text = "\(endpoint): \(failure)."
    fields = [:]
    isUnreachable = false
    switch failure {
    case .unreachable(let why, _):
      outcome = why == .timedOut ? "timed-out" : "unreachable"
      isUnreachable = true
      self.failure = StepFailure(
        blame: .network, message: text, rule: nil,
        advice: "Check host and port in the network file, and that no firewall stands between; then run again.")
    case .tls(let why, _):
      outcome = why == .notTLS ? "wrong-service" : "unreachable"
      isUnreachable = true
      self.failure = StepFailure(
        blame: why == .settings ? .harness : .configuration, message: text, rule: "PS3.15 §B",
        advice: "Check the tls block of the network file and the certificates of both sides.")
    case .rejected(let reject):
      outcome = "rejected"
      fields["rejection"] = AssociationObservation.rejection(reject)
      self.failure = Self.rejection(reject, text: text)
    case .aborted(let abort, _):
      outcome = "aborted"
      fields["abort"] = AssociationObservation.abort(abort)
      self.failure = StepFailure(blame: .system, message: text, rule: failure.rule)
    case .closed(_, _, let bytesReceived):
      outcome = "closed"
      // A proxy without anything behind it, or an address filter, does this as well as an archive.
      let spoke = bytesReceived > 0
      self.failure = StepFailure(
        blame: spoke ? .system : .network, message: text, rule: failure.rule,
        advice: spoke
          ? nil : "Nothing shows that the system itself closed the connection: look at proxies and address filters.")
    case .malformed:
      outcome = "malformed"
      self.failure = StepFailure(blame: .system, message: text, rule: failure.rule)
    case .timedOut(_, _, let bytesReceived):
      outcome = "timed-out"
      isUnreachable = true
      self.failure = StepFailure(
        blame: .network, message: text, rule: failure.rule,
        advice: bytesReceived == 0
          ? "The port takes connections and nothing answers: ask whether the application behind it runs."
          : "The answer comes too slowly to be complete: look at the link and at the system's load.")
    case .wrongService:
      outcome = "wrong-service"
      isUnreachable = true
      self.failure = StepFailure(
        blame: .configuration, message: text, rule: failure.rule,
        advice: "Something else than a DICOM application entity answers there: check the port in the network file.")
    case .limitExceeded:
      outcome = "failed"
      self.failure = StepFailure(
        blame: .harness, message: text, rule: failure.rule,
        advice: "The answer is longer than this version takes; narrow the query.")
    case .cancelled, .misuse:
      outcome = "failed"
      self.failure = StepFailure(blame: .harness, message: text, rule: failure.rule)
    }
  }

  /// A rejection is the system's word, unless it is about names that the two sides have to agree on, or about being busy.
  private static func rejection(_ reject: AssociateReject, text: String) -> StepFailure {
    let reason = reject.reasonWord.lowercased()
    if reason.contains("ae-title") || reason.contains("ae title") {
      return StepFailure(
        blame: .configuration, message: text, rule: "PS3.8 §9.3.4",
        advice: """
          The system does not know one of the AE titles: check ae-title and calling-ae-title in the network file, and have \
          the harness's AE title registered at the system.
          """)
    }
    // What is said of the protocol does not pass, whichever way it is put.
    let isOfProtocol =
      (reject.source, reject.reason) == (.serviceUser, 2) || (reject.source, reject.reason) == (.serviceProviderACSE, 2)
    if reject.result == .rejectedTransient, !isOfProtocol {
      return StepFailure(
        blame: .network, message: text, rule: "PS3.8 §9.3.4",
        advice: "The system says that this will pass: run again, with a lower concurrency if it recurs.")
    }
    return StepFailure(blame: .system, message: text, rule: "PS3.8 §9.3.4")
  }
}
