import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `dsub.unsubscribe`: ends a subscription.
enum DSUBUnsubscribeProbe: Probe {
  static let description = StepDescription(
    name: "dsub.unsubscribe",
    summary: "Ends a subscription that dsub.subscribe made, at the address that the broker gave for it.",
    effect: .write, endpoint: .dsub,
    inputs: [
      StepInput(
        "subscription", .string, required: true, meaning: "Address of the subscription, captured from dsub.subscribe.")
    ] + SOAPFields.inputs,
    observation: SOAPFields.answer + [
      Field(
        "ended", .boolean, .when("an answer came"), meaning: "Whether the broker says that it ended.",
        source: "WS-BaseNotification 1.3 §6.1")
    ],
    example: """
      - do: dsub.unsubscribe
        at: broker
        with: {subscription: "{{subscription}}"}
        expect: |
          ended == true
      """,
    sources: ["ITI TF-2 §3.52.4.3", "WS-BaseNotification 1.3 §6.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .dsub) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let address = inputs.text("subscription") ?? ""
      // What an answer names as an address is not called unless it is the system's own.
      guard let host = URLComponents(string: address)?.encodedHost, !host.isEmpty,
        host == URLComponents(string: exchange.address)?.encodedHost
      else {
        return .unprepared(
          StepFailure(
            blame: .configuration,
            message: "The subscription's address is at another host than the broker: \(address.prefix(256)).",
            advice: "Give the broker's url in the network file by the name under which it knows itself."))
      }
      let envelope = Envelope(
        action: MetadataSubscription.endAction, messageID: SOAPFields.messageID(), to: address,
        body: MetadataSubscription.endElement)
      var result = await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 4 << 20))) {
        answer, observation in
        do throws(NotificationError) {
          try SubscribeResponse.checkEnd(answer.envelope)
          observation["ended"] = .boolean(true)
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.52.4.4", &observation)
        }
      }
      if result.observation["status"] != nil, result.observation["ended"] == nil {
        result.observation["ended"] = .boolean(false)
      }
      return result
    }
  }
}
