import Foundation

/// A time server: chrony, or a script of Python with a defect.
public enum TimeServer {
  /// What the script does wrong, as `Python/time_server.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case fast
    case slow
    case unset
    case refuses
    case stranger
    case short
    case silent
    case jumps
  }

  /// Starts the script on a UDP port.
  public static func start(_ defect: Defect = .none) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/time_server.py").path
    return try await PeerProcess(try PeerPython.interpreter().path, over: .udp) { _, port in
      [script, String(port), defect.rawValue]
    }
  }

  /// Starts chrony, which serves the machine's own clock and never touches it.
  public static func chrony() async throws -> PeerProcess {
    try await PeerProcess("chronyd", over: .udp) { folder, port in
      let lines = [
        "port \(port)", "bindaddress 127.0.0.1", "local stratum 3", "allow 127.0.0.0/8", "cmdport 0",
        "pidfile \(folder.path)/pid", "driftfile \(folder.path)/drift",
        "bindcmdaddress /",
      ]
      let file = folder.appendingPathComponent("chrony.conf")
      try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
      return ["-x", "-d", "-U", "-u", NSUserName(), "-f", file.path]
    }
  }
}
