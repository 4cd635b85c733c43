import Office
import Specification

/// The chapters around the requirements.
extension SpecificationDocument {
  /// How a bid is judged: the rules that every requirement shares.
  var evaluation: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "How a bid is evaluated", anchor: "evaluation")]
    blocks += Self.decisions
    blocks += [
      .heading(2, "Gate and score", anchor: "score"),
      .paragraph([
        Run(
          "A bid passes the gate when it meets every mandatory requirement that applies, or a waiver in force lifts it. "
            + "The gate's state stands beside every score.")
      ]),
    ]
    if let threshold = rules.threshold {
      let value = ThresholdText.text(threshold)
      blocks.append(.paragraph([Run("A bid needs a score of at least \(value).")]))
    }
    return blocks + scoring
  }

  /// What levels and states mean, whatever the specification.
  public static var decisions: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [
      .paragraph([
        Run(
          "Each requirement is decided by what it names under “What decides”: the bidder's documents, tests of the running "
            + "systems, the bidder's declaration, or evaluators. A claim is held against what the system does; silence "
            + "never counts for a bid.")
      ]),
      .heading(2, "Levels", anchor: "levels"),
      .table(
        TextDocument.Table(
          [.init("Level", share: 1), .init("What it means", share: 4)],
          rows: levels.map { [[Run($0.0.rawValue, [.strong])], [Run($0.1)]] })),
      .heading(2, "States", anchor: "states"),
    ]
    let states = Concept.all.filter { $0.name.hasPrefix("state ") }
    blocks.append(
      .table(
        TextDocument.Table(
          [.init("State", share: 1), .init("What it means", share: 4)],
          rows: states.map { concept in
            [
              [Run(String(concept.name.dropFirst("state ".count)), [.strong])],
              Prose().runs("\(concept.summary) \(concept.text.split(separator: "\n").joined(separator: " "))"),
            ]
          })))
    return blocks
  }

  /// How this specification's credits become its score.
  public var scoring: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [
      .paragraph([
        Run(
          "The score of a group is the sum of weight times credit over the sum of weight of its applicable requirements; "
            + "the total is the same over the groups, on a scale from 0 to \(rules.scale.maximum) with "
            + "\(rules.scale.decimals) decimals, cut off and never rounded. Desirable requirements add at most "
            + "\(Self.percent(rules.desirableCap)) of the scale.")
      ])
    ]
    if !rules.scale.descriptors.isEmpty {
      blocks.append(
        .table(
          TextDocument.Table(
            [.init("From", share: 1), .init("Word", share: 2), .init("What it means", share: 6)],
            rows: rules.scale.descriptors.map {
              [[Run("\($0.from)")], [Run($0.label, [.strong])], [Run($0.descriptor)]]
            })))
    }
    blocks.append(
      .table(
        TextDocument.Table(
          [
            .init("Group", share: 1), .init("Title", share: 5), .init("Weight", share: 1),
            .init("Requirements", share: 2),
          ],
          rows: groups.map { group, requirements in
            [
              [Run(group.id, to: .anchor("group-\(group.id)"))], [Run(group.title)], [Run("\(group.weight)")],
              [Run("\(requirements.count)")],
            ]
          })))
    return blocks
  }

  private static let levels: [(Level, String)] = [
    (.mandatory, "Must be met: a bid that does not meet it fails the gate. Scored too."),
    (.scored, "Counts in the score by its weight."),
    (.desirable, "Adds to the score, up to the cap."),
    (.informative, "Reported, without any effect on gate or score."),
  ]

  private static func percent(_ share: ExactFraction) -> String {
    "\(ThresholdText.text(ExactFraction(share.numerator.multipliedReportingOverflow(by: 100).partialValue, share.denominator))) %"
  }

  /// Roles, as the requirements use them.
  var definitions: [TextDocument.Block] {
    guard !rules.roles.isEmpty else { return [] }
    let rows = rules.roles.sorted { $0.key < $1.key }.map { name, role -> [[Run]] in
      let absence =
        role.whenAbsent == .notApplicable
        ? "Where no system plays it, its requirements do not apply." : "Where no system plays it, nothing is shown."
      return [[Run(name, [.strong])], prose.runs(Self.oneLine("\(role.title). \(role.meaning) \(absence)"))]
    }
    return [
      .heading(1, "Definitions", anchor: "definitions"),
      .paragraph([Run("Roles that systems play in a network. A product may play several.")]),
      .table(
        TextDocument.Table([.init("Role", share: 2), .init("What a system in this role does", share: 6)], rows: rows)),
    ]
  }

  /// Thresholds and settings with the value in force.
  var inputs: [TextDocument.Block] {
    guard !rules.inputs.isEmpty else { return [] }
    let rows = rules.inputs.sorted { $0.key < $1.key }.map { name, input -> [[Run]] in
      let value = input.isSecret ? "secret, given at the evaluation" : input.value?.written ?? "not given"
      return [
        [Run(name, [.code])], prose.runs(Self.oneLine(input.title)), [Run(value)], [Run(Self.words(input.origin))],
      ]
    }
    return [
      .heading(1, "Thresholds and settings", anchor: "inputs"),
      .paragraph([
        Run("Values that requirements refer to. A profile may set others; an evaluation records what was in force.")
      ]),
      .table(
        TextDocument.Table(
          [
            .init("Name", share: 3), .init("What it is", share: 5), .init("Value", share: 2), .init("Set by", share: 2),
          ],
          rows: rows)),
    ]
  }

  static func words(_ origin: InputValue.Origin) -> String {
    switch origin {
    case .specification: "specification"
    case .profile(let id): "profile \(id)"
    case .commandLine: "command line"
    case .environment(let name): "environment \(name)"
    case .file: "file"
    }
  }

  /// The standards and policies that requirements refer to.
  var sources: [TextDocument.Block] {
    guard !rules.sources.isEmpty else { return [] }
    var blocks: [TextDocument.Block] = [.heading(1, "Sources", anchor: "sources")]
    for (key, source) in rules.sources.sorted(by: { $0.key < $1.key }) {
      blocks.append(.heading(3, "\(key)  \(source.title)", anchor: "source-\(key)"))
      let facts = [source.publisher, source.edition.map { "edition \($0)" }].compactMap { $0 }.joined(separator: ", ")
      var runs = facts.isEmpty ? [] : [Run("\(facts). ")]
      if let url = source.url { runs.append(Run.link(url, to: url)) }
      if !runs.isEmpty { blocks.append(.paragraph(runs)) }
    }
    return blocks
  }

  /// What the profile took out, with its reasons.
  var dropped: [TextDocument.Block] {
    guard !rules.dropped.isEmpty else { return [] }
    return [
      .heading(1, "Requirements that do not apply", anchor: "dropped"),
      .table(
        TextDocument.Table(
          [.init("Requirement", share: 1), .init("Title", share: 3), .init("Reason", share: 4)],
          rows: rules.dropped.map { [[Run($0.requirement.reference)], [Run($0.requirement.title)], [Run($0.reason)]] })),
    ]
  }

  /// Requirements by the role that they ask of.
  var index: [TextDocument.Block] {
    var byRole: [String: [Requirement]] = [:]
    for requirement in rules.requirements {
      for role in Set(requirement.appliesTo.map(\.role)) { byRole[role, default: []].append(requirement) }
    }
    guard !byRole.isEmpty else { return [] }
    let rows = byRole.sorted { $0.key < $1.key }.map { role, requirements -> [[Run]] in
      var runs: [Run] = []
      for requirement in requirements {
        if !runs.isEmpty { runs.append(Run(", ")) }
        runs.append(Run(requirement.id, to: .anchor(requirement.id)))
      }
      return [[Run(rules.roles[role]?.title ?? role, [.strong])], runs]
    }
    return [
      .heading(1, "Index by role", anchor: "index"),
      .table(TextDocument.Table([.init("Role", share: 1), .init("Requirements", share: 4)], rows: rows)),
    ]
  }

  static func oneLine(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }
}

/// Exact fractions for readers.
enum ThresholdText {
  /// `60`, `0.05`, or the fraction itself where it has no short decimal.
  static func text(_ fraction: ExactFraction) -> String {
    let whole = fraction.numerator / fraction.denominator
    var rest = fraction.numerator % fraction.denominator
    if rest == 0 { return "\(whole)" }
    var digits = ""
    while rest != 0, digits.count < 6 {
      let (next, overflow) = rest.multipliedReportingOverflow(by: 10)
      if overflow { break }
      digits += "\(next / fraction.denominator)"
      rest = next % fraction.denominator
    }
    return rest == 0 ? "\(whole).\(digits)" : "\(fraction.numerator)/\(fraction.denominator)"
  }
}
