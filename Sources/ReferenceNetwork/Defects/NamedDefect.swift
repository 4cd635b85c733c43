/// Faults that actors of one kind can be told to have, each by its name. Some requirement catches each of them.
///
/// A case's raw value is the name within the actor, in words joined by hyphens: `find.ignores-issuer-of-patient-id`.
public protocol NamedDefect: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The actor that has it, the first word of the full name: `archive`.
  static var actor: String { get }
  /// What goes wrong, in a sentence.
  var sentence: String { get }
  /// The clause that is broken: `PS3.4 §C.4.1.1.3.1`.
  var clause: String { get }
  /// What becomes of patients and staff where a system does this, in a sentence.
  var harm: String { get }
}

extension NamedDefect {
  /// The name in the catalogue: `archive.find.ignores-issuer-of-patient-id`.
  public var name: String { "\(Self.actor).\(rawValue)" }
}
