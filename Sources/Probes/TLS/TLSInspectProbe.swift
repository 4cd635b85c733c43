import Evidence
import Foundation
import Specification
import TransportSecurity

/// `tls.inspect`: finds out what a port offers over TLS.
enum TLSInspectProbe: Probe {
  static let description = TLSInspectDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let kind = EndpointProtocol(rawValue: inputs.text(StepDescription.endpointInput) ?? "dicom"),
      let endpoint = TLSEndpoint(kind, in: context)
    else { return .misuse("The network file gives no address to inspect for \(context.system.reference).") }
    let start = ContinuousClock.now
    let moment = Int64(Date().timeIntervalSince1970)
    let result = await TLSInspector.inspect(
      endpoint.target, at: moment, within: .nanoseconds(context.deadline),
      // Each connection counts towards the rate that the network file allows.
      interval: context.system.limits.rate.map { .seconds(1) / max($0, 1) } ?? .zero, group: context.group)
    var observation = TLSObservation.fields(
      result.findings, of: endpoint.service, isComplete: result.failure == nil, at: moment)
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    let place = EndpointText.text(of: context.system, for: kind)
    let (outcome, failure) = Self.blame(result.failure, at: place)
    observation["outcome"] = .string(outcome)
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(result.entries),
      isUnreachable: outcome == "unreachable")
  }

  /// Whose failure it is. Only what the port sent counts against the system.
  private static func blame(_ failure: InspectionFailure?, at place: String) -> (String, StepFailure?) {
    guard let failure else { return ("completed", nil) }
    let text = "\(place): \(failure)."
    switch failure {
    case .unreachable:
      return (
        "unreachable",
        StepFailure(
          blame: .network, message: text,
          advice: "Check host and port in the network file, and that no firewall stands between; then run again.")
      )
    case .timedOut:
      return (
        "timed-out",
        StepFailure(
          blame: .network, message: text,
          advice:
            "Give the step more time if the link is slow; otherwise ask whether the application behind the port runs.")
      )
    case .notTLS:
      return (
        "wrong-service",
        StepFailure(
          blame: .configuration, message: text,
          advice: "Something else than the service in the network file answers there: check the port.")
      )
    case .closedWithoutAnswer:
      return (
        "closed",
        StepFailure(
          blame: .network, message: text,
          advice: "Nothing shows that the system itself closed the connections: look at proxies and address filters.")
      )
    case .ceased:
      return (
        "closed",
        StepFailure(
          blame: .network, message: text,
          advice: """
            Something between allows only so many connections: set limits.rate for the system in the network file, and give \
            the step more time.
            """)
      )
    case .malformed(let violation):
      return ("malformed", StepFailure(blame: .system, message: text, rule: violation.rule))
    case .limitExceeded, .settings, .cancelled:
      return ("failed", StepFailure(blame: .harness, message: text, advice: "Check the tls block of the network file."))
    }
  }
}

extension Transcript {
  /// Connections of an inspection as the record keeps them.
  init(_ entries: [InspectionEntry]) {
    self.init(
      entries: entries.flatMap { entry in
        [
          Entry(
            microseconds: entry.began, direction: .sent, summary: entry.sent, details: [], length: entry.sentLength,
            hex: Self.hexadecimal(entry.sentBytes)),
          Entry(
            microseconds: entry.ended, direction: .received, summary: entry.received, details: [],
            length: entry.receivedLength, hex: Self.hexadecimal(entry.receivedBytes)),
        ]
      })
  }
}
