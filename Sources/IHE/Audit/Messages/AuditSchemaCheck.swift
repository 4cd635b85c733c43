import XMLTree

/// Holds a message against the schema.
struct AuditSchemaCheck {
  /// Violations that are kept.
  static let limit = 100
  private static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

  private let tree: MarkupTree
  private var violations: [AuditViolation] = []

  private init(_ tree: MarkupTree) { self.tree = tree }

  /// What of a message departs from the schema, in its order.
  static func violations(of tree: MarkupTree, root: Int) -> [AuditViolation] {
    var check = AuditSchemaCheck(tree)
    if tree.name(of: root) != "AuditMessage" {
      check.report(tree.name(of: root) ?? "", root, "the document is no AuditMessage")
      return check.violations
    }
    // The order of the document needs no recursion.
    for index in root..<tree.nodes[root].end { check.node(index) }
    return check.violations
  }

  private mutating func report(_ place: String, _ index: Int, _ text: String) {
    guard violations.count < Self.limit else { return }
    violations.append(AuditViolation(place, line: tree.nodes[index].line, text))
  }

  private mutating func node(_ index: Int) {
    guard case .element(let name, let attributes) = tree.nodes[index].content,
      let element = AuditSchema.elements[name]
    else { return }
    if tree.nodes[index].namespace != nil { report(name, index, "the element has a namespace, and must have none") }
    for attribute in attributes where attribute.namespace != Self.instanceNamespace {
      guard attribute.namespace == nil, let known = element.attributes.first(where: { $0.name == attribute.name })
      else {
        report("\(name)/@\(attribute.name)", index, "there is no such attribute")
        continue
      }
      if !known.form.takes(attribute.value) {
        report("\(name)/@\(attribute.name)", index, "`\(attribute.value.prefix(64))` is no value of it")
      }
    }
    for known in element.attributes where known.isRequired {
      if !attributes.contains(where: { $0.namespace == nil && $0.name == known.name }) {
        report("\(name)/@\(known.name)", index, "the attribute is missing")
      }
    }
    switch element.content {
    case .text(let form):
      if tree.children(of: index).contains(where: { tree.name(of: $0) != nil }) {
        report(name, index, "elements stand where only text may")
      } else if !form.takes(tree.text(of: index)) {
        report(name, index, "`\(tree.text(of: index).prefix(64))` is no value of it")
      }
    case .elements(let particles): children(of: index, name, particles)
    }
  }

  /// Holds the children of an element against the sequence that they must have.
  private mutating func children(of index: Int, _ name: String, _ particles: [AuditSchema.Particle]) {
    var place = 0
    var count = 0
    for child in tree.children(of: index) {
      guard let childName = tree.name(of: child) else {
        if tree.text(of: child).contains(where: { !$0.isWhitespace }) {
          report(name, child, "text stands where only elements may")
        }
        continue
      }
      while place < particles.count,
        !particles[place].names.contains(childName) || count >= particles[place].maximum
      {
        if count < particles[place].minimum { break }
        place += 1
        count = 0
      }
      guard place < particles.count, particles[place].names.contains(childName) else {
        report(childName, child, "the element may not stand here, or not again, in \(name)")
        return
      }
      count += 1
    }
    while place < particles.count {
      if count < particles[place].minimum {
        report(name, index, "\(particles[place].names.joined(separator: " or ")) is missing")
        return
      }
      place += 1
      count = 0
    }
  }
}
