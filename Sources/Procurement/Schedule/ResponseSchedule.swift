import Inventory
import Reports
import Specification

/// What a bidder is asked to answer: the requirements of a lot, a row each, as they are printed.
public struct ResponseSchedule: Hashable, Sendable {
  /// The tender's identifier; nil where only its specification is known.
  public var tender: String?
  /// Title of the tender or of the specification.
  public var title: String
  /// The lot; nil for the whole tender.
  public var lot: String?
  /// The specification's identifier.
  public var specification: String
  /// Its version.
  public var version: String
  /// The profile, by name.
  public var profile: String?
  /// SHA-256 over the specification's files.
  public var sha256: String
  /// The requirements in the order of the specification's document.
  public var rows: [Row]

  /// A requirement.
  public struct Row: Hashable, Sendable {
    /// `id@revision`
    public var reference: String
    /// Its title.
    public var title: String
    /// What shall hold, in words.
    public var statement: String
    /// How much it binds.
    public var level: Level
    /// Weight within its group.
    public var weight: Int
    /// What decides it, from the bidder's side.
    public var evidence: String
  }

  /// Takes the requirements of a specification with the profile in force.
  ///
  /// - Parameters:
  ///   - rules: The specification.
  ///   - catalogue: Step kinds, for what tests do in words.
  ///   - tender: The tender and its lot; nil where only the specification is known.
  public init(_ rules: RuleSet, catalogue: StepCatalogue, of tender: (tender: Tender, lot: Tender.Lot)? = nil) {
    let document = SpecificationDocument(rules, catalogue: catalogue, sha256: rules.fingerprint)
    self.tender = tender?.tender.id
    title = tender.map { $0.lot.id == nil ? $0.tender.title : "\($0.tender.title): \($0.lot.title)" } ?? document.title
    lot = tender?.lot.id
    specification = rules.id
    version = rules.version
    profile = rules.profile?.id
    sha256 = rules.fingerprint
    rows = document.groups.flatMap(\.requirements).map { requirement in
      Row(
        reference: requirement.reference, title: document.words(requirement.title),
        statement: document.words(requirement.statement), level: requirement.level, weight: requirement.weight,
        evidence: Self.evidence(requirement))
    }
  }

  /// Each kind of evidence once, in the requirement's order.
  private static func evidence(_ requirement: Requirement) -> String {
    var words: [String] = []
    for item in requirement.evidence {
      let word =
        switch item.body {
        case .statement(let name, _): "conformance statement of the \(name.replacing("-", with: " "))"
        case .probe: "test of the running system"
        case .declaration: "your answer here"
        case .assessment: "evaluators' mark"
        }
      if !words.contains(word) { words.append(word) }
    }
    return words.joined(separator: "; ")
  }
}
