import HL7

/// The texts of one segment by field, component and subcomponent; what is not there is empty.
struct SegmentFields {
  private let message: Message
  private let segment: Segment?

  /// The first segment of a name, or the one of a number from 1.
  init(_ name: String, of message: Message, number: Int = 1) {
    self.message = message
    let found = message.segments(name)
    segment = found.indices.contains(number - 1) ? found[number - 1] : nil
  }

  /// A segment of the message.
  init(_ segment: Segment, of message: Message) {
    self.message = message
    self.segment = segment
  }

  /// The text of a component of the first repetition.
  func text(_ field: Int, _ component: Int = 1, _ subcomponent: Int = 1) -> String {
    segment?.field(field)?.part(1).map { text(of: $0, component, subcomponent) } ?? ""
  }

  /// The repetitions of a field.
  func repetitions(_ field: Int) -> [Part] { segment?.field(field)?.parts ?? [] }

  /// The text of a component of a repetition.
  func text(of repetition: Part, _ component: Int, _ subcomponent: Int = 1) -> String {
    repetition.part(component)?.part(subcomponent).map { message.text(of: $0).text } ?? ""
  }
}
