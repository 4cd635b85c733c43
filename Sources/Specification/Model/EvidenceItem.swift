/// One piece of evidence that a requirement asks for.
public struct EvidenceItem: Hashable, Sendable {
  /// Name within the requirement, used by `require` and `partial`.
  public var id: String
  /// What it is and what must hold.
  public var body: Body
  /// Where it stands.
  public var span: SourceSpan

  /// The kinds of evidence.
  public enum Body: Hashable, Sendable {
    /// What the bidder's conformance statement says of the bound system.
    case statement(of: String, expect: [Assertion])
    /// What the running system does.
    case probe(steps: [Step])
    /// The bidder's own answer to this requirement.
    case declaration(expect: [Assertion])
    /// A mark given by evaluators, with the published descriptor of each mark.
    case assessment(question: String, descriptors: [MarkDescriptor])
  }

  /// `statement`, `probe`, `declaration` or `assessment`.
  public var kind: EvidenceKind {
    switch body {
    case .statement: .statement
    case .probe: .probe
    case .declaration: .declaration
    case .assessment: .assessment
    }
  }

  /// Makes an item.
  public init(id: String, body: Body, span: SourceSpan) {
    self.id = id
    self.body = body
    self.span = span
  }

  /// The item as it is asked of a choice of systems: without the steps at a name of the requirement that stands for nobody
  /// there (`if-any`).
  public func asked(of binding: [String: String], by requirement: Requirement) -> EvidenceItem {
    guard case .probe(let steps) = body else { return self }
    let absent = Set(requirement.appliesTo.filter { $0.ifAny && binding[$0.name] == nil }.map(\.name))
    guard !absent.isEmpty else { return self }
    return EvidenceItem(id: id, body: .probe(steps: steps.filter { !absent.contains($0.at) }), span: span)
  }
}

/// The kinds of evidence, as files spell them.
public enum EvidenceKind: String, CaseIterable, Codable, Hashable, Sendable {
  case statement
  case probe
  case declaration
  case assessment
}

/// What a mark means.
public struct MarkDescriptor: Hashable, Codable, Sendable {
  /// The mark.
  public var mark: Int
  /// What it takes.
  public var descriptor: String

  /// Makes a descriptor.
  public init(mark: Int, descriptor: String) {
    self.mark = mark
    self.descriptor = descriptor
  }
}

/// One step of a probe: an exchange with one system. Procedures are already put in place of their calls.
public struct Step: Hashable, Sendable {
  /// Name within the evidence item, `step1` … where the file gives none.
  public var id: String
  /// Step kind, `dicom.find`.
  public var kind: String
  /// Name of the binding that it is aimed at.
  public var at: String
  /// Inputs as written: `{{name}}` not yet replaced.
  public var inputs: [String: Argument]
  /// What must hold of the observation.
  public var expect: [Assertion]
  /// What later steps may use.
  public var capture: [Capture]
  /// Repeat until `expect` holds.
  public var retry: Retry?
  /// Look again for so long; `expect` must hold each time.
  public var hold: Retry?
  /// What the scenario supposes, for people, where the step looks whether it is so: what does not hold then is held against
  /// nobody.
  public var premise: String?
  /// Values under `load`; nil where the step makes one exchange.
  public var load: [String: Argument]?
  /// Deadline of the whole step in nanoseconds, under load of each exchange; the run's default where nil.
  public var timeout: Int64?
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a step.
  public init(
    id: String, kind: String, at: String, inputs: [String: Argument] = [:], expect: [Assertion] = [],
    capture: [Capture] = [], retry: Retry? = nil, hold: Retry? = nil, premise: String? = nil,
    load: [String: Argument]? = nil, timeout: Int64? = nil, span: SourceSpan
  ) {
    self.id = id
    self.kind = kind
    self.at = at
    self.inputs = inputs
    self.expect = expect
    self.capture = capture
    self.retry = retry
    self.hold = hold
    self.premise = premise
    self.load = load
    self.timeout = timeout
    self.span = span
  }
}

/// A value under `with`, with its templates still in place.
public indirect enum Argument: Hashable, Sendable {
  /// A scalar that holds no template, already of the type that the step's input demands.
  case value(Value, SourceSpan)
  /// Text with `{{name}}` in it, and the type that the result must have.
  case template(TextTemplate, ValueType, SourceSpan)
  case list([Argument], SourceSpan)
  case record([String: Argument], SourceSpan)
}

/// Text with names to be replaced.
public struct TextTemplate: Hashable, Sendable {
  /// The pieces in order.
  public var pieces: [Piece]

  /// A literal part or a name in double braces.
  public enum Piece: Hashable, Sendable {
    case literal(String)
    /// `ct-chest.patient.nhs-number`
    case name(String)
  }

  /// Makes a template.
  public init(pieces: [Piece]) { self.pieces = pieces }
}

/// `name = path`.
public struct Capture: Hashable, Sendable {
  /// The name that later steps use in double braces.
  public var name: String
  /// Where the value comes from.
  public var path: Path
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a capture.
  public init(name: String, path: Path, span: SourceSpan) {
    self.name = name
    self.path = path
    self.span = span
  }
}

/// `retry: {every: 2 s, for: 5 min}`, or `for: "{{taking-in-time}}"`; `hold` likewise.
public struct Retry: Hashable, Sendable {
  /// Pause between attempts, in nanoseconds.
  public var every: Int64
  /// For how long: a duration.
  public var total: Argument
  /// No longer than this in nanoseconds, whatever `total` says; nil for no such bound.
  public var limit: Int64?

  /// Makes a retry.
  public init(every: Int64, total: Argument, limit: Int64? = nil) {
    self.every = every
    self.total = total
    self.limit = limit
  }
}
