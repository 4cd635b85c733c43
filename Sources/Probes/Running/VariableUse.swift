import Specification

/// Which names an evidence item's assertions use, so that the record holds their values and can be judged by itself.
enum VariableUse {
  /// First parts of the names: `ct-chest` of `{{ct-chest.uid}}`.
  static func names(in item: EvidenceItem) -> Set<String> {
    var names: Set<String> = []
    func root(_ name: String) { names.insert(String(name.prefix { $0 != "." })) }
    func walk(_ operand: Operand) {
      switch operand {
      case .value: break
      case .reference(let name): root(name)
      case .list(let operands): operands.forEach(walk)
      }
    }
    func walk(_ predicate: Predicate) {
      switch predicate {
      case .compare(_, let operand), .contains(let operand), .containsAny(let operand), .containsAll(let operand),
        .startsWith(let operand), .endsWith(let operand), .isIn(let operand), .sameSetAs(let operand):
        walk(operand)
      case .between(let low, let high):
        walk(low)
        walk(high)
      case .matches, .exists, .isAbsent, .isEmpty, .conformsTo: break
      }
    }
    func walk(_ path: Path) {
      for segment in path.segments {
        switch segment {
        case .key(let operand), .filter(_, let operand): walk(operand)
        case .field, .index, .all, .tag, .address, .element, .count: break
        }
      }
    }
    func walk(_ assertions: [Assertion]) {
      for assertion in assertions {
        walk(assertion.path)
        walk(assertion.predicate)
      }
    }
    switch item.body {
    case .statement(_, let expect), .declaration(let expect): walk(expect)
    case .probe(let steps): steps.forEach { walk($0.expect) }
    case .assessment: break
    }
    return names
  }
}
