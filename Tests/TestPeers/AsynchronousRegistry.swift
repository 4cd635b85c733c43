/// A document registry by Python's HTTP server and lxml that answers by itself, at the address that a message names.
public enum AsynchronousRegistry {
  /// What it does wrong, as the script `Python/asynchronous.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case never
    case late
    case twice
    case other
    case noRelation = "no-relation"
    case onConnection = "on-connection"
    case notTaken = "not-taken"
    case html
    case soapFault = "soap-fault"
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/asynchronous.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
