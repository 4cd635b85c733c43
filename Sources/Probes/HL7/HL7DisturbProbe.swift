import Evidence
import Foundation
import HL7
import Specification

/// `hl7.disturb`: lets a listener of the harness fail for a time.
enum HL7DisturbProbe: Probe {
  static let description = HL7DisturbDescription.description

  /// How a listener fails: its port closed, or as `ListenerAnswer.Conduct` says.
  static let ways = ["closed"] + ListenerAnswer.Conduct.allCases.map(\.rawValue)

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    let receivers = context.listeners.receivers
    let start = ContinuousClock.now
    guard let name = inputs.text("listener"), case .duration(let time)? = inputs.values["for"], time > 0,
      time <= 86_400_000_000_000
    else { return .misuse("hl7.disturb needs a listener and a time of at most a day.") }
    guard await receivers.names.contains(name) else { return .misuse(await HL7AwaitProbe.unknown(name, receivers)) }
    var failing = MessageReceivers.Failing.closed
    if let conduct = inputs.text("how").flatMap(ListenerAnswer.Conduct.init) {
      let code = inputs.text("answer").flatMap(Acknowledgement.Code.init) ?? .applicationAccept
      failing = .answering(ListenerAnswer(code, text: inputs.text("answer-text") ?? "", conduct: conduct))
    }
    guard await receivers.disturb(name, failing, for: .nanoseconds(time), system: context.system.reference) else {
      return .misuse("The listener \(name) fails already, for the sake of another step.")
    }
    return StepResult(
      observation: [
        "outcome": .string("completed"), "listener": .string(name),
        "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
      ], failure: nil, transcript: Transcript())
  }
}

/// `hl7.disturb`
public enum HL7DisturbDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.disturb",
    summary: """
      Lets one of the harness's listeners fail from now on for a time, at most to the end of the scenario, so that a \
      later `hl7.await` sees what became of the messages meanwhile.
      """,
    effect: .listen, endpoint: .hl7,
    inputs: [
      StepInput("listener", .string, required: true, meaning: "Name of the listener in the network file."),
      StepInput("for", .duration, required: true, meaning: "For how long."),
      StepInput(
        "how", .word(HL7DisturbProbe.ways), standardValue: "closed",
        meaning: "Its port is closed, or messages come and are answered wrongly or not at all; `plain` with an answer."),
      StepInput(
        "answer", .word(HL7StepFields.codes), standardValue: "AA", meaning: "MSA-1 of the answers, where there are any."
      ),
      StepInput("answer-text", .string, standardValue: "empty", meaning: "MSA-3 of those answers."),
    ],
    observation: [
      Field("listener", .string, .when("it fails now"), meaning: "The listener.")
    ],
    example: """
      - do: hl7.disturb
        at: reporting
        with: {listener: epr, for: 30 s}
      """,
    sources: ["HL7 v2.5.1 §2.9", FrameFault.rule])
}
