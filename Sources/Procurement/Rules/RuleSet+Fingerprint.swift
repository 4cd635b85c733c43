import Evidence
import Specification

extension RuleSet {
  /// SHA-256 over the fingerprints and paths of all files, hex.
  public var fingerprint: String {
    Digest.sha256(files.map { "\(Digest.sha256($0.bytes))  \($0.path)\n" }.sorted().joined())
  }
}
