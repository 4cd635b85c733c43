import Evidence
import Foundation
import Inventory
import Probes
import Procurement
import Specification

/// The files that an evaluation is about, loaded and held against each other.
struct RunFiles {
  /// The rules that apply, after `--only` and `--tag`.
  var rules: RuleSet
  /// The requirements that apply before them.
  private let everyRequirement: [Requirement]
  /// The network.
  var network: Network
  /// The bid; nil for a network without papers.
  var bid: Bid?
  /// The bidder's declaration.
  var declaration: Declaration?
  /// The network owner's waivers.
  var waivers: [Waiver]
  /// What evaluators read in the bid.
  var assessment: Assessment?
  /// What the bidder answered to clarification questions.
  var answers: BidderAnswers?

  /// Where the files are.
  struct Paths {
    var specification: String
    var network: String
    var bid: String?
    var waivers: String?
    var assessment: String?
    var answers: String?
  }

  /// What is chosen of them.
  struct Choice {
    var profile: String?
    var inputs: [String: String] = [:]
    var environment: [String: String] = [:]
    var only: [String] = []
    var tags: [String] = []
    /// Whether places are given relative to the specification's folder.
    var showsRelativePaths = false
    /// Whether the files are those of a record: what a schedule of answers prints was held against the specification
    /// before, and may since have been corrected.
    var isRecorded = false
  }

  /// Loads everything, and shows every error of every file before giving up.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ paths: Paths, choice: Choice) throws {
    var diagnostics: [Diagnostic] = []
    let loaded = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: paths.specification,
      options: LoadOptions(
        profile: choice.profile, inputs: choice.inputs, environment: choice.environment, checksEveryProfile: false,
        lints: false, showsRelativePaths: choice.showsRelativePaths))
    diagnostics += loaded.diagnostics.filter { $0.severity == .error }
    let networkFile = InventoryReader.network(at: paths.network, rules: loaded.rules)
    diagnostics += networkFile.diagnostics.filter { $0.severity == .error }
    var bidFile: InventoryReader.Reading<Bid>?
    var declarationFile: DeclarationFile.Reading?
    if let path = paths.bid {
      bidFile = InventoryReader.bid(at: path, rules: loaded.rules)
      diagnostics += bidFile?.diagnostics.filter { $0.severity == .error } ?? []
      if let bid = bidFile?.value, let declaration = bid.declaration {
        declarationFile = DeclarationFile.read(
          "\(bid.folder)/\(declaration)", rules: loaded.rules, catalogue: StepRegistry.catalogue, bid: bid,
          strictness: choice.isRecorded ? .answers : .complete)
        diagnostics += declarationFile?.diagnostics.filter { $0.severity == .error } ?? []
      }
    }
    var waiverFile: InventoryReader.Reading<[Waiver]>?
    if let path = paths.waivers {
      waiverFile = InventoryReader.waivers(at: path)
      diagnostics += waiverFile?.diagnostics.filter { $0.severity == .error } ?? []
    }
    var assessmentFile: InventoryReader.Reading<Assessment>?
    if let path = paths.assessment {
      assessmentFile = InventoryReader.assessment(at: path, rules: loaded.rules, bid: bidFile?.value?.id)
      diagnostics += assessmentFile?.diagnostics.filter { $0.severity == .error } ?? []
    }
    var answersFile: InventoryReader.Reading<BidderAnswers>?
    if let path = paths.answers {
      answersFile = InventoryReader.answers(at: path, rules: loaded.rules, bid: bidFile?.value?.id)
      diagnostics += answersFile?.diagnostics.filter { $0.severity == .error } ?? []
    }
    guard diagnostics.isEmpty, var rules = loaded.rules, let network = networkFile.value else {
      Diagnostics.show(diagnostics)
      throw ExitStatus.invalidFile
    }
    let chosen = RunOptions(only: Set(choice.only), tags: Set(choice.tags))
    let known = Set(rules.requirements.map(\.id)).union(rules.groups.map(\.id))
    for name in choice.only where !known.contains(name) {
      Terminal.error(
        "--only \(name): the specification has no requirement or group of that name\(Self.hint(name, known))")
      throw ExitStatus.usage
    }
    let tags = Set(rules.requirements.flatMap(\.tags))
    for tag in choice.tags where !tags.contains(tag) {
      Terminal.error("--tag \(tag): no requirement has that tag\(Self.hint(tag, tags))")
      throw ExitStatus.usage
    }
    everyRequirement = rules.requirements
    rules.requirements = rules.requirements.filter(chosen.selects)
    self.rules = rules
    self.network = network
    bid = bidFile?.value
    declaration = declarationFile?.declaration
    waivers = waiverFile?.value ?? []
    assessment = assessmentFile?.value
    answers = answersFile?.value
  }

  /// What was probably meant: those that begin alike where there are some, else what is near or what there is.
  private static func hint(_ name: String, _ known: Set<String>) -> String {
    let alike = known.filter { $0.hasPrefix(name) }.sorted()
    if (1...20).contains(alike.count) { return "; there are \(alike.joined(separator: ", "))" }
    return NameSuggestion.hint(for: name, among: known).map { "; \($0)" } ?? ""
  }

  /// The fixtures, the same whatever `--only` and `--tag` leave.
  ///
  /// - Parameter network: That of the run.
  func fixtures(for network: Network, seed: String, now: String) -> FixtureSet {
    var whole = rules
    whole.requirements = everyRequirement
    let plan =
      (try? Planner.plan(rules: whole, network: network)) ?? (try? Planner.plan(rules: rules, network: network))
    return plan.map { FixtureSet(of: $0, seed: seed, now: now) }
      ?? FixtureSet(rules.fixtures, seed: seed, now: now)
  }

  /// The plan.
  ///
  /// - Throws: `ExitStatus.invalidFile` when rules and network do not fit together.
  func plan() throws -> Plan {
    do {
      return try Planner.plan(rules: rules, network: network, bid: bid, declaration: declaration)
    } catch {
      for problem in error.problems {
        let span = problem.span
        Terminal.error("\(span.file):\(span.line):\(span.column): error: \(problem.message)\n  hint: \(problem.advice)")
      }
      throw ExitStatus.invalidFile
    }
  }
}
