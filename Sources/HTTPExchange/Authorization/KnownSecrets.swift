/// Secrets that are known, and where they stand in what a peer sends.
///
/// However many there are, bytes are gone through once: a run may be given a token for each of its exchanges.
package struct KnownSecrets: Sendable {
  /// Every form of each by its first four bytes, longest first, so that none hides inside another.
  private var forms: [UInt32: [[UInt8]]] = [:]
  /// For each two bytes whether a form begins with them.
  private var beginnings: [Bool] = []
  /// Bytes of the longest form.
  package private(set) var longest = 0

  /// Makes an empty collection.
  package init() {}

  /// Whether none is known.
  package var isEmpty: Bool { forms.isEmpty }

  /// Adds a secret.
  package mutating func add(_ secret: Secret) {
    for form in secret.forms {
      let key = Self.key(of: form, at: 0)
      if forms[key]?.contains(form) == true { continue }
      forms[key, default: []].append(form)
      forms[key]?.sort { $0.count > $1.count }
      if beginnings.isEmpty { beginnings = [Bool](repeating: false, count: 1 << 16) }
      beginnings[Int(key >> 16)] = true
      longest = max(longest, form.count)
    }
  }

  /// Where secrets stand, in order, none in another.
  ///
  /// - Parameter bound: A form of fewer bytes is found only where it stands by itself, without a letter, a digit or an
  ///   underscore beside it.
  package func ranges(in bytes: [UInt8], wholeWordsBelow bound: Int = 0) -> [Range<Int>] {
    guard !isEmpty else { return [] }
    var found: [Range<Int>] = []
    var position = 0
    while position + 4 <= bytes.count {
      if beginnings[Int(bytes[position]) << 8 | Int(bytes[position + 1])],
        let range = range(at: position, in: bytes, wholeWordsBelow: bound)
      {
        found.append(range)
        position = range.upperBound
      } else {
        position += 1
      }
    }
    return found
  }

  private func range(at position: Int, in bytes: [UInt8], wholeWordsBelow bound: Int) -> Range<Int>? {
    for form in forms[Self.key(of: bytes, at: position)] ?? [] where position + form.count <= bytes.count {
      let range = position..<position + form.count
      if bytes[range].elementsEqual(form), form.count >= bound || Self.standsAlone(range, in: bytes) { return range }
    }
    return nil
  }

  /// Where the beginning of a secret stands at the end of bytes that were cut off there; nil where none does.
  ///
  /// - Parameter count: Bytes of a beginning that are no accident, at least four.
  package func beginning(atEndOf bytes: [UInt8], of count: Int = 6) -> Range<Int>? {
    var start = max(0, bytes.count - longest)
    while start + max(count, 4) <= bytes.count {
      let rest = bytes[start...]
      let candidates = forms[Self.key(of: bytes, at: start)] ?? []
      if candidates.contains(where: { $0.count > rest.count && $0.starts(with: rest) }) { return start..<bytes.count }
      start += 1
    }
    return nil
  }

  /// Four bytes as a number; all forms have as many.
  private static func key(of bytes: [UInt8], at position: Int) -> UInt32 {
    bytes[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: return true
      default: return false
      }
    }
    return !isWord(range.lowerBound - 1) && !isWord(range.upperBound)
  }
}
