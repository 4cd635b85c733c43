import Rendering

/// The text of a paragraph with the words marked that claim something.
struct MarkedText {
  /// A stretch of the text; `spot` where it is marked.
  struct Piece {
    var text: String
    var spot: Int?
  }

  var pieces: [Piece] = []
  /// Spots whose words were not found in the text: they mark the whole of it.
  var unfound: [Int] = []

  /// Marks in a text the words of spots. Words that overlap earlier ones are not marked twice.
  init(_ text: String, _ wanted: [(words: String, spot: Int)]) {
    let whole = Array(text.collapsed.utf8)
    var ranges: [(range: Range<Int>, spot: Int)] = []
    for (words, spot) in wanted {
      // Citations are cut after some hundred characters; their beginning is looked for.
      let needle = Array((words.hasSuffix(" …") ? String(words.dropLast(2)) : words).utf8)
      guard let start = Self.find(needle, in: whole) else {
        unfound.append(spot)
        continue
      }
      let range = start..<(start + needle.count)
      if ranges.contains(where: { $0.range.overlaps(range) }) {
        unfound.append(spot)
      } else {
        ranges.append((range, spot))
      }
    }
    var position = 0
    for (range, spot) in ranges.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      add(whole[position..<range.lowerBound], nil)
      add(whole[range], spot)
      position = range.upperBound
    }
    add(whole[position...], nil)
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, _ spot: Int?) {
    if !bytes.isEmpty { pieces.append(Piece(text: String(decoding: bytes, as: UTF8.self), spot: spot)) }
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = needle.first, needle.count <= bytes.count else { return nil }
    var start = 0
    while start <= bytes.count - needle.count {
      if bytes[start] == first, bytes[start..<(start + needle.count)].elementsEqual(needle) { return start }
      start += 1
    }
    return nil
  }
}
