import Evidence
import Specification

/// `operator.ask`: asks a person to do something, and waits for the answer.
enum OperatorAskProbe: Probe {
  static let description = StepDescription(
    name: "operator.ask",
    summary: """
      Asks a person to do what no protocol does, such as to unplug a line, and waits for the answer: on the terminal, or \
      through the file of --operator-file. Nothing is sent. Where nobody is there, or it is not done, nothing is held \
      against the system. A later step with `premise` looks whether it was done.
      """,
    effect: .read, endpoint: .dicom, needsEndpoint: false, asksPerson: true,
    inputs: [
      StepInput("request", .string, required: true, meaning: "What is to be done."),
      StepInput(
        "confirm", .string, standardValue: "none", meaning: "By what the person sees that it is done."),
      StepInput(
        "within", .duration, standardValue: "15 min", meaning: "How long an answer is awaited, 24 h at most."),
      StepInput(
        StepDescription.deedInput, .word(OperatorDeed.allCases.map(\.rawValue)), standardValue: "none",
        meaning: "What is to be done, for whoever does it in a person's place, such as a simulated network."),
      StepInput(
        StepDescription.effectInput, .word([Effect.read, .write, .load].map(\.rawValue)), standardValue: "read",
        meaning: "What it does to the system; the network file must permit it, as for what the harness does itself."),
    ],
    observation: [
      Field(
        "answer", .word(OperatorAnswer.Word.allCases.map(\.rawValue)), .when("a person answered"),
        meaning: "What became of it."),
      Field("by", .string, .when("a person answered"), meaning: "Who answered."),
      Field("answered-at", .string, .when("a person answered"), meaning: "When, ISO 8601, UTC."),
      Field("note", .string, .when("the person had something to say"), meaning: "What was said to it."),
    ],
    example: """
      - do: operator.ask
        at: archive
        with:
          request: Unplug the line of the site from the wide-area network.
          confirm: The router shows no link.
          within: 30 min
          effect: load
        expect: |
          answer == done
      """,
    sources: [])

  private static let longest: Int64 = 86_400_000_000_000

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard !context.isUnderLoad else { return .misuse("operator.ask asks one person; it can't stand under load.") }
    var text = inputs.text("request") ?? ""
    // A literal block ends with the end of its last line.
    while text.last?.isWhitespace == true { text.removeLast() }
    guard !text.isEmpty else { return .misuse("operator.ask needs the input request.") }
    var within: Int64 = 900_000_000_000
    if case .duration(let given)? = inputs.values["within"] { within = given }
    guard within > 0, within <= longest else {
      return .misuse("within of operator.ask is more than 0 and at most 24 h.")
    }
    let request = OperatorRequest(
      id: String(UInt32.random(in: 0 ... .max), radix: 36), purpose: context.purpose, system: context.system.reference,
      text: text, confirmation: inputs.text("confirm"),
      deed: inputs.text(StepDescription.deedInput).flatMap(OperatorDeed.init),
      deadline: within)
    let clock = ContinuousClock()
    let start = clock.now
    let attendance = await context.attendant.attend(to: request)
    let elapsed = (clock.now - start).nanoseconds
    var observation: [String: Value] = ["duration": .duration(nanoseconds: elapsed)]
    var transcript = Transcript(entries: [entry(0, .sent, "asked", request.wording)])
    let (failure, outcome) = read(attendance, to: request, into: &observation)
    let answer = observation.reduce(into: [String]()) { lines, field in
      if case .string(let text) = field.value { lines.append("\(field.key): \(text)") }
    }
    transcript.entries.append(
      entry(
        elapsed / 1_000, answer.isEmpty ? .event : .received, failure?.message ?? "done",
        answer.sorted().joined(separator: "\n")))
    observation["outcome"] = .string(outcome)
    return StepResult(observation: observation, failure: failure, transcript: transcript)
  }

  private static func read(
    _ attendance: Attendance, to request: OperatorRequest, into observation: inout [String: Value]
  ) -> (StepFailure?, outcome: String) {
    func failure(_ message: String, _ advice: String? = nil) -> StepFailure {
      StepFailure(blame: .person, message: message, advice: advice)
    }
    let deed = "“\(request.text)”"
    let ended = request.text.last?.isPunctuation == true ? deed : "\(deed)."
    switch attendance {
    case .nobody(let reason):
      return (
        failure(
          "Nobody was there to do this: \(ended) \(reason)",
          "Run it on a terminal, or give --operator-file and answer there."), "failed"
      )
    case .late: return (failure("Nobody answered in time whether this was done: \(ended)"), "timed-out")
    case .answered(let answer):
      observation["answer"] = .string(answer.word.rawValue)
      observation["by"] = .string(answer.name)
      observation["answered-at"] = .string(Timestamp.now())
      if let note = answer.note { observation["note"] = .string(note) }
      let told = answer.note.map { "\(deed): \($0)" } ?? ended
      switch answer.word {
      case .done: return (nil, "completed")
      case .couldNot: return (failure("\(answer.name) could not do this: \(told)"), "failed")
      case .skipped: return (failure("\(answer.name) left this out: \(told)"), "failed")
      }
    }
  }

  private static func entry(
    _ microseconds: Int64, _ direction: Transcript.Direction, _ summary: String, _ details: String
  ) -> Transcript.Entry {
    Transcript.Entry(
      microseconds: microseconds, direction: direction, summary: summary,
      details: details.split(whereSeparator: \.isNewline).map(String.init), length: 0, hex: "")
  }
}
