import HL7
import Specification

/// What the observations of a message tell a reader: the text, coded results, and documents within it.
struct MessageReport: Equatable {
  /// One coded result.
  struct Code: Equatable {
    /// OBX-3.1
    var observation: String
    /// OBX-5.1
    var code: String
    /// OBX-5.2
    var text: String
    /// OBX-5.3
    var system: String
    /// OBX-8, its repetitions.
    var flags: [String]
  }

  /// OBX-5 of all text observations in order, a line for each break, without empty lines and the spaces at the ends of
  /// lines: what is left when it does not matter how a sender cuts a text into segments.
  private(set) var text = ""
  /// OBX-5 of all coded observations.
  private(set) var codes: [Code] = []
  /// OBX-5 of all encapsulated ones.
  private(set) var documents: [EmbeddedDocument] = []

  /// Coded results and documents that are told.
  static let limit = 200

  /// Reads a message.
  init(_ message: HL7.Message) {
    var lines: [Substring] = []
    for segment in message.segments("OBX") {
      func text(_ field: Int, _ component: Int = 1) -> String {
        segment.field(field)?.part(1)?.part(component).map { message.text(of: $0).text } ?? ""
      }
      let repetitions = segment.field(5)?.parts ?? []
      switch text(2) {
      case "TX", "FT", "ST":
        for repetition in repetitions {
          lines += message.text(of: repetition).text.split(whereSeparator: \.isNewline)
        }
      case "CE", "CWE", "CNE":
        for repetition in repetitions.prefix(Self.limit - min(codes.count, Self.limit)) {
          func part(_ number: Int) -> String { repetition.part(number).map { message.text(of: $0).text } ?? "" }
          codes.append(
            Code(
              observation: text(3), code: part(1), text: part(2), system: part(3),
              flags: (segment.field(8)?.parts ?? []).prefix(Self.limit).map { message.text(of: $0).text }))
        }
      case "ED":
        for repetition in repetitions.prefix(Self.limit - min(documents.count, Self.limit)) {
          documents.append(EmbeddedDocument(repetition, in: message))
        }
      default: continue
      }
    }
    text = lines.compactMap { line in line.lastIndex { !$0.isWhitespace }.map { line[...$0] } }.joined(separator: "\n")
  }

  /// Type of its record.
  static let type: ValueType = .record([
    Field(
      "text", .string,
      meaning: """
        OBX-5 of all TX, FT and ST observations in order, one line after the other, without empty lines and spaces at the \
        ends of lines.
        """),
    Field(
      "codes",
      .list(
        of: .record([
          Field("observation", .string, meaning: "OBX-3.1."), Field("code", .string, meaning: "OBX-5.1."),
          Field("text", .string, meaning: "OBX-5.2."), Field("system", .string, meaning: "OBX-5.3."),
          Field("flags", .list(of: .string, key: nil), meaning: "OBX-8."),
        ]), key: "code"), meaning: "Coded observations: CE, CWE and CNE.", source: "HL7 v2.5.1 §7.4.2"),
    Field(
      "documents", .list(of: EmbeddedDocument.type, key: nil), meaning: "Documents in observations of type ED.",
      source: "HL7 v2.5.1 §2.A.24"),
  ])

  /// Its record.
  var value: Value {
    .record([
      "text": .string(text), "documents": .list(documents.map(\.value)),
      "codes": .list(
        codes.map { code in
          .record([
            "observation": .string(code.observation), "code": .string(code.code), "text": .string(code.text),
            "system": .string(code.system), "flags": .list(code.flags.map { .string($0) }),
          ])
        }),
    ])
  }
}
