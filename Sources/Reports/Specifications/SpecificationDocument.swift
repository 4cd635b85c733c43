import Evidence
import Office
import Specification

/// A specification as the document that a procurement publishes, whatever it is printed to.
public struct SpecificationDocument {
  let rules: RuleSet
  let prose: Prose
  let evidence: EvidenceWords
  let sha256: String

  /// Makes the document's source.
  ///
  /// - Parameters:
  ///   - rules: The specification, with the profile and inputs in force.
  ///   - catalogue: Step kinds, for what tests do in words.
  ///   - sha256: Checksum over the files, as the record of a run has it.
  public init(_ rules: RuleSet, catalogue: StepCatalogue, sha256: String) {
    self.rules = rules
    self.sha256 = sha256
    let inputs = rules.inputs.compactMapValues { $0.isSecret ? nil : $0.value?.written }
    prose = Prose(inputs: inputs)
    evidence = EvidenceWords(catalogue: catalogue, inputs: inputs)
  }

  /// Title, with the profile's where one is applied.
  public var title: String { rules.profile.map { "\(rules.title): \($0.title)" } ?? rules.title }

  /// Version, with the profile's where one is applied.
  public var version: String {
    "Version \(rules.version)\(rules.profile.map { ", profile \($0.id) \($0.version)" } ?? "")"
  }

  /// The groups that have requirements, with them.
  public var groups: [(group: Group, requirements: [Requirement])] {
    let byGroup = Dictionary(grouping: rules.requirements, by: \.group)
    return rules.groups.compactMap { group in byGroup[group.id].map { (group, $0) } }
  }

  /// A text of the specification in words alone: without marks, and with the values in force in place of their names.
  public func words(_ text: String) -> String { prose.words(text) }

  /// The whole text.
  public var text: TextDocument {
    var document = TextDocument(
      title: title, subtitle: version, author: rules.publisher ?? "", facts: facts)
    document.blocks = summary + evaluation + requirements + definitions + inputs + sources + dropped + index
    return document
  }

  private var facts: [TextDocument.Fact] {
    var facts: [TextDocument.Fact] = []
    if let publisher = rules.publisher { facts.append(.init("Publisher", publisher)) }
    facts.append(.init("Identifier", rules.id))
    let counts = Level.allCases.compactMap { level -> String? in
      let count = rules.requirements.count { $0.level == level }
      return count == 0 ? nil : "\(count) \(level.rawValue)"
    }
    facts.append(.init("Requirements", "\(rules.requirements.count): \(counts.joined(separator: ", "))"))
    let open = rules.requirements.count { $0.provenance?.state == .open }
    if open > 0 { facts.append(.init("Open questions", "\(open), each shown with its requirement")) }
    facts.append(.init("SHA-256", sha256))
    return facts
  }

  private var summary: [TextDocument.Block] {
    [.heading(1, "Purpose", anchor: "purpose")] + prose.blocks(rules.summary)
  }

  // MARK: Requirements

  private var requirements: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "Requirements", anchor: "requirements")]
    for (group, requirements) in groups {
      blocks.append(.heading(2, "\(group.title) (\(group.id))", anchor: "group-\(group.id)"))
      blocks += prose.blocks(group.summary)
      blocks.append(.paragraph([Run("Weight of the group in the total: \(group.weight).", [.muted])]))
      for requirement in requirements { blocks += entry(requirement) }
    }
    return blocks
  }

  private func entry(_ requirement: Requirement) -> [TextDocument.Block] {
    var facts = ["\(requirement.level.rawValue), weight \(requirement.weight)"]
    let bindings = requirement.appliesTo.map(Self.words)
    if !bindings.isEmpty { facts.append("applies to \(bindings.joined(separator: ", "))") }
    if !requirement.tags.isEmpty { facts.append("tags \(requirement.tags.joined(separator: ", "))") }
    var blocks: [TextDocument.Block] = [
      .heading(3, "\(requirement.reference)  \(requirement.title)", anchor: requirement.id),
      .paragraph([Run(facts.joined(separator: " · "), [.muted])]),
    ]
    func section(_ label: String, _ content: [TextDocument.Block]) {
      guard !content.isEmpty else { return }
      blocks.append(.label(label))
      blocks += content
    }
    blocks += prose.blocks(requirement.statement)
    section("Why it is asked", prose.blocks(requirement.rationale))
    section("Accepted instead", requirement.equivalent.map(prose.blocks) ?? [])
    section("What decides", deciding(requirement))
    section("Why no running system is asked", requirement.notTested.map(prose.blocks) ?? [])
    section("What mends it", requirement.remedy.map(prose.blocks) ?? [])
    section("Sources", sources(of: requirement))
    section("Validity", validity(of: requirement))
    section("How it was checked", provenance(of: requirement))
    return blocks
  }

  static func words(_ binding: RoleBinding) -> String {
    let other = binding.otherSiteThan.map { " at another site than the \($0)" } ?? ""
    let name = binding.name == binding.role ? "" : " (\(binding.name))"
    return "\(binding.quantity.rawValue) \(binding.role)\(name)\(other)\(binding.ifAny ? ", if there is any" : "")"
  }

  private func deciding(_ requirement: Requirement) -> [TextDocument.Block] {
    var blocks: [TextDocument.Block] = []
    for sentence in evidence.sentences(requirement) {
      blocks.append(.paragraph([Run("\(sentence.id) ", [.strong])] + prose.runs(sentence.lead)))
      if !sentence.expectations.isEmpty {
        blocks.append(.list(sentence.expectations.map { [Run($0)] }, isOrdered: false))
      }
    }
    if requirement.evidence.count > 1 {
      let words = RequirementReference.text(requirement.require)
      blocks.append(.paragraph([Run("Met when \(words) holds.")]))
    }
    if !requirement.partial.isEmpty {
      let items = requirement.partial.map { partial in
        [
          Run(
            "Partly met, credit \(partial.credit.numerator)/\(partial.credit.denominator), when "
              + "\(RequirementReference.text(partial.when)): ")
        ] + prose.runs(partial.because)
      }
      blocks.append(.list(items, isOrdered: false))
    }
    if requirement.credit == .proportional {
      blocks.append(.paragraph([Run("Credit is the share of the systems, or of the pairs of systems, that meet it.")]))
    }
    return blocks
  }

  private func sources(of requirement: Requirement) -> [TextDocument.Block] {
    guard !requirement.sources.isEmpty else { return [] }
    let items = requirement.sources.map { reference -> [Run] in
      let title = rules.sources[reference.ref]?.title ?? reference.ref
      var runs = [Run(title, to: .anchor("source-\(reference.ref)"))]
      if let section = reference.section { runs.append(Run(", \(section)")) }
      if let note = reference.note { runs.append(Run(" (\(note))", [.muted])) }
      return runs
    }
    return [.list(items, isOrdered: false)]
  }

  private func validity(of requirement: Requirement) -> [TextDocument.Block] {
    var words: [String] = []
    if let day = requirement.valid?.procurement { words.append("binds procurements from \(day)") }
    if let day = requirement.valid?.production { words.append("binds running networks from \(day)") }
    if let successor = requirement.supersededBy { words.append("superseded by \(successor)") }
    return words.isEmpty ? [] : [.paragraph([Run(words.joined(separator: "; "))])]
  }

  private func provenance(of requirement: Requirement) -> [TextDocument.Block] {
    guard let provenance = requirement.provenance else { return [] }
    let note = prose.runs((provenance.note ?? "").split(separator: "\n").joined(separator: " "), [.muted])
    return switch provenance.state {
    case .checked: [.paragraph(note.isEmpty ? [Run("Read in its sources.", [.muted])] : note)]
    case .open: [.paragraph([Run("Open question", [.alert]), Run(" ")] + note)]
    }
  }
}
