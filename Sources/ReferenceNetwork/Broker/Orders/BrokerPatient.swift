import DICOM
import Foundation
import HL7

/// A patient as messages tell of them (segment PID, HL7 v2.5.1 §3.4.2).
struct BrokerPatient: Hashable, Sendable {
  /// A number and who assigned it.
  struct Identifier: Hashable, Sendable {
    /// CX.1
    var number: String
    /// CX.4: the namespace, or the universal id where there is none.
    var authority: String
    /// CX.5
    var type: String

    /// Whether it is in the domain of the NHS number.
    var isNHSNumber: Bool { authority == "NHS" || type == "NH" }

    /// Two identifiers are one by number and authority; the type only describes it.
    static func == (one: Identifier, other: Identifier) -> Bool {
      one.number == other.number && one.authority == other.authority
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(number)
      hasher.combine(authority)
    }
  }

  /// PID-3
  var identifiers: [Identifier]
  /// PID-5
  var name: PersonName.ComponentGroup
  /// PID-7, the day.
  var birthDate: String
  /// PID-8
  var sex: String
  /// The moment of the message that was last taken over.
  var heard: Date

  /// Reads a segment.
  init(_ fields: SegmentFields, heard: Date) {
    identifiers = Self.identifiers(fields, 3)
    name = PersonName.ComponentGroup(
      family: fields.text(5, 1), given: fields.text(5, 2), middle: fields.text(5, 3), prefix: fields.text(5, 5),
      suffix: fields.text(5, 4))
    birthDate = String(fields.text(7).prefix(8))
    sex = fields.text(8)
    self.heard = heard
  }

  /// The identifiers of a field of type CX.
  static func identifiers(_ fields: SegmentFields, _ field: Int) -> [Identifier] {
    fields.repetitions(field).compactMap { repetition in
      let number = fields.text(of: repetition, 1)
      let namespace = fields.text(of: repetition, 4)
      return number.isEmpty
        ? nil
        : Identifier(
          number: number, authority: namespace.isEmpty ? fields.text(of: repetition, 4, 2) : namespace,
          type: fields.text(of: repetition, 5))
    }
  }

  /// The identifier that a worklist names: the local one, which is on the wristband.
  var primary: Identifier? { identifiers.first { !$0.isNHSNumber } ?? identifiers.first }
}
