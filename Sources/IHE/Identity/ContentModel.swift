import XMLTree

/// Which elements and attributes the XML schemas of HL7 V3 (normative edition 2008) allow and demand where, as far as the
/// transactions on identity use them.
///
/// Elements whose type is not listed are not looked into; a message that the schemas allow gives no finding.
struct ContentModel: Sendable {
  /// A place for elements of a name.
  struct Particle: Sendable {
    var name: String
    var type: String?
    var isRequired: Bool
    var isRepeatable: Bool
  }

  /// What an element of a type holds.
  struct ElementType: Sendable {
    var particles: [Particle]
    var places: [String: Int]
    var attributes: [(name: String, value: String?)]
  }

  /// Types by name.
  private let types: [String: ElementType]

  /// Most findings that are told of one message.
  static let limit = 50
  private static let rule = "HL7 V3 NE2008 XML schemas"
  /// Elements that may stand first in every class.
  private static let infrastructure: Set<String> = ["realmCode", "typeId", "templateId"]

  /// Reads the tables: one type per line, `NAME @attribute @attribute=VALUE : element element? element* element:TYPE`.
  init(_ text: String) {
    var types: [String: ElementType] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let head = halves[0].split(separator: " ")
      guard let name = head.first else { continue }
      var type = ElementType(particles: [], places: [:], attributes: [])
      for word in head.dropFirst() {
        let parts = word.dropFirst().split(separator: "=", maxSplits: 1)
        guard let attribute = parts.first else { continue }
        type.attributes.append((String(attribute), parts.count > 1 ? String(parts[1]) : nil))
      }
      for word in halves[1].split(separator: " ") {
        let parts = word.split(separator: ":", maxSplits: 1)
        var name = parts[0]
        let mark = name.last
        if mark == "?" || mark == "*" || mark == "+" { name.removeLast() }
        type.places[String(name)] = type.particles.count
        type.particles.append(
          Particle(
            name: String(name), type: parts.count > 1 ? String(parts[1]) : nil,
            isRequired: mark != "?" && mark != "*", isRepeatable: mark == "*" || mark == "+"))
      }
      types[String(name)] = type
    }
    self.types = types
  }

  /// What a message breaks, in the order of the document.
  static func findings(in tree: MarkupTree, root: Int, _ interaction: IdentityInteraction) -> [IdentityFinding] {
    standard.check(tree, root: root, type: interaction.rawValue)
  }

  private func check(_ tree: MarkupTree, root: Int, type: String) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    var open: [(index: Int, type: String, path: String)] = [(root, type, tree.name(of: root) ?? "")]
    while let (index, name, path) = open.popLast(), findings.count < Self.limit {
      guard let type = types[name] else { continue }
      func note(_ place: Int, _ message: String) {
        findings.append(IdentityFinding(rule: Self.rule, path: path, line: tree.nodes[place].line, message: message))
      }
      // A class that is null by `xsi:nil` is empty.
      if let nil_ = tree.attribute("nil", of: index), nil_ == "true" || nil_ == "1" { continue }
      for (attribute, value) in type.attributes {
        let found = tree.attribute(attribute, of: index)
        if found == nil {
          note(index, "the attribute \(attribute) is missing")
        } else if let value, let found, found != value {
          note(index, "the attribute \(attribute) is \(found.prefix(32)) and not \(value)")
        }
      }
      var counts = [Int](repeating: 0, count: type.particles.count)
      var reached = 0
      var children: [(index: Int, type: String, path: String)] = []
      for child in tree.children(of: index) {
        guard let name = tree.name(of: child) else { continue }
        guard tree.nodes[child].namespace == IdentityInteraction.namespace else {
          note(child, "the element \(name.prefix(64)) is of another namespace")
          continue
        }
        guard let place = type.places[name] else {
          if !(reached == 0 && counts.allSatisfy { $0 == 0 } && Self.infrastructure.contains(name)) {
            note(child, "there is no element \(name.prefix(64)) in this place")
          }
          continue
        }
        if place < reached {
          note(child, "the element \(name) stands behind \(type.particles[reached].name)")
        }
        reached = max(reached, place)
        counts[place] += 1
        if counts[place] == 2, !type.particles[place].isRepeatable { note(child, "the element \(name) is repeated") }
        if let type = type.particles[place].type { children.append((child, type, "\(path)/\(name)")) }
      }
      for (particle, count) in zip(type.particles, counts) where particle.isRequired && count == 0 {
        note(index, "the element \(particle.name) is missing")
      }
      open += children.reversed()
    }
    return findings
  }
}
