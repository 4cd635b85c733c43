import Foundation

/// A reporting system and a receiver of reports by the Python package `hl7`.
public enum SmallReporter {
  /// What it does wrong; `reporter.py` tells of each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case dropsSecond = "drops-second"
    case losesPlacer = "loses-placer"
    case neverFinal = "never-final"
    case fewFields = "few-fields"
    case offProfile = "off-profile"
    case correctsAsFinal = "corrects-as-final"
    case givesUp = "gives-up"
    case repeats
    case reorders
    case otherText = "other-text"
    case alertAsText = "alert-as-text"
    case overwrites
    case cutsPDF = "cuts-pdf"
    case foreignDocuments = "foreign-documents"
    case localCode = "local-code"
    case noOffset = "no-offset"
    case shifted
    case unlinked
    case noShowLost = "no-show-lost"
    case refusesVersions = "refuses-versions"
    case refusesAlerts = "refuses-alerts"
    case refusesDocuments = "refuses-documents"
    case acceptsAnything = "accepts-anything"
    case refusesAppointments = "refuses-appointments"
    case thorough
    case scraps
  }

  /// Starts it; it sends to receivers on ports of loopback, as soon as they listen.
  public static func start(_ defect: Defect, receivers: [Int]) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/reporter.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue] + receivers.map { String($0) }
    }
  }
}
