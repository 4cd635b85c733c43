/// What a ZIP archive may at most hold.
package struct ArchiveLimits: Hashable, Sendable {
  /// Members of the archive.
  package var members = 10_000
  /// Bytes of a member's name.
  package var nameBytes = 1_024
  /// Bytes of one member without compression.
  package var memberBytes = 64 << 20
  /// Bytes of all members that are read, without compression.
  package var totalBytes = 128 << 20
  /// Bytes without compression for each byte in the archive, of a member of more than `ratioFrom` bytes.
  package var ratio = 200
  /// Size from which on the ratio counts: a short member of spaces is no attack.
  package var ratioFrom = 1 << 20

  /// The limits of documents that people write, with much room.
  package init() {}
}

/// Why an archive gave no members.
package enum ArchiveFailure: Error, Hashable, Sendable {
  /// Something is larger than the limit.
  case tooLarge(what: String, limit: String)
  /// A member that is asked for is encrypted.
  case encrypted(member: String)
  /// The archive is broken at a place from which nothing more can be read.
  case damaged(how: String)
  /// The archive could not be opened, for want of memory.
  case outOfMemory
}
