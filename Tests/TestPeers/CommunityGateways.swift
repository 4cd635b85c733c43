/// Two communities with responding gateways, and an initiating gateway before them, by Python's HTTP server and lxml.
public enum CommunityGateways {
  /// Communities of the two responding gateways, as OIDs.
  public static let communities = (a: "1.3.6.1.4.1.21367.2026.70.1", b: "1.3.6.1.4.1.21367.2026.70.2")
  /// The community that never answers, as the gateway names it.
  public static let silent = "urn:oid:1.3.6.1.4.1.21367.2026.70.9"

  /// What they do wrong, as the script `Python/gateway.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case noHome = "no-home"
    case bareHome = "bare-home"
    case otherHome = "other-home"
    case noHomeRetrieved = "no-home-retrieved"
    case takesAnyHome = "takes-any-home"
    case takesNoHome = "takes-no-home"
    case noLocation = "no-location"
    case localAction = "local-action"
    case truncates
    case inline
    case slow
    case refusesOften = "refuses-often"
    /// What a gateway may do: no defect.
    case keepsFailures = "keeps-failures"
    case dropsHomes = "drops-homes"
    case firstOnly = "first-only"
    case allOrNothing = "all-or-nothing"
    case hidesSilence = "hides-silence"
    case namelessSilence = "nameless-silence"
    case generalSilence = "general-silence"
    case asksAll = "asks-all"
    case takesStrangers = "takes-strangers"
    case ignoresTime = "ignores-time"
    case repeats
    case listsOnce = "lists-once"
    case givesOnce = "gives-once"
    case waits
  }

  /// Starts them; responding gateways are at `/a/gateway` and `/b/gateway`, the repositories behind them at `/a/repository`
  /// and `/b/repository`, the initiating gateway is at `/gateway`.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/gateway.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue]
    }
  }
}
