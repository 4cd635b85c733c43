/// A piece of text prepared for asking which words it has: lower case, split at everything but letters and digits.
struct Words {
  /// The words in order.
  let list: [Substring]
  /// The words joined by single spaces, with one before and one after.
  let joined: String

  init(_ text: some StringProtocol) {
    var bytes: [UInt8] = [0x20]
    for scalar in text.lowercased().unicodeScalars {
      // Nearly all of a document is ASCII, which needs no look into the properties of Unicode.
      if let byte = scalar.asciiByte {
        if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
          bytes.append(byte)
        } else if byte != 0x27, bytes.last != 0x20 {
          bytes.append(0x20)
        }
        continue
      }
      let keep = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if keep {
        bytes.append(contentsOf: Array(String(scalar).utf8))
      } else if scalar == "\u{2019}" {
        // Both halves of "doesn't" stay one word.
        continue
      } else if bytes.last != 0x20 {
        bytes.append(0x20)
      }
    }
    if bytes.last != 0x20 { bytes.append(0x20) }
    joined = String(decoding: bytes, as: UTF8.self)
    list = joined.split(separator: " ")
  }

  var isEmpty: Bool { list.isEmpty }

  /// Whether the words of `phrase` stand together, in order. `phrase` is lower case with single spaces.
  func has(_ phrase: String) -> Bool {
    list.count >= 1 && joined.utf8Contains(" " + phrase + " ")
  }

  /// Whether one of the phrases is there.
  func hasAny(_ phrases: [String]) -> Bool { phrases.contains { has($0) } }

  /// Whether one of the words starts with one of the stems.
  func hasStem(_ stems: [String]) -> Bool { stems.contains { joined.utf8Contains(" " + $0) } }
}

extension StringProtocol {
  /// White space runs made single spaces, and none at the ends; invisible characters left out.
  var collapsed: String {
    if isCollapsed { return String(self) }
    var result = ""
    var space = false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
        space = !result.isEmpty
      case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: continue
      default:
        if space {
          result.unicodeScalars.append(" ")
          space = false
        }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether there is nothing to collapse: ASCII without control characters, runs of spaces and spaces at the ends.
  private var isCollapsed: Bool {
    var before: UInt8 = 0x20
    for byte in utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || before != 0x20 else { return false }
      before = byte
    }
    return before != 0x20 || isEmpty
  }

  /// Whether the bytes of `part` occur, without regard to canonical equivalence, which costs time and finds nothing here.
  func utf8Contains(_ part: String) -> Bool {
    let needle = Array(part.utf8)
    guard let first = needle.first else { return true }
    let found: Bool? = utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= needle.count else { return false }
      let last = bytes.count - needle.count
      var start = 0
      while start <= last {
        if bytes[start] == first {
          var offset = 1
          while offset < needle.count, bytes[start + offset] == needle[offset] { offset += 1 }
          if offset == needle.count { return true }
        }
        start += 1
      }
      return false
    }
    return found ?? String(self).contains(part)
  }
}

extension Unicode.Scalar {
  fileprivate var asciiByte: UInt8? { value < 0x80 ? UInt8(truncatingIfNeeded: value) : nil }
}
