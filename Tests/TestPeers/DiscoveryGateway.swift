/// The gateway of patient discovery of a community and the patient index behind it, by lxml and Python's servers.
public enum DiscoveryGateway {
  /// What it does wrong, as the script `Python/discovery.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case guesses
    case givesAny = "gives-any"
    case otherCommunity = "other-community"
    case noCommunity = "no-community"
    case noIdentifier = "no-identifier"
    case errsOnNobody = "errs-on-nobody"
    case asksNothing = "asks-nothing"
    case forgetsQuery = "forgets-query"
    case noInteraction = "no-interaction"
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`, and the index takes messages at the other port. The community is
  /// `a` of ``CommunityGateways``.
  public static func start(_ defect: Defect = .none) async throws -> (process: PeerProcess, indexPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/discovery.py").path
    var indexPort = 0
    let process = try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      // Neither port is taken yet, so that the same one may be offered twice.
      repeat { indexPort = try PeerProcess.freePort() } while indexPort == port
      return [script, String(port), String(indexPort), defect.rawValue]
    }
    return (process, indexPort)
  }
}
