import Evidence
import Foundation

/// Makes a signed bundle of a run directory that was redacted and judged.
public enum BundleMaker {
  /// Why no bundle is made.
  public enum Refusal: Error, Sendable {
    /// There are patients in it who are none of the harness's.
    case patients([PatientSearch.Finding])
    case record(RunDirectoryError)
    case archive(BundleFault)
    /// The manifest could not be written or signed.
    case signing(String)
  }

  /// Looks for patients, signs and packs.
  ///
  /// - Parameters:
  ///   - folder: The run directory; all of its record is taken.
  ///   - manifest: What the bundle says of itself, without its files.
  /// - Returns: The archive, the same for the same record, manifest and key.
  public static func make(
    _ folder: URL, manifest: BundleManifest, search: PatientSearch, key: BundleKey
  ) throws(Refusal) -> Data {
    let members = try members(of: folder)
    let findings = members.flatMap { member in
      search.findings(in: member.bytes, at: String(member.path.dropFirst(BundleManifest.Name.run.count + 1)))
    }
    guard findings.isEmpty else { throw .patients(findings) }
    var manifest = manifest
    manifest.files = members.map { member in
      BundleManifest.Entry(path: member.path, bytes: member.bytes.count, sha256: Digest.sha256(member.bytes))
    }
    let (text, signature): (Data, Data)
    do {
      text = try RecordCoding.document(manifest)
      let made = BundleSignature(
        algorithm: "Ed25519", key: key.identity.pem, fingerprint: key.identity.fingerprint,
        signature: try key.sign(BundleManifest.context + text).base64EncodedString())
      signature = try RecordCoding.document(made)
    } catch {
      throw .signing("\(error)")
    }
    let head = [
      BundleArchive.Member(path: BundleManifest.Name.manifest, bytes: Array(text)),
      BundleArchive.Member(path: BundleManifest.Name.signature, bytes: Array(signature)),
    ]
    do { return Data(try BundleArchive.pack(head + members)) } catch { throw .archive(error) }
  }

  private static func members(of folder: URL) throws(Refusal) -> [BundleArchive.Member] {
    let paths: [String]
    do { paths = try RunSeal.paths(in: folder) } catch { throw .record(error) }
    var members: [BundleArchive.Member] = []
    for path in (paths + [RunLayout.sums]).sorted() {
      guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path)) else {
        throw .record(.missing(file: path))
      }
      members.append(BundleArchive.Member(path: "\(BundleManifest.Name.run)/\(path)", bytes: Array(bytes)))
    }
    return members
  }
}
