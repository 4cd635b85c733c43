import NIOCore

/// Searches objects for texts that must not be in them: in values of every kind, items, private elements, overlays,
/// encapsulated documents and compressed streams within them, in every form that a text may be written in.
public struct IdentitySearch: Sendable {
  /// Where a text was found.
  public struct Hit: Hashable, Sendable {
    /// Index of the text among those searched for.
    public let text: Int
    /// The attribute whose value has it.
    public let tag: Tag
    /// Where that is, by keyword: `ContentSequence[0].TextValue`.
    public let path: String
    /// `text`, `utf-16`, `base64`, `hexadecimal`; `deflated` where it was within a compressed stream.
    public let form: String
  }

  /// The least bytes of a pattern: shorter ones are found by chance.
  static let shortestPattern = 5
  /// The most hits that are kept.
  public static let hitLimit = 500
  /// Compressed streams within values of one object that are inflated, and bytes of each.
  private static let streamLimit = 32
  private static let inflatedLimit = 4 << 20

  private let patterns: [(pattern: SearchPattern, text: Int)]
  /// Indices into `patterns` by their first four bytes.
  private let starts: [UInt32: [Int]]

  /// Makes a search for texts. Those that are too short to be found for sure are not searched for.
  public init(_ texts: [String]) {
    patterns = texts.enumerated().flatMap { index, text in
      SearchPattern.patterns(of: text).map { ($0, index) }
    }
    var starts: [UInt32: [Int]] = [:]
    for (index, entry) in patterns.enumerated() {
      let key = entry.pattern.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      starts[key, default: []].append(index)
    }
    self.starts = starts
  }

  /// Where the texts are in an object.
  public func hits(in object: DataSet) -> [Hit] {
    var walk = Walk(search: self)
    walk.visit(object, in: "", depth: 0)
    return walk.hits
  }

  /// The patterns in bytes, each text once.
  private func find(in bytes: UnsafeRawBufferPointer) -> [(text: Int, form: String)] {
    guard bytes.count >= Self.shortestPattern else { return [] }
    var found: [(text: Int, form: String)] = []
    var seen: Set<Int> = []
    var key: UInt32 = 0
    for end in 0..<bytes.count {
      key = key << 8 | UInt32(bytes[end])
      guard end >= 3, let candidates = starts[key] else { continue }
      for index in candidates {
        let (pattern, text) = patterns[index]
        let first = end - 3
        guard !seen.contains(text), first + pattern.bytes.count <= bytes.count,
          bytes[first..<first + pattern.bytes.count].elementsEqual(pattern.bytes)
        else { continue }
        seen.insert(text)
        found.append((text, pattern.form.rawValue))
      }
    }
    return found
  }

  private struct Walk {
    let search: IdentitySearch
    var hits: [Hit] = []
    var streams = 0

    mutating func visit(_ item: DataSet, in path: String, depth: Int) {
      for element in item.elements where hits.count < IdentitySearch.hitLimit {
        let place = AttributePlace(element.tag, in: path)
        switch element.value {
        case .bytes(let bytes): look(at: bytes, place)
        case .fragments(let fragments): for fragment in fragments { look(at: fragment, place) }
        case .items(let items):
          guard depth < ObjectConformance.maximumDepth else { continue }
          for (number, inner) in items.enumerated() { visit(inner, in: place.item(number), depth: depth + 1) }
        }
      }
    }

    private mutating func look(at bytes: ByteBuffer, _ place: AttributePlace) {
      for (text, form) in bytes.withUnsafeReadableBytes({ search.find(in: $0) }) { note(text, form, place) }
      for stream in compressedStreams(in: bytes) {
        streams += 1
        guard let inflated = try? Deflate.inflate(stream, limit: IdentitySearch.inflatedLimit) else { continue }
        for (text, _) in inflated.withUnsafeReadableBytes({ search.find(in: $0) }) { note(text, "deflated", place) }
      }
    }

    private mutating func note(_ text: Int, _ form: String, _ place: AttributePlace) {
      guard hits.count < IdentitySearch.hitLimit else { return }
      hits.append(Hit(text: text, tag: place.tag, path: place.path, form: form))
    }

    /// Where zlib (RFC 1950) streams may begin, as the streams of a PDF do.
    private func compressedStreams(in bytes: ByteBuffer) -> [ByteBuffer] {
      guard bytes.readableBytes > 16, streams < IdentitySearch.streamLimit else { return [] }
      var found: [ByteBuffer] = []
      let view = bytes.readableBytesView
      var previous: UInt8 = 0
      for (offset, byte) in view.enumerated() {
        defer { previous = byte }
        // The two bytes are a multiple of 31, deflate with a window of 32 KiB.
        guard previous == 0x78, (0x7800 | Int(byte)) % 31 == 0, byte & 0x20 == 0 else { continue }
        if let rest = bytes.getSlice(at: bytes.readerIndex + offset + 1, length: view.count - offset - 1) {
          found.append(rest)
        }
        if found.count + streams >= IdentitySearch.streamLimit { break }
      }
      return found
    }
  }
}
