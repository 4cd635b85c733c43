import Office

extension ArchiveFailure {
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
