import Foundation
import JSONTree

/// One element of a resource that was sent, or the resource itself.
public struct Element: Hashable, Sendable {
  /// Where it is, as FHIRPath writes it: `Patient.name[0].family`.
  public let path: String
  /// Its type, `HumanName`; nil where the tables do not know it.
  public let type: String?
  /// What was sent; nil for a primitive that only has an id or extensions.
  public let node: JSONNode?
  /// Id and extensions of a primitive, the member whose name begins with `_` (R4 json.html §2.6.2.3).
  public let companion: JSONNode?
  /// The nearest resource around it that is not contained in another, whose `contained` its references may name.
  let container: Container

  /// A resource that may contain others.
  struct Container: Hashable, Sendable {
    var path: String
    var node: JSONNode

    /// The resource as an element.
    var element: Element { Element(path: path, type: node["resourceType"]?.text, node: node, container: self) }
  }

  init(path: String, type: String?, node: JSONNode?, companion: JSONNode? = nil, container: Container) {
    self.path = path
    self.type = type
    self.node = node
    self.companion = companion
    self.container = container
  }

  /// A resource as the element at which paths begin.
  public init(_ resource: Resource) {
    self = Container(path: resource.type, node: resource.root).element
  }

  /// The value of a primitive.
  public enum Primitive: Hashable, Sendable {
    case boolean(Bool)
    /// A number that can be told exactly.
    case number(Decimal)
    case text(String)
  }

  /// The value of a primitive as it was sent, whatever its type should be; nil for everything else.
  public var primitive: Primitive? {
    switch node?.value {
    case .boolean(let value)?: .boolean(value)
    case .string(let text)?: .text(text)
    case .number(let text)?: Self.decimal(text).map { .number($0) } ?? .text(text)
    case .null?, .array?, .object?, nil: nil
    }
  }

  /// A number in the digits of JSON; nil where it is too long or too large to be told exactly.
  static func decimal(_ text: String) -> Decimal? {
    guard text.utf8.count <= 64, Double(text)?.isFinite == true,
      let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), number.isFinite
    else { return nil }
    return number
  }
}

extension Element {
  /// The elements of a name below this one, in order; none where nothing of that name was sent.
  ///
  /// A choice of types is named without its type, `value`, as FHIRPath does (R4 fhirpath.html §2.9.1).
  func children(_ name: String, _ registry: ElementRegistry) -> [Element] {
    guard let definition = type.flatMap({ registry.element(name, of: $0) }) else {
      return children(name, as: nil, named: name)
    }
    guard definition.isChoice else { return children(name, as: definition.kinds.first?.name, named: name) }
    for kind in definition.kinds {
      let found = children(definition.memberName(for: kind.name), as: kind.name, named: name)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func children(_ member: String, as type: String?, named name: String) -> [Element] {
    var value = node?[member]
    let companion = node?["_" + member]
    // What is below a primitive stands in its companion.
    if value == nil, companion == nil { value = self.companion?[member] }
    guard value?.elements != nil || companion?.elements != nil else {
      return child(name, index: nil, type, value, companion).map { [$0] } ?? []
    }
    let (values, companions) = (value?.elements ?? [], companion?.elements ?? [])
    return (0..<max(values.count, companions.count)).compactMap { index in
      child(
        name, index: index, type, index < values.count ? values[index] : nil,
        index < companions.count ? companions[index] : nil)
    }
  }

  /// One element; nil where neither a value nor anything about it was sent.
  private func child(
    _ name: String, index: Int?, _ type: String?, _ value: JSONNode?, _ companion: JSONNode?
  ) -> Element? {
    let (value, companion) = (value?.present, companion?.present)
    guard value != nil || companion != nil else { return nil }
    let path = "\(self.path).\(name)" + (index.map { "[\($0)]" } ?? "")
    guard type == "Resource" || type == nil, let value, let actual = value["resourceType"]?.text else {
      return Element(path: path, type: type, node: value, companion: companion, container: container)
    }
    let own = name == "contained" ? container : Container(path: path, node: value)
    return Element(path: path, type: actual, node: value, container: own)
  }
}

extension JSONNode {
  /// The value unless it is null, which stands in arrays of primitives only, for what is not there.
  fileprivate var present: JSONNode? { if case .null = value { nil } else { self } }
}
