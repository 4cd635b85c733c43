/// A specification with one profile applied: everything that planning, judging and reporting need of it.
public struct RuleSet: Hashable, Sendable {
  /// Identifier, `nhs-imaging-network`.
  public var id: String
  /// Version of the specification.
  public var version: String
  /// Title for people.
  public var title: String
  /// What it is for, in Markdown.
  public var summary: String
  /// Who publishes it.
  public var publisher: String?
  /// Sources by key.
  public var sources: [String: Source]
  /// Inputs with the value in force and where it came from.
  public var inputs: [String: InputValue]
  /// Roles by name.
  public var roles: [String: Role]
  /// Groups in the order of the file.
  public var groups: [Group]
  /// How the total is shown.
  public var scale: Scale
  /// The share that desirable requirements may add to the total, of 1.
  public var desirableCap: ExactFraction
  /// Score below which exit code 5 is given, on the scale; nil for none.
  public var threshold: ExactFraction?
  /// Synthetic patients and studies by name.
  public var fixtures: [String: Fixture]
  /// Requirements in the order of the files, those that the profile dropped left out.
  public var requirements: [Requirement]
  /// What the profile dropped, shown as `not applicable`.
  public var dropped: [DroppedRequirement]
  /// The profile applied, nil for the whole specification.
  public var profile: AppliedProfile?
  /// Every file read, in order, with its bytes' SHA-256 in hex: fixes what was judged by.
  public var files: [SpecificationFile]

  /// Makes a rule set.
  public init(
    id: String, version: String, title: String, summary: String = "", publisher: String? = nil,
    sources: [String: Source] = [:],
    inputs: [String: InputValue] = [:], roles: [String: Role] = [:], groups: [Group] = [],
    scale: Scale = .hundred, desirableCap: ExactFraction = ExactFraction(0, 1), threshold: ExactFraction? = nil,
    fixtures: [String: Fixture] = [:], requirements: [Requirement] = [], dropped: [DroppedRequirement] = [],
    profile: AppliedProfile? = nil, files: [SpecificationFile] = []
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.summary = summary
    self.publisher = publisher
    self.sources = sources
    self.inputs = inputs
    self.roles = roles
    self.groups = groups
    self.scale = scale
    self.desirableCap = desirableCap
    self.threshold = threshold
    self.fixtures = fixtures
    self.requirements = requirements
    self.dropped = dropped
    self.profile = profile
    self.files = files
  }
}

extension RuleSet {
  /// Title of a group; its id where there is none of that id.
  public func title(ofGroup id: String) -> String { groups.first { $0.id == id }?.title ?? id }
}

/// Where demands come from.
public struct Source: Hashable, Codable, Sendable {
  /// Full title.
  public var title: String
  /// Edition or date.
  public var edition: String?
  /// Who publishes it.
  public var publisher: String?
  /// Address for readers.
  public var url: String?

  /// Makes a source.
  public init(title: String, edition: String? = nil, publisher: String? = nil, url: String? = nil) {
    self.title = title
    self.edition = edition
    self.publisher = publisher
    self.url = url
  }
}

/// A role that systems play in a network.
public struct Role: Hashable, Sendable {
  /// Title for people.
  public var title: String
  /// What a system in this role does.
  public var meaning: String
  /// What becomes of requirements when no system plays it.
  public var whenAbsent: Absence

  /// Consequence of an unfilled role.
  public enum Absence: String, CaseIterable, Codable, Hashable, Sendable {
    /// Silence: nothing shows it.
    case notDemonstrated = "not-demonstrated"
    /// The network has no such system by design.
    case notApplicable = "not-applicable"
  }

  /// Makes a role.
  public init(title: String, meaning: String, whenAbsent: Absence = .notDemonstrated) {
    self.title = title
    self.meaning = meaning
    self.whenAbsent = whenAbsent
  }
}

/// A group of requirements with its weight in the total.
public struct Group: Hashable, Codable, Sendable {
  /// Identifier, `STO`.
  public var id: String
  /// Title for people.
  public var title: String
  /// What the group is about, in Markdown.
  public var summary: String
  /// Weight in the total, a positive whole number.
  public var weight: Int

  /// Makes a group.
  public init(id: String, title: String, summary: String = "", weight: Int) {
    self.id = id
    self.title = title
    self.summary = summary
    self.weight = weight
  }
}

/// How the total is shown. Scores are kept as exact fractions of 1.
public struct Scale: Hashable, Codable, Sendable {
  /// The highest score.
  public var maximum: Int
  /// Decimals shown, the rest cut off and never rounded.
  public var decimals: Int
  /// What a score from this value up means; ascending.
  public var descriptors: [Step]

  /// One step of the scale.
  public struct Step: Hashable, Codable, Sendable {
    /// Lowest score of the step, on the scale.
    public var from: Int
    /// A word.
    public var label: String
    /// What it means.
    public var descriptor: String

    /// Makes a step.
    public init(from: Int, label: String, descriptor: String) {
      self.from = from
      self.label = label
      self.descriptor = descriptor
    }
  }

  /// Makes a scale.
  public init(maximum: Int, decimals: Int, descriptors: [Step] = []) {
    self.maximum = maximum
    self.decimals = decimals
    self.descriptors = descriptors
  }

  /// 0 to 100 with two decimals.
  public static let hundred = Scale(maximum: 100, decimals: 2)
}

/// A threshold or setting of the specification, with the value in force.
public struct InputValue: Hashable, Sendable {
  /// Title for people.
  public var title: String
  /// Its type.
  public var type: ValueType
  /// The value in force; nil for a secret that nobody gave.
  public var value: Value?
  /// Never printed, recorded or shown.
  public var isSecret: Bool
  /// Where the value came from.
  public var origin: Origin

  /// Where a value came from.
  public enum Origin: Hashable, Sendable {
    case specification
    case profile(String)
    case commandLine
    case environment(String)
    case file(String)
  }

  /// Makes an input.
  public init(title: String, type: ValueType, value: Value?, isSecret: Bool = false, origin: Origin = .specification) {
    self.title = title
    self.type = type
    self.value = value
    self.isSecret = isSecret
    self.origin = origin
  }
}

/// A requirement that the profile took out.
public struct DroppedRequirement: Hashable, Sendable {
  /// The requirement as it stood.
  public var requirement: Requirement
  /// The profile's reason.
  public var reason: String

  /// Makes a dropped requirement.
  public init(requirement: Requirement, reason: String) {
    self.requirement = requirement
    self.reason = reason
  }
}

/// The profile in force.
public struct AppliedProfile: Hashable, Codable, Sendable {
  /// Identifier.
  public var id: String
  /// Title for people.
  public var title: String
  /// Version.
  public var version: String

  /// Makes an applied profile.
  public init(id: String, title: String, version: String) {
    self.id = id
    self.title = title
    self.version = version
  }
}

/// A file of the specification.
public struct SpecificationFile: Hashable, Sendable {
  /// Path relative to the specification's folder.
  public var path: String
  /// Its bytes.
  public var bytes: [UInt8]

  /// Makes a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
