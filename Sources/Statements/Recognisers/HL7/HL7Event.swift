/// Message types and trigger events of HL7 v2 as documents print them.
struct HL7Event: Hashable {
  /// `ADT^A08`.
  var event: String
  /// `ADT_A01`, where it is printed.
  var structure: String?

  /// The message type, `ADT`.
  var type: Substring { event.prefix { $0 != "^" } }

  /// Whether a text may name one, told without reading it.
  static func mayBe(in text: String) -> Bool {
    text.utf8.count <= 8_000 && text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
      && types.contains { text.utf8Contains($0) }
  }

  /// The events of a text: `ADT^A08`, `ADT^A04^ADT_A01`, `ADT (A01, A04)`, `ORM/ACK - General Order (Event O01)`.
  ///
  /// - Parameter strict: Takes a type and a code apart from each other only where the code follows at once or is
  ///   called an event. For sentences, in which letters with digits may be anything.
  static func all(in text: String, strict: Bool = false) -> [HL7Event] {
    guard mayBe(in: text) else { return [] }
    var found: [HL7Event] = []
    var type: Substring?
    var distance = 0
    var isCalledEvent = false
    for token in text.prefix(4_000).split(whereSeparator: { !isToken($0) }) {
      distance += 1
      if token.contains("^") {
        let parts = token.split(separator: "^", omittingEmptySubsequences: false)
        guard parts.count >= 2, types.contains(String(parts[0])), isCode(parts[1]) else { continue }
        let structure = parts.count > 2 && parts[2].contains("_") ? String(parts[2]) : nil
        add(&found, parts[0], parts[1], structure)
        type = parts[0]
        distance = 0
      } else if types.contains(String(token)) {
        // The answer beside a message, `ADT/ACK`, `QBP/RSP`, is no message of its own.
        if type == nil || !answers.contains(String(token)) { type = token }
        distance = 0
      } else if isCode(token), let type, type != "ACK" {
        guard !strict || distance == 1 || isCalledEvent || found.last?.type == type && distance <= 2 else { continue }
        add(&found, type, token, nil)
        distance = 0
      }
      isCalledEvent = ["event", "Event", "events", "Events", "trigger", "Trigger"].contains(token)
    }
    return found
  }

  private static func add(_ found: inout [HL7Event], _ type: Substring, _ code: Substring, _ structure: String?) {
    let event = HL7Event(event: "\(type)^\(code)", structure: structure)
    if !found.contains(where: { $0.event == event.event }) { found.append(event) }
  }

  private static func isToken(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "^" || character == "_")
  }

  private static func isCode(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 3 && bytes[0] >= 0x41 && bytes[0] <= 0x5A && bytes[1] >= 0x30 && bytes[1] <= 0x39
      && bytes[2] >= 0x30 && bytes[2] <= 0x39
  }

  private static let answers: Set<String> = ["ACK", "RSP", "ORR", "ORG", "ORI", "ORL", "SRR", "ADR", "MFK", "RRI"]

  private static let types: Set<String> = [
    "ADT", "ORM", "ORU", "OMG", "OMI", "OML", "OMP", "ORR", "ORG", "ORI", "ORL", "SIU", "SRM", "SRR", "MDM", "ACK",
    "QBP", "RSP", "QRY", "ADR", "DFT", "BAR", "MFN", "MFK", "VXU", "RDE", "RDS", "RAS", "QCN", "REF", "RRI", "OSQ",
    "OUL",
  ]

  /// Versions of HL7 that a text names, `2.3.1`.
  static func versions(in text: String) -> [String] {
    var found: [String] = []
    for token in text.prefix(400).split(whereSeparator: { !($0.isNumber || $0 == ".") }) {
      var plain = token
      while plain.last == "." { plain.removeLast() }
      let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count >= 2, parts.count <= 3, parts[0] == "2", parts.allSatisfy({ $0.count == 1 && $0 <= "9" }),
        !found.contains(String(plain))
      else { continue }
      found.append(String(plain))
    }
    return found
  }
}
