/// Two communities with archives and responding imaging gateways, and an initiating imaging gateway before them, by pydicom,
/// pynetdicom and lxml.
public enum ImagingGateways {
  /// What they do wrong, as the script `Python/imaging_gateway.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case spoilsImage = "spoils-image"
    case forgetsImage = "forgets-image"
    case noHome = "no-home"
    case takesAnyHome = "takes-any-home"
    case unknownIsSuccess = "unknown-is-success"
    case anySyntax = "any-syntax"
    case firstSyntax = "first-syntax"
    case refusesCompressed = "refuses-compressed"
    case allOrNothing = "all-or-nothing"
    case hidesSilence = "hides-silence"
    case namelessSilence = "nameless-silence"
    case takesStrangers = "takes-strangers"
    case dropsHomes = "drops-homes"
  }

  /// Imaging document sources of the two communities, as OIDs.
  public static let sources = (a: "1.3.6.1.4.1.21367.2026.72.1", b: "1.3.6.1.4.1.21367.2026.72.2")

  /// Starts them; responding gateways are at `/a/images` and `/b/images`, the archives have the AE titles A and B at the DICOM
  /// port, the initiating gateway is at `/images`. The communities are those of ``CommunityGateways``.
  public static func start(_ defect: Defect = .none) async throws -> (process: PeerProcess, dicomPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/imaging_gateway.py").path
    var dicomPort = 0
    let process = try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      // Neither port is taken yet, so that the same one may be offered twice.
      repeat { dicomPort = try PeerProcess.freePort() } while dicomPort == port
      return [script, String(port), String(dicomPort), defect.rawValue]
    }
    return (process, dicomPort)
  }
}
