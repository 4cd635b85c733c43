import Evidence
import Foundation
import HL7
import Inventory
import NIOCore
import Specification

/// What the `hl7.*` steps that send have in common: where, with which TLS settings, within which time.
struct HL7Exchange {
  /// Where.
  let endpoint: MLLPConnection.Endpoint
  /// Further keys of the endpoint's block: applications and facilities.
  let settings: [String: String]
  /// The endpoint for people.
  let text: String
  /// For the whole exchange.
  let time: Duration
  private let group: any EventLoopGroup

  /// Prepares an exchange with the system's HL7 endpoint; nil where the network file gives none that can be used.
  init?(_ context: StepContext) {
    guard case .address(let given) = context.system.endpoints[.hl7],
      var endpoint = MLLPConnection.Endpoint(given.address)
    else { return nil }
    func path(_ relative: String?) -> String? {
      relative.map { $0.hasPrefix("/") ? $0 : "\(context.networkFolder)/\($0)" }
    }
    endpoint.security = given.tls.map {
      ConnectionSecurity(
        trustRootsFile: path($0.trust), certificateFile: path($0.certificate), privateKeyFile: path($0.key),
        serverName: $0.serverName)
    }
    self.endpoint = endpoint
    settings = given.settings
    text = EndpointText.text(of: context.system, for: .hl7)
    time = .nanoseconds(context.deadline)
    group = context.group
  }

  /// The result of a step whose system has no HL7 endpoint.
  static func noEndpoint(_ context: StepContext) -> StepResult {
    .misuse("The network file gives no HL7 endpoint for \(context.system.reference) that can be used.")
  }

  /// Opens a connection.
  func open(_ recorder: ConnectionRecorder) async throws(ConnectionFailure) -> MLLPConnection {
    try await MLLPConnection.open(to: endpoint, within: min(time, .seconds(10)), group: group, recorder: recorder)
  }
}

extension MLLPConnection.Endpoint {
  /// Of `host:port` or `[address]:port`; nil for anything else.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else { return nil }
    let host = text[..<colon]
    self.init(host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host), port: port)
  }
}

extension Transcript {
  /// What went over a connection, as the record keeps it.
  init(_ entries: [ConnectionRecorder.Entry]) {
    self.init(
      entries: entries.map { entry in
        Entry(
          microseconds: entry.microseconds, direction: Direction(rawValue: entry.direction.rawValue) ?? .event,
          summary: entry.summary, details: entry.details, length: entry.length,
          hex: Self.hexadecimal(entry.firstBytes))
      })
  }
}
