import Foundation

/// An origin server on Python's own HTTP server and pydicom: STOW-RS, WADO-URI and UPS-RS with events, good or with a
/// defect.
public enum OriginServer {
  /// Starts it.
  /// - Parameters:
  ///   - defect: as the script `Python/origin_server.py` names them; none where nil.
  ///   - key: PEM file of its private key, for TLS.
  ///   - certificate: PEM file of its certificate, for TLS.
  public static func start(
    defect: String? = nil, key: String? = nil, certificate: String? = nil
  ) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/origin_server.py").path
    let options = ["defect": defect, "key": key, "certificate": certificate].compactMapValues { $0 }
    let settings = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in [script, "\(port)", settings] }
  }
}
