import Specification

/// What was gathered for one evidence item of one requirement under one binding. Holds no verdict.
public struct EvidenceRecord: Codable, Hashable, Sendable {
  /// `STO-010@2`
  public var requirement: String
  /// The binding: name to system identifier (`site/system`), empty where the requirement binds nothing.
  public var binding: [String: String]
  /// Identifier of the evidence item.
  public var evidence: String
  /// What was gathered.
  public var content: Content
  /// Value of every `{{name}}` that the item's assertions use.
  public var variables: [String: Value]

  /// Kinds of content.
  public enum Content: Codable, Hashable, Sendable {
    case statement(StatementEvidence)
    case probe(ProbeEvidence)
    case declaration(DeclarationEvidence)
    /// Nothing could be gathered without anybody's fault: no permission, no endpoint, no document.
    case notGathered(reason: String)
  }

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case binding, content, evidence, requirement, variables
  }

  /// Makes a record.
  public init(
    requirement: String, binding: [String: String], evidence: String, content: Content, variables: [String: Value] = [:]
  ) {
    self.requirement = requirement
    self.binding = binding
    self.evidence = evidence
    self.content = content
    self.variables = variables
  }
}

/// What the papers say of one system.
public struct StatementEvidence: Codable, Hashable, Sendable {
  /// File names of the documents consulted.
  public var documents: [String]
  /// The claims as assertions see them; type `StatementSchema.type`.
  public var observation: Value
  /// The claims behind it.
  public var claims: [Claim]
  /// Problems of the documents.
  public var problems: [DocumentProblem]

  /// Makes statement evidence.
  public init(documents: [String], observation: Value, claims: [Claim], problems: [DocumentProblem]) {
    self.documents = documents
    self.observation = observation
    self.claims = claims
    self.problems = problems
  }
}

/// What the bidder declared for the requirement.
public struct DeclarationEvidence: Codable, Hashable, Sendable {
  /// The declaration as assertions see it; type `DeclarationSchema.type`.
  public var observation: Value
  /// Where the declaration stands.
  public var source: SourceSpan

  /// Makes declaration evidence.
  public init(observation: Value, source: SourceSpan) {
    self.observation = observation
    self.source = source
  }
}

/// What running systems did.
public struct ProbeEvidence: Codable, Hashable, Sendable {
  /// The steps carried out, in order; steps after one that ended the scenario are missing.
  public var steps: [StepRecord]

  /// Makes probe evidence.
  public init(steps: [StepRecord]) { self.steps = steps }
}

/// One step carried out.
public struct StepRecord: Codable, Hashable, Sendable {
  /// Step id.
  public var id: String
  /// Step kind.
  public var kind: String
  /// System aimed at, `site/system`.
  public var system: String
  /// Where it was sent, for people: `dicom://ARCHIVE@127.0.0.1:4242`.
  public var endpoint: String
  /// Inputs with every name replaced; secrets left out.
  public var inputs: Value
  /// Attempts made, 1 without retry.
  public var attempts: Int
  /// Start of the last attempt, ISO 8601 with milliseconds, UTC.
  public var startedAt: String
  /// What was seen at the last attempt.
  public var observation: Value
  /// Why the exchange did not complete, and through whom; nil when it did.
  public var failure: StepFailure?
  /// Values captured.
  public var captured: [String: Value]
  /// File of the transcript within the run directory.
  public var transcript: String?
  /// How many patients came who are not of the run, and in whose place stand-ins are recorded; nil where none did.
  public var foreignPatients: Int?
  /// How many pseudonyms came of which nothing shows whether they are of the run's patients; nil where none did.
  public var unlinkedPseudonyms: Int?

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case attempts, captured, endpoint, failure, foreignPatients, id, inputs, kind, observation, startedAt, system
    case transcript, unlinkedPseudonyms
  }

  /// Makes a record.
  public init(
    id: String, kind: String, system: String, endpoint: String, inputs: Value, attempts: Int, startedAt: String,
    observation: Value, failure: StepFailure?, captured: [String: Value], transcript: String?,
    foreignPatients: Int? = nil, unlinkedPseudonyms: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.system = system
    self.endpoint = endpoint
    self.inputs = inputs
    self.attempts = attempts
    self.startedAt = startedAt
    self.observation = observation
    self.failure = failure
    self.captured = captured
    self.transcript = transcript
    self.foreignPatients = foreignPatients
    self.unlinkedPseudonyms = unlinkedPseudonyms
  }
}

/// Why an exchange did not complete.
public struct StepFailure: Codable, Hashable, Sendable {
  /// Who is to blame, as far as can be known.
  public var blame: Blame
  /// What happened, where, what was expected.
  public var message: String
  /// The rule broken, `PS3.8 §9.3.2`.
  public var rule: String?
  /// What to do.
  public var advice: String?

  /// Whose failure it is. Only `system` is evidence against the system under test.
  public enum Blame: String, CaseIterable, Codable, Hashable, Sendable {
    /// The system under test answered, and the answer breaks the protocol or refuses.
    case system
    /// Addresses, ports or AE titles do not fit together; either side may have to change them.
    case configuration
    /// No connection, or no answer on it.
    case network
    /// What was to be looked at was not there: the harness listened the whole time and it did not come, or it lies where the
    /// harness is told of nobody. It shows nothing, either way.
    case silence
    /// Our own fault.
    case harness
    /// A person had to do something, and did not, or nobody was there.
    case person
  }

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case advice, blame, message, rule
  }

  /// Makes a failure.
  public init(blame: Blame, message: String, rule: String? = nil, advice: String? = nil) {
    self.blame = blame
    self.message = message
    self.rule = rule
    self.advice = advice
  }
}

/// The messages of one step, in order.
public struct Transcript: Codable, Hashable, Sendable {
  /// The messages.
  public var entries: [Entry]

  /// One message or event.
  public struct Entry: Codable, Hashable, Sendable {
    /// Microseconds since the start of the step.
    public var microseconds: Int64
    /// Who sent it.
    public var direction: Direction
    /// One line: `A-ASSOCIATE-RQ, 2 presentation contexts`.
    public var summary: String
    /// Decoded fields, a line each.
    public var details: [String]
    /// Length of the message in bytes.
    public var length: Int
    /// The first bytes in hex: at most 4,096 bytes' worth of what came over the web, 512 of all else.
    public var hex: String

    /// In the order in which the names are written, so that nothing has to be put in order afterwards.
    enum CodingKeys: String, CodingKey, CaseIterable {
      case details, direction, hex, length, microseconds, summary
    }

    /// Makes an entry.
    public init(
      microseconds: Int64, direction: Direction, summary: String, details: [String], length: Int, hex: String
    ) {
      self.microseconds = microseconds
      self.direction = direction
      self.summary = summary
      self.details = details
      self.length = length
      self.hex = hex
    }
  }

  /// Who sent a message.
  public enum Direction: String, Codable, Hashable, Sendable {
    case sent
    case received
    /// Something that happened: connected, closed, deadline passed.
    case event
  }

  /// Makes a transcript.
  public init(entries: [Entry] = []) { self.entries = entries }
}
