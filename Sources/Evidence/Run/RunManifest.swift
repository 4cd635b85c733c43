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
  /// File of the bidder's answers to clarification questions within the run directory; nil where none were given.
  public var answers: String?
  /// Which part of a larger run it is; nil for a whole one.
  public var part: Part?
  /// The runs that were merged into it, by part and start; nil where it was gathered by itself.
  public var merged: [Part]?
  /// With what it was begun, so that it can be finished; nil once it is complete and judged.
  public var origin: Origin?
  /// When it was taken up again after it had been ended too early, oldest first; nil where it never was.
  public var resumptions: [Resumption]?
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

  /// A part of a run that an engine gathered by itself.
  public struct Part: Codable, Hashable, Sendable {
    /// Identifier of the run.
    public var run: String
    /// Its number, from 1.
    public var number: Int
    /// Number of parts.
    public var count: Int
    /// Sites that it was limited to, sorted; empty for all.
    public var sites: [String]
    /// Start, ISO 8601 UTC.
    public var startedAt: String
    /// End, ISO 8601 UTC; nil where it was ended too early.
    public var endedAt: String?

    /// Makes a part.
    public init(run: String, number: Int, count: Int, sites: [String], startedAt: String, endedAt: String?) {
      self.run = run
      self.number = number
      self.count = count
      self.sites = sites
      self.startedAt = startedAt
      self.endedAt = endedAt
    }

    /// `shard 2/8`, with its sites.
    public var name: String {
      "shard \(number)/\(count)" + (sites.isEmpty ? "" : " of \(sites.joined(separator: ", "))")
    }
  }

  /// How a run was begun: where its files were, as they were named, and how hard systems were called.
  public struct Origin: Codable, Hashable, Sendable {
    /// The specification.
    public var specification: String
    /// The network file.
    public var network: String
    /// The bid.
    public var bid: String?
    /// The waivers.
    public var waivers: String?
    /// What evaluators read.
    public var assessment: String?
    /// Pieces of evidence gathered at a time.
    public var concurrency: Int
    /// Most exchanges begun per second.
    public var maximumRate: Double?
    /// Deadline of a step that names none, in nanoseconds.
    public var timeout: Int64

    /// Makes an origin.
    public init(
      specification: String, network: String, bid: String? = nil, waivers: String? = nil, assessment: String? = nil,
      concurrency: Int, maximumRate: Double?, timeout: Int64
    ) {
      self.specification = specification
      self.network = network
      self.bid = bid
      self.waivers = waivers
      self.assessment = assessment
      self.concurrency = concurrency
      self.maximumRate = maximumRate
      self.timeout = timeout
    }
  }

  /// One time that a run was taken up again.
  public struct Resumption: Codable, Hashable, Sendable {
    /// When, ISO 8601 UTC.
    public var at: String
    /// Pieces of evidence that stood already.
    public var kept: Int

    /// Makes an entry.
    public init(at: String, kept: Int) {
      self.at = at
      self.kept = kept
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
