import Synchronization

/// The elements of FHIR R4 (4.0.1), by the structure that has them.
///
/// The table is looked through once for where each structure stands; a structure's elements are read when they are first asked
/// for, as most programs need a few of them.
public final class ElementRegistry: Sendable {
  /// The registry of this program.
  public static let r4 = ElementRegistry(
    Array(UnsafeBufferPointer(start: ElementTable.text.utf8Start, count: ElementTable.text.utf8CodeUnitCount)))

  private let table: [UInt8]
  private let heads: [String: ElementStructure.Head]
  /// Names of what others are based on.
  private let bases: Set<String>
  private let structures = Mutex<[String: ElementStructure]>([:])
  /// Types of resources, sorted, the abstract ones left out.
  public let resourceTypes: [String]

  init(_ table: [UInt8]) {
    self.table = table
    heads = ElementStructure.Head.all(in: table)
    bases = Set(heads.values.compactMap(\.base)).union(["Element"])
    resourceTypes = heads.values.filter { $0.isResource && !$0.isAbstract }.map(\.name).sorted()
  }

  /// The primitive types (R4 datatypes.html §2.24.0.1), and `xhtml`.
  public static let primitives: Set<String> = [
    "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer",
    "markdown",
    "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml",
  ]

  /// What a name stands for; nil for primitive types and unknown names.
  public func structure(_ name: String) -> ElementStructure? {
    guard let head = heads[name] else { return nil }
    return structures.withLock { known in
      if let structure = known[name] { return structure }
      let structure = ElementStructure(head, in: table)
      known[name] = structure
      return structure
    }
  }

  /// Whether a type is one of a resource, abstract ones included.
  public func isResource(_ type: String) -> Bool { heads[type]?.isResource ?? false }

  /// Whether a type stands for any resource, or any of a sort: nothing is of that very type.
  public func isAbstractResource(_ type: String) -> Bool { heads[type].map { $0.isResource && $0.isAbstract } ?? false }

  /// Whether a name is that of a primitive type, a data type or a resource.
  public func isType(_ name: String) -> Bool {
    Self.primitives.contains(name) || (heads[name] != nil && !name.contains("."))
  }

  /// An element of a type, inherited ones included; nil where the type has none of that name or is unknown.
  public func element(_ name: String, of type: String) -> ElementDefinition? {
    var next = Self.primitives.contains(type) ? "Element" : type
    for _ in 0..<Self.deepest {
      guard let structure = structure(next) else { return nil }
      if let element = structure.elements.first(where: { $0.name == name }) { return element }
      guard let base = structure.base else { return nil }
      next = base
    }
    return nil
  }

  /// All elements of a type, inherited ones first.
  public func elements(of type: String) -> [ElementDefinition] {
    lineage(of: type).reversed().flatMap { structure($0)?.elements ?? [] }
  }

  /// Whether values of a type are values of the other too: the same, or one that it is based on.
  public func isKind(_ type: String, of other: String) -> Bool {
    // Most are no base of any other.
    guard type != other else { return true }
    guard bases.contains(other) else { return false }
    var next: String? = type
    for _ in 0...8 {
      guard let name = next else { return false }
      if name == other { return true }
      next = Self.primitives.contains(name) ? "Element" : heads[name]?.base
    }
    return false
  }

  /// How many types are looked at from one to those that it is based on.
  private static let deepest = 8

  /// The names of a type and what it is based on, nearest first. Primitive types have an id and extensions.
  private func lineage(of type: String) -> [String] {
    var lineage: [String] = []
    var next: String? = Self.primitives.contains(type) ? "Element" : type
    while let name = next, let head = heads[name], lineage.count < Self.deepest {
      lineage.append(name)
      next = head.base
    }
    return lineage
  }
}
