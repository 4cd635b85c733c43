import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes content piece by piece, so that memory does not grow with its length. Writes go to the kernel's page cache and
/// are not awaited.
struct BodySpool: ~Copyable {
  private let limits: BodyLimits
  private var memory = ByteBuffer()
  private var descriptor: CInt = -1
  private var path = ""
  private(set) var length = 0

  init(_ limits: BodyLimits) { self.limits = limits }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(path)
    }
  }

  /// Takes a piece.
  mutating func add(_ bytes: ByteBuffer) throws(WebFailure) {
    guard bytes.readableBytes <= limits.total - length else {
      throw .limitExceeded(what: "content", limit: limits.total)
    }
    length += bytes.readableBytes
    if descriptor < 0, length <= limits.memory {
      memory.writeImmutableBuffer(bytes)
      return
    }
    if descriptor < 0 {
      try create()
      try put(memory)
      memory = ByteBuffer()
    }
    try put(bytes)
  }

  /// What was taken.
  mutating func finish() -> ReceivedBody {
    guard descriptor >= 0 else { return .memory(memory) }
    close(descriptor)
    descriptor = -1
    return .file(SpoolFile(path: path, length: length))
  }

  private mutating func create() throws(WebFailure) {
    guard let folder = limits.folder else { throw .limitExceeded(what: "content", limit: limits.memory) }
    var template = Array("\(folder)/content-XXXXXX".utf8CString)
    descriptor = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard descriptor >= 0 else { throw .misuse("no file can be made in \(folder): error \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func put(_ bytes: ByteBuffer) throws(WebFailure) {
    var bytes = bytes
    while bytes.readableBytes > 0 {
      let count = bytes.readWithUnsafeReadableBytes { max(0, write(descriptor, $0.baseAddress, $0.count)) }
      guard count > 0 else { throw .misuse("the content can't be written to \(path): error \(errno)") }
    }
  }
}
