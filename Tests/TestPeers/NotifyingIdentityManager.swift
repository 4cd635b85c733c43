/// The patient index of ``IdentityManager`` with a consumer whom it tells of changes.
public enum NotifyingIdentityManager {
  /// What it does wrong; the script `Python/identity_manager.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresMerge = "ignores-merge"
    case noNotification = "no-notification"
    case partialNotification = "partial-notification"
    case bareNotification = "bare-notification"
  }

  /// Starts it.
  ///
  /// - Parameter consumer: Port at which the consumer listens.
  public static func start(_ defect: Defect, consumer: Int) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/identity_manager.py").path
    return try await PeerProcess(PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue, String(consumer)]
    }
  }
}
