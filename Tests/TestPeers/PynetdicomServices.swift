import Foundation

/// Services on pynetdicom: MPPS, storage commitment, film sessions, user identity, C-GET and C-MOVE.
public enum PynetdicomServices {
  /// Its AE title.
  public static let aeTitle = "SERVICES"

  /// Starts them.
  /// - Parameter options: as the script `Python/services.py` describes them.
  public static func start(_ options: [String: any Sendable] = [:]) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/services.py").path
    let settings = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in [script, "\(port)", settings] }
  }
}
