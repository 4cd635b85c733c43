/// Methods of WADL one after the other without an element around them, as documents print them.
struct WADLFragments {
  private let bytes: [UInt8]
  /// Offsets at which a method begins; empty where the document begins with something else.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    let tag = Array("<method".utf8)
    self.bytes = bytes
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), bytes[first...].starts(with: tag) else {
      starts = []
      return
    }
    var starts: [Int] = []
    for (offset, byte) in bytes.enumerated() where byte == tag[0] {
      let next = offset + tag.count
      if next < bytes.count, bytes[next] <= 0x20, bytes[offset..<next].elementsEqual(tag) { starts.append(offset) }
    }
    self.starts = starts
  }

  /// The fragments with the line and number of each.
  var all: [(bytes: [UInt8], line: Int, number: Int)] {
    var lines = LineCounter(bytes)
    return starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
      return (Array(bytes[start..<end]), lines.line(at: start), index + 1)
    }
  }
}
