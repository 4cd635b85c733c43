import Evidence
import Foundation
import Rendering

/// The parts of a page that its script draws when a reader opens them: transcripts, and the evidence of further systems
/// with a result that is shown already. Lines that repeat are stored once, and all of it is packed, so that a page of
/// twenty sites can be sent.
struct DrawnOnDemand {
  private var numbers: [Piece: Int] = [:]
  private var pieces: [String] = []
  private var parts: [String] = []

  /// Stores a part and answers the number by which an element asks for it in `data-part`.
  mutating func add(_ part: HTML) -> Int { add(Piece.cut(part)) }

  /// Stores a part that was cut before.
  mutating func add(_ cut: [Piece]) -> Int {
    var runs: [ClosedRange<Int>] = []
    for piece in cut {
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
    guard let data = try? RecordCoding.line(["pieces": pieces, "parts": parts]) else { return .empty }
    guard let packed = Packed.base64([UInt8](data)) else { return .empty }
    return "<script type=\"text/plain\" id=\"drawn\">\(HTML(trusted: packed))</script>"
  }

  private mutating func number(of piece: Piece) -> Int {
    if let number = numbers[piece] { return number }
    numbers[piece] = pieces.count
    pieces.append(piece.text)
    return pieces.count - 1
  }

  /// A piece of a part, which begins with a tag or a line. Pieces are looked up by the hundred thousand, so that they are told
  /// apart by their bytes and not as text.
  struct Piece: Hashable, Sendable {
    let text: String
    /// Made where pieces are cut, which is done on all cores, as looking them up is not.
    private let fingerprint: Int

    /// The pieces of a part.
    static func cut(_ part: HTML) -> [Piece] {
      var text = part.text
      return text.withUTF8 { bytes in
        var pieces: [Piece] = []
        var start = 0
        for index in bytes.indices where index > start {
          if bytes[index] == UInt8(ascii: "<") || bytes[index - 1] == UInt8(ascii: "\n") {
            pieces.append(Piece(bytes[start..<index]))
            start = index
          }
        }
        if start < bytes.count { pieces.append(Piece(bytes[start...])) }
        return pieces
      }
    }

    private init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
      let bytes = UnsafeBufferPointer(rebasing: bytes)
      text = String(decoding: bytes, as: UTF8.self)
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
      fingerprint = hasher.finalize()
    }

    static func == (left: Piece, right: Piece) -> Bool {
      guard left.fingerprint == right.fingerprint else { return false }
      var (left, right) = (left.text, right.text)
      return left.withUTF8 { left in
        right.withUTF8 { right in
          guard left.count == right.count else { return false }
          guard let left = left.baseAddress, let end = right.baseAddress else { return true }
          return memcmp(left, end, right.count) == 0
        }
      }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
  }
}
