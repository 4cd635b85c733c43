import Evidence

/// Which way messages go, seen from the product, in the words of documents.
enum HL7Directions {
  typealias Direction = ClaimDetail.Message.Direction

  /// What a cell or heading says: one direction, both, or nothing.
  static func all(in words: Words) -> [Direction] {
    if words.hasAny(["both", "bidirectional", "bi directional"]) { return [.inbound, .outbound] }
    var found: [Direction] = []
    if words.hasAny(inbound) { found.append(.inbound) }
    if words.hasAny(outbound) { found.append(.outbound) }
    return found
  }

  static let inbound = [
    "in", "inbound", "incoming", "input", "receive", "receives", "received", "receiver", "receiving", "accepts",
    "accepted", "import", "consumer",
  ]
  static let outbound = [
    "out", "outbound", "outgoing", "output", "send", "sends", "sent", "sender", "sending", "transmit", "transmits",
    "transmitted", "export", "produces",
  ]

  /// The direction that headings around a passage give.
  static func around(_ passage: Passage) -> Direction? {
    for heading in passage.path.reversed() where !heading.isTitle {
      let found = all(in: Words(heading.words.list.filter { $0 != "in" && $0 != "out" }.joined(separator: " ")))
      if found.count == 1 { return found.first }
    }
    return nil
  }

  /// The direction that a sentence gives to what stands at a place in it: that of the last verb before. None where
  /// another system may be the one that does so.
  static func stated(in text: String, before place: String.Index) -> Direction? {
    var direction: Direction?
    for word in Words(text[..<place]).list {
      if verbsIn.contains(word) {
        direction = .inbound
      } else if verbsOut.contains(word) {
        direction = .outbound
      } else if others.contains(word) {
        return nil
      }
    }
    return direction
  }

  private static let verbsIn: Set<Substring> = ["receive", "receives", "received", "receiving", "accepts", "accept"]
  private static let verbsOut: Set<Substring> = ["send", "sends", "sending", "transmits", "generates", "produces"]
  private static let others: Set<Substring> = [
    "ris", "his", "modality", "engine", "remote", "external", "emr", "ehr", "other", "partner", "from",
  ]
}

/// Which way each type of message goes where the document's sentences name it without an event.
struct HL7TypeDirections {
  private var byType: [String: Set<ClaimDetail.Message.Direction>] = [:]

  init(_ prose: [Prose]) {
    for item in prose where item.mentions(["message"]) && item.mentions(["send", "receiv", "accept"]) {
      for sentence in item.sentences where !sentence.denies && sentence.text.utf8.count < 1_000 {
        for type in ["ADT", "ORM", "ORU", "OMG", "OMI", "SIU", "MDM", "QBP"] {
          guard let range = sentence.text.range(of: " \(type) "),
            let direction = HL7Directions.stated(in: sentence.text, before: range.lowerBound)
          else { continue }
          byType[type, default: []].insert(direction)
        }
      }
    }
  }

  /// The one direction that sentences give; nil for none or both.
  func only(_ type: Substring) -> ClaimDetail.Message.Direction? {
    guard let found = byType[String(type)], found.count == 1 else { return nil }
    return found.first
  }
}
