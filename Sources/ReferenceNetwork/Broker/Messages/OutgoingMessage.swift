import Foundation
import HL7

/// A message that the broker sends by itself, segment by segment.
struct OutgoingMessage: Sendable {
  /// What it is about, by which receivers choose.
  let kind: Broker.MessageReceiver.Kind
  /// MSH-10
  let controlID: String
  private(set) var segments: [String]

  /// Begins a message (HL7 v2.5.1 §2.15.9).
  init(_ kind: Broker.MessageReceiver.Kind, type: String, number: Int, time: String) {
    self.kind = kind
    controlID = "R" + String(String(100_000_000 + number % 100_000_000).dropFirst())
    segments = ["MSH|^~\\&|BROKER||||\(time)||\(type)|\(controlID)|P|2.4||||||8859/1"]
  }

  /// Adds a segment of fields, the first of which is its name.
  mutating func add(_ fields: String...) { segments.append(fields.joined(separator: "|")) }

  /// Adds a segment as written.
  mutating func add(segment: String) { segments.append(segment) }

  /// The message with another text in some of its segments.
  func changed(_ change: (String) -> String) -> OutgoingMessage {
    var changed = self
    changed.segments = segments.map(change)
    return changed
  }

  /// The bytes: in Latin-1 where that holds all letters, else in UTF-8, as MSH-18 says.
  var bytes: [UInt8] {
    let text = segments.joined(separator: "\r") + "\r"
    if text.unicodeScalars.allSatisfy({ $0.value < 0x100 }) {
      return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
    var unicode = segments
    if let header = unicode.first, header.hasSuffix("8859/1") {
      unicode[0] = header.dropLast("8859/1".count) + "UNICODE UTF-8"
    }
    return Array((unicode.joined(separator: "\r") + "\r").utf8)
  }

  /// A text with its delimiters escaped (HL7 v2.5.1 §2.7).
  static func escaped(_ text: String) -> String {
    Escaping.encode(text, encoding: .suggested, set: .utf8).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// A segment of a message that came, as text; empty where there is none.
  static func copy(_ name: String, of message: Message) -> String {
    guard let bytes = message.segments(name).first?.bytes else { return "" }
    if message.characterSet == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
