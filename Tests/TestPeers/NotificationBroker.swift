/// A broker that tells subscribers of documents, and the repository that they come to, by Python's HTTP server and lxml.
public enum NotificationBroker {
  /// What it does wrong, as the script `Python/broker.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case never
    case otherPatient = "other-patient"
    case ignoresFilter = "ignores-filter"
    case afterEnd = "after-end"
    /// Does nothing wrong: refers to documents as the supplement did.
    case olderReferences = "older-references"
    case symbol
    case wrongContent = "wrong-content"
    case otherTopic = "other-topic"
    case twice
    case anyTopic = "any-topic"
    case soap11 = "soap-1.1"
    case noReference = "no-reference"
    case fault
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/broker.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
