/// What the page asks to be run. All of it lies in the served folder.
public struct RunOrder: Hashable, Sendable {
  /// Path of the specification's folder.
  public var specification: String
  /// Path of the network file.
  public var network: String
  /// Path of the bid's folder.
  public var bid: String?
  /// Profile of the specification.
  public var profile: String?
  /// Requirements or groups that it is limited to; all where empty.
  public var only: [String]
  /// Values of inputs, by name.
  public var inputs: [String: String]
  /// Effects that are allowed; all that the network permits where empty.
  public var permits: [String]
  /// Path of the folder that the record goes to.
  public var out: String

  /// Makes an order.
  public init(
    specification: String, network: String, bid: String? = nil, profile: String? = nil, only: [String] = [],
    inputs: [String: String] = [:], permits: [String] = [], out: String
  ) {
    self.specification = specification
    self.network = network
    self.bid = bid
    self.profile = profile
    self.only = only
    self.inputs = inputs
    self.permits = permits
    self.out = out
  }
}

/// A judgement of a record with what evaluators wrote.
public struct JudgementOrder: Hashable, Sendable {
  /// Path of the run directory.
  public var run: String
  /// Path of the assessment.
  public var assessment: String

  /// Makes an order.
  public init(run: String, assessment: String) {
    self.run = run
    self.assessment = assessment
  }
}

/// How a program that was started ended.
public struct ProgramEnd: Hashable, Sendable {
  /// Its exit code; a signal's number is negative.
  public var status: Int
  /// The end of what it said, for people.
  public var said: String

  /// Makes an end.
  public init(status: Int, said: String) {
    self.status = status
    self.said = said
  }
}

/// Starts runs and judgements, each as a program of its own: what ends it does not end the page, and the record that it
/// leaves is all that the page shows of it.
public protocol RunStarter: Sendable {
  /// Starts a run.
  ///
  /// - Parameter hear: Told of everything that it tells, in order; `finished` comes last and always.
  func start(_ order: RunOrder, hear: @escaping @Sendable (RunNotice) -> Void) throws -> any RunUnderWay

  /// Judges a record again and waits for the end.
  func judge(_ order: JudgementOrder) async throws -> ProgramEnd
}

/// A run that goes on.
public protocol RunUnderWay: Sendable {
  /// Ends it in order: connections are released, and what was gathered is kept. A second call ends it at once.
  func stop()
}
