#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The first place of a byte at or after a start, found at the speed of the machine: most bytes of a document are only gone over.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress else { return nil }
    guard let place = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(place) - UnsafeRawPointer(base)
  }
}
