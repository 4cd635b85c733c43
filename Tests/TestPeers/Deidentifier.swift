import Foundation

/// A research gateway on pydicom and pynetdicom that de-identifies objects and sends them on, well or badly.
public enum Deidentifier {
  /// Its AE title.
  public static let aeTitle = "GATEWAY"

  /// Starts it.
  /// - Parameters:
  ///   - leave: What it does wrong, as the script `Python/deidentifier.py` describes it.
  ///   - port: Where it sends the objects, on loopback.
  ///   - title: The AE title there.
  ///   - optOuts: File of the NHS numbers of those who opted out, one a line; nobody did where nil or missing.
  public static func start(
    leaving leave: [String] = [], exportTo port: Int, _ title: String, optOuts: String? = nil
  ) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/deidentifier.py").path
    var options: [String: any Sendable] = ["leave": leave, "export-port": port, "export-ae": title]
    options["opt-outs"] = optOuts
    let settings = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in [script, "\(port)", settings] }
  }
}
