import Evidence
import Foundation
import HL7
import Specification

/// `hl7.send`: one message, and the acknowledgements that it asks for.
enum HL7SendProbe: Probe {
  static let description = HL7SendDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await send(inputs, in: context).result
  }

  /// Sends the message of a step.
  ///
  /// - Returns: The result, and the application's answer where there is one.
  static func send(
    _ inputs: StepInputs, in context: StepContext
  ) async -> (result: StepResult, answer: HL7.Message?) {
    guard let exchange = HL7Exchange(context) else { return (HL7Exchange.noEndpoint(context), nil) }
    let prepared: HL7Preparation
    do { prepared = try HL7Preparation(inputs, for: exchange.settings) } catch {
      return (.misuse("The message of the step cannot be made ready: \(error.message)."), nil)
    }
    var linger = Duration.zero
    if case .duration(let nanoseconds) = inputs.values["linger"] { linger = .nanoseconds(nanoseconds) }
    let start = ContinuousClock.now
    let recorder = ConnectionRecorder()
    var observation: [String: Value] = [
      "outcome": .string("completed"), "control-id": .string(prepared.controlID), "sent": .message(prepared.message),
    ]
    var failure: StepFailure?
    var isUnreachable = false
    var answer: HL7.Message?
    do throws(ConnectionFailure) {
      let connection = try await exchange.open(recorder)
      let left = max(.zero, exchange.time - (ContinuousClock.now - start))
      let sender = MessageSender(connection, within: left, linger: linger)
      let outcome = await sender.send(prepared.bytes, expecting: AcknowledgementMode(prepared.message))
      observation.merge(HL7Observation.fields(outcome, of: prepared.controlID)) { $1 }
      observation["frame-faults"] = HL7Observation.faults(await connection.faults)
      await connection.close()
      answer = outcome.application?.message
      if let failure = outcome.failure { throw failure }
      failure = mismatch(outcome, prepared, endpoint: exchange.text)
      if failure != nil { observation["outcome"] = .string("malformed") }
    } catch {
      let blame = HL7FailureBlame(error, endpoint: exchange.text)
      observation["outcome"] = .string(blame.outcome)
      failure = blame.failure
      isUnreachable = blame.isUnreachable && observation["frame-faults"] == nil
    }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return (
      StepResult(
        observation: observation, failure: failure, transcript: Transcript(recorder.entries),
        isUnreachable: isUnreachable), answer
    )
  }

  /// An acknowledgement of another message is none of this one. Of a damaged message the receiver may not even have been
  /// able to read the control id.
  private static func mismatch(
    _ outcome: MessageSender.Outcome, _ prepared: HL7Preparation, endpoint: String
  ) -> StepFailure? {
    guard !prepared.isDamaged else { return nil }
    let answers = [outcome.commit, outcome.application].compactMap { $0?.acknowledgement }
    guard let foreign = answers.first(where: { $0.controlID != prepared.controlID }) else { return nil }
    return StepFailure(
      blame: .system,
      message: """
        \(endpoint): the acknowledgement has the control id `\(foreign.controlID)` in MSA-2, and the message that it \
        answers had `\(prepared.controlID)` in MSH-10.
        """, rule: "HL7 v2.5.1 §2.15.8.2")
  }
}
