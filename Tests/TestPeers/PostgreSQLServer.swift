import Foundation
import Glibc

/// A PostgreSQL server of the test's own: its data in a folder of its own, on loopback alone, as a user that is not root.
public final class PostgreSQLServer: Sendable {
  private let process: PeerProcess
  private let folder: URL

  /// The password of its user.
  public static let password = "canary-password-of-the-index"

  /// Makes a cluster and starts it.
  public init() async throws {
    let versions = "/usr/lib/postgresql"
    let version = (try? FileManager.default.contentsOfDirectory(atPath: versions))?.compactMap { Int($0) }.max()
    guard let version else { throw PeerProcess.Unavailable(description: "no PostgreSQL server is installed") }
    let programs = "\(versions)/\(version)/bin"
    // Not in the folder for temporary files: another user may not be let into that.
    var template = Array("/tmp/assay-postgresql-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PeerProcess.Unavailable(description: "no folder in /tmp") }
    let folder = URL(
      fileURLWithPath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    self.folder = folder
    let passwordFile = folder.appendingPathComponent("password")
    try Data("\(Self.password)\n".utf8).write(to: passwordFile)
    // PostgreSQL's programs refuse to be root, and the package makes a user for them.
    var asUser: [String] = []
    if getuid() == 0 {
      guard let user = getpwnam("postgres") else {
        throw PeerProcess.Unavailable(description: "there is no user postgres")
      }
      for path in [folder.path, passwordFile.path] { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
      asUser = ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    }
    let data = folder.appendingPathComponent("data").path
    let made = try ExternalTool.run(
      "setpriv",
      asUser + [
        "\(programs)/initdb", "--pgdata=\(data)", "--username=assay", "--pwfile=\(passwordFile.path)",
        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions",
      ])
    guard made.status == 0 else { throw PeerProcess.Unavailable(description: made.output) }
    process = try await PeerProcess("setpriv", within: 60) { _, port in
      asUser + [
        "\(programs)/postgres", "-D", data, "-p", "\(port)", "-c", "listen_addresses=127.0.0.1", "-c",
        "unix_socket_directories=", "-c", "fsync=off",
      ]
    }
    // It listens before it lets anybody in.
    let deadline = Date(timeIntervalSinceNow: 60)
    while !process.output.contains("database system is ready to accept connections") {
      guard process.isRunning, Date() < deadline else {
        throw PeerProcess.Unavailable(description: "PostgreSQL lets nobody in: \(process.output)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    try Data("127.0.0.1:\(process.port):*:assay:\(Self.password)\n".utf8).write(
      to: folder.appendingPathComponent("passwords"))
    chmod(folder.appendingPathComponent("passwords").path, 0o600)
  }

  /// Its port.
  public var port: Int { process.port }

  /// The address of its database, with the file that holds the password.
  public var address: String {
    "postgresql://assay@127.0.0.1:\(port)/postgres?passfile=\(folder.path)/passwords"
  }

  /// Ends it in its own way, so that no shared memory is left, and removes its data.
  public func stop() {
    if process.isRunning { kill(process.id, SIGQUIT) }
    for _ in 0..<500 where process.isRunning { usleep(10_000) }
    process.stop()
    try? FileManager.default.removeItem(at: folder)
  }
}
