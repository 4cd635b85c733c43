/// Finds object identifiers in cells, where a narrow column breaks them anywhere.
extension UIDScan {
  /// The identifiers of a cell in order, pieces of one joined.
  ///
  /// A cell of nothing but digits, dots and white space is cut where registered identifiers come out; where none do,
  /// where the fewest valid ones do. In other cells only a break beside a dot is closed.
  static func identifiers(inCell text: String, isRegistered: (String) -> Bool) -> [String] {
    let plain = identifiers(in: text)
    guard text.utf8.contains(where: { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 >= 0x80 }) else { return plain }
    let pieces = text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{AD}" }
    guard pieces.count > 1, pieces.count <= maximumPieces else { return plain }
    if pieces.allSatisfy({ $0.utf8.allSatisfy { isPart($0) } }) {
      return assembled(pieces.map { Array($0.utf8) }, isRegistered) ?? plain
    }
    let closed = closingDots(pieces)
    let joined = identifiers(in: closed)
    return joined.count >= plain.count ? joined : plain
  }

  /// Pieces in a cell beyond which nothing is joined: a table that was read as one cell.
  private static let maximumPieces = 200

  /// Lines that one identifier may take.
  private static let maximumLines = 8

  private static func isPart(_ byte: UInt8) -> Bool { byte == 0x2E || (byte >= 0x30 && byte <= 0x39) }

  /// The cheapest way to cut the pieces into identifiers; nil where there is none without rest.
  private static func assembled(_ pieces: [[UInt8]], _ isRegistered: (String) -> Bool) -> [String]? {
    var best: [(cost: Int, start: Int, text: String)?] = [(0, 0, "")]
    for end in 1...pieces.count {
      var cheapest: (cost: Int, start: Int, text: String)?
      for start in stride(from: end - 1, through: max(0, end - maximumLines), by: -1) {
        guard let before = best[start] else { continue }
        let text = String(decoding: pieces[start..<end].joined(), as: UTF8.self)
        guard isIdentifier(text) else { continue }
        let cost = before.cost + (isRegistered(text) ? 1 : end - start == 1 ? 3 : 4)
        if cheapest.map({ cost < $0.cost }) ?? true { cheapest = (cost, start, text) }
      }
      best.append(cheapest)
    }
    var found: [String] = []
    var end = pieces.count
    while end > 0 {
      guard let step = best[end] else { return nil }
      found.append(step.text)
      end = step.start
    }
    return found.reversed()
  }

  /// The pieces with single spaces between them, and none where one ends or begins with a dot amid digits.
  private static func closingDots(_ pieces: [Substring]) -> String {
    var text = ""
    for piece in pieces {
      let continues =
        text.last == "." && piece.first?.isASCIIDigit == true && text.dropLast().last?.isASCIIDigit == true
        || piece.first == "." && piece.dropFirst().first?.isASCIIDigit == true && text.last?.isASCIIDigit == true
      if !text.isEmpty, !continues { text += " " }
      text += piece
    }
    return text
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
