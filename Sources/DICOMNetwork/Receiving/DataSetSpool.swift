import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes the data set of a C-STORE-RQ fragment by fragment: a short one stays in memory, a long one goes to a file as it
/// comes, so that memory does not grow with the object. Writes go to the kernel's page cache and are not awaited.
struct DataSetSpool {
  let settings: SpoolSettings
  private var memory = ByteBuffer()
  private var file: (descriptor: CInt, path: String)?
  private var length = 0

  init(_ settings: SpoolSettings) { self.settings = settings }

  /// Takes a fragment.
  mutating func add(_ bytes: ByteBuffer) throws(MessageAssembler.Failure) {
    guard bytes.readableBytes <= settings.limit - length else {
      throw .tooLong(what: "data set", limit: settings.limit)
    }
    length += bytes.readableBytes
    if file == nil, length <= settings.memory {
      memory.writeImmutableBuffer(bytes)
      return
    }
    if file == nil {
      file = try create()
      try put(memory)
      memory = ByteBuffer()
    }
    try put(bytes)
  }

  /// What was taken; the next data set begins empty.
  mutating func finish() -> (memory: ByteBuffer?, file: SpooledFile?, length: Int) {
    defer {
      memory = ByteBuffer()
      file = nil
      length = 0
    }
    guard let file else { return (memory, nil, length) }
    close(file.descriptor)
    return (nil, SpooledFile(path: file.path, length: length), length)
  }

  /// Drops what was taken of a data set that never became complete.
  mutating func discard() { _ = finish() }

  private func create() throws(MessageAssembler.Failure) -> (descriptor: CInt, path: String) {
    var template = Array("\(settings.folder)/object-XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard descriptor >= 0 else { throw .noRoom(errno) }
    return (descriptor, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  private func put(_ bytes: ByteBuffer) throws(MessageAssembler.Failure) {
    guard let file else { return }
    var bytes = bytes
    while bytes.readableBytes > 0 {
      let count = bytes.readWithUnsafeReadableBytes { max(0, write(file.descriptor, $0.baseAddress, $0.count)) }
      guard count > 0 else { throw .noRoom(errno) }
    }
  }
}
