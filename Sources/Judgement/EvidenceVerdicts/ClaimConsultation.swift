import Evidence
import Specification

/// The claims that stand behind the reading of one assertion.
struct ClaimConsultation {
  /// Claims on what the assertion names, in the order of the documents.
  let claims: [Claim]
  /// Those of them that are too weak to decide alone, or that their own document disputes.
  let doubtful: [Claim]

  /// Finds the claims that an assertion rests on: by kind, then by the key and the role or property in its path.
  ///
  /// A doubtful claim does no harm where a decisive one says the same of the same thing. For `contains any` and `some`
  /// one decisive claim is enough.
  init(assertion: Assertion, holds: Bool, claims all: [Claim], variables: [String: Value]) {
    let subject = ClaimSubject(path: assertion.path, variables: variables)
    var consulted = all.filter(subject.matches)
    if holds, !assertion.negated, assertion.quantifier != .no {
      let named = assertion.predicate.identifiers(variables)
      let exact = consulted.filter { !named.isDisjoint(with: subject.elements(of: $0)) }
      if subject.isList, !exact.isEmpty { consulted = exact }
    }
    claims = consulted
    let decisive = consulted.filter(\.isDecisive)
    // A sure denial of one thing makes nobody surer that another is supported.
    if holds, assertion.isSatisfiedByOne, decisive.contains(where: { $0.polarity == .supported }) {
      doubtful = []
    } else {
      doubtful = consulted.filter { claim in
        guard !claim.isDecisive else { return false }
        let isRepetition = decisive.contains {
          $0.saysTheSame(as: claim) && (!subject.mixesSOPClasses || $0.sopClass == nil || $0.sopClass == claim.sopClass)
        }
        // A dispute over one SOP class leaves it sure that the transfer syntax is supported for another.
        return !isRepetition || !claim.disputedBy.isEmpty && !subject.isForAnySOPClass
      }
    }
  }
}

extension Claim {
  /// Whether it may pass or fail a requirement without anybody having read the document.
  var isDecisive: Bool { confidence >= Self.decisiveConfidence && disputedBy.isEmpty }

  /// Whether another claim says the same of the same thing.
  func saysTheSame(as other: Claim) -> Bool {
    kind == other.kind && uid == other.uid && role == other.role && polarity == other.polarity
      && availability == other.availability && property == other.property && value == other.value
      && detail == other.detail && (uid != nil || name == other.name)
  }
}

extension Assertion {
  /// Whether one element that fits makes it true.
  fileprivate var isSatisfiedByOne: Bool {
    if negated { return false }
    if quantifier == .some { return true }
    if case .containsAny = predicate { return true }
    return false
  }
}

extension Predicate {
  /// Identifiers and words on the right-hand side.
  fileprivate func identifiers(_ variables: [String: Value]) -> Set<String> {
    switch self {
    case .contains(let operand), .containsAny(let operand), .containsAll(let operand): Set(operand.texts(variables))
    default: []
    }
  }
}

extension Operand {
  /// The operand as text, lists taken apart, names replaced.
  func texts(_ variables: [String: Value]) -> [String] {
    switch self {
    case .value(let value): Self.texts(of: value)
    case .reference(let name): variables[name].map(Self.texts) ?? []
    case .list(let operands): operands.flatMap { $0.texts(variables) }
    }
  }

  private static func texts(of value: Value) -> [String] {
    switch value {
    case .string(let text), .uid(let text), .date(let text): [text]
    case .tag(let tag): [tag.description]
    case .list(let values): values.flatMap(texts)
    default: []
    }
  }
}
