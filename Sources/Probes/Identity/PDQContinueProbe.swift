import Evidence
import Foundation
import IHE
import Specification

/// `pdqv3.continue`: the next patients of a Patient Demographics Query HL7 V3, or no more of them.
enum PDQContinueProbe: Probe {
  static let description = StepDescription(
    name: "pdqv3.continue",
    summary:
      "Asks a patient demographics supplier over HL7 V3 for the next patients of a query, or for no more of them.",
    effect: .read, endpoint: .pdqv3,
    inputs: [
      StepInput("query", .string, required: true, meaning: "Id of the query: `query-id` of `pdqv3.query`."),
      StepInput("answer", .string, required: true, meaning: "Id of the answer that came last: its `answer-id`."),
      StepInput(
        "start", .number, standardValue: "after the last", meaning: "Number of the first patient wanted, from 1."),
      StepInput("quantity", .number, standardValue: "as before", meaning: "How many patients may come at once."),
      StepInput("cancel", .boolean, standardValue: "false", meaning: "Whether no more are wanted."),
    ] + SOAPFields.inputs,
    observation: IdentityFields.queryAnswer + [PDQQueryProbe.patients],
    example: """
      - do: pdqv3.continue
        at: index
        with: {query: "{{query}}", answer: "{{answer}}"}
        expect: |
          query-response == OK
          patients.count == 1
      """,
    sources: ["ITI TF-2 §3.47.4.3"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let query = InstanceIdentifier(text: inputs.text("query") ?? "")
    let answer = InstanceIdentifier(text: inputs.text("answer") ?? "")
    var numbers: [String: Int] = [:]
    for name in ["start", "quantity"] where inputs.values[name] != nil {
      guard let number = inputs.integer(name, or: 0, in: 1...100_000) else {
        return .misuse("The input \(name) must be a whole number from 1 to 100000.")
      }
      numbers[name] = number
    }
    let isCancelled = inputs.values["cancel"] == .boolean(true)
    let continuation =
      isCancelled
      ? QueryContinuation(cancelling: query)
      : QueryContinuation(of: query, start: numbers["start"], quantity: numbers["quantity"])
    switch IdentityExchange.make(inputs, in: context, at: .pdqv3) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      var result = await exchange.run(
        continuation.element(in: exchange.transmission, after: answer), action: continuation.action,
        expecting: isCancelled ? .acceptAcknowledgement : .candidatesResponse, section: "ITI TF-2 §3.47.4.3.3"
      ) { message, observation in
        observation["patients"] = .list(message.registrations.map { IdentityFields.value($0) })
      }
      result.observation["query-id"] = .string(query.text)
      return result
    }
  }
}
