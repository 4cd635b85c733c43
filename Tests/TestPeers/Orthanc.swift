import Foundation

/// Orthanc, an archive.
public struct Orthanc: Sendable {
  /// Its AE title.
  public static let aeTitle = "ORTHANC"
  /// The process; its port is the DICOM port.
  public let process: PeerProcess
  /// Port of its REST interface; local only.
  public let httpPort: Int

  /// Starts it empty, open to every AE title.
  public static func start(settings: [String: Any] = [:]) async throws -> Orthanc {
    let httpPort = try PeerProcess.freePort()
    let process = try await PeerProcess("Orthanc", within: 30) { folder, port in
      var configuration: [String: Any] = [
        "Name": "Test", "StorageDirectory": folder.appendingPathComponent("db").path,
        "IndexDirectory": folder.appendingPathComponent("db").path, "HttpPort": httpPort, "DicomPort": port,
        "DicomAet": aeTitle, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
        "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true, "DicomAlwaysAllowFind": true,
        "DicomAlwaysAllowGet": true, "DicomAlwaysAllowMove": true,
        "DicomCheckCalledAet": false, "UnknownSopClassAccepted": false, "Plugins": [String](),
      ]
      configuration.merge(settings) { $1 }
      let file = folder.appendingPathComponent("orthanc.json")
      try JSONSerialization.data(withJSONObject: configuration, options: [.sortedKeys]).write(to: file)
      return [file.path]
    }
    // It listens for HTTP a little later than for DICOM.
    try await process.listens(on: httpPort, within: 30)
    return Orthanc(process: process, httpPort: httpPort)
  }

  /// Settings that start it with its DICOMweb plugin.
  public static let dicomWeb: [String: any Sendable] = [
    "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
    "DicomWeb": ["Enable": true, "Root": "/dicom-web/", "EnableWado": true, "WadoRoot": "/wado"]
      as [String: any Sendable],
  ]

  /// Address of its DICOMweb service.
  public var webURL: String { "http://127.0.0.1:\(httpPort)/dicom-web" }
}
