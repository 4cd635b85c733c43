import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a data set from disk straight into P-DATA-TF PDUs (PS3.8 §9.3.5), one value in each: nothing is copied between
/// the file and the bytes that go out.
final class DataSetFileReader: Sendable {
  /// Why a file can't be sent.
  struct Failure: Error {
    /// For people, with the file's path.
    var message: String
  }

  /// PDUs that go out together.
  struct Chunk {
    /// The PDUs, encoded.
    var bytes: ByteBuffer
    /// How many bytes of the data set are in them.
    var length: Int
  }

  private let file: DataSetFile
  private let descriptor: CInt
  private let contextID: UInt8
  private let fragmentLength: Int
  /// Bytes of the data set that are read at once.
  private let chunkLength: Int

  /// One part for an object of half a megabyte: each part costs a change of threads.
  private static let usualChunkLength = 640 << 10
  private static let headerLength = 12
  /// Small fragments come with long headers: no more of them go together than this.
  private static let fragmentLimit = 1_024

  /// Opens the file.
  /// - Parameter maximumLength: the peer's, 0 for no limit; at least `MessageFragmenter.leastMaximumLength` otherwise.
  init(_ file: DataSetFile, contextID: UInt8, maximumLength: UInt32) throws(Failure) {
    let opened = open(file.path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw Failure(message: "\(file.path) can't be opened: \(String(cString: strerror(errno)))")
    }
    self.file = file
    self.contextID = contextID
    descriptor = opened
    fragmentLength = MessageFragmenter.fragmentLength(maximumLength: maximumLength)
    chunkLength = min(max(Self.usualChunkLength / fragmentLength, 1), Self.fragmentLimit) * fragmentLength
    PartMemory.begin()
  }

  deinit {
    close(descriptor)
    PartMemory.end()
  }

  /// The PDUs of the next part of the data set; the last one is marked as the last.
  /// - Parameter position: how many bytes of the data set were read before.
  func chunk(at position: Int) throws(Failure) -> Chunk {
    let length = min(chunkLength, file.length - position)
    let count = max((length + fragmentLength - 1) / fragmentLength, 1)
    let capacity = length + count * Self.headerLength
    var bytes = PartMemory.take(capacity: capacity)
    let isComplete =
      bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { memory in
        fill(UnsafeMutableRawBufferPointer(rebasing: memory.prefix(capacity)), position: position, length: length)
          ? capacity : 0
      } > 0
    guard isComplete else {
      throw Failure(
        message: "\(file.path) ends early or can't be read: \(file.offset + file.length) bytes are expected")
    }
    return Chunk(bytes: bytes, length: length)
  }

  /// Writes headers and reads the data set between them; false where the file ends early.
  private func fill(_ memory: UnsafeMutableRawBufferPointer, position: Int, length: Int) -> Bool {
    var parts: [iovec] = []
    var place = 0
    var left = length
    repeat {
      let fragment = min(left, fragmentLength)
      left -= fragment
      let isLast = position + length - left >= file.length
      writeHeader(UnsafeMutableRawBufferPointer(rebasing: memory[place..<place + Self.headerLength]), fragment, isLast)
      place += Self.headerLength
      parts.append(iovec(iov_base: memory.baseAddress.map { $0 + place }, iov_len: fragment))
      place += fragment
    } while left > 0
    return read(into: parts, from: file.offset + position, length: length)
  }

  private func writeHeader(_ memory: UnsafeMutableRawBufferPointer, _ fragment: Int, _ isLast: Bool) {
    memory.storeBytes(of: PDUType.data.rawValue, as: UInt8.self)
    memory.storeBytes(of: 0, toByteOffset: 1, as: UInt8.self)
    memory.storeBytes(
      of: UInt32(truncatingIfNeeded: fragment + PresentationDataValue.overhead).bigEndian, toByteOffset: 2,
      as: UInt32.self)
    memory.storeBytes(of: UInt32(truncatingIfNeeded: fragment + 2).bigEndian, toByteOffset: 6, as: UInt32.self)
    memory.storeBytes(of: contextID, toByteOffset: 10, as: UInt8.self)
    memory.storeBytes(of: isLast ? 2 : 0, toByteOffset: 11, as: UInt8.self)
  }

  /// Scatters a run of the file; a short read goes on where it stopped.
  private func read(into parts: [iovec], from offset: Int, length: Int) -> Bool {
    var parts = parts[...]
    var done = 0
    while done < length {
      let count = parts.withUnsafeBufferPointer {
        preadv(descriptor, $0.baseAddress, CInt(truncatingIfNeeded: $0.count), off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
      var passed = count
      while let first = parts.first, passed >= first.iov_len, passed > 0 {
        passed -= first.iov_len
        parts.removeFirst()
      }
      if passed > 0, let first = parts.first {
        parts[parts.startIndex] = iovec(iov_base: first.iov_base.map { $0 + passed }, iov_len: first.iov_len - passed)
      }
    }
    return true
  }
}
