/// What a ZIP archive may at most hold.
struct ArchiveLimits: Hashable, Sendable {
  /// Members of the archive.
  var members = 10_000
  /// Bytes of a member's name.
  var nameBytes = 1_024
  /// Bytes of one member without compression.
  var memberBytes = 64 << 20
  /// Bytes of all members that are read, without compression.
  var totalBytes = 128 << 20
  /// Bytes without compression for each byte in the archive, of a member of more than `ratioFrom` bytes.
  var ratio = 200
  /// Size from which on the ratio counts: a short member of spaces is no attack.
  var ratioFrom = 1 << 20
}

/// Why an archive gave no members.
enum ArchiveFailure: Error, Hashable, Sendable {
  /// Something is larger than the limit.
  case tooLarge(what: String, limit: String)
  /// A member that is asked for is encrypted.
  case encrypted(member: String)
  /// The archive is broken at a place from which nothing more can be read.
  case damaged(how: String)
  /// The archive could not be opened, for want of memory.
  case outOfMemory

  /// The failure for the reader of a document.
  var reading: ReadingFailure {
    switch self {
    case .tooLarge(let what, let limit):
      ReadingFailure(
        "too-large",
        "is a ZIP archive with \(what); at most \(limit) are read. Save the document again, or give it as PDF.")
    case .encrypted(let member):
      ReadingFailure(
        "encrypted", "is encrypted (\(member)). Save it without a password, or give it as PDF.")
    case .damaged(let how):
      ReadingFailure("damaged", "is a damaged ZIP archive: \(how). Get it again, or give it as PDF.")
    case .outOfMemory: ReadingFailure("unreadable", "could not be unpacked for want of memory. Give it as PDF.")
    }
  }
}
