import Evidence
import Foundation
import Inventory

/// `manifest.json` of a pack: what was published, and by which rules bids will be decided, fixed before any is opened.
public struct PackManifest: Codable, Hashable, Sendable {
  /// Name of its file.
  public static let file = "manifest.json"
  /// Folder of the specification's files.
  public static let rulesFolder = "rules"

  /// Version of this form.
  public var edition: Int
  /// Tool and version.
  public var tool: String
  /// The day of publication, `YYYY-MM-DD`; nil where none was given.
  public var published: String?
  /// Title of the tender.
  public var title: String
  /// The contracting authority.
  public var buyer: String
  /// Reference of the tender notice.
  public var reference: String?
  /// What bids are decided by.
  public var rules: TenderRules
  /// SHA-256 of the rules' canonical form.
  public var rulesSHA256: String
  /// SHA-256 of every file of the pack but this one, by its path.
  public var files: [String: String]

  /// Makes the manifest of a pack.
  init(_ tender: Tender, rules: TenderRules, files: [PackFile], tool: String, published: String?) throws {
    edition = 1
    self.tool = tool
    self.published = published
    title = tender.title
    buyer = tender.buyer
    reference = tender.reference
    self.rules = rules
    rulesSHA256 = try rules.fingerprint()
    self.files = Dictionary(files.map { ($0.path, Digest.sha256($0.bytes)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the manifest of a pack and holds every file against it.
  ///
  /// - Throws: `PackError`, which names all that does not hold.
  public static func read(_ folder: URL) throws(PackError) -> (manifest: PackManifest, sha256: String) {
    let place = folder.appendingPathComponent(file)
    guard let bytes = FileBytes.read(place.path, limit: 16 << 20) else {
      throw PackError(folder: folder.relativePath, faults: ["\(file) is not there: this is no pack of a tender"])
    }
    let manifest: PackManifest
    do { manifest = try JSONDecoder().decode(PackManifest.self, from: Data(bytes)) } catch {
      throw PackError(folder: folder.relativePath, faults: ["\(file) is no manifest of a pack"])
    }
    guard manifest.edition == 1 else {
      throw PackError(
        folder: folder.relativePath,
        faults: ["\(file) is of edition \(manifest.edition), and this version reads edition 1"])
    }
    var faults: [String] = []
    if (try? manifest.rules.fingerprint()) != manifest.rulesSHA256 {
      faults.append("\(file) was altered: its rules do not have the fingerprint beside them")
    }
    for (path, expected) in manifest.files.sorted(by: { $0.key < $1.key }) {
      guard RunLayout.isContained(path) else {
        faults.append("\(file) names \(path), which leads out of the pack")
        continue
      }
      guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path), options: .mappedIfSafe) else {
        faults.append("\(path) is not there")
        continue
      }
      let found = Digest.sha256(bytes)
      if found != expected { faults.append("\(path) was altered: its SHA-256 is \(found), published was \(expected)") }
    }
    guard faults.isEmpty else { throw PackError(folder: folder.relativePath, faults: faults) }
    return (manifest, Digest.sha256(bytes))
  }

  /// Folder of a lot's files within the pack; empty where the tender names no lots.
  public static func folder(of lot: String?) -> String { lot.map { "\($0)/" } ?? "" }
}

/// What of a pack does not hold.
public struct PackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pack's folder.
  public var folder: String
  /// What is wrong, a sentence without a full stop each.
  public var faults: [String]

  /// A line for each fault.
  public var description: String { faults.map { "\(folder): \($0)" }.joined(separator: "\n") }
}

/// A file of a pack.
public struct PackFile: Hashable, Sendable {
  /// Path within the pack.
  public var path: String
  /// Contents.
  public var bytes: [UInt8]

  /// Makes a file.
  public init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Makes a file of text.
  public init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }
}
