/// An information object definition of PS3.3 Annex A: which modules an object of a SOP class has.
public struct InformationObjectDefinition: Hashable, Sendable {
  /// A module (PS3.3 Annex C) or functional group macro (PS3.3 §C.7.6.16).
  public struct Module: Hashable, Sendable {
    /// The name as the standard has it, such as `General Study`.
    public let name: String
    /// The table of PS3.3 that defines it, such as `C.7-3`.
    public let table: String
    /// Its attributes: an index into `InformationObjectRegistry.items`.
    let items: Int
  }

  /// How a module is used (PS3.3 §A.1.3).
  public enum Usage: Character, Hashable, Sendable {
    case mandatory = "M"
    case conditional = "C"
    case userOption = "U"
    case mandatoryFunctionalGroup = "F"
    case otherFunctionalGroup = "f"
  }

  /// A module in its use.
  public struct Part: Hashable, Sendable {
    /// The module.
    public let module: Module
    /// Its use.
    public let usage: Usage
  }

  /// The SOP class whose objects it defines.
  public let sopClass: UID
  /// The name, such as `CT Image`.
  public let name: String
  /// The table of PS3.3 that lists its modules, such as `A.3-1`.
  public let table: String
  /// Its modules and functional groups.
  public let parts: [Part]

  /// The definition of a SOP class; nil where the tables have none.
  public static func of(_ sopClass: UID) -> InformationObjectDefinition? {
    InformationObjectRegistry.shared.definitions[sopClass.value]
  }

  /// The SOP classes that the tables have, ascending by UID.
  public static var sopClasses: [UID] { InformationObjectRegistry.shared.definitions.keys.map { UID($0) }.sorted() }

  /// The editions of the standard that the tables were taken from; they hold what both say.
  public static var editions: String { InformationObjectTables.editions }
}
