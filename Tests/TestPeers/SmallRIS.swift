import Foundation

/// A RIS by the Python packages `hl7` and `pynetdicom`: orders and patients over MLLP, a worklist over DICOM.
public enum SmallRIS {
  /// Its AE title.
  public static let aeTitle = "RIS"

  /// What it does wrong.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresOrders = "ignores-orders"
    case keepsCancelled = "keeps-cancelled"
    case ignoresCorrections = "ignores-corrections"
    case acceptsAnything = "accepts-anything"
    case doublesOrders = "doubles-orders"
    case wrongLetters = "wrong-letters"
    case closes
  }

  /// Starts it; the port of the process is the worklist's.
  public static func start(_ defect: Defect) async throws -> (process: PeerProcess, messagePort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/ris.py").path
    let messagePort = try PeerProcess.freePort()
    let process = try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), String(messagePort), defect.rawValue]
    }
    return (process, messagePort)
  }
}
