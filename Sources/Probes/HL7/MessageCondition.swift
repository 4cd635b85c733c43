import HL7
import Specification

/// Which messages a step waits for: of a type, with texts at addresses or anywhere, and without others.
struct MessageCondition: Sendable {
  private var type: [String] = []
  private var names: Set<String> = []
  private var texts: [Place] = []

  /// What may stand at an address, and what may not.
  private struct Place {
    var address: Address
    var any: [String]
    var none: [String]
  }

  /// The condition of a step's inputs `type`, `where` and `naming`.
  static func make(_ inputs: StepInputs) -> Result<MessageCondition, AddressError> {
    var condition = MessageCondition()
    condition.type = inputs.text("type")?.split(separator: "^").map { String($0) } ?? []
    if case .list(let values)? = inputs.values["naming"] {
      condition.names = Set(StepInputs.words(values)).subtracting([""])
    }
    guard case .list(let values) = inputs.values["where"] else { return .success(condition) }
    for case .record(let fields) in values {
      guard case .string(let place) = fields["at"] else { continue }
      var texts: [String] = []
      if case .string(let text) = fields["text"] { texts.append(text) }
      if case .list(let others) = fields["any"] { texts += StepInputs.words(others) }
      var none: [String] = []
      if case .list(let others) = fields["none"] { none = StepInputs.words(others) }
      do {
        condition.texts.append(Place(address: try Address(place), any: texts, none: none))
      } catch { return .failure(error) }
    }
    return .success(condition)
  }

  /// Whether every message satisfies it.
  var isOpen: Bool { type.isEmpty && texts.isEmpty && names.isEmpty }

  /// Whether a place is named without a text for it.
  var isIncomplete: Bool { texts.contains { $0.any.isEmpty && $0.none.isEmpty } }

  /// Whether a message satisfies it: of several places at an address one is enough, and one that may not be is one too many.
  func holds(_ message: HL7.Message) -> Bool {
    let own = message.header.field(9)?.part(1)
    for (place, word) in type.enumerated() {
      guard let part = own?.part(place + 1), message.text(of: part).text == word else { return false }
    }
    guard names.isEmpty || isNamed(in: message) else { return false }
    let isGrouped = texts.contains { !$0.address.groups.isEmpty }
    let structured = isGrouped ? message.structure.map { StructuredMessage(message, structure: $0) } : nil
    return texts.allSatisfy { condition in
      let there = message.parts(at: condition.address, in: structured).map { message.text(of: $0).text }
      guard !there.contains(where: condition.none.contains) else { return false }
      return condition.any.isEmpty || there.contains(where: condition.any.contains)
    }
  }

  /// Bytes of the longest component in which a name is sought: documents are none.
  private static let longestName = 1_024

  /// Whether one of the names stands in the message as a whole component.
  private func isNamed(in message: HL7.Message) -> Bool {
    message.segments.contains { segment in
      segment.fields.contains { field in
        field.parts.contains { repetition in
          repetition.parts.contains {
            $0.bytes.count <= Self.longestName && names.contains(message.text(of: $0).text)
          }
        }
      }
    }
  }

  /// For people.
  var description: String {
    let conditions = texts.flatMap { place in
      [(place.any, "is"), (place.none, "is not")].filter { !$0.0.isEmpty }.map {
        "\(place.address) \($0.1) \($0.0.joined(separator: " or "))"
      }
    }
    let named = names.isEmpty ? [] : ["one of \(names.sorted().joined(separator: ", ")) is named"]
    return ([type.joined(separator: "^")].filter { !$0.isEmpty } + conditions + named).joined(separator: ", ")
  }
}
