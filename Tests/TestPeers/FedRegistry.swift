/// A document registry and repository that knows only the patients whom it was told of: over HL7 V3 by Python's HTTP server and
/// lxml, over HL7 v2 by `hl7`.
public enum FedRegistry {
  /// What it does wrong; the script `Python/fed_registry.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case v2Only = "v2-only"
    case v3Only = "v3-only"
    case ignoresFeed = "ignores-feed"
    case ignoresMerge = "ignores-merge"
    case losesMerged = "loses-merged"
    case listsBoth = "lists-both"
    case takesSubsumed = "takes-subsumed"
  }

  /// Starts it; the port of the process is that of SOAP.
  public static func start(_ defect: Defect) async throws -> (process: PeerProcess, messagePort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/fed_registry.py").path
    let messagePort = try PeerProcess.freePort()
    let process = try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), String(messagePort), defect.rawValue]
    }
    return (process, messagePort)
  }
}
