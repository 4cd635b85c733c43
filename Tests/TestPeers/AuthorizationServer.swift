import Foundation

/// An authorization server by oauthlib and PyJWT with a FHIR service and a DICOMweb service that it protects, good or with
/// a defect.
public struct AuthorizationServer: Sendable {
  /// The server; its folder holds the client's keys `key-es.pem` and `key-rs.pem`, its `secret`, and the tokens `expired`
  /// and `foreign`.
  public let process: PeerProcess

  /// Its address without a slash at the end.
  public var url: String { "http://127.0.0.1:\(process.port)" }

  /// Starts it.
  /// - Parameters:
  ///   - defect: as the script `Python/smart.py` names them; none where nil.
  ///   - isOpaque: whether its tokens are known to it alone and no JSON Web Tokens.
  public init(defect: String? = nil, isOpaque: Bool = false) async throws {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/smart.py").path
    var settings: [String: Any] = ["opaque": isOpaque]
    settings["defect"] = defect
    let text = String(decoding: try JSONSerialization.data(withJSONObject: settings), as: UTF8.self)
    process = try await PeerProcess(PeerPython.interpreter().path) { folder, port in
      [script, "\(port)", folder.path, text]
    }
  }

  /// A file of its folder.
  public func file(_ name: String) -> String { process.folder.appendingPathComponent(name).path }
}
