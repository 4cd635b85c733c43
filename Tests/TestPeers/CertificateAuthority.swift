import Foundation

/// Certificates for one test run, made by openssl in a folder of their own.
public final class CertificateAuthority: Sendable {
  /// The folder.
  public let folder: URL

  /// Makes an authority.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ca-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key",
      "-out", "ca.pem", "-subj", "/CN=Test CA",
      "-days", "2",
    ])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The authority's certificate.
  public var certificate: String { path("ca.pem") }

  /// Kinds of keys.
  public enum Key: String, CaseIterable, Sendable {
    case p256 = "ec -pkeyopt ec_paramgen_curve:prime256v1"
    case rsa1024 = "rsa:1024"
    case rsa2048 = "rsa:2048"
  }

  /// A key and a certificate signed by the authority.
  /// - Parameters:
  ///   - names: subject alternative names, `DNS:localhost,IP:127.0.0.1`.
  ///   - days: validity from now; -1 for one that ended yesterday.
  ///   - extensions: further lines of openssl's extension file.
  ///   - digest: hash of the signature.
  public func issue(
    _ name: String, names: String, days: Int = 2, key: Key = .p256, extensions: [String] = [], digest: String = "sha256"
  ) throws -> (key: String, certificate: String) {
    try run(
      ["req", "-newkey"] + key.rawValue.split(separator: " ").map(String.init) + [
        "-nodes", "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=\(name)",
      ])
    try (["subjectAltName=\(names)"] + extensions + [""]).joined(separator: "\n").write(
      to: folder.appendingPathComponent("\(name).ext"), atomically: true, encoding: .utf8)
    try run([
      "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial",
      "\(Int.random(in: 1...Int.max))", "-days", "\(days)",
      "-extfile", "\(name).ext", "-out", "\(name).pem", "-\(digest)",
    ])
    return (path("\(name).key"), path("\(name).pem"))
  }

  /// A key and a certificate of the curve P-256 that ends at a moment, to the second; in two days where nil.
  public func issue(_ name: String, names: String, until end: Date?) throws -> (key: String, certificate: String) {
    guard let end else { return try issue(name, names: names) }
    try run(
      ["req", "-newkey"] + Key.p256.rawValue.split(separator: " ").map(String.init) + [
        "-nodes", "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=\(name)",
      ])
    try "subjectAltName=\(names)\n".write(
      to: folder.appendingPathComponent("\(name).ext"), atomically: true, encoding: .utf8)
    try Data().write(to: folder.appendingPathComponent("\(name).index"))
    try """
    [ca]
    default_ca = authority
    [authority]
    database = \(path("\(name).index"))
    new_certs_dir = \(folder.path)
    rand_serial = yes
    default_md = sha256
    policy = any
    [any]
    commonName = supplied

    """.write(to: folder.appendingPathComponent("\(name).cnf"), atomically: true, encoding: .utf8)
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = TimeZone(identifier: "UTC")
    form.dateFormat = "yyMMddHHmmss'Z'"
    try run([
      "ca", "-batch", "-config", "\(name).cnf", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", "\(name).csr", "-out",
      "\(name).pem", "-notext", "-startdate", form.string(from: Date(timeIntervalSinceNow: -3_600)), "-enddate",
      form.string(from: end), "-extfile", "\(name).ext",
    ])
    return (path("\(name).key"), path("\(name).pem"))
  }

  /// A key and a certificate that it signs by itself.
  public func selfSigned(_ name: String, names: String) throws -> (key: String, certificate: String) {
    try run([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "\(name).key",
      "-out", "\(name).pem", "-subj", "/CN=\(name)", "-days", "2", "-addext", "subjectAltName=\(names)",
    ])
    return (path("\(name).key"), path("\(name).pem"))
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = try PeerProcess.find("openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PeerProcess.Unavailable(description: "openssl \(arguments.joined(separator: " ")) failed")
    }
  }
}
