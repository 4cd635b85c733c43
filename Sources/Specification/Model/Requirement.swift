/// A requirement, as the files say it and after the profile has been applied.
public struct Requirement: Hashable, Sendable {
  /// Identifier within the specification, `STO-010`.
  public var id: String
  /// Revision: waivers, declarations and evidence bind to `id@revision`.
  public var revision: Int
  /// The group that it belongs to.
  public var group: String
  /// One line for lists.
  public var title: String
  /// What shall hold, in Markdown.
  public var statement: String
  /// Why the network needs it, in Markdown.
  public var rationale: String
  /// Where the demand comes from.
  public var sources: [SourceReference]
  /// What would be accepted instead (Procurement Act 2023 s.56: no closed technical specification).
  public var equivalent: String?
  /// How much it binds.
  public var level: Level
  /// Weight within its group, a positive whole number; 0 only for informative ones.
  public var weight: Int
  /// Free labels for `--tag`.
  public var tags: [String]
  /// Names bound to systems by role, in the order of the file.
  public var appliesTo: [RoleBinding]
  /// Fixtures that the probes use, by name.
  public var fixtures: [String]
  /// The evidence that decides.
  public var evidence: [EvidenceItem]
  /// How the evidence combines; all of it, where the file says nothing.
  public var require: EvidenceExpression
  /// Credit for less than everything, first match wins.
  public var partial: [PartialCredit]
  /// How bindings combine.
  public var credit: CreditRule
  /// What a bidder does to mend it, in Markdown.
  public var remedy: String?
  /// From when it binds, `YYYY-MM-DD`.
  public var valid: Validity?
  /// The requirement that takes its place.
  public var supersededBy: String?
  /// Why no running system is asked, in Markdown; nil where a probe asks one.
  public var notTested: String?
  /// How the demand was checked against its source.
  public var provenance: Provenance?
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a requirement.
  public init(
    id: String, revision: Int, group: String, title: String, statement: String, rationale: String = "",
    sources: [SourceReference] = [], equivalent: String? = nil, level: Level, weight: Int, tags: [String] = [],
    appliesTo: [RoleBinding] = [], fixtures: [String] = [], evidence: [EvidenceItem],
    require: EvidenceExpression, partial: [PartialCredit] = [], credit: CreditRule = .allOrNothing,
    remedy: String? = nil, valid: Validity? = nil, supersededBy: String? = nil, notTested: String? = nil,
    provenance: Provenance? = nil, span: SourceSpan
  ) {
    self.id = id
    self.revision = revision
    self.group = group
    self.title = title
    self.statement = statement
    self.rationale = rationale
    self.sources = sources
    self.equivalent = equivalent
    self.level = level
    self.weight = weight
    self.tags = tags
    self.appliesTo = appliesTo
    self.fixtures = fixtures
    self.evidence = evidence
    self.require = require
    self.partial = partial
    self.credit = credit
    self.remedy = remedy
    self.valid = valid
    self.supersededBy = supersededBy
    self.notTested = notTested
    self.provenance = provenance
    self.span = span
  }

  /// `STO-010@2`.
  public var reference: String { "\(id)@\(revision)" }
}

/// How much a requirement binds.
public enum Level: String, CaseIterable, Codable, Hashable, Sendable {
  /// Must be met: fails the gate otherwise. Scored too.
  case mandatory
  /// Counts in the score.
  case scored
  /// Adds to the score, up to the specification's cap.
  case desirable
  /// Reported only.
  case informative
}

/// A reference into a source of the specification.
public struct SourceReference: Hashable, Codable, Sendable {
  /// Key of a source in the specification file.
  public var ref: String
  /// Section, table or page.
  public var section: String?
  /// A remark.
  public var note: String?

  /// Makes a reference.
  public init(ref: String, section: String? = nil, note: String? = nil) {
    self.ref = ref
    self.section = section
    self.note = note
  }
}

/// A name that the requirement's evidence uses for a system, and which systems it stands for.
public struct RoleBinding: Hashable, Sendable {
  /// The name used by `of:` and `at:`.
  public var name: String
  /// The role that the system plays.
  public var role: String
  /// Each system with the role, or the one.
  public var quantity: Quantity
  /// Name of another binding whose site must differ: every ordered pair of sites.
  public var otherSiteThan: String?
  /// Whether the system may stand in a network that the others of the requirement do not belong to.
  public var anyNetwork: Bool
  /// Whether it may stand for nobody: the steps at its name are then left out.
  public var ifAny: Bool
  /// Where it stands.
  public var span: SourceSpan

  /// `each` or `the`.
  public enum Quantity: String, CaseIterable, Codable, Hashable, Sendable {
    case each
    case the
  }

  /// Makes a binding.
  public init(
    name: String, role: String, quantity: Quantity, otherSiteThan: String? = nil, anyNetwork: Bool = false,
    ifAny: Bool = false, span: SourceSpan
  ) {
    self.name = name
    self.role = role
    self.quantity = quantity
    self.otherSiteThan = otherSiteThan
    self.anyNetwork = anyNetwork
    self.ifAny = ifAny
    self.span = span
  }
}

/// How the credits of several bindings make the requirement's credit.
public enum CreditRule: String, CaseIterable, Codable, Hashable, Sendable {
  /// All bindings must be met.
  case allOrNothing = "all-or-nothing"
  /// The mean of the bindings' credits.
  case proportional
}

/// Credit for less than everything.
public struct PartialCredit: Hashable, Sendable {
  /// Between 0 and 1, exact: `0.4` is 4/10.
  public var credit: ExactFraction
  /// When it is given.
  public var when: EvidenceExpression
  /// Why, for the report.
  public var because: String
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a partial credit.
  public init(credit: ExactFraction, when: EvidenceExpression, because: String, span: SourceSpan) {
    self.credit = credit
    self.when = when
    self.because = because
    self.span = span
  }
}

/// A non-negative fraction as a file writes it; exact, not reduced by floating point.
public struct ExactFraction: Hashable, Codable, Sendable {
  /// Numerator.
  public var numerator: Int
  /// Denominator, positive.
  public var denominator: Int

  /// Makes a fraction; the denominator must be positive.
  public init(_ numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = max(denominator, 1)
  }
}

/// When a requirement begins to bind, by use.
public struct Validity: Hashable, Codable, Sendable {
  /// For procurements, `YYYY-MM-DD`.
  public var procurement: String?
  /// For running networks, `YYYY-MM-DD`.
  public var production: String?

  /// Makes a validity.
  public init(procurement: String? = nil, production: String? = nil) {
    self.procurement = procurement
    self.production = production
  }
}

/// How a demand was checked against its source before use.
public struct Provenance: Hashable, Codable, Sendable {
  /// `checked`: read in the source; `open`: a question that the report shows.
  public var state: State
  /// What was read, or what is still open.
  public var note: String?

  /// The states of a check.
  public enum State: String, CaseIterable, Codable, Hashable, Sendable {
    case checked
    case open
  }

  /// Makes a provenance.
  public init(state: State, note: String? = nil) {
    self.state = state
    self.note = note
  }
}

/// A boolean expression over evidence ids: `claim and live`.
public indirect enum EvidenceExpression: Hashable, Sendable {
  case evidence(String)
  case and([EvidenceExpression])
  case or([EvidenceExpression])
  /// Only in `when` of a partial credit; `require` may not ask for a failure.
  case not(EvidenceExpression)
}
