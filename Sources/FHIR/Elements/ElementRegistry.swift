/// The elements of FHIR R4 (4.0.1), by the structure that has them.
public struct ElementRegistry: Sendable {
  /// The registry of this program.
  public static let r4 = ElementRegistry(
    String(
      decoding: UnsafeBufferPointer(start: ElementTable.text.utf8Start, count: ElementTable.text.utf8CodeUnitCount),
      as: UTF8.self))

  private let structures: [String: ElementStructure]
  /// Types of resources, sorted, the abstract ones left out.
  public let resourceTypes: [String]

  init(_ table: String) {
    structures = ElementStructure.all(in: table)
    resourceTypes = structures.values.filter { $0.isResource && !$0.isAbstract }.map(\.name).sorted()
  }

  /// The primitive types (R4 datatypes.html §2.24.0.1), and `xhtml`.
  public static let primitives: Set<String> = [
    "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer",
    "markdown",
    "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml",
  ]

  /// What a name stands for; nil for primitive types and unknown names.
  public func structure(_ name: String) -> ElementStructure? { structures[name] }

  /// Whether a type is one of a resource, abstract ones included.
  public func isResource(_ type: String) -> Bool { structures[type]?.isResource ?? false }

  /// Whether a name is that of a primitive type, a data type or a resource.
  public func isType(_ name: String) -> Bool {
    Self.primitives.contains(name) || (structures[name] != nil && !name.contains("."))
  }

  /// An element of a type, inherited ones included; nil where the type has none of that name or is unknown.
  public func element(_ name: String, of type: String) -> ElementDefinition? {
    for structure in lineage(of: type) {
      if let element = structure.elements.first(where: { $0.name == name }) { return element }
    }
    return nil
  }

  /// All elements of a type, inherited ones first.
  public func elements(of type: String) -> [ElementDefinition] { lineage(of: type).reversed().flatMap(\.elements) }

  /// Whether values of a type are values of the other too: the same, or one that it is based on.
  public func isKind(_ type: String, of other: String) -> Bool {
    type == other || lineage(of: type).contains { $0.name == other }
  }

  /// The structure of a type and what it is based on, nearest first. Primitive types have an id and extensions.
  private func lineage(of type: String) -> [ElementStructure] {
    var lineage: [ElementStructure] = []
    var next: String? = Self.primitives.contains(type) ? "Element" : type
    while let name = next, let structure = structures[name], lineage.count < 8 {
      lineage.append(structure)
      next = structure.base
    }
    return lineage
  }
}
