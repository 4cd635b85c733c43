import Foundation
import Glibc
import Synchronization

/// A program that a test talks to: started on a free port, ended by its process id.
public final class PeerProcess: Sendable {
  /// Why a peer can't be had. A test that needs it fails by it.
  public struct Unavailable: Error, CustomStringConvertible {
    /// What happened, with the program's output.
    public let description: String

    /// Makes a reason.
    public init(description: String) { self.description = description }
  }

  /// The port it listens on.
  public let port: Int
  /// Folder of its own, removed at the end.
  public let folder: URL
  private let process: Process
  private let outputFile: URL

  /// What a peer listens over.
  public enum Transport: Sendable {
    case tcp, udp
  }

  /// Starts a program and waits until it listens.
  /// - Parameters:
  ///   - name: the program; looked for in the system's folders first.
  ///   - environment: added to the environment.
  ///   - prepare: writes files into the peer's folder, gives the arguments for the port.
  public init(
    _ name: String, environment: [String: String] = [:], over transport: Transport = .tcp, within seconds: Double = 60,
    prepare: (_ folder: URL, _ port: Int) throws -> [String]
  ) async throws {
    let program = try Self.find(name)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = try Self.freePort()
    outputFile = folder.appendingPathComponent("output.txt")
    try Data().write(to: outputFile)
    let output = try FileHandle(forWritingTo: outputFile)
    process = Process()
    process.executableURL = program
    process.arguments = try prepare(folder, port)
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    try await listens(on: port, over: transport, within: seconds)
  }

  /// Waits until it listens on a port, and ends it where it does not.
  public func listens(on port: Int, over transport: Transport = .tcp, within seconds: Double) async throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    // Some peers die of a bare connection, so the kernel is asked instead.
    while !Self.isListening(port, over: transport) {
      guard process.isRunning, Date() < deadline else {
        let (name, text) = (process.executableURL?.lastPathComponent ?? "", self.output)
        stop()
        throw Unavailable(description: "\(name) does not listen on port \(port): \(text)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  deinit { stop() }

  /// Its process id.
  public var id: Int32 { process.processIdentifier }

  /// Whether it still runs.
  public var isRunning: Bool { process.isRunning }

  /// What it wrote so far.
  public var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }

  /// Ends it and removes its folder.
  public func stop() {
    // Not by SIGTERM: threads that start programs for tests may block it, and programs inherit that.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// The program's place, unless the name is a path: the system's folders before others, because language environments shadow names of peers.
  public static func find(_ name: String) throws -> URL {
    if name.hasPrefix("/") { return URL(fileURLWithPath: name) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders =
      ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"] + path.split(separator: ":").map(String.init)
    for folder in folders {
      let candidate = URL(fileURLWithPath: folder).appendingPathComponent(name)
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
    }
    throw Unavailable(description: "\(name) is not installed: the test can't be run; see the set-up in the Makefile")
  }

  /// The block of ports that this process gives out, and the place in it. Ports that the system gives out by itself lie above
  /// them, and so do those that simulated networks choose; test processes that run beside each other have other blocks: between a
  /// port's choice and its use nobody else takes it.
  private static let blocks = (first: 10_000, length: 270, count: 44)
  private static let given = Mutex(0)

  /// A port that nobody listens on.
  public static func freePort() throws -> Int {
    let first = blocks.first + Int(getpid()) % blocks.count * blocks.length
    for _ in 0..<blocks.length {
      let port =
        first
        + given.withLock { count in
          defer { count += 1 }
          return count % blocks.length
        }
      if try isFree(port) { return port }
    }
    throw Unavailable(description: "no free port from \(first) to \(first + blocks.length - 1)")
  }

  private static func isFree(_ port: Int) throws -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Unavailable(description: "no socket: errno \(errno)") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
    }
  }

  /// Whether something listens on the port.
  public static func isListening(_ port: Int, over transport: Transport = .tcp) -> Bool {
    SocketTable.isListening(port, over: transport)
  }
}
