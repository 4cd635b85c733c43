import Evidence
import FHIR
import HTTPExchange
import NIOHTTP1
import Specification

/// What every `fhir.*` step has in common: its requests, and what becomes of the answers.
enum FHIRExchange {
  /// A step without a request to send.
  struct Problem: Error {
    var message: String
  }

  /// Sends the request of a step and records its answer.
  ///
  /// - Parameters:
  ///   - request: Makes the request.
  ///   - reading: Adds what the step itself looks at, of an answer that is no refusal.
  static func perform(
    _ inputs: StepInputs, in context: StepContext, bundleName: String? = nil,
    request: (RESTInterface) throws(Problem) -> WebRequest,
    reading: (RESTAnswer, inout [String: Value]) -> Void = { _, _ in }
  ) async -> StepResult {
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context, at: .fhir) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let outgoing: WebRequest
    do throws(Problem) { outgoing = try request(try interface(inputs, base: exchange.base)) } catch {
      return .misuse(error.message)
    }
    return await exchange.run { client, observation throws(WebFailure) in
      let response = try await client.exchange(outgoing)
      let answer = RESTAnswer(response)
      observation.merge(FHIRFields.values(answer, response), uniquingKeysWith: { _, new in new })
      if let resource = answer.resource {
        observation[resource.type == "Bundle" ? bundleName ?? "resource" : "resource"] = .resource(resource)
      }
      if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
      reading(answer, &observation)
      return malformed(answer, &observation)
    }
  }

  /// The service as the inputs want it asked.
  static func interface(_ inputs: StepInputs, base: String) throws(Problem) -> RESTInterface {
    let accept = inputs.text("accept") ?? WireFormat.json.mediaType
    guard isFieldValue(accept) else {
      throw Problem(message: "The input accept is a value of the header field Accept.")
    }
    var interface = RESTInterface(base: base, accept: accept)
    if let handling = inputs.text("handling") { interface.prefer.append("handling=\(handling)") }
    if let returns = inputs.text("return") { interface.prefer.append("return=\(returns)") }
    return interface
  }

  /// The failure of a success whose content is declared to be a resource and is none.
  static func malformed(_ answer: RESTAnswer, _ observation: inout [String: Value]) -> StepFailure? {
    guard (200..<300).contains(answer.status), case .content(let error)? = answer.unreadable else { return nil }
    guard !error.reason.isLimit else {
      observation["outcome"] = .string("failed")
      return StepFailure(blame: .harness, message: "The answer is more than the step reads: \(error).")
    }
    observation["outcome"] = .string("malformed")
    return StepFailure(
      blame: .system, message: "The status is \(answer.status), and the content is no resource: \(error).",
      rule: "R4 http.html §3.1.0.1.8")
  }

  // MARK: Inputs

  /// The name of a type of resource.
  static func type(_ inputs: StepInputs) throws(Problem) -> String {
    guard let type = inputs.text("type"), let first = type.utf8.first, (0x41...0x5A).contains(first),
      type.utf8.allSatisfy({ isLetterOrDigit($0) })
    else { throw Problem(message: "The input type is the name of a type of resource, such as `Patient`.") }
    return type
  }

  /// A logical id; nil where it is left out.
  static func id(_ inputs: StepInputs, _ name: String = "id") throws(Problem) -> String? {
    guard let id = inputs.text(name) else { return nil }
    guard !id.isEmpty, id.utf8.count <= 200, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Problem(message: "The input \(name) holds no identifier.")
    }
    return id
  }

  /// The parameters.
  static func parameters(_ inputs: StepInputs, _ name: String = "parameters") throws(Problem) -> [QueryParameter] {
    guard case .list(let values) = inputs.values[name] else { return [] }
    var parameters: [QueryParameter] = []
    for text in StepInputs.words(values) {
      guard text.contains("="), !text.hasPrefix("=") else {
        throw Problem(message: "The parameter `\(text.prefix(80))` is not written as `name=value`.")
      }
      parameters.append(QueryParameter(text))
    }
    return parameters
  }

  /// The resource to send.
  static func resource(_ inputs: StepInputs) throws(Problem) -> FHIR.Resource {
    guard case .resource(let resource) = inputs.values["resource"] else {
      throw Problem(message: "The step needs a resource.")
    }
    return resource
  }

  /// A value of a header field.
  static func field(_ inputs: StepInputs, _ name: String) throws(Problem) -> String? {
    guard let text = inputs.text(name) else { return nil }
    guard isFieldValue(text) else { throw Problem(message: "The input \(name) can't stand in a header field.") }
    return text
  }

  private static func isFieldValue(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
