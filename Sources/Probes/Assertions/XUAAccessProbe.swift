import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification
import XMLSecurity

/// `xua.access`: asks a registry or gateway with assertions that it has to refuse, and for users who may see more or less.
enum XUAAccessProbe: Probe {
  static let description = XUAAccessDescription.description

  /// One request beside the right one.
  struct Attempt: Sendable {
    var name: String
    var bend: AssertionBend?
    var role: AssertionCode?
    var purposeOfUse: AssertionCode?
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let endpoint = inputs.text(StepDescription.endpointInput).flatMap(EndpointProtocol.init) ?? .xds
    let attempts: [Attempt]
    switch Self.attempts(inputs) {
    case .failure(let problem): return problem.result
    case .success(let made): attempts = made
    }
    switch (UserAssertionSource.make(in: context, at: endpoint), WebExchange.make(inputs, in: context, at: endpoint)) {
    case (.failure(let problem), _), (_, .failure(let problem)): return problem.result
    case (.success(nil), _):
      return .misuse("The network file has no assertion block for \(context.system.reference).")
    case (.success(let source?), .success(let exchange)):
      let service = AssertedService(
        source: source, address: exchange.base, action: XUAAccessDescription.action(at: endpoint),
        patient: XDSFields.patient(inputs.text("patient") ?? ""))
      return await exchange.run { client, observation throws(WebFailure) in
        try await service.tryOut(attempts, by: client, &observation)
      }
    }
  }

  private static func attempts(_ inputs: StepInputs) -> Result<[Attempt], DICOMExchange.Unprepared> {
    var attempts: [Attempt] = []
    if case .list(let words) = inputs.values["assertions"] {
      attempts += StepInputs.words(words).compactMap { word in
        AssertionBend(rawValue: word).map { Attempt(name: word, bend: $0) }
      }
    }
    guard case .list(let records) = inputs.values["cases"] else { return .success(attempts) }
    for case .record(let fields) in records {
      func text(_ name: String) -> String? { if case .string(let text)? = fields[name] { text } else { nil } }
      var attempt = Attempt(name: text("case") ?? "")
      guard !attempts.contains(where: { $0.name == attempt.name }) else {
        return .failure(.init(result: .misuse("xua.access has two cases of the name \(attempt.name.prefix(64)).")))
      }
      for (name, path) in [("role", \Attempt.role), ("purpose-of-use", \Attempt.purposeOfUse)] {
        guard let written = text(name) else { continue }
        guard let code = AssertionCode(written) else {
          return .failure(
            .init(
              result: .misuse("\(name) of a case is written `code^name^scheme`; `\(written.prefix(64))` is not.")))
        }
        attempt[keyPath: path] = code
      }
      attempts.append(attempt)
    }
    return .success(attempts)
  }
}

/// A service that asks for assertions, and the assertions with which it is asked.
private struct AssertedService: Sendable {
  let source: UserAssertionSource
  let address: String
  let action: String
  let patient: String

  /// Asks with the right assertion, then with the others.
  func tryOut(
    _ attempts: [XUAAccessProbe.Attempt], by client: WebClient, _ observation: inout [String: Value]
  ) async throws(WebFailure) -> StepFailure? {
    let (response, control) = try await ask(.init(name: "control"), by: client)
    observation["control"] = .record(XUAAccessDescription.fields(control, response))
    if let failure = WebExchange.busy(response.status) { return failure }
    guard control.verdict == .accepted, !control.documents.isEmpty else {
      let what =
        control.verdict == .accepted
        ? "The service finds no document of the patient under the right assertion"
        : "The service does not answer under the right assertion, status \(response.status)"
      return StepFailure(
        blame: .configuration, message: "\(what): that it refuses others shows nothing.",
        rule: "ITI TF-2 §3.40.4.1.3",
        advice: """
          Check the assertion block of the network file; that the service trusts its certificate and issuer; and that its \
          user may see the patient's documents.
          """)
    }
    var tries: [Value] = []
    observation["tries"] = .list([])
    for attempt in attempts {
      let (response, answer) = try await ask(attempt, by: client)
      if let failure = WebExchange.busy(response.status) { return failure }
      var fields = XUAAccessDescription.fields(answer, response)
      fields["try"] = .string(attempt.name)
      tries.append(.record(fields))
      observation["tries"] = .list(tries)
    }
    return nil
  }

  private func ask(
    _ attempt: XUAAccessProbe.Attempt, by client: WebClient
  ) async throws(WebFailure) -> (WebResponse, AccessAnswer) {
    let query = StoredQuery(
      id: StoredQueryKind.findDocuments.rawValue,
      [
        .init("$XDSDocumentEntryPatientId", text: patient),
        .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
      ], returning: .leafClass)
    var envelope = Envelope(action: action, messageID: SOAPFields.messageID(), to: address, body: query.element)
    client.recorder.event("The request \(attempt.name)")
    do throws(SignatureError) {
      envelope.headers = try source.headers(
        bend: attempt.bend, role: attempt.role, purposeOfUse: attempt.purposeOfUse, patient: patient, client.recorder)
    } catch {
      throw .misuse("no assertion can be signed: \(error)")
    }
    guard let request = try? SOAPRequest(envelope, limits: BodyLimits(memory: 8 << 20)).webRequest() else {
      throw .misuse("the message can't be made")
    }
    let response = try await client.exchange(request)
    return (response, AccessAnswer(response))
  }
}
