import Foundation

/// A time-stamping authority by OpenSSL (RFC 3161).
public struct StampingAuthority: Sendable {
  private let authority: CertificateAuthority
  private let configuration: String

  /// PEM of the authority above it.
  public var root: String { authority.certificate }
  /// PEM of its own certificate.
  public let certificate: String

  /// Makes its keys and certificates.
  ///
  /// - Parameters:
  ///   - usage: What its certificate is meant for.
  ///   - digest: Hash of what is signed.
  ///   - key: Kind of its key.
  public init(
    usage: String = "critical,timeStamping", digest: String = "sha256", key: CertificateAuthority.Key = .p256
  ) throws {
    authority = try CertificateAuthority()
    let issued = try authority.issue(
      "stamps", names: "DNS:stamps.invalid", key: key,
      extensions: ["keyUsage=critical,digitalSignature", "extendedKeyUsage=\(usage)"])
    certificate = issued.certificate
    configuration = authority.folder.appendingPathComponent("ts.cnf").path
    let serial = authority.folder.appendingPathComponent("serial").path
    try "01\n".write(toFile: serial, atomically: true, encoding: .utf8)
    try """
    [ tsa ]
    default_tsa = stamp
    [ stamp ]
    serial = \(serial)
    signer_cert = \(issued.certificate)
    signer_key = \(issued.key)
    signer_digest = \(digest)
    certs = \(issued.certificate)
    default_policy = 1.2.3.4.1
    digests = sha256, sha384, sha512
    ess_cert_id_alg = \(digest)

    """.write(toFile: configuration, atomically: true, encoding: .utf8)
  }

  /// Stamps a file; answers the path of the authority's whole answer.
  public func stamp(_ file: String, digest: String = "sha256") async throws -> String {
    let name = authority.folder.appendingPathComponent(UUID().uuidString).path
    try await Self.openssl(["ts", "-query", "-data", file, "-\(digest)", "-cert", "-out", "\(name).tsq"])
    try await Self.openssl([
      "ts", "-reply", "-config", configuration, "-queryfile", "\(name).tsq", "-out", "\(name).tsr",
    ])
    return "\(name).tsr"
  }

  private static func openssl(_ arguments: [String]) async throws {
    let answer = try await PeerClient.run("openssl", arguments)
    guard answer.status == 0 else { throw PeerProcess.Unavailable(description: "openssl: \(answer.output)") }
  }
}
