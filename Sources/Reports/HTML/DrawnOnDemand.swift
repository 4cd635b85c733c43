import Evidence
import Rendering

/// The parts of a page that its script draws when a reader opens them: transcripts, and the evidence of further systems
/// with a result that is shown already. Lines that repeat are stored once, and all of it is packed, so that a page of
/// twenty sites can be sent.
struct DrawnOnDemand {
  private var pieces = PieceTable()
  private var parts: [String] = []

  /// Stores a part and answers the number by which an element asks for it in `data-part`.
  mutating func add(_ part: HTML) -> Int { add(CutMarkup(part)) }

  /// Stores a part that was cut before.
  mutating func add(_ cut: CutMarkup) -> Int {
    var written: [UInt8] = []
    var run: ClosedRange<Int>?
    cut.forEach { piece, fingerprint in
      let number = pieces.number(of: piece, fingerprint: fingerprint)
      if let last = run, last.upperBound + 1 == number {
        run = last.lowerBound...number
      } else {
        if let run { Self.write(run, to: &written) }
        run = number...number
      }
    }
    if let run { Self.write(run, to: &written) }
    parts.append(String(decoding: written, as: UTF8.self))
    return parts.count - 1
  }

  /// Pieces that follow each other, by their numbers: `7k`, or `7k-7p`.
  private static func write(_ run: ClosedRange<Int>, to text: inout [UInt8]) {
    if !text.isEmpty { text.append(UInt8(ascii: " ")) }
    write(run.lowerBound, to: &text)
    guard run.count > 1 else { return }
    text.append(UInt8(ascii: "-"))
    write(run.upperBound, to: &text)
  }

  /// A number to the base of 36.
  private static func write(_ number: Int, to text: inout [UInt8]) {
    let start = text.count
    var rest = number
    repeat {
      let digit = UInt8(truncatingIfNeeded: rest % 36)
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      rest /= 36
    } while rest > 0
    text[start...].reverse()
  }

  /// The element that holds everything stored. It is data: nothing in it is carried out.
  var html: HTML {
    guard !parts.isEmpty else { return .empty }
    guard let data = try? RecordCoding.line(["pieces": pieces.texts, "parts": parts]) else { return .empty }
    guard let packed = Packed.base64(data) else { return .empty }
    return "<script type=\"text/plain\" id=\"drawn\">\(HTML(trusted: packed))</script>"
  }
}
