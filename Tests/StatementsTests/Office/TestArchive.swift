import CZLib
import Foundation

/// Writes ZIP archives for tests, good and bad ones.
struct TestArchive {
  struct Member {
    var name: String
    var contents: [UInt8]
    var isDeflated = true
    /// Bit 0 says encrypted.
    var flags: UInt16 = 0
    /// Size that the archive gives instead of the true one.
    var declaredSize: UInt32?
    /// Bytes of the archive instead of the compressed contents.
    var compressed: [UInt8]?
  }

  var members: [Member] = []

  init(_ members: [(String, String)]) {
    self.members = members.map { Member(name: $0.0, contents: Array($0.1.utf8)) }
  }

  var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let data = member.compressed ?? (member.isDeflated ? Self.deflated(member.contents) : member.contents)
      let name = Array(member.name.utf8)
      let crc = member.contents.withUnsafeBufferPointer {
        UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count)))
      }
      var common: [UInt8] = []
      common += Self.little(20, 2) + Self.little(Int(member.flags), 2) + Self.little(member.isDeflated ? 8 : 0, 2)
      common += Self.little(0, 4) + Self.little(Int(crc), 4) + Self.little(data.count, 4)
      common += Self.little(Int(member.declaredSize ?? UInt32(member.contents.count)), 4)
      common += Self.little(name.count, 2) + Self.little(0, 2)
      directory += [0x50, 0x4B, 0x01, 0x02] + Self.little(20, 2) + common + Self.little(0, 2) + Self.little(0, 2)
      directory += Self.little(0, 2) + Self.little(0, 4) + Self.little(archive.count, 4) + name
      archive += [0x50, 0x4B, 0x03, 0x04] + common + name + data
    }
    let start = archive.count
    archive += directory + [0x50, 0x4B, 0x05, 0x06] + Self.little(0, 4)
    archive += Self.little(members.count & 0xFFFF, 2) + Self.little(members.count & 0xFFFF, 2)
    return archive + Self.little(directory.count, 4) + Self.little(start, 4) + Self.little(0, 2)
  }

  static func deflated(_ contents: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(contents.count))))
    contents.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
