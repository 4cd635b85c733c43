import HL7
import Specification

/// The time stamps of a message that name a time of day: wherever its edition has the data type TS or DTM.
struct MessageMoments {
  /// Where each stands and how it is written, in the order of the message.
  private(set) var moments: [(address: String, text: String)] = []
  private let message: HL7.Message
  private let version: HL7.Version

  /// Moments that are told.
  static let limit = 500

  /// Reads a message; nil where its edition is not known here.
  init?(_ message: HL7.Message) {
    guard let version = message.version else { return nil }
    self.message = message
    self.version = version
    for segment in message.segments {
      for (place, field) in segment.fields.enumerated() where field.isValued && moments.count < Self.limit {
        let number = segment.isHeader && place < 2 ? nil : FieldDefinition(segment.name, place + 1, version: version)
        guard let definition = number else { continue }
        var dataType = definition.dataType
        if segment.name == "OBX", place == 4 { dataType = segment.field(2).map { message.text(of: $0).text } }
        let repetitions = field.parts
        for (index, repetition) in repetitions.enumerated() {
          let address = "\(segment.name)-\(place + 1)" + (repetitions.count > 1 ? "[\(index + 1)]" : "")
          look(at: repetition, dataType, address)
        }
      }
    }
  }

  /// A value and what is below it. The recursion ends with the subcomponents.
  private mutating func look(at part: Part, _ dataType: String?, _ address: String) {
    guard let dataType, part.isValued else { return }
    if ["TS", "DTM", "TS_SIMPLE"].contains(dataType) {
      let text = (part.level < .subcomponent ? part.part(1) : part).map { message.text(of: $0).text } ?? ""
      // A date alone has no offset.
      if text.utf8.prefix(10).count(where: { (0x30...0x39).contains($0) }) == 10 { moments.append((address, text)) }
      return
    }
    guard part.level < .subcomponent, let definition = DataTypeDefinition(dataType, version: version) else { return }
    for (index, component) in definition.components.enumerated() {
      guard let below = part.part(index + 1) else { return }
      look(at: below, component.dataType, "\(address).\(index + 1)")
    }
  }

  /// Type of its list.
  static let type: ValueType = .list(
    of: .record([
      Field("at", .string, meaning: "Where, as an address."),
      Field("text", .string, meaning: "The time stamp, `20260301101500+0000`."),
    ]), key: nil)

  /// Its list.
  var value: Value { .list(moments.map { .record(["at": .string($0.address), "text": .string($0.text)]) }) }
}
