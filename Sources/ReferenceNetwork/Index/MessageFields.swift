import HL7

/// Reads single values of a message as decoded text.
struct MessageFields {
  let message: Message

  /// The text of a component of a field, of its first repetition; empty where there is none.
  func text(_ segment: String, _ field: Int, _ component: Int = 1) -> String {
    guard let field = message.segments(segment).first?.field(field) else { return "" }
    return text(of: field.part(1), component)
  }

  /// The repetitions of a field.
  func repetitions(_ segment: String, _ field: Int) -> [Part] {
    message.segments(segment).first?.field(field)?.parts.filter(\.isValued) ?? []
  }

  /// The text of a component of a repetition, of its first sub-component unless another is named.
  func text(of repetition: Part?, _ component: Int, _ subcomponent: Int = 1) -> String {
    guard let part = repetition?.part(component)?.part(subcomponent), part.isValued else { return "" }
    return message.text(of: part).text
  }

  /// The identifiers of CX fields, each with the name of its domain: the object identifier where there is one.
  func identifiers(_ segment: String, _ field: Int) -> [(value: String, domain: String)] {
    repetitions(segment, field).compactMap { repetition in
      let (value, name) = (text(of: repetition, 1), Self.domain(of: repetition, in: self))
      return value.isEmpty ? nil : (value, name)
    }
  }

  private static func domain(of repetition: Part, in fields: MessageFields) -> String {
    let universal = fields.text(of: repetition, 4, 2)
    return universal.isEmpty ? fields.text(of: repetition, 4) : universal
  }
}
