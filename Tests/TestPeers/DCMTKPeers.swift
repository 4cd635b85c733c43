import Foundation

/// DCMTK's storage server: takes everything, keeps it in its folder.
public enum STORESCP {
  /// Starts it.
  /// - Parameters:
  ///   - arguments: further options.
  ///   - environment: `TCP_NODELAY=1` switches Nagle's algorithm off.
  public static func start(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> PeerProcess {
    try await PeerProcess("storescp", environment: environment) { folder, port in
      let store = folder.appendingPathComponent("store")
      try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
      return ["--output-directory", store.path] + arguments + ["\(port)"]
    }
  }
}

/// DCMTK's archive.
public enum DCMQRSCP {
  /// Its only AE title.
  public static let aeTitle = "ARCHIVE"

  /// Starts it with an empty storage area that anybody may write to.
  /// - Parameter destinations: ports on loopback by AE title, for C-MOVE.
  public static func start(destinations: [String: Int] = [:]) async throws -> PeerProcess {
    try await PeerProcess("dcmqrscp") { folder, port in
      let store = folder.appendingPathComponent("store")
      try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
      let hosts = destinations.sorted { $0.key < $1.key }.map { title, port in
        "\(title.lowercased()) = (\(title), 127.0.0.1, \(port))"
      }
      let configuration = """
        NetworkTCPPort = \(port)
        MaxPDUSize = 16384
        MaxAssociations = 16
        HostTable BEGIN
        \(hosts.joined(separator: "\n"))
        HostTable END
        VendorTable BEGIN
        VendorTable END
        AETable BEGIN
        \(aeTitle) \(store.path) RW (200, 1024mb) ANY
        AETable END

        """
      let file = folder.appendingPathComponent("dcmqrscp.cfg")
      try configuration.write(to: file, atomically: true, encoding: .utf8)
      return ["-c", file.path, "\(port)"]
    }
  }
}

/// DCMTK's worklist server.
public enum WLMSCPFS {
  /// Its only AE title.
  public static let aeTitle = "WORKLIST"

  /// Starts it with worklist files.
  /// - Parameter dumps: worklist items as `dump2dcm` reads them, by name.
  public static func start(_ dumps: [String: String] = [:]) async throws -> PeerProcess {
    let converter = try PeerProcess.find("dump2dcm")
    return try await PeerProcess("wlmscpfs") { folder, port in
      let items = folder.appendingPathComponent("worklist").appendingPathComponent(aeTitle)
      try FileManager.default.createDirectory(at: items, withIntermediateDirectories: true)
      try Data().write(to: items.appendingPathComponent("lockfile"))
      for (name, dump) in dumps {
        let source = folder.appendingPathComponent("\(name).dump")
        try dump.write(to: source, atomically: true, encoding: .utf8)
        let process = try Process.run(
          converter, arguments: [source.path, items.appendingPathComponent("\(name).wl").path])
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
          throw PeerProcess.Unavailable(description: "dump2dcm can't read the worklist item \(name)")
        }
      }
      return ["-dfp", folder.appendingPathComponent("worklist").path, "\(port)"]
    }
  }
}
