import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOCore
import NIOHTTP1
import Specification

/// What every step over SOAP has in common: a message goes to the system's actor, and what comes back becomes an
/// observation.
struct SOAPExchange {
  let web: WebExchange
  let inputs: StepInputs
  private let endpoint: EndpointProtocol
  /// The harness's own listeners, for answers that come to them.
  let listeners: Listeners
  /// For the whole exchange.
  let deadline: Duration
  /// How the harness asserts who asks; not at all where nil.
  private let assertion: UserAssertionSource?

  /// Folder for what is too long for memory.
  var folder: String { web.folder }
  /// Address of the actor.
  var address: String { web.base }

  /// Prepares exchanges with the actor at one of the system's endpoints.
  static func make(
    _ inputs: StepInputs, in context: StepContext, at endpoint: EndpointProtocol
  ) -> Result<SOAPExchange, DICOMExchange.Unprepared> {
    UserAssertionSource.make(in: context, at: endpoint).flatMap { assertion in
      WebExchange.make(inputs, in: context, at: endpoint).map {
        SOAPExchange(
          web: $0, inputs: inputs, endpoint: endpoint, listeners: context.listeners,
          deadline: .nanoseconds(context.deadline), assertion: assertion)
      }
    }
  }

  /// Sends a message and writes what comes back into the observation. The input `reply` says where the answer shall go.
  ///
  /// - Parameter body: What is made of an answer that is a SOAP message without a fault.
  func run(
    _ request: SOAPRequest, _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) async -> StepResult {
    var request = request
    if assertion == nil, UserAssertionFields.isBent(inputs) {
      return .misuse("The network file has no assertion for this endpoint, and the step asks for one.")
    }
    if let problem = assertion?.assert(inputs, in: &request.envelope, web.recorder) { return problem }
    var result = await send(request, body)
    result.observation[UserAssertionFields.asserted.name] = assertion?.facts(inputs)
    return result
  }

  private func send(
    _ request: SOAPRequest, _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) async -> StepResult {
    if inputs.text(SOAPFields.replyInput.name) == SOAPFields.asynchronous {
      return await runAsynchronously(request, body)
    }
    let outgoing: WebRequest
    do { outgoing = try request.webRequest() } catch { return .misuse("The message can't be made: \(error).") }
    return await web.run { client, observation throws(WebFailure) in
      let response = try await client.exchange(outgoing)
      Self.note(response, in: &observation)
      return read(response, to: request.envelope, &observation, body)
    }
  }

  /// What any answer over HTTP shows.
  static func note(_ response: WebResponse, in observation: inout [String: Value]) {
    observation["status"] = .number(Decimal(response.status))
    observation["last-byte"] = .duration(nanoseconds: response.times.lastByte.nanoseconds)
    if let type = WebFields.mediaType(response) { observation["media-type"] = .string(type) }
  }

  /// Reads an answer that came on the connection of the request.
  func read(
    _ response: WebResponse, to request: Envelope, _ observation: inout [String: Value],
    _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) -> StepFailure? {
    if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
    do throws(SOAPAnswer.Fault) {
      return read(try SOAPAnswer(response), to: request, &observation, body)
    } catch {
      return failure(error, response, &observation)
    }
  }

  /// Reads an answer, wherever it came.
  func read(
    _ answer: SOAPAnswer, to request: Envelope, _ observation: inout [String: Value],
    _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) -> StepFailure? {
    SOAPFields.note(answer, to: request, in: &observation)
    if let fault = answer.envelope.fault {
      observation["outcome"] = .string("refused")
      return UserAssertionFields.refusal(fault, inputs: inputs)
    }
    return body(answer, &observation)
  }

  /// Whose failure it is that an answer is no SOAP message. A page, or nothing at the address, is another service or a
  /// portal before it; the actor itself was not heard.
  private func failure(
    _ fault: SOAPAnswer.Fault, _ response: WebResponse, _ observation: inout [String: Value]
  ) -> StepFailure {
    let message = "The answer with status \(response.status) is no SOAP message: \(fault)."
    if case .mediaType = fault, !response.isSuccess || WebFields.mediaType(response)?.hasSuffix("html") == true {
      observation["outcome"] = .string("wrong-service")
      return StepFailure(
        blame: .configuration, message: message, rule: fault.rule,
        advice:
          "Check the url of the \(endpoint.rawValue) endpoint in the network file, and that no portal or proxy answers there."
      )
    }
    guard let rule = fault.rule else {
      observation["outcome"] = .string("failed")
      return StepFailure(blame: .harness, message: message, advice: "Ask for less in one step.")
    }
    observation["outcome"] = .string("malformed")
    return StepFailure(blame: .system, message: message, rule: rule)
  }

  /// The failure of an answer whose body is not what the transaction answers with.
  static func unexpected(
    _ problem: some CustomStringConvertible, section: String, _ observation: inout [String: Value]
  ) -> StepFailure {
    observation["outcome"] = .string("malformed")
    return StepFailure(blame: .system, message: "The answer can't be read: \(problem).", rule: section)
  }
}
