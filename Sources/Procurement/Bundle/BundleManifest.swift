import Evidence
import Foundation

/// What a bundle says of itself; the one thing that is signed, and it holds the fingerprint of everything else.
public struct BundleManifest: Codable, Hashable, Sendable {
  /// Version of the layout.
  public var edition: Int
  /// `bundle`.
  public var kind: String
  /// Tool and version.
  public var tool: String
  /// Identifier of the run.
  public var run: String
  /// Moment of signing by the signer's clock, ISO 8601 UTC. A time-stamp token is what proves it.
  public var signedAt: String
  /// SHA-256 over the specification's files, as `RuleSet` counts it.
  public var specification: String
  /// The profile in force, by name.
  public var profile: String?
  /// What was taken out before signing.
  public var redactions: [Redaction]
  /// Identifiers that look like those of patients and were said to be none.
  public var allowed: [String]
  /// Every file besides the manifest and its signature, sorted by path.
  public var files: [Entry]

  /// Something taken out of a file.
  public struct Redaction: Codable, Hashable, Sendable {
    /// The file.
    public var path: String
    /// `credential` or `host`.
    public var what: String
    /// How often.
    public var count: Int

    /// Makes an entry.
    public init(path: String, what: String, count: Int) {
      self.path = path
      self.what = what
      self.count = count
    }
  }

  /// A file.
  public struct Entry: Codable, Hashable, Sendable {
    /// Path within the bundle.
    public var path: String
    /// Length in bytes.
    public var bytes: Int
    /// SHA-256, hex.
    public var sha256: String
  }

  /// Names within a bundle.
  enum Name {
    static let manifest = "manifest.json"
    static let signature = "signature.json"
    static let run = "run"
  }

  /// What is put before the manifest's bytes when they are signed, so that a signature made for anything else is none here.
  static let context = Data("assay bundle edition 1\n".utf8)

  /// Makes a manifest.
  public init(
    tool: String, run: String, signedAt: String, specification: String, profile: String?, redactions: [Redaction],
    allowed: [String]
  ) {
    edition = 1
    kind = "bundle"
    self.tool = tool
    self.run = run
    self.signedAt = signedAt
    self.specification = specification
    self.profile = profile
    self.redactions = redactions
    self.allowed = allowed
    files = []
  }
}

/// The signature over a manifest.
struct BundleSignature: Codable, Hashable, Sendable {
  /// `Ed25519`.
  var algorithm: String
  /// The public key in PEM.
  var key: String
  /// Its fingerprint.
  var fingerprint: String
  /// Base64.
  var signature: String
}
