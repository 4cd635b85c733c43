import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xca.find-documents`: Cross Gateway Query, or Registry Stored Query at an initiating gateway.
enum XCAFindDocumentsProbe: Probe {
  static let description = StepDescription(
    name: "xca.find-documents",
    summary: "Asks a gateway for a patient's documents in one or all communities.",
    effect: .read, endpoint: .xca,
    inputs: XDSFindDocumentsProbe.description.inputs.filter { !SOAPFields.inputs.contains($0) } + [
      StepInput(
        "home", .string, standardValue: "none, which asks for all communities",
        meaning: "Community asked for, `urn:oid:…` (ITI TF-2 §3.38.4.1.2)."),
      StepInput(
        "repeat", .number, standardValue: "1", meaning: "How often it is asked, one after the other; 1 to 1000."),
      CommunityExchange.gatewayInput,
    ] + CommunityExchange.inputs,
    observation: XDSFields.answer + CommunityExchange.fields + XDSFindDocumentsProbe.objectFields + [
      Field(
        "answers", .number, .when("an answer came"),
        meaning: "How often an answer came. All other fields are of the last one."),
      Field(
        "refusals", .number, .when("an answer came"), meaning: "How many of the answers told of a failure alone."),
      Field("median", .duration, .when("an answer came"), meaning: "Median of the times to the end of the answers."),
      Field(
        "percentile-95", .duration, .when("an answer came"),
        meaning: "95th percentile of the times to the end of the answers."),
    ],
    example: """
      - do: xca.find-documents
        at: gateway
        with: {patient: "{{anne.nhs-number}}"}
        expect: |
          response == success
          unlabelled == 0
          other-communities is empty
      """,
    sources: ["ITI TF-2 §3.38", "ITI TF-2 §3.18"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let count = inputs.integer("repeat", or: 1, in: 1...1000) else {
      return .misuse("The input repeat of xca.find-documents is a whole number from 1 to 1000.")
    }
    switch CommunityExchange.make(inputs, in: context) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      var query = XDSFindDocumentsProbe.query(inputs)
      query.homeCommunityID = inputs.text("home")
      var times: [Int64] = []
      var refusals = 0
      var result: StepResult
      repeat {
        result = await exchange.ask(query) { XDSFindDocumentsProbe.note($0, in: &$1) }
        guard case .duration(let time)? = result.observation["last-byte"] else { break }
        times.append(time)
        if result.observation["response"] == .string(ResponseStatus.failure.word) { refusals += 1 }
      } while times.count < count && result.failure == nil && !Task.isCancelled
      guard !times.isEmpty else { return result }
      result.observation["answers"] = .number(Decimal(times.count))
      result.observation["refusals"] = .number(Decimal(refusals))
      times.sort()
      result.observation["median"] = .duration(nanoseconds: Percentile.of(times, 50))
      result.observation["percentile-95"] = .duration(nanoseconds: Percentile.of(times, 95))
      return result
    }
  }
}
