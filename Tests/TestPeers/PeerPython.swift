import Foundation

/// The Python interpreter that has pydicom and pynetdicom.
public enum PeerPython {
  /// The project's own environment, else the system's interpreter.
  public static func interpreter() throws -> URL {
    let own = Project.root.appendingPathComponent(".build/python/bin/python3")
    return FileManager.default.isExecutableFile(atPath: own.path) ? own : try PeerProcess.find("python3")
  }
}
