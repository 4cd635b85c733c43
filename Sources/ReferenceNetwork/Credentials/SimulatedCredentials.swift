import Crypto
import Foundation
import TransportSecurity

/// Certificates, keys and tokens that are made for one run, so that simulated systems and whoever looks at them know each
/// other; in a folder that goes with the run.
public struct SimulatedCredentials: Hashable, Sendable {
  /// A file of the folder: what a network file may refer to.
  public enum File: String, CaseIterable, Sendable {
    /// The authority that the network trusts.
    case authority = "authority.pem"
    /// Who looks at the systems: certificate and key.
    case clientCertificate = "client.pem"
    case clientKey = "client.key"
    /// The key by which a client asks for tokens.
    case tokenKey = "token.key"
    /// The secret by which another client asks for tokens.
    case clientSecret = "client-secret"
    /// Who asserts who asks: certificate and key.
    case issuerCertificate = "issuer.pem"
    case issuerKey = "issuer.key"
    /// A password, and a token that is issued beforehand.
    case password = "password"
    case token = "token"
    /// A token whose time is over, and one for another service.
    case expiredToken = "expired-token"
    case foreignToken = "foreign-token"
  }

  /// What a certificate of the systems is like.
  private enum Identity: String, CaseIterable {
    case sound, expired, other, stranger, unrevocable
  }

  /// The folder.
  public let folder: URL
  /// The public half of the key by which a client asks for tokens, in PEM.
  public let tokenKey: String
  /// The certificate by which systems trust who asserts who asks, in PEM.
  public let issuerCertificate: String

  /// Makes the credentials in a folder, which is made where it is not there.
  ///
  /// - Throws: What can't be made or written.
  public init(in folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let token = P384.Signing.PrivateKey()
    tokenKey = token.publicKey.pemRepresentation
    let authority = try CertificateIssuer(name: "Simulated network")
    let foreign = try CertificateIssuer(name: "Nobody")
    let asserting = try authority.issue("issuer", hosts: ["issuer.example"])
    issuerCertificate = asserting.certificate
    try write(authority.certificate, File.authority.rawValue)
    try write(foreign.certificate, Self.strangers)
    try write(token.pemRepresentation, File.tokenKey.rawValue)
    try write(asserting.certificate, File.issuerCertificate.rawValue)
    try write(asserting.key, File.issuerKey.rawValue)
    try write(UUID().uuidString, File.clientSecret.rawValue)
    try write(UUID().uuidString, File.password.rawValue)
    try write(UUID().uuidString, File.token.rawValue)
    let client = try authority.issue("assay", hosts: ["localhost"], addresses: [Self.loopback])
    try write(client.certificate, File.clientCertificate.rawValue)
    try write(client.key, File.clientKey.rawValue)
    for identity in Identity.allCases {
      let issuer = identity == .stranger ? foreign : authority
      let issued = try issuer.issue(
        "system", hosts: [identity == .other ? "other.invalid" : "localhost"],
        addresses: identity == .other ? [] : [Self.loopback], validity: identity == .expired ? .ended : .current,
        responder: identity == .unrevocable ? nil : "http://127.0.0.1/ocsp")
      try write(issued.certificate, "system-\(identity.rawValue).pem")
      try write(issued.key, "system-\(identity.rawValue).key")
    }
  }

  /// 127.0.0.1
  private static let loopback: [UInt8] = [127, 0, 0, 1]
  /// Authorities that nobody knows.
  private static let strangers = "strangers.pem"

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ text: String, _ name: String) throws {
    let url = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: url, options: .atomic)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
  }

  /// The content of a file; nil where it is not there.
  func text(_ file: File) -> String? { try? String(contentsOfFile: path(file.rawValue), encoding: .utf8) }

  /// Leaves a token for whoever looks at the systems.
  func leave(_ token: String, as file: File) throws { try write(token, file.rawValue) }

  /// How systems secure their connections, with defects or none.
  public func server(_ defects: Set<SecurityDefect> = []) -> ServerSecurity {
    let identity: Identity =
      switch true {
      case defects.contains(.expired): .expired
      case defects.contains(.otherName): .other
      case defects.contains(.stranger): .stranger
      case defects.contains(.unrevocable): .unrevocable
      default: .sound
      }
    var security = ServerSecurity(
      certificateFile: path("system-\(identity.rawValue).pem"), privateKeyFile: path("system-\(identity.rawValue).key"),
      trustRootsFile: defects.contains(.asksNoCertificate) ? nil : path(File.authority.rawValue))
    let faults: [(SecurityDefect, ServerSecurity.Fault)] = [
      (.takesStrangers, .anyCertificate), (.oldVersions, .oldVersions),
      (.plainText, .plainText),
    ]
    security.faults = Set(faults.filter { defects.contains($0.0) }.map(\.1))
    return security
  }

  /// How systems secure the connections that they open themselves.
  var client: ClientSecurity {
    ClientSecurity(
      trustRootsFile: path(File.authority.rawValue), certificateFile: path("system-sound.pem"),
      privateKeyFile: path("system-sound.key"))
  }
}
