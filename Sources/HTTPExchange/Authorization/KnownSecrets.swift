#if canImport(Glibc)
  import Glibc
#endif

/// Secrets that are known, and where they stand in what a peer sends.
package struct KnownSecrets: Sendable {
  /// Every form of each, longest first, so that none hides inside another.
  private var forms: [[UInt8]] = []

  /// Makes an empty collection.
  package init() {}

  /// Whether none is known.
  package var isEmpty: Bool { forms.isEmpty }
  /// Bytes of the longest form.
  package var longest: Int { forms.first?.count ?? 0 }

  /// Adds a secret.
  package mutating func add(_ secret: Secret) {
    let further = secret.forms.filter { !forms.contains($0) }
    guard !further.isEmpty else { return }
    forms += further
    forms.sort { $0.count > $1.count }
  }

  /// Where secrets stand, in order, none in another.
  ///
  /// - Parameter bound: A form of fewer bytes is found only where it stands by itself, without a letter or digit beside it.
  package func ranges(in bytes: [UInt8], wholeWordsBelow bound: Int = 0) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for form in forms where form.count <= bytes.count {
      var position = 0
      while let start = Self.place(of: form, in: bytes, from: position) {
        let range = start..<start + form.count
        position = range.upperBound
        guard form.count >= bound || Self.standsAlone(range, in: bytes), !found.contains(where: range.overlaps) else {
          continue
        }
        found.append(range)
      }
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Where the beginning of a secret stands at the end of bytes that were cut off there; nil where none does.
  ///
  /// - Parameter count: Bytes of a beginning that are no accident.
  package func beginning(atEndOf bytes: [UInt8], of count: Int = 6) -> Range<Int>? {
    var start = max(0, bytes.count - longest)
    while start + count <= bytes.count {
      let rest = bytes[start...]
      if forms.contains(where: { $0.count > rest.count && $0.starts(with: rest) }) { return start..<bytes.count }
      start += 1
    }
    return nil
  }

  private static func place(of form: [UInt8], in bytes: [UInt8], from position: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      form.withUnsafeBytes { part in
        guard let base = all.baseAddress, let wanted = part.baseAddress, let first = form.first else { return nil }
        var position = position
        while position + part.count <= all.count {
          // Where the first byte stands, as the system finds it fastest; then the rest.
          guard let hit = memchr(base + position, CInt(first), all.count - part.count - position + 1) else {
            return nil
          }
          if memcmp(hit, wanted, part.count) == 0 { return UnsafeRawPointer(hit) - base }
          position = UnsafeRawPointer(hit) - base + 1
        }
        return nil
      }
    }
  }

  private static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: return true
      default: return false
      }
    }
    return !isWord(range.lowerBound - 1) && !isWord(range.upperBound)
  }
}
