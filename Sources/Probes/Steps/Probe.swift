import Evidence
import Inventory
import NIOCore
import Specification

/// A step kind that can be carried out: one type each, registered in `StepRegistry`.
public protocol Probe: Sendable {
  /// What `check`, `explain` and the JSON Schema see.
  static var description: StepDescription { get }

  /// Carries out one exchange. Never throws: what goes wrong is part of the result.
  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult
}

/// Inputs of a step with every name replaced.
public struct StepInputs: Sendable {
  /// Values by key, of the types that the description demands.
  public var values: [String: Value]

  /// Makes inputs.
  public init(_ values: [String: Value]) { self.values = values }

  /// A text input, whatever its written form was.
  public func text(_ name: String) -> String? {
    switch values[name] {
    case .string(let text), .uid(let text), .date(let text): text
    case .number(let number): number.description
    default: nil
    }
  }

  /// A whole number within bounds; the given one where the input is left out.
  public func integer(_ name: String, or standard: Int, in range: ClosedRange<Int>) -> Int? {
    guard let value = values[name] else { return standard }
    guard case .number(let number) = value, let integer = Int(number.description), range.contains(integer) else {
      return nil
    }
    return integer
  }

  /// The words of a list.
  static func words(_ elements: [Value]) -> [String] {
    elements.compactMap { if case .string(let word) = $0 { word } else { nil } }
  }

  /// A list of UIDs.
  public func uids(_ name: String) -> [String]? {
    guard case .list(let elements) = values[name] else { return nil }
    return elements.compactMap { if case .uid(let uid) = $0 { uid } else { nil } }
  }
}

/// Where and with what a step is carried out.
public struct StepContext: Sendable {
  /// The system aimed at.
  public var system: Inventory.System
  /// The harness's AE title unless the endpoint says otherwise.
  public var callingAETitle: String
  /// Folder that paths of the network file are relative to.
  public var networkFolder: String
  /// Synthetic patients and studies.
  public var fixtures: FixtureSet
  /// All systems of the run.
  public var network: Network
  /// What the operator allows, on top of what each system permits.
  public var permits: Set<Effect>
  /// The harness's own listeners, and the folder for objects that come.
  public var listeners: Listeners
  /// For the whole exchange, in nanoseconds.
  public var deadline: Int64
  /// Threads of the network client.
  public var group: any EventLoopGroup
  /// Steps that the scenario has carried out already, in order.
  public var earlier: [EarlierStep] = []
  /// Whether the exchange is one of many whose times are measured: then nothing is done that only looks deeper.
  public var isUnderLoad = false
  /// Whether, under load, objects are compared with what was sent all the same.
  var comparesObjects = false
  /// Brings the answers of a person who is asked for something.
  public var attendant: any Attendant = NobodyPresent()
  /// The requirement for which the step is carried out, for people.
  public var purpose = ""
  /// Takes every secret that the exchange uses or is given.
  var secrets = RunSecrets()

  /// Makes a context.
  public init(
    system: Inventory.System, callingAETitle: String, networkFolder: String, fixtures: FixtureSet, network: Network,
    permits: Set<Effect> = Set(Effect.allCases), listeners: Listeners, deadline: Int64, group: any EventLoopGroup
  ) {
    self.system = system
    self.callingAETitle = callingAETitle
    self.networkFolder = networkFolder
    self.fixtures = fixtures
    self.network = network
    self.permits = permits
    self.listeners = listeners
    self.deadline = deadline
    self.group = group
  }
}

/// What a step saw.
public struct StepResult: Sendable {
  /// Fields of the observation.
  public var observation: [String: Value]
  /// Why the exchange did not complete; nil when it did.
  public var failure: StepFailure?
  /// The exchange.
  public var transcript: Transcript
  /// Whether no connection could be had: further steps to the same endpoint would only wait.
  public var isUnreachable: Bool
  /// Whose the objects are that a system let out without identity; nil where the step awaited none.
  var exported: ExportedPatients?
  /// When each thing came that the step awaited.
  var arrivals: [ContinuousClock.Instant] = []

  /// Makes a result.
  public init(
    observation: [String: Value], failure: StepFailure?, transcript: Transcript, isUnreachable: Bool = false
  ) {
    self.observation = observation
    self.failure = failure
    self.transcript = transcript
    self.isUnreachable = isUnreachable
  }

  /// The result of a step that the harness itself could not begin.
  static func misuse(_ message: String, advice: String? = nil) -> StepResult {
    unprepared(StepFailure(blame: .harness, message: message, advice: advice))
  }

  /// The result of a step that could not begin, for a reason.
  static func unprepared(_ failure: StepFailure) -> StepResult {
    StepResult(
      observation: ["outcome": .string("failed"), "duration": .duration(nanoseconds: 0)], failure: failure,
      transcript: Transcript())
  }
}
