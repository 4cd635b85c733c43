import Evidence
import Foundation

/// A bundle that could be read; whether it holds is told by its faults.
public struct OpenedBundle: Sendable {
  /// What it says of itself.
  public let manifest: BundleManifest
  /// Who it says has signed it; nil where it is not signed.
  public let identity: BundleIdentity?

  private let text: [UInt8]
  private let signature: BundleSignature?
  private let members: [BundleArchive.Member]

  /// Reads a bundle. Nothing is written, and nothing in it is believed.
  ///
  /// - Throws: The first `BundleFault` that keeps it from being read.
  public init(_ bytes: Data) throws(BundleFault) {
    members = try BundleArchive.unpack(Array(bytes))
    guard let manifest = members.first(where: { $0.path == BundleManifest.Name.manifest }) else { throw .noManifest }
    text = manifest.bytes
    do { self.manifest = try RecordCoding.read(BundleManifest.self, from: Data(text)) } catch {
      throw .malformed(path: BundleManifest.Name.manifest, reason: "a field is missing or of another type")
    }
    guard self.manifest.edition == 1, self.manifest.kind == "bundle" else {
      throw .malformed(
        path: BundleManifest.Name.manifest,
        reason: "it is of edition \(self.manifest.edition); this version reads edition 1")
    }
    guard let signed = members.first(where: { $0.path == BundleManifest.Name.signature }) else {
      signature = nil
      identity = nil
      return
    }
    do {
      let read = try RecordCoding.read(BundleSignature.self, from: Data(signed.bytes))
      guard read.algorithm == "Ed25519" else {
        throw BundleFault.malformed(path: BundleManifest.Name.signature, reason: "the algorithm is not Ed25519")
      }
      identity = try BundleIdentity(pem: read.key, from: BundleManifest.Name.signature)
      signature = read
    } catch let fault as BundleFault {
      throw fault
    } catch {
      throw .malformed(path: BundleManifest.Name.signature, reason: "its key or its form cannot be read")
    }
  }

  /// Everything that does not hold: signer, signature, then file by file.
  ///
  /// - Parameter pinned: The key that is expected; any, where nil.
  public func faults(pinned: PinnedKey?) -> [BundleFault] {
    var faults: [BundleFault] = []
    if let signature, let identity {
      if let pinned, pinned.fingerprint != identity.fingerprint {
        faults.append(.otherKey(expected: pinned.fingerprint, found: identity.fingerprint))
      }
      let bytes = Data(base64Encoded: signature.signature) ?? Data()
      let isSound =
        signature.fingerprint == identity.fingerprint
        && identity.key.isValidSignature(bytes, for: BundleManifest.context + Data(text))
      if !isSound { faults.append(.signature) }
    } else {
      faults.append(.noSignature)
    }
    let present = Dictionary(members.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    for entry in manifest.files {
      guard let bytes = present[entry.path] else {
        faults.append(.missing(path: entry.path))
        continue
      }
      let found = Digest.sha256(bytes)
      if found != entry.sha256 || bytes.count != entry.bytes {
        faults.append(.altered(path: entry.path, expected: entry.sha256, found: found))
      }
    }
    let named = Set(manifest.files.map(\.path)).union([BundleManifest.Name.manifest, BundleManifest.Name.signature])
    return faults + present.keys.filter { !named.contains($0) }.sorted().map { .added(path: $0) }
  }

  /// Writes the run directory out, once nothing is wrong with the bundle.
  ///
  /// - Throws: `RunDirectoryError.notWritable`.
  public func write(to folder: URL) throws(RunDirectoryError) {
    let prefix = BundleManifest.Name.run + "/"
    for member in members where member.path.hasPrefix(prefix) {
      let target = folder.appendingPathComponent(String(member.path.dropFirst(prefix.count)))
      do {
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(member.bytes).write(to: target)
      } catch {
        throw .notWritable(path: target.path, reason: error.systemReason)
      }
    }
  }
}
