/// What a step does to the system it is aimed at; decides which permission it needs.
public enum Effect: String, CaseIterable, Codable, Hashable, Sendable {
  /// Asks, changes nothing.
  case read
  /// Leaves something behind.
  case write
  /// May slow or harm the system: steps that break rules on purpose, and all steps under `load`.
  case load
  /// Waits for the system to call.
  case listen
}

/// The protocol block of an endpoint that a step needs.
public enum EndpointProtocol: String, CaseIterable, Codable, Hashable, Sendable {
  case dicom
  case dicomweb
  case hl7
  case fhir
  /// The document registry or document repository (ITI-18, 41, 42, 43, 57, 61, 62).
  case xds
  /// The imaging document source, or the initiating imaging gateway (RAD-69).
  case xdsi = "xds-i"
  /// The initiating or responding gateway (ITI-18 and 43, or ITI-38 and 39).
  case xca
  /// The responding imaging gateway (RAD-75).
  case xcai = "xca-i"
  /// The responding gateway of patient discovery (ITI-55).
  case xcpd
  /// The patient identifier cross-reference manager of HL7 V3 (ITI-44, 45).
  case pixv3
  /// The patient demographics supplier of HL7 V3 (ITI-47).
  case pdqv3
  /// The document metadata notification broker (ITI-52).
  case dsub
  /// The provider information directory over SOAP (ITI-58).
  case hpd
  case syslog
  case ntp
  case ldap
  case dns
}

/// One input of a step kind (a key under `with`).
public struct StepInput: Hashable, Sendable {
  /// The key under `with`.
  public var name: String
  /// The type that the value must have.
  public var type: ValueType
  /// Whether a step without it is an error.
  public var required: Bool
  /// The value in words when it is left out, nil for required inputs.
  public var standardValue: String?
  /// What it does, one sentence.
  public var meaning: String
  /// What the value must be the name of, nil for values that name nothing.
  public var refersTo: Reference?
  /// Whether the record shows asterisks instead of the value.
  public var isSecret: Bool
  /// What each word of a closed set means, where the words need it.
  public var choices: [Choice]

  /// One word of a closed set.
  public struct Choice: Hashable, Sendable {
    /// The word.
    public var word: String
    /// What it means, in a sentence or two.
    public var meaning: String

    /// Makes a choice.
    public init(_ word: String, meaning: String) {
      self.word = word
      self.meaning = meaning
    }
  }

  /// What an input may name.
  public enum Reference: String, CaseIterable, Hashable, Sendable {
    /// A study of the specification's fixtures.
    case studyFixture = "study fixture"
    /// A patient of the specification's fixtures.
    case patientFixture = "patient fixture"
    /// A step above it that stands under `load` with a rate, so that its exchanges are spread evenly over its time.
    case earlierLoad = "earlier step under load with a rate"
    /// A step above it that waits for what a system sends by itself.
    case earlierWait = "earlier step that waits for what a system sends"
  }

  /// Makes an input.
  public init(
    _ name: String, _ type: ValueType, required: Bool = false, standardValue: String? = nil, meaning: String,
    refersTo: Reference? = nil, isSecret: Bool = false, choices: [Choice] = []
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.standardValue = standardValue
    self.meaning = meaning
    self.refersTo = refersTo
    self.isSecret = isSecret
    self.choices = choices
  }
}

/// A step kind as `check`, `explain` and the JSON Schema see it. The probe that carries it out stands behind it.
public struct StepDescription: Hashable, Sendable {
  /// The name after `do:`, protocol first: `dicom.find`.
  public var name: String
  /// What it does, one sentence.
  public var summary: String
  /// What it does to the system.
  public var effect: Effect
  /// The endpoint block it needs.
  public var endpoint: EndpointProtocol
  /// Other endpoint blocks that the input `endpoint` may name instead; none where the step has no such input.
  public var otherEndpoints: [EndpointProtocol]
  /// Whether it asks for tokens: the endpoint's authorization block must then hold `oauth2`.
  public var needsGrant: Bool
  /// Whether the network file has to give the system that endpoint; a system that only calls the harness has none.
  public var needsEndpoint: Bool
  /// Whether it bends assertions: the endpoint's authorization block must then hold `assertion`.
  public var needsAssertion: Bool
  /// Whether a person does it, whom the harness asks: nothing is sent to the system.
  public var asksPerson: Bool
  /// Whether it looks at what earlier steps showed: nothing is sent to the system.
  public var sendsNothing: Bool
  /// Whether it makes many exchanges by itself, so that it takes the harness's own strength.
  public var sendsMany: Bool
  /// Keys under `with`.
  public var inputs: [StepInput]
  /// Fields of the observation, on top of `StepDescription.commonFields`.
  public var observation: [Field]
  /// A complete step in YAML, as `explain` shows it.
  public var example: String
  /// Clauses of standards that define the exchange.
  public var sources: [String]

  /// Makes a description.
  public init(
    name: String, summary: String, effect: Effect, endpoint: EndpointProtocol,
    otherEndpoints: [EndpointProtocol] = [], needsGrant: Bool = false, needsEndpoint: Bool = true,
    needsAssertion: Bool = false, asksPerson: Bool = false, sendsNothing: Bool = false, sendsMany: Bool = false,
    inputs: [StepInput], observation: [Field], example: String, sources: [String]
  ) {
    self.name = name
    self.summary = summary
    self.effect = effect
    self.endpoint = endpoint
    self.otherEndpoints = otherEndpoints
    self.needsGrant = needsGrant
    self.needsEndpoint = needsEndpoint
    self.needsAssertion = needsAssertion
    self.asksPerson = asksPerson
    self.sendsNothing = sendsNothing
    self.sendsMany = sendsMany
    self.inputs = inputs
    self.observation = observation
    self.example = example
    self.sources = sources
  }

  /// Fields that every step's observation has, whatever the protocol.
  public static let commonFields: [Field] = [
    Field(
      "outcome",
      .word([
        "completed", "refused", "rejected", "aborted", "closed", "malformed", "timed-out", "unreachable",
        "wrong-service",
        "failed",
      ]),
      meaning: """
        How the exchange ended: completed in form; the presentation context, access or content \
        that the step needs refused; association rejected by the peer; aborted by the peer; connection closed in \
        mid-exchange; malformed answer; no answer in time; no connection; something that does not speak this protocol; \
        failed in the harness.
        """),
    Field("duration", .duration, meaning: "Time from the first byte sent to the end of the exchange."),
    Field(
      "link",
      .record([
        Field("mbit-per-second", .number, .when("the network file declares it"), meaning: "Bandwidth in Mbit/s."),
        Field("round-trip", .duration, .when("the network file declares it"), meaning: "Round trip."),
      ]), .when("the network file declares one for the system or its site"),
      meaning: "The line over which the system was reached, as declared; times are worth what they are over it."),
  ]

  /// The word of an observation for what the harness could not compare. An assertion that doesn't name it is neither held nor
  /// failed by it.
  public static let uncomparedWord = "not-compared"

  /// The input that names the endpoint block, for steps that may be aimed at several kinds.
  public static let endpointInput = "endpoint"

  /// The input by which a step that asks a person tells what the person's deed does to the system.
  public static let effectInput = "effect"

  /// The input by which a step that asks a person tells the deed in a word.
  public static let deedInput = "deed"

  /// The endpoint block that a step with these inputs needs.
  public func endpoint(with inputs: [String: Argument]) -> EndpointProtocol {
    guard case .value(.string(let word), _)? = inputs[Self.endpointInput], let named = EndpointProtocol(rawValue: word),
      otherEndpoints.contains(named)
    else { return endpoint }
    return named
  }

  /// The type of the whole observation, against which assertions are checked.
  public var observationType: ValueType { .record(Self.commonFields + observation) }
}

/// All the step kinds that a tool knows. `Probes` makes one from its registry; the loader checks against it.
public struct StepCatalogue: Sendable {
  /// Descriptions by step name.
  public let descriptions: [String: StepDescription]
  /// What steps show, by step name: put together once, for it is asked at every step.
  private let observations: [String: ValueType]

  /// Makes a catalogue.
  public init(_ descriptions: [StepDescription]) {
    self.descriptions = Dictionary(descriptions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    observations = self.descriptions.mapValues(\.observationType)
  }

  /// The type of what a step shows; nil where the catalogue does not know its kind.
  ///
  /// - Parameter isUnderLoad: Whether the step stands under `load`.
  public func observationType(of kind: String, isUnderLoad: Bool) -> ValueType? {
    observations[kind].map { isUnderLoad ? LoadDescription.observationType : $0 }
  }
}

extension Step {
  /// What the step does to the system that it is aimed at; nothing where the catalogue does not know its kind.
  public func effects(in catalogue: StepCatalogue) -> Set<Effect> {
    var effects = Set([catalogue.descriptions[kind]?.effect, load == nil ? nil : .load].compactMap { $0 })
    if catalogue.descriptions[kind]?.asksPerson == true,
      case .value(.string(let word), _)? = inputs[StepDescription.effectInput], let deed = Effect(rawValue: word)
    {
      effects.insert(deed)
    }
    return effects
  }
}
