#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Looks for a byte at the speed of the machine: bodies are hundreds of megabytes.
enum ByteSearch {
  /// The first place of a byte at or after a start.
  static func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    guard let place = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeRawPointer(place) - base
  }
}
