import Foundation
import TestPeers

/// An integration engine by the Python standard library.
enum SmallRelay {
  /// What it does wrong; `relay.py` tells of each.
  enum Defect: String, CaseIterable, Sendable {
    case none
    case holdsBack = "holds-back"
    case repeats
    case losesPlacer = "loses-placer"
    case cutsText = "cuts-text"
  }

  /// Starts it; it passes messages on to a port of loopback.
  static func start(_ defect: Defect, receiver: Int) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/relay.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue, String(receiver)]
    }
  }
}
