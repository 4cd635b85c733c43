/// A provider information directory over SOAP with two organisations, by Python's HTTP server and lxml.
public enum ProviderDirectory {
  /// Below which entry they are.
  public static let base = "OU=HCRegulatedOrganization,DC=HPD,O=NHS,C=GB"

  /// What it does wrong, as the script `Python/hpd.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case findsAll = "finds-all"
    case findsNone = "finds-none"
    case noAddress = "no-address"
    case otherID = "other-id"
    case noResult = "no-result"
    case codeOnly = "code-only"
    case otherBody = "other-body"
    case unreachable
    case fault
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/hpd.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
