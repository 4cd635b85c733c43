import Foundation

/// A RIS by the Python packages `hl7` and `pynetdicom`: orders and patients over MLLP, a worklist over DICOM, status messages
/// to the placer of an order.
public enum SmallRIS {
  /// Its AE title.
  public static let aeTitle = "RIS"

  /// What it does wrong; the script `Python/ris.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresOrders = "ignores-orders"
    case ignoresChanges = "ignores-changes"
    case keepsCancelled = "keeps-cancelled"
    case losesPlacerNumber = "loses-placer-number"
    case oldVersionOnly = "old-version-only"
    case freeText = "free-text"
    case dropsReferral = "drops-referral"
    case ignoresOffset = "ignores-offset"
    case wrongStatus = "wrong-status"
    case noStatus = "no-status"
    case ignoresCorrections = "ignores-corrections"
    case ignoresMerge = "ignores-merge"
    case overwritesNewer = "overwrites-newer"
    case refusesTransfers = "refuses-transfers"
    case acceptsAnything = "accepts-anything"
    case acceptsEvents = "accepts-events"
    case doublesOrders = "doubles-orders"
    case linksInvalidNumbers = "links-invalid-numbers"
    case wrongLetters = "wrong-letters"
    case ignoresCancel = "ignores-cancel"
    case closes
  }

  /// Starts it; the port of the process is the worklist's.
  ///
  /// - Parameter options: as the script describes them.
  public static func start(
    _ defect: Defect, options: [String: any Sendable] = [:]
  ) async throws -> (process: PeerProcess, messagePort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/ris.py").path
    let messagePort = try PeerProcess.freePort()
    let settings = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
    let process = try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), String(messagePort), defect.rawValue, settings]
    }
    return (process, messagePort)
  }
}
