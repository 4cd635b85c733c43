internal import CArchive
import Evidence
import Foundation

/// A ZIP archive in memory, written so that the same members give the same bytes, and read without trust.
enum BundleArchive {
  /// A file of the archive.
  struct Member: Hashable, Sendable {
    var path: String
    var bytes: [UInt8]
  }

  /// What a reader accepts.
  struct Limits {
    /// Members.
    var members = 200_000
    /// Bytes of one member, unpacked.
    var memberBytes = 256 << 20
    /// Bytes of all members, unpacked.
    var totalBytes = 1 << 30
    /// Bytes of a path.
    var pathBytes = 1_000
    /// Unpacked to packed, once so much is unpacked.
    var ratio = 400
    var ratioFrom = 32 << 20
  }

  /// `AE_IFREG` of libarchive's header, which Swift does not import.
  private static let regularFile: UInt32 = 0o100000
  /// What of a mode is the kind of file.
  private static let kindOfFile: UInt32 = 0o170000
  /// 2 January 1980 in any time zone: the first that ZIP can say.
  private static let firstDay = 315_619_200

  /// Packs members, in the order given.
  ///
  /// - Throws: `BundleFault.unpackable`.
  static func pack(_ members: [Member]) throws(BundleFault) -> [UInt8] {
    guard let handle = archive_write_new() else { throw .unpackable(reason: "there is no memory for an archive") }
    defer { archive_write_free(handle) }
    let total = members.reduce(1 << 16) {
      $0 + $1.bytes.count + $1.bytes.count / 1_000 + 2 * $1.path.utf8.count + 1_024
    }
    var used = 0
    var problem: BundleFault?
    var buffer = [UInt8](repeating: 0, count: total)
    buffer.withUnsafeMutableBytes { memory in
      func failed(_ status: Int32) -> Bool {
        guard status < ARCHIVE_OK else { return false }
        problem = problem ?? .unpackable(reason: message(handle))
        return true
      }
      if failed(archive_write_set_format_zip(handle)) { return }
      if failed(archive_write_set_options(handle, "zip:compression=deflate,zip:!zip64")) { return }
      archive_write_set_bytes_in_last_block(handle, 1)
      if failed(archive_write_open_memory(handle, memory.baseAddress, memory.count, &used)) { return }
      for member in members {
        guard let entry = archive_entry_new() else { return }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname_utf8(entry, member.path)
        archive_entry_set_size(entry, Int64(member.bytes.count))
        archive_entry_set_filetype(entry, regularFile)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, firstDay, 0)
        if failed(archive_write_header(handle, entry)) { return }
        let written = member.bytes.withUnsafeBytes { archive_write_data(handle, $0.baseAddress, $0.count) }
        if written != member.bytes.count {
          problem = problem ?? .unpackable(reason: "\(member.path) was written in part")
          return
        }
      }
      _ = failed(archive_write_close(handle))
    }
    if let problem { throw problem }
    return Array(buffer.prefix(used))
  }

  /// Unpacks an archive into memory; no name becomes a path before it was looked at.
  ///
  /// - Throws: The first `BundleFault` found.
  static func unpack(_ bytes: [UInt8], limits: Limits = Limits()) throws(BundleFault) -> [Member] {
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw .notAnArchive(bytes: bytes.count) }
    guard let handle = archive_read_new() else { throw .unpackable(reason: "there is no memory for an archive") }
    defer { archive_read_free(handle) }
    // The directory at the end decides what there is: an archive that was cut off has none.
    archive_read_support_format_zip_seekable(handle)
    let result: Result<[Member], BundleFault> = bytes.withUnsafeBytes { buffer in
      guard archive_read_open_memory(handle, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
        return .failure(.truncated(reason: message(handle)))
      }
      do throws(BundleFault) { return .success(try members(handle, limits)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func members(_ handle: OpaquePointer, _ limits: Limits) throws(BundleFault) -> [Member] {
    var members: [Member] = []
    var paths: Set<String> = []
    var total = 0
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF { break }
      guard status == ARCHIVE_OK, let entry else { throw .truncated(reason: message(handle)) }
      guard members.count < limits.members else { throw .tooLarge(what: "more than \(limits.members) files") }
      guard let pointer = archive_entry_pathname(entry) else { throw .outside(path: "(no name)") }
      let path = String(cString: pointer)
      guard path.utf8.count <= limits.pathBytes else { throw .tooLarge(what: "a path of \(path.utf8.count) bytes") }
      guard RunLayout.isContained(path), !path.contains("\\"), path.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
      else {
        throw .outside(path: path)
      }
      guard archive_entry_filetype(entry) & kindOfFile == regularFile, archive_entry_is_encrypted(entry) == 0 else {
        throw .notAFile(path: path)
      }
      guard paths.insert(path).inserted else { throw .twice(path: path) }
      let bytes = try contents(of: path, handle, limits, total: total)
      total += bytes.count
      members.append(Member(path: path, bytes: bytes))
    }
    return members
  }

  private static func contents(
    of path: String, _ handle: OpaquePointer, _ limits: Limits, total: Int
  ) throws(BundleFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let start = archive_filter_bytes(handle, -1)
    while true {
      let count = buffer.withUnsafeMutableBytes { archive_read_data(handle, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      guard count > 0 else { throw .damaged(path: path, reason: message(handle)) }
      let size = bytes.count + count
      guard size <= limits.memberBytes else {
        throw .tooLarge(what: "\(path), which unpacks to more than \(limits.memberBytes >> 20) MiB")
      }
      guard total + size <= limits.totalBytes else {
        throw .tooLarge(what: "files that unpack to more than \(limits.totalBytes >> 20) MiB")
      }
      let packed = max(1, Int(archive_filter_bytes(handle, -1) - start))
      if size > limits.ratioFrom, size / packed > limits.ratio {
        throw .tooLarge(what: "\(path), which is packed \(size / packed) to 1")
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private static func message(_ handle: OpaquePointer) -> String {
    archive_error_string(handle).map { String(cString: $0) } ?? "it cannot be read"
  }
}
