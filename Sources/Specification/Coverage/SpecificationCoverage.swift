/// Which requirements are shown by what, and which sections of which sources they refer to: what an evaluation looks at,
/// and what it does not.
public struct SpecificationCoverage: Hashable, Encodable, Sendable {
  /// A line for each requirement.
  public var requirements: [Line]
  /// A line for each section of a source that requirements refer to.
  public var sections: [SectionLine]
  /// Keys of sources that no requirement refers to.
  public var sourcesWithout: [String]
  /// Rows of the catalogue that was given; nil without one.
  public var catalogue: [CatalogueLine]?

  /// A requirement.
  public struct Line: Hashable, Encodable, Sendable {
    /// `STO-010@2`.
    public var reference: String
    /// Title.
    public var title: String
    /// Level.
    public var level: Level
    /// Kinds of evidence, in the order of `EvidenceKind`.
    public var kinds: [EvidenceKind]
    /// Step kinds that its probes use.
    public var steps: [String]
    /// Sources with their sections.
    public var sources: [String]
    /// Why no test of a running system decides it; nil where one does.
    public var notTested: NotTested?
    /// What its author says of that; nil where nothing is said.
    public var reason: String?
    /// Why no simulated network of the specification's own can be held to it: nobody has seen it met and failed there. Nil
    /// where one can, where no running system is looked at, and where the specification comes with none.
    public var notProvable: String?
    /// Its state in a run; nil without a run.
    public var state: String?
    /// Why it has that state; nil without a run.
    public var why: String?
  }

  /// Why no running system is looked at.
  public enum NotTested: String, CaseIterable, Encodable, Hashable, Sendable {
    case declarationOnly = "declaration only"
    case claimsOnly = "claims only"
    case assessmentOnly = "marks only"
    case papersOnly = "papers and marks only"
  }

  /// A section of a source.
  public struct SectionLine: Hashable, Encodable, Sendable {
    /// Key of the source.
    public var source: String
    /// The section as requirements write it; nil where they name none.
    public var section: String?
    /// Requirements that refer to it.
    public var requirements: [String]
    /// Those of them that a probe looks at.
    public var probed: [String]
  }

  /// A row of a catalogue.
  public struct CatalogueLine: Hashable, Encodable, Sendable {
    /// Its identifier.
    public var id: String
    /// Its title.
    public var title: String
    /// Requirements that carry it or say that they stand for it; none where nothing touches it.
    public var requirements: [String]
  }

  /// Maps a specification.
  public init(_ rules: RuleSet, catalogue: [(id: String, title: String)]? = nil) {
    requirements = rules.requirements.map(Self.line)
    var order: [SourceReference] = []
    var bySection: [SourceReference: [Requirement]] = [:]
    for requirement in rules.requirements {
      for source in requirement.sources {
        let key = SourceReference(ref: source.ref, section: source.section)
        if bySection[key] == nil { order.append(key) }
        if bySection[key]?.last?.id != requirement.id { bySection[key, default: []].append(requirement) }
      }
    }
    sections = order.sorted { ($0.ref, $0.section ?? "") < ($1.ref, $1.section ?? "") }.map { key in
      let requirements = bySection[key] ?? []
      return SectionLine(
        source: key.ref, section: key.section, requirements: requirements.map(\.id),
        probed: requirements.filter { $0.evidence.contains { $0.kind == .probe } }.map(\.id))
    }
    let used = Set(order.map(\.ref))
    sourcesWithout = rules.sources.keys.filter { !used.contains($0) }.sorted()
    self.catalogue = catalogue.map { Self.lines($0, rules) }
  }

  private static func line(_ requirement: Requirement) -> Line {
    let present = Set(requirement.evidence.map(\.kind))
    var steps: [String] = []
    for case .probe(let list) in requirement.evidence.map(\.body) {
      for step in list where !steps.contains(step.kind) { steps.append(step.kind) }
    }
    let notTested: NotTested? =
      present.contains(.probe)
      ? nil
      : present == [.declaration]
        ? .declarationOnly
        : present == [.statement] ? .claimsOnly : present == [.assessment] ? .assessmentOnly : .papersOnly
    let reason = notTested == nil ? nil : requirement.notTested?.split(separator: "\n").joined(separator: " ")
    return Line(
      reference: requirement.reference, title: requirement.title, level: requirement.level,
      kinds: EvidenceKind.allCases.filter(present.contains), steps: steps,
      sources: requirement.sources.map { "\($0.ref)\($0.section.map { " \($0)" } ?? "")" }, notTested: notTested,
      reason: reason)
  }

  /// A requirement carries the row's identifier, with a letter after it for a part; or its provenance names the row.
  private static func lines(_ catalogue: [(id: String, title: String)], _ rules: RuleSet) -> [CatalogueLine] {
    var touching: [String: [String]] = [:]
    let known = Set(catalogue.map(\.id))
    for requirement in rules.requirements + rules.dropped.map(\.requirement) {
      var rows: Set<String> = []
      if known.contains(requirement.id) { rows.insert(requirement.id) }
      if let last = requirement.id.last, last.isLowercase, known.contains(String(requirement.id.dropLast())) {
        rows.insert(String(requirement.id.dropLast()))
      }
      for word in (requirement.provenance?.note ?? "").split(whereSeparator: {
        !($0.isLetter || $0.isNumber || $0 == "-")
      })
      where known.contains(String(word)) {
        rows.insert(String(word))
      }
      for row in rows { touching[row, default: []].append(requirement.id) }
    }
    return catalogue.map { CatalogueLine(id: $0.id, title: $0.title, requirements: touching[$0.id] ?? []) }
  }
}
