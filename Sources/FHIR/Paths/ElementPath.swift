/// The part of FHIRPath that paths of assertions are made of: each step takes the elements before it to others.
public struct ElementPath: Hashable, Sendable {
  /// One step.
  public enum Step: Hashable, Sendable {
    /// The elements of a name below each: `name`.
    case element(String)
    /// The one of a number in the whole collection, from 0: `[0]`, `first()`.
    case index(Int)
    /// Those of which an element has a value: `where(system = 'http://…')`.
    case filter(String, Element.Primitive)
    /// Those of a type: `ofType(Quantity)`.
    case ofType(String)
    /// What each reference leads to within the same bundle or resource: `resolve()`.
    case resolve
  }

  /// The steps in order.
  public var steps: [Step]

  /// Makes a path.
  public init(_ steps: [Step]) { self.steps = steps }
}

extension Resource {
  /// The elements that a path leads to, in order; none where nothing is there.
  public func elements(at path: ElementPath, in registry: ElementRegistry = .r4) -> [Element] {
    var walk = ElementWalk(self, registry)
    for step in path.steps { walk.take(step) }
    return walk.elements
  }
}

/// A walk through a resource, step by step.
public struct ElementWalk {
  private let resource: Resource
  private let registry: ElementRegistry
  /// What the steps so far led to.
  public private(set) var elements: [Element]
  /// Entries of a bundle by what references name them with; made when first needed.
  private var entries: [String: Element]?

  /// Begins at the resource itself.
  public init(_ resource: Resource, _ registry: ElementRegistry = .r4) {
    self.resource = resource
    self.registry = registry
    elements = [Element(resource)]
  }

  /// Takes one step.
  public mutating func take(_ step: ElementPath.Step) {
    switch step {
    case .element(let name): elements = elements.flatMap { $0.children(name, registry) }
    case .index(let index): elements = elements.indices.contains(index) ? [elements[index]] : []
    case .filter(let name, let wanted):
      elements = elements.filter { element in
        element.children(name, registry).contains { $0.primitive.map { wanted.equals($0) } ?? false }
      }
    case .ofType(let type):
      elements = elements.filter { $0.type.map { registry.isKind($0, of: type) } ?? false }
    case .resolve: elements = elements.compactMap { target(of: $0) }
    }
  }

  // MARK: References

  /// What a reference leads to: `#id` to what its resource contains, everything else to an entry of the bundle
  /// (R4 references.html §2.3.0.1, bundle.html §2.36.4.1).
  private mutating func target(of element: Element) -> Element? {
    let text = element.node?.text ?? element.node?["reference"]?.text
    guard let text, !text.isEmpty else { return nil }
    if text.hasPrefix("#") {
      let container = element.container.element
      if text == "#" { return container }
      return container.children("contained", registry).first { $0.node?["id"]?.text.map { "#" + $0 } == text }
    }
    let found = entries ?? allEntries()
    entries = found
    return found[text]
  }

  private func allEntries() -> [String: Element] {
    var found: [String: Element] = [:]
    for entry in Element(resource).children("entry", registry) {
      guard let target = entry.children("resource", registry).first, let type = target.type else { continue }
      if let url = entry.node?["fullUrl"]?.text, found[url] == nil { found[url] = target }
      if let id = target.node?["id"]?.text, found["\(type)/\(id)"] == nil { found["\(type)/\(id)"] = target }
    }
    return found
  }
}

extension Element.Primitive {
  /// Whether both are the same; text compares by its code points.
  public func equals(_ other: Element.Primitive) -> Bool {
    switch (self, other) {
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    case (.boolean(let left), .boolean(let right)): left == right
    default: false
    }
  }
}

extension ElementPath.Step: CustomStringConvertible {
  /// The step as FHIRPath writes it.
  public var description: String {
    switch self {
    case .element(let name): name
    case .index(let index): "[\(index)]"
    case .filter(let name, .text(let text)): "where(\(name) = '\(text)')"
    case .filter(let name, .number(let number)): "where(\(name) = \(number))"
    case .filter(let name, .boolean(let flag)): "where(\(name) = \(flag))"
    case .ofType(let type): "ofType(\(type))"
    case .resolve: "resolve()"
    }
  }
}
