/// What is wrong with a bundle, named exactly.
public enum BundleFault: Error, Hashable, Sendable, CustomStringConvertible {
  // What keeps it from being read at all.
  case notAnArchive(bytes: Int)
  case truncated(reason: String)
  case damaged(path: String, reason: String)
  case outside(path: String)
  case notAFile(path: String)
  case twice(path: String)
  case tooLarge(what: String)
  case unpackable(reason: String)
  case noManifest
  case malformed(path: String, reason: String)
  // What does not hold.
  case noSignature
  case signature
  case otherKey(expected: String, found: String)
  case missing(path: String)
  case altered(path: String, expected: String, found: String)
  case added(path: String)
  case record(String)
  case specification(expected: String, found: String)
  case verdict(requirement: String, recorded: String, found: String)
  case scorecard
  case timestamp(TimeStampFault)

  /// Whether it cannot be read as a bundle, so that nothing can be said of what it shows.
  public var isUnreadable: Bool {
    switch self {
    case .notAnArchive, .truncated, .damaged, .outside, .notAFile, .twice, .tooLarge, .unpackable, .noManifest,
      .malformed:
      true
    case .noSignature, .signature, .otherKey, .missing, .altered, .added, .record, .specification, .verdict,
      .scorecard, .timestamp:
      false
    }
  }

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .notAnArchive(let bytes): "is not a bundle: its \(bytes) bytes do not begin as a ZIP archive"
    case .truncated(let reason): "is cut off or damaged: its directory cannot be read (\(reason)); ask for it again"
    case .damaged(let path, let reason): "\(path) cannot be unpacked (\(reason)); ask for the bundle again"
    case .outside(let path): "holds a file whose path leaves its folder: \(path); nothing was unpacked"
    case .notAFile(let path): "\(path) is a link, a folder or encrypted, and not a plain file; nothing was unpacked"
    case .twice(let path): "holds \(path) twice, so that readers would differ about it; nothing was unpacked"
    case .tooLarge(let what): "holds \(what): more than a reader accepts; nothing was unpacked"
    case .unpackable(let reason): "cannot be packed: \(reason)"
    case .noManifest: "holds no manifest.json"
    case .malformed(let path, let reason): "\(path) is not of the form that this version reads: \(reason)"
    case .noSignature: "is not signed: it holds no signature.json"
    case .signature:
      "the signature does not hold: manifest.json was altered after it was signed, or signed with another key"
    case .otherKey(let expected, let found): "is signed by another key: expected \(expected), found \(found)"
    case .missing(let path): "\(path) is missing: the signed manifest names it"
    case .altered(let path, let expected, let found):
      "\(path) was altered: SHA-256 is \(found), signed was \(expected)"
    case .added(let path): "\(path) was added: the signed manifest does not name it"
    case .record(let reason): "the record does not hold: \(reason)"
    case .specification(let expected, let found):
      "was judged by another specification: fingerprint \(found), expected \(expected)"
    case .verdict(let requirement, let recorded, let found):
      "\(requirement): the bundle says “\(recorded)”, and its evidence, judged again, gives “\(found)”"
    case .scorecard: "the verdicts agree, and the score or the gate in the bundle differ from those judged again"
    case .timestamp(let fault): "time stamp: \(fault)"
    }
  }
}
