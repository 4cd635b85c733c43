import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

extension SOAPExchange {
  /// Sends a message whose answer shall go to the harness's listener, and waits for it there (ITI TF-2 Appendix V.3.2.2 and
  /// V.5).
  ///
  /// The address that the message names is of this message alone, so that an answer which names another message, or none,
  /// is known for what it is.
  func runAsynchronously(
    _ request: SOAPRequest, _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) async -> StepResult {
    if let failure = listeners.failure { return .unprepared(failure) }
    guard let listener = listeners.soap.listener(nil) else {
      return .unprepared(
        StepFailure(
          blame: .configuration, message: "The harness has no address for an answer that comes by itself.",
          advice: "Give the network file soap-listeners, and run again."))
    }
    let log = listeners.soap.log
    let channel = log.open()
    var request = request
    request.envelope.replyTo = "\(listener.address)/\(channel)"
    let envelope = request.envelope
    let outgoing: WebRequest
    do { outgoing = try request.webRequest() } catch { return .misuse("The message can't be made: \(error).") }
    let start = ContinuousClock.now
    var arrivals: [SOAPArrival] = []
    var result = await web.run { client, observation throws(WebFailure) in
      let response = try await client.exchange(outgoing)
      Self.note(response, in: &observation)
      guard response.isSuccess, response.body.length == 0 else {
        // A fault, or an answer in the wrong place, or something that is no SOAP at all.
        observation["reply-place"] = .string("connection")
        return read(response, to: envelope, &observation, body)
      }
      arrivals = await replies(to: envelope, at: channel, since: start)
      return judge(arrivals, to: envelope, since: start, &observation, body)
    }
    result.transcript.entries += Transcript(arrivals.prefix(16).flatMap(\.entries)).entries
    return result
  }

  /// What came to the channel of a message: the answer, and what came besides it for a while.
  private func replies(
    to envelope: Envelope, at channel: String, since start: ContinuousClock.Instant
  ) async -> [SOAPArrival] {
    let log = listeners.soap.log
    let isAnswer = { (arrival: SOAPArrival) in arrival.envelope?.relatesTo == envelope.messageID }
    let come = await log.arrivals(until: start + deadline) {
      $0.contains(where: isAnswer)
    } where: {
      $0.channel == channel
    }
    var linger = Duration.zero
    if case .duration(let time) = inputs.values[SOAPFields.lingerInput.name] { linger = .nanoseconds(time) }
    guard linger > .zero, come.contains(where: isAnswer) else { return come }
    return await log.arrivals(until: .now + linger) { _ in
      false
    } where: {
      $0.channel == channel
    }
  }

  private func judge(
    _ arrivals: [SOAPArrival], to envelope: Envelope, since start: ContinuousClock.Instant,
    _ observation: inout [String: Value], _ body: (SOAPAnswer, inout [String: Value]) -> StepFailure?
  ) -> StepFailure? {
    let answers = arrivals.filter { $0.envelope?.relatesTo == envelope.messageID }
    observation["replies"] = .number(Decimal(answers.count))
    observation["uncorrelated"] = .number(Decimal(arrivals.count - answers.count))
    if let arrival = answers.first, case .success(let answer) = arrival.message {
      observation["reply-place"] = .string("listener")
      observation["reply-after"] = .duration(nanoseconds: max(0, (arrival.time - start).nanoseconds))
      if let type = arrival.mediaType { observation["media-type"] = .string(type) }
      return read(answer, to: envelope, &observation, body)
    }
    guard let stranger = arrivals.first else {
      observation["outcome"] = .string("timed-out")
      return StepFailure(
        blame: .silence,
        message: "The message was taken, and no answer came to the harness's listener within \(deadline).",
        rule: "ITI TF-2 Appendix V.5",
        advice: """
          Check that the system can reach the address of the harness's listener under soap-listeners, and that no firewall \
          stands between.
          """)
    }
    observation["outcome"] = .string("malformed")
    switch stranger.message {
    case .failure(let fault):
      return StepFailure(
        blame: .system, message: "What came as an answer is no SOAP message: \(fault).",
        rule: fault.rule ?? "ITI TF-2 Appendix V.3")
    case .success(let message):
      let named = message.envelope.relatesTo.map { "the message \($0.prefix(128))" } ?? "no message"
      return StepFailure(
        blame: .system,
        message:
          "An answer came to the address of this message, \(envelope.messageID), and says that it answers \(named).",
        rule: "ITI TF-2 Appendix V.3.2.2")
    }
  }
}
