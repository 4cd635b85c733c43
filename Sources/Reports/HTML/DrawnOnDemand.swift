import Foundation
import Rendering

/// The parts of a page that its script draws when a reader opens them: transcripts, and the evidence of further systems
/// with a result that is shown already. Lines that repeat are stored once, and all of it is packed, so that a page of
/// twenty sites can be sent.
struct DrawnOnDemand {
  private var numbers: [String: Int] = [:]
  private var pieces: [String] = []
  private var parts: [String] = []

  /// Stores a part and answers the number by which an element asks for it in `data-part`.
  mutating func add(_ part: HTML) -> Int {
    var runs: [ClosedRange<Int>] = []
    for piece in Self.cut(part.text) {
      let number = number(of: piece)
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let written = runs.map { run -> String in
      let first = String(run.lowerBound, radix: 36)
      return run.count == 1 ? first : "\(first)-\(String(run.upperBound, radix: 36))"
    }
    parts.append(written.joined(separator: " "))
    return parts.count - 1
  }

  /// The element that holds everything stored. It is data: nothing in it is carried out.
  var html: HTML {
    guard !parts.isEmpty else { return .empty }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    guard let data = try? encoder.encode(["pieces": pieces, "parts": parts]) else { return .empty }
    guard let packed = Packed.base64(String(decoding: data, as: UTF8.self)) else { return .empty }
    return "<script type=\"text/plain\" id=\"drawn\">\(HTML(trusted: packed))</script>"
  }

  private mutating func number(of piece: String) -> Int {
    if let number = numbers[piece] { return number }
    numbers[piece] = pieces.count
    pieces.append(piece)
    return pieces.count - 1
  }

  /// Pieces that begin with a tag or a line.
  private static func cut(_ text: String) -> [String] {
    var pieces: [String] = []
    let bytes = Array(text.utf8)
    var start = 0
    for index in bytes.indices where index > start {
      if bytes[index] == UInt8(ascii: "<") || bytes[index - 1] == UInt8(ascii: "\n") {
        pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
        start = index
      }
    }
    if start < bytes.count { pieces.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return pieces
  }
}
