/// A record locator over FHIR, by Python's HTTP server.
public enum RecordLocator {
  /// What it does wrong, as the script `Python/record_locator.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case noCustodian = "no-custodian"
    case localCustodian = "local-custodian"
    case localType = "local-type"
    case noCategory = "no-category"
    case noFormat = "no-format"
    case noSystem = "no-system"
    case givesSuperseded = "gives-superseded"
    case otherPatients = "other-patients"
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/record_locator.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
