internal import CArchive

/// Members of a ZIP archive in memory. Their names are only compared, and never become paths.
package struct Archive: Sendable {
  /// One member without compression.
  package struct Member: Hashable, Sendable {
    /// Its contents, as far as they could be read.
    package var bytes: [UInt8]
    /// What kept the rest from being read, or what is wrong with it.
    package var damage: String?

    /// Makes a member that comes from no archive.
    package init(bytes: [UInt8], damage: String? = nil) {
      self.bytes = bytes
      self.damage = damage
    }
  }

  /// The members that were asked for, by name.
  package private(set) var members: [String: Member] = [:]
  /// The names of all members, in their order.
  package private(set) var names: [String] = []
  /// What ended the list of members early.
  package private(set) var damage: String?

  /// Reads the members whose names are wanted; the others are neither decompressed nor held against the limits.
  package init(
    _ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits(), wanted: (_ name: String) -> Bool
  ) throws(ArchiveFailure) {
    try read(bytes, limits, wanted) { archive_read_support_format_zip($0) }
    guard damage != nil else { return }
    // Without a directory that can be read, the members may still follow each other.
    var streamed = Archive()
    try streamed.read(bytes, limits, wanted) { archive_read_support_format_zip_streamable($0) }
    if streamed.names.count > names.count { self = streamed }
  }

  private init() {}

  private mutating func read(
    _ bytes: [UInt8], _ limits: ArchiveLimits, _ wanted: (String) -> Bool, support: (OpaquePointer) -> Int32
  ) throws(ArchiveFailure) {
    guard let handle = archive_read_new() else { throw .outOfMemory }
    defer { archive_read_free(handle) }
    _ = support(handle)
    let result: Result<Void, ArchiveFailure> = bytes.withUnsafeBytes { buffer in
      guard archive_read_open_memory(handle, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
        damage = Self.message(handle)
        return .success(())
      }
      do throws(ArchiveFailure) {
        return .success(try readMembers(handle, limits, wanted))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Contents of a member; nil where the archive has none of that name.
  package subscript(_ name: String) -> Member? { members[name] }

  private mutating func readMembers(
    _ handle: OpaquePointer, _ limits: ArchiveLimits, _ wanted: (String) -> Bool
  ) throws(ArchiveFailure) {
    var count = 0
    var total = 0
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF { return }
      guard status >= ARCHIVE_WARN, let entry else {
        guard status == ARCHIVE_RETRY else {
          damage = Self.message(handle)
          return
        }
        continue
      }
      count += 1
      guard count <= limits.members else {
        throw .tooLarge(what: "more than \(limits.members) members", limit: "\(limits.members)")
      }
      guard let pointer = archive_entry_pathname(entry) else { continue }
      let name = String(cString: pointer)
      guard name.utf8.count <= limits.nameBytes else {
        throw .tooLarge(what: "a name of \(name.utf8.count) bytes", limit: "\(limits.nameBytes)")
      }
      names.append(name)
      guard wanted(name) else { continue }
      if archive_entry_is_encrypted(entry) != 0 { throw .encrypted(member: name) }
      guard members[name] == nil else { throw .damaged(how: "it has two members named \(name)") }
      // The other methods need much memory, and no office format allows them.
      let method = archive_format_name(handle).map { String(cString: $0) } ?? ""
      guard method.contains("deflation") || method.contains("uncompressed") else {
        throw .damaged(how: "\(name) is compressed with a method that is not deflate")
      }
      if archive_entry_size_is_set(entry) != 0, archive_entry_size(entry) > Int64(limits.memberBytes) {
        throw .tooLarge(
          what: "a member \(name) of \(archive_entry_size(entry) >> 20) MiB", limit: "\(limits.memberBytes >> 20) MiB")
      }
      let member = try Self.contents(of: name, handle, limits, total: total)
      total += member.bytes.count
      members[name] = member
    }
  }

  private static func contents(
    of name: String, _ handle: OpaquePointer, _ limits: ArchiveLimits, total: Int
  ) throws(ArchiveFailure) -> Member {
    var member = Member(bytes: [])
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let start = archive_filter_bytes(handle, -1)
    while true {
      let count = buffer.withUnsafeMutableBytes { archive_read_data(handle, $0.baseAddress, $0.count) }
      if count == 0 { return member }
      guard count > 0 else {
        member.damage = message(handle)
        return member
      }
      let size = member.bytes.count + count
      guard size <= limits.memberBytes else {
        throw .tooLarge(
          what: "a member \(name) of more than \(limits.memberBytes >> 20) MiB",
          limit: "\(limits.memberBytes >> 20) MiB")
      }
      guard total + size <= limits.totalBytes else {
        throw .tooLarge(
          what: "more than \(limits.totalBytes >> 20) MiB in the members that are read",
          limit: "\(limits.totalBytes >> 20) MiB")
      }
      let compressed = max(1, Int(archive_filter_bytes(handle, -1) - start))
      if size > limits.ratioFrom, size / compressed > limits.ratio {
        throw .tooLarge(
          what: "a member \(name) that is compressed \(size / compressed) to 1", limit: "\(limits.ratio) to 1")
      }
      member.bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// The library's words for what went wrong last.
  private static func message(_ handle: OpaquePointer) -> String {
    guard let text = archive_error_string(handle) else { return "it cannot be read" }
    return String(cString: text)
  }
}
