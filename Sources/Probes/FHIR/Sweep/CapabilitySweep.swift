import FHIR
import HTTPExchange
import JSONTree

/// Tries what a capability statement claims, one claim after another, within bounds.
struct CapabilitySweep {
  /// What was tried without being claimed.
  struct Undeclared {
    /// The request in words: `GET Basic`.
    var request: String
    var status: Int
    /// Whether the answer held an OperationOutcome.
    var hasOutcome: Bool
  }

  /// What became of each claim.
  private(set) var entries: [SweepEntry] = []
  /// What became of samples that are not claimed.
  private(set) var undeclared: [Undeclared] = []

  private let client: WebClient
  let interface: RESTInterface
  let stated: StatedCapabilities
  let writes: Bool
  /// Requests that are left.
  private var left: Int
  private let end: ContinuousClock.Instant

  init(
    _ stated: StatedCapabilities, client: WebClient, interface: RESTInterface, writes: Bool, requests: Int,
    until end: ContinuousClock.Instant
  ) {
    self.stated = stated
    self.client = client
    self.interface = interface
    self.writes = writes
    left = requests
    self.end = end
  }

  /// Tries everything of these types; of all where nil.
  mutating func run(types: [String]?) async throws(WebFailure) {
    for type in stated.resources where types?.contains(type.type) ?? true { try await sweep(type) }
    guard types == nil else { return }
    for code in stated.interactions { try await server(code) }
    try await sample()
  }

  // MARK: One request

  /// Nothing can be told from an answer.
  struct Untold: Error {
    var why: String
  }

  mutating func attempt(
    _ type: String?, _ interaction: String, named name: String? = nil, _ request: WebRequest,
    _ fault: (RESTAnswer) throws -> String?
  ) async throws(WebFailure) {
    guard take() else {
      return skip(type, interaction, name, because: "the time or the requests of the step are used up")
    }
    let answer = try await ask(request)
    var entry = SweepEntry(type: type, interaction: interaction, name: name, result: .works, status: answer.status)
    if let why = Self.refusal(answer.status) {
      (entry.result, entry.reason) = (.notTried, why)
    } else {
      do {
        entry.reason = try fault(answer)
        if entry.reason != nil { entry.result = .doesNotWork }
      } catch {
        (entry.result, entry.reason) = (.notTried, (error as? Untold)?.why ?? "\(error)")
      }
    }
    entries.append(entry)
  }

  mutating func take() -> Bool {
    guard left > 0, ContinuousClock.now < end else { return false }
    left -= 1
    return true
  }

  func ask(_ request: WebRequest) async throws(WebFailure) -> RESTAnswer {
    RESTAnswer(try await client.exchange(request))
  }

  mutating func skip(_ type: String?, _ interaction: String, _ name: String? = nil, because why: String) {
    entries.append(SweepEntry(type: type, interaction: interaction, name: name, result: .notTried, reason: why))
  }

  /// Why a status says nothing of a claim: the harness may not ask, or something is too busy.
  private static func refusal(_ status: Int) -> String? {
    switch status {
    case 401, 403, 407: "status \(status): the harness is not let do this"
    case 429, 502, 503, 504: "status \(status): the service or a gateway can't serve at present"
    default: nil
    }
  }

  static func faultOfSearch(_ answer: RESTAnswer) -> String? { faultOfBundle(answer, "searchset") }

  static func faultOfBundle(_ answer: RESTAnswer, _ type: String) -> String? {
    guard answer.status == 200 else { return "status \(answer.status)" }
    guard let bundle = answer.resource, bundle.type == "Bundle" else {
      return "status 200 without a bundle" + (answer.unreadable.map { ": \($0)" } ?? "")
    }
    let found = bundle.root["type"]?.text ?? "none"
    return found == type ? nil : "a bundle of type \(found), not \(type)"
  }

  /// Notes what came of a request that nothing claims.
  mutating func note(_ request: String, _ answer: RESTAnswer) {
    undeclared.append(Undeclared(request: request, status: answer.status, hasOutcome: !answer.issues.isEmpty))
  }
}
