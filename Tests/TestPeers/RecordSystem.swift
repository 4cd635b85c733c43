import Foundation

/// A record system by Flask and pynetdicom: tells those who subscribed over FHIR of studies that are stored by DICOM.
public enum RecordSystem {
  /// Its AE title.
  public static let aeTitle = "RECORDS"

  /// What it does wrong.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case takesNone = "takes-none"
    case tellsNobody = "tells-nobody"
    case neverAgain = "never-again"
    case sendsPatient = "sends-patient"
    case forgetsHeader = "forgets-header"
    case callsElsewhere = "calls-elsewhere"
    case callsByGet = "calls-by-get"
    /// No defect: it calls no address without TLS, and the harness's listener has none.
    case wantsTLS = "wants-tls"
  }

  /// Starts it; the port of the process is that of DICOM.
  public static func start(_ defect: Defect = .none) async throws -> (process: PeerProcess, webPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/records.py").path
    var webPort = 0
    let process = try await PeerProcess(PeerPython.interpreter().path) { _, port in
      // Neither port is taken yet, so that the same one may be offered twice.
      repeat { webPort = try PeerProcess.freePort() } while webPort == port
      return [script, String(port), String(webPort), defect.rawValue]
    }
    return (process, webPort)
  }
}
