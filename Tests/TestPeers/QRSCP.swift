import Foundation

/// The archive that pynetdicom brings along, `python -m pynetdicom qrscp`.
public enum QRSCP {
  /// Its only AE title.
  public static let aeTitle = "QRSCP"

  /// Starts it empty, open to everybody.
  /// - Parameter destinations: ports on loopback by AE title, for C-MOVE.
  public static func start(destinations: [String: Int] = [:]) async throws -> PeerProcess {
    try await PeerProcess(PeerPython.interpreter().path) { folder, port in
      let instances = folder.appendingPathComponent("instances")
      try FileManager.default.createDirectory(at: instances, withIntermediateDirectories: true)
      let places = destinations.sorted { $0.key < $1.key }.map { title, port in
        "[\(title)]\naddress: 127.0.0.1\nport: \(port)\n"
      }
      let file = folder.appendingPathComponent("qrscp.ini")
      try """
      [DEFAULT]
      ae_title: \(aeTitle)
      port: \(port)
      max_pdu: 16382
      acse_timeout: 30
      dimse_timeout: 30
      network_timeout: 30
      bind_address: 127.0.0.1
      instance_location: \(instances.path)
      database_location: \(folder.appendingPathComponent("instances.sqlite").path)
      log_identifier: False
      \(places.joined())
      """.write(to: file, atomically: true, encoding: .utf8)
      return ["-m", "pynetdicom", "qrscp", "--quiet", "--config", file.path]
    }
  }
}
