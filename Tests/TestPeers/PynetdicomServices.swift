import Foundation

/// Services on pynetdicom: MPPS, storage commitment, film sessions, user identity, C-GET and C-MOVE.
public enum PynetdicomServices {
  /// Its AE title.
  public static let aeTitle = "SERVICES"

  /// Starts them.
  /// - Parameter options: as the script `Python/services.py` describes them.
  public static func start(_ options: [String: any Sendable] = [:]) async throws -> PeerProcess {
    try await PythonPeer.start("services.py", options)
  }
}

/// A worklist of unified procedure steps on pynetdicom.
public enum PynetdicomWorkitems {
  /// Its AE title.
  public static let aeTitle = "WORKITEMS"

  /// Starts it.
  /// - Parameter options: as the script `Python/workitems.py` describes them.
  public static func start(_ options: [String: any Sendable] = [:]) async throws -> PeerProcess {
    try await PythonPeer.start("workitems.py", options)
  }
}

/// An archive on pynetdicom that acts on rejection notes and tells of availability.
public enum PynetdicomArchive {
  /// Its AE title.
  public static let aeTitle = "ARCHIVE"

  /// Starts it.
  /// - Parameter options: as the script `Python/archive.py` describes them.
  public static func start(_ options: [String: any Sendable] = [:]) async throws -> PeerProcess {
    try await PythonPeer.start("archive.py", options)
  }
}

/// A verification provider on pynetdicom that aborts its first associations.
public enum MoodyProvider {
  /// Starts it.
  /// - Parameter aborts: how many associations it aborts.
  public static func start(aborts: Int) async throws -> PeerProcess {
    try await PythonPeer.start("moody.py", ["aborts": aborts])
  }
}

/// A script of `Tests/TestPeers/Python` that serves on a port with options.
enum PythonPeer {
  static func start(_ name: String, _ options: [String: any Sendable]) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/\(name)").path
    let settings = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in [script, "\(port)", settings] }
  }
}
