import Foundation

/// A receiver of HL7 v2 messages by the Python package `hl7`, which does nothing but acknowledge them.
public enum Acknowledger {
  /// What it does wrong.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case localSegment = "local-segment"
    case otherEdition = "other-edition"
    case bareRefusal = "bare-refusal"
  }

  /// Starts it; the port of the process is that of its messages.
  public static func start(_ defect: Defect) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/acknowledger.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
