import Foundation

/// A program that calls what is under test, run to its end.
public enum PeerClient {
  /// How it ended.
  public struct Ended: Sendable {
    /// Exit status.
    public let status: Int32
    /// Standard output and error together.
    public let output: String
  }

  /// Runs a program without blocking the threads of the tests.
  /// - Parameter seconds: after which it is killed.
  public static func run(
    _ name: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    within seconds: Double = 30
  ) async throws -> Ended {
    try await run(at: try PeerProcess.find(name), arguments, in: folder, environment: environment, within: seconds)
  }

  /// Runs a Python script with pydicom and pynetdicom, and with what the scripts of peers share. A second before it is killed,
  /// it writes where its threads stand.
  public static func python(
    _ script: String, _ arguments: [String] = [], within seconds: Double = 30
  ) async throws -> Ended {
    let scripts = Project.root.appendingPathComponent("Tests/TestPeers/Python").path
    let watched = """
      import faulthandler, sys; faulthandler.dump_traceback_later(\(max(seconds - 1, 1))); sys.path.append("\(scripts)")

      """
    return try await run(at: try PeerPython.interpreter(), ["-c", watched + script] + arguments, within: seconds)
  }

  private static func run(
    at program: URL, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    within seconds: Double
  ) async throws -> Ended {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("client-\(UUID().uuidString).txt")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try FileHandle(forWritingTo: file)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: seconds)
    while process.isRunning {
      if Date() > deadline { kill(process.processIdentifier, SIGKILL) }
      try await Task.sleep(for: .milliseconds(10))
    }
    return Ended(
      status: process.terminationStatus, output: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }
}
