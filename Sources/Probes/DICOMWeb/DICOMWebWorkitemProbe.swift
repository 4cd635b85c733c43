import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import Inventory
import Specification

/// `dicomweb.workitem`: sends requests about one workitem by UPS-RS, and hears the events that come of them.
enum DICOMWebWorkitemProbe: Probe {
  static let description = DICOMWebWorkitemDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse(
        "The study \(inputs.text("study") ?? "") of dicomweb.workitem is not a fixture of the specification.")
    }
    let requests: [WorkitemRequest] = inputs.words("send") ?? [.create]
    guard (1...40).contains(requests.count) else { return .misuse("dicomweb.workitem sends 1 to 40 requests.") }
    guard let contenders = inputs.integer("contenders", or: 1, in: 1...16),
      let awaited = inputs.integer("events", or: 0, in: 0...100)
    else { return .misuse("dicomweb.workitem has 1 to 16 contenders and awaits at most 100 events.") }
    if awaited > 0, !requests.contains(where: { $0 == .subscribe || $0 == .subscribeAll }) {
      return .misuse("dicomweb.workitem awaits events and subscribes to none.")
    }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let fixture = WorkitemFixture(
      study: study, instance: inputs.text("workitem"), transaction: inputs.text("transaction"),
      receivingAETitle: context.callingAETitle)
    return await exchange.run { client, observation throws(WebFailure) in
      var conversation = WebWorkitemConversation(fixture: fixture, base: exchange.base, client: client)
      var watch = WorkitemWatch(fixture: fixture, base: exchange.base, client: client)
      let result: Result<WorkitemHalt?, WebFailure>
      do throws(WebFailure) {
        result = .success(
          try await send(requests, contenders, awaited, inputs, in: &conversation, watchedBy: &watch))
      } catch { result = .failure(error) }
      await watch.end()
      observation.merge(conversation.fields, uniquingKeysWith: { _, new in new })
      observation.merge(watch.fields, uniquingKeysWith: { _, new in new })
      let halt = try result.get()
      if let halt { observation["outcome"] = .string(halt.outcome) }
      return halt?.failure
    }
  }

  private static func send(
    _ requests: [WorkitemRequest], _ contenders: Int, _ awaited: Int, _ inputs: StepInputs,
    in conversation: inout WebWorkitemConversation, watchedBy watch: inout WorkitemWatch
  ) async throws(WebFailure) -> WorkitemHalt? {
    for request in requests {
      if request == .claim, contenders > 1 {
        try await conversation.race(contenders)
        continue
      }
      let response = try await conversation.send(request)
      if let refusal = WebExchange.refusal(response, inputs: inputs) {
        return WorkitemHalt(outcome: "refused", failure: refusal)
      }
      if let halt = conversation.halt { return halt }
      if awaited > 0, request == .subscribe || request == .subscribeAll, response.isSuccess,
        let halt = try await watch.begin(after: response)
      {
        return halt
      }
    }
    if let halt = try await conversation.search(inputs.values["search"]) { return halt }
    guard awaited > 0 else { return nil }
    let hold: Duration =
      if case .duration(let nanoseconds) = inputs.values["hold"] { .nanoseconds(nanoseconds) } else { .seconds(5) }
    return await watch.await(awaited, within: hold)
  }
}
