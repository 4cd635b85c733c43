import Foundation

/// Receivers of HL7 v2 messages by the Python packages `hl7` and `hl7apy`.
public enum MessageReceiver: String, CaseIterable, Sendable {
  /// Acknowledges every message of a connection.
  case hl7
  /// Takes one message a connection, ADT^A08 alone.
  case hl7apy

  /// Starts it.
  public func start() async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/mllp.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in [script, rawValue, String(port)] }
  }
}
