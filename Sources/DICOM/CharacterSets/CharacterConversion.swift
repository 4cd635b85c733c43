#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Conversion between encodings with the tables of the C library.
enum CharacterConversion {
  /// What a conversion made of the bytes.
  struct Output {
    var bytes: [UInt8] = []
    /// Whether every byte had a meaning.
    var isExact = true
  }

  /// To UTF-8. A unit without meaning becomes U+FFFD; the reading goes on after it.
  ///
  /// - Parameter unit: bytes to skip where there is no meaning, by the first of them.
  static func utf8(
    _ input: [UInt8], from encoding: String, unit: (UInt8) -> Int
  ) -> Output {
    var output = Output()
    guard let converter = Converter(from: encoding, to: "UTF-8") else {
      output.bytes = [0xEF, 0xBF, 0xBD]
      output.isExact = input.isEmpty
      return output
    }
    output.bytes.reserveCapacity(input.count * 2)
    var rest = input[...]
    while let first = rest.first {
      rest = rest.dropFirst(converter.convert(rest, into: &output.bytes))
      guard !rest.isEmpty else { break }
      output.isExact = false
      output.bytes += [0xEF, 0xBF, 0xBD]
      rest = rest.dropFirst(max(1, unit(rest.first ?? first)))
    }
    return output
  }

  /// From text; nil where a character has no code.
  static func encode(_ text: String, to encoding: String) -> [UInt8]? {
    guard let converter = Converter(from: "UTF-8", to: encoding) else { return nil }
    let input = Array(text.utf8)
    var output: [UInt8] = []
    return converter.convert(input[...], into: &output) == input.count ? output : nil
  }

  /// A converter of the C library, closed with its owner.
  private final class Converter {
    private let handle: iconv_t

    init?(from: String, to: String) {
      guard let opened = iconv_open(to, from), Int(bitPattern: opened) != -1 else { return nil }
      handle = opened
    }

    deinit { iconv_close(handle) }

    /// Appends what the bytes mean; returns how many were understood before the end or the first without meaning.
    func convert(_ input: ArraySlice<UInt8>, into output: inout [UInt8]) -> Int {
      // Back to the initial state, whatever the call before left.
      iconv(handle, nil, nil, nil, nil)
      var consumed = 0
      input.withUnsafeBytes { source in
        // The C declaration takes a mutable pointer; iconv does not write to its input.
        var next = UnsafeMutablePointer(mutating: source.bindMemory(to: CChar.self).baseAddress)
        var left = source.count
        while left > 0 {
          var status = 0
          var isFull = false
          withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { target in
            var free = target.baseAddress
            var room = target.count
            errno = 0
            status = iconv(handle, &next, &left, &free, &room)
            isFull = errno == E2BIG
            output += UnsafeRawBufferPointer(start: target.baseAddress, count: target.count - room)
          }
          if status == -1, !isFull { break }
        }
        consumed = source.count - left
      }
      return consumed
    }
  }
}
