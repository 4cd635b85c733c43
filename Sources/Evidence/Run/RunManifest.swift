import Foundation
import Specification

/// `run.json`: what was run, when, with what, and how it ended. Everything that `judge` needs besides the copies of the
/// files and the evidence itself.
public struct RunManifest: Codable, Hashable, Sendable {
  /// Version of the run directory's layout.
  public var edition: Int
  /// Identifier of the run.
  public var id: String
  /// Tool and version.
  public var tool: String
  /// Start, ISO 8601 UTC.
  public var startedAt: String
  /// End, ISO 8601 UTC; nil while it runs and after it was killed.
  public var endedAt: String?
  /// The clock that dates are held against, `YYYY-MM-DD`.
  public var now: String
  /// The seed of the fixtures.
  public var seed: String
  /// Profile chosen, by name.
  public var profile: String?
  /// Inputs that were not left at the specification's value. Secrets are named and never valued.
  public var inputs: [String: RecordedInput]
  /// Requirements or groups that the run was limited to.
  public var only: [String]
  /// Tags that the run was limited to.
  public var tags: [String]
  /// Effects that the run was limited to.
  public var permits: [String]
  /// Why the record is incomplete; nil when it is complete.
  public var partialReason: String?
  /// File of the network within the run directory.
  public var network: String
  /// File of the bid within the run directory.
  public var bid: String?
  /// File of the waivers within the run directory.
  public var waivers: String?
  /// File of what evaluators read within the run directory: that of the latest judgement that was given one.
  public var assessment: String?
  /// What the reader must know besides the evidence.
  public var problems: [RunProblem]
  /// Judgements made of this record, oldest first.
  public var judgements: [Judgement]
  /// What was gathered again into this record, oldest first; nil where everything was gathered once.
  public var repetitions: [Repetition]?

  /// Evidence of some requirements gathered again: of several records of an item the last counts, and all are kept.
  public struct Repetition: Codable, Hashable, Sendable {
    /// Its number, from 1; its transcripts lie in a folder `again-N`.
    public var number: Int
    /// Start, ISO 8601 UTC.
    public var startedAt: String
    /// The requirements, by id.
    public var requirements: [String]
    /// Effects allowed.
    public var permits: [String]
    /// The seed of its fixtures.
    public var seed: String

    /// Makes an entry.
    public init(number: Int, startedAt: String, requirements: [String], permits: [String], seed: String) {
      self.number = number
      self.startedAt = startedAt
      self.requirements = requirements
      self.permits = permits
      self.seed = seed
    }
  }

  /// A value given to an input.
  public struct RecordedInput: Codable, Hashable, Sendable {
    /// As given; nil for secrets.
    public var text: String?
    /// `command line`, `environment ASSAY_…`, `file …`.
    public var origin: String

    /// Makes a recorded input.
    public init(text: String?, origin: String) {
      self.text = text
      self.origin = origin
    }
  }

  /// One judgement of the record.
  public struct Judgement: Codable, Hashable, Sendable {
    /// SHA-256 of the specification judged by.
    public var specification: String
    /// Clock used.
    public var now: String
    /// Tool and version.
    public var tool: String

    /// Makes an entry.
    public init(specification: String, now: String, tool: String) {
      self.specification = specification
      self.now = now
      self.tool = tool
    }
  }

  /// Makes a manifest.
  public init(
    id: String, tool: String, startedAt: String, now: String, seed: String, profile: String?,
    inputs: [String: RecordedInput], only: [String], tags: [String], permits: [String], network: String, bid: String?,
    waivers: String?, assessment: String? = nil
  ) {
    edition = 1
    self.id = id
    self.tool = tool
    self.startedAt = startedAt
    self.now = now
    self.seed = seed
    self.profile = profile
    self.inputs = inputs
    self.only = only
    self.tags = tags
    self.permits = permits
    self.network = network
    self.bid = bid
    self.waivers = waivers
    self.assessment = assessment
    problems = []
    judgements = []
  }
}

/// Something that went wrong outside any single exchange.
public struct RunProblem: Codable, Hashable, Sendable {
  /// `document`, `system`, `harness`.
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
