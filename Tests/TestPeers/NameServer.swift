/// A name server by dnspython, good or with a defect.
public enum NameServer {
  /// What it does wrong, as the script `Python/name_server.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case noService = "no-service"
    case wrongPort = "wrong-port"
    case loop
    case cut
    case truncated
    case otherQuestion = "other-question"
  }

  /// Starts it on a UDP port. It knows `_ldap._tcp.network.example` and `directory.network.example`.
  public static func start(_ defect: Defect = .none, ldapPort: Int = 389) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/name_server.py").path
    return try await PeerProcess(try PeerPython.interpreter().path, over: .udp) { _, port in
      [script, String(port), defect.rawValue, String(ldapPort)]
    }
  }
}
