import Evidence
import Specification

/// Everything that judgement found, in the form that reports render and that JSON keeps without loss.
///
/// Exact fractions are strings such as `"2/3"`; what people read stands beside them, cut off and never rounded.
public struct Scorecard: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// What was judged by.
  public var specification: SpecificationSummary
  /// Who was judged.
  public var bid: BidSummary
  /// When and with what.
  public var run: RunSummary
  /// The numbers.
  public var score: Score
  /// Mandatory requirements.
  public var gate: Gate
  /// Requirements that a claim and a probe contradict, by id.
  public var contradictions: [String]
  /// What would raise the score most, best first, at most ten.
  public var raises: [Raise]
  /// The groups.
  public var groups: [GroupVerdict]
  /// Requirements outside the score: dropped, or not applicable.
  public var notApplicable: [RequirementVerdict]
  /// Problems of documents, systems and the harness that the reader must know of.
  public var problems: [Problem]
  /// What `run` exits with for this result.
  public var exitCode: Int

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case bid, contradictions, edition, exitCode, gate, groups, notApplicable, problems, raises, run, score
    case specification
  }

  /// Makes a scorecard.
  public init(
    edition: Int = 1, specification: SpecificationSummary, bid: BidSummary, run: RunSummary, score: Score,
    gate: Gate, contradictions: [String], raises: [Raise], groups: [GroupVerdict],
    notApplicable: [RequirementVerdict], problems: [Problem], exitCode: Int
  ) {
    self.edition = edition
    self.specification = specification
    self.bid = bid
    self.run = run
    self.score = score
    self.gate = gate
    self.contradictions = contradictions
    self.raises = raises
    self.groups = groups
    self.notApplicable = notApplicable
    self.problems = problems
    self.exitCode = exitCode
  }
}

/// The specification judged by.
public struct SpecificationSummary: Codable, Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Version.
  public var version: String
  /// Title.
  public var title: String
  /// SHA-256 over the files, hex.
  public var sha256: String
  /// Profile in force.
  public var profile: AppliedProfile?
  /// Sources by key.
  public var sources: [String: Source]
  /// Inputs with their values as text and their origin as text; secrets show as `(secret)`.
  public var inputs: [InputSummary]
  /// The scale of the numbers.
  public var scale: Scale

  /// One input.
  public struct InputSummary: Codable, Hashable, Sendable {
    /// Name.
    public var name: String
    /// Title.
    public var title: String
    /// Value as text.
    public var value: String
    /// Where it came from, in words.
    public var origin: String

    /// Makes an input's summary.
    public init(name: String, title: String, value: String, origin: String) {
      self.name = name
      self.title = title
      self.value = value
      self.origin = origin
    }
  }

  /// Makes a summary.
  public init(
    id: String, version: String, title: String, sha256: String, profile: AppliedProfile?,
    sources: [String: Source], inputs: [InputSummary], scale: Scale
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.sha256 = sha256
    self.profile = profile
    self.sources = sources
    self.inputs = inputs
    self.scale = scale
  }
}

/// The bid judged.
public struct BidSummary: Codable, Hashable, Sendable {
  /// Identifier, also the name in comparisons.
  public var id: String
  /// Bidder.
  public var bidder: String
  /// Systems offered: product and version.
  public var products: [String]
  /// Documents submitted, with their SHA-256.
  public var documents: [DocumentSummary]

  /// One document.
  public struct DocumentSummary: Codable, Hashable, Sendable {
    /// File name.
    public var name: String
    /// Title.
    public var title: String
    /// SHA-256, hex.
    public var sha256: String
    /// Number of claims read.
    public var claims: Int

    /// Makes a document's summary.
    public init(name: String, title: String, sha256: String, claims: Int) {
      self.name = name
      self.title = title
      self.sha256 = sha256
      self.claims = claims
    }
  }

  /// Makes a summary.
  public init(id: String, bidder: String, products: [String], documents: [DocumentSummary]) {
    self.id = id
    self.bidder = bidder
    self.products = products
    self.documents = documents
  }
}

/// The run judged.
public struct RunSummary: Codable, Hashable, Sendable {
  /// Identifier of the run.
  public var id: String
  /// Tool and version.
  public var tool: String
  /// Start, ISO 8601 UTC.
  public var startedAt: String
  /// End, ISO 8601 UTC; nil when the run was interrupted.
  public var endedAt: String?
  /// The clock that dates in the specification are held against, `YYYY-MM-DD`.
  public var now: String
  /// The seed of fixtures.
  public var seed: String
  /// Whether the run was interrupted or restricted: a partial record.
  public var isPartial: Bool
  /// Why it is partial.
  public var partialReason: String?
  /// Systems probed: `site/system`, product, endpoint.
  public var systems: [SystemSummary]

  /// One system.
  public struct SystemSummary: Codable, Hashable, Sendable {
    /// `site/system`
    public var id: String
    /// Site name and ODS code.
    public var site: String
    /// Product and version.
    public var product: String
    /// Roles that it plays.
    public var roles: [String]
    /// Endpoints, for people.
    public var endpoints: [String]

    /// Makes a system's summary.
    public init(id: String, site: String, product: String, roles: [String], endpoints: [String]) {
      self.id = id
      self.site = site
      self.product = product
      self.roles = roles
      self.endpoints = endpoints
    }
  }

  /// Makes a summary.
  public init(
    id: String, tool: String, startedAt: String, endedAt: String?, now: String, seed: String, isPartial: Bool,
    partialReason: String?, systems: [SystemSummary]
  ) {
    self.id = id
    self.tool = tool
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.now = now
    self.seed = seed
    self.isPartial = isPartial
    self.partialReason = partialReason
    self.systems = systems
  }
}

/// A number as an exact fraction and as shown.
public struct ShownNumber: Codable, Hashable, Sendable {
  /// `"2/3"`, of 1.
  public var exact: String
  /// On the scale, cut off: `"66.66"`.
  public var shown: String

  /// Makes a number.
  public init(exact: String, shown: String) {
    self.exact = exact
    self.shown = shown
  }
}

/// The numbers of a whole or of a group.
public struct Score: Codable, Hashable, Sendable {
  /// With everything inconclusive counted as 0.
  public var low: ShownNumber
  /// With everything inconclusive counted as its best.
  public var high: ShownNumber
  /// Demonstrated weight over applicable weight, as percent.
  public var coverage: ShownNumber
  /// The part of `low` that desirable requirements added.
  public var desirable: ShownNumber
  /// Label of the scale's step that `low` falls into.
  public var label: String?
  /// Descriptor of that step.
  public var descriptor: String?
  /// Number of requirements by state.
  public var states: [String: Int]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case coverage, descriptor, desirable, high, label, low, states
  }

  /// Makes a score.
  public init(
    low: ShownNumber, high: ShownNumber, coverage: ShownNumber, desirable: ShownNumber, label: String? = nil,
    descriptor: String? = nil, states: [String: Int]
  ) {
    self.low = low
    self.high = high
    self.coverage = coverage
    self.desirable = desirable
    self.label = label
    self.descriptor = descriptor
    self.states = states
  }
}

/// Whether every mandatory requirement is met.
public struct Gate: Codable, Hashable, Sendable {
  /// The gate's state.
  public var state: State
  /// Mandatory requirements with evidence against them, or without any.
  public var failing: [String]
  /// Mandatory requirements that could not be decided.
  public var undecided: [String]
  /// Mandatory requirements that fail and are waived.
  public var waived: [String]

  /// States of a gate.
  public enum State: String, Codable, Hashable, Sendable {
    case passed
    case failed
    /// Nothing fails, something is inconclusive.
    case undecided
  }

  /// Makes a gate.
  public init(state: State, failing: [String], undecided: [String], waived: [String]) {
    self.state = state
    self.failing = failing
    self.undecided = undecided
    self.waived = waived
  }
}

/// How much the total would rise if one requirement were met.
public struct Raise: Codable, Hashable, Sendable {
  /// Requirement.
  public var requirement: String
  /// Points on the scale.
  public var points: ShownNumber

  /// Makes a raise.
  public init(requirement: String, points: ShownNumber) {
    self.requirement = requirement
    self.points = points
  }
}

/// A problem that is not a verdict.
public struct Problem: Codable, Hashable, Sendable {
  /// What it concerns: `document`, `system`, `harness`, `waiver`, `assessment`, `patients`.
  public var area: String
  /// The document, system or file.
  public var subject: String
  /// What happened.
  public var message: String
  /// What to do.
  public var advice: String?

  /// Makes a problem.
  public init(area: String, subject: String, message: String, advice: String? = nil) {
    self.area = area
    self.subject = subject
    self.message = message
    self.advice = advice
  }
}
