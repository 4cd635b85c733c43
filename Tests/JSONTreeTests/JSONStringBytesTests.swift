import JSONTree
import TestPeers
import Testing

@Suite("Bytes of strings in JSON")
struct JSONStringBytesTests {
  @Test("a byte that does not stand for itself is found wherever it is, and no other is taken for one")
  func plain() {
    for byte in UInt8.min...UInt8.max {
      let isPlain = byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      for (length, place) in [(1, 0), (8, 7), (17, 0), (17, 8), (17, 16), (40, 21)] {
        for filling in [UInt8(ascii: "a"), 0x21, 0x80, 0xFF] {
          var bytes = [UInt8](repeating: filling, count: length)
          bytes[place] = byte
          let end = bytes.withUnsafeBufferPointer { JSONStringBytes.endOfPlain(in: $0, from: 0) }
          #expect(end == (isPlain ? length : place), "\(byte) at \(place) of \(length)")
          let behind = bytes.withUnsafeBufferPointer { JSONStringBytes.endOfPlain(in: $0, from: place + 1) }
          #expect(behind == length)
        }
      }
    }
  }

  @Test("bytes are text where they are UTF-8 and only there")
  func text() {
    var generator = SeededGenerator(state: 3)
    let pieces: [[UInt8]] = [
      Array("plain text".utf8), Array("é".utf8), Array("𝄞".utf8), [0xC3], [0xED, 0xA0, 0x80], [0],
    ]
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      let text = bytes.withUnsafeBufferPointer(JSONStringBytes.text)
      #expect(text == String(validating: bytes, as: UTF8.self))
    }
  }
}
