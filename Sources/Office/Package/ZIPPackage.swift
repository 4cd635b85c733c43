internal import CArchive

/// Parts of an Open Packaging Conventions package (ECMA-376-2) put into a ZIP archive. The same parts give the same bytes.
struct ZIPPackage {
  /// A part with its name in the package.
  struct Part {
    var name: String
    var bytes: [UInt8]
  }

  /// Why there is no archive.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  var parts: [Part] = []

  /// The archive.
  func archive() throws(Failure) -> [UInt8] {
    guard let handle = archive_write_new() else { throw Failure(description: "there is no memory for an archive") }
    defer { archive_write_free(handle) }
    let total = parts.reduce(1 << 16) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 1024 }
    var used = 0
    var problem: Failure?
    var buffer = [UInt8](repeating: 0, count: total)
    buffer.withUnsafeMutableBytes { memory in
      func failed(_ status: Int32) -> Bool {
        guard status < ARCHIVE_OK else { return false }
        let words = archive_error_string(handle).map { String(cString: $0) } ?? "unknown error \(status)"
        problem = problem ?? Failure(description: "the package cannot be packed: \(words)")
        return true
      }
      if failed(archive_write_set_format_zip(handle)) { return }
      if failed(archive_write_set_options(handle, "zip:compression=deflate,zip:!zip64")) { return }
      archive_write_set_bytes_in_last_block(handle, 1)
      if failed(archive_write_open_memory(handle, memory.baseAddress, memory.count, &used)) { return }
      for part in parts {
        guard let entry = archive_entry_new() else { return }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname_utf8(entry, part.name)
        archive_entry_set_size(entry, Int64(part.bytes.count))
        archive_entry_set_filetype(entry, Self.regularFile)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, Self.firstDay, 0)
        if failed(archive_write_header(handle, entry)) { return }
        let written = part.bytes.withUnsafeBytes { archive_write_data(handle, $0.baseAddress, $0.count) }
        if written != part.bytes.count {
          problem = problem ?? Failure(description: "the part \(part.name) was written in part")
          return
        }
      }
      _ = failed(archive_write_close(handle))
    }
    if let problem { throw problem }
    return Array(buffer.prefix(used))
  }

  /// `AE_IFREG` of libarchive's header, which Swift does not import.
  private static let regularFile: UInt32 = 0o100000
  /// 2 January 1980 in any time zone: the first that ZIP can say.
  private static let firstDay = 315_619_200
}
