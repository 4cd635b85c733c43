import Evidence
import Foundation
import Inventory
import NIOPosix
import Specification
import Synchronization
import Testing

@testable import Probes

/// Steps that ask a person: every answer is on record, and no lack of one is ever the system's fault.
@Suite("Asking a person", .timeLimit(.minutes(1)))
struct OperatorTests {
  /// Answers each request alike.
  private struct Answering: Attendant {
    var attendance: Attendance
    func attend(to request: OperatorRequest) async -> Attendance { attendance }
  }

  private static let request = OperatorRequest(
    id: "r1", purpose: "NET-001@1, A title", system: "a/archive", text: "Unplug the line.",
    confirmation: "The lamp is off.", deadline: 60_000_000_000)

  private static func ask(_ attendance: Attendance, _ inputs: [String: Value] = [:]) async -> StepResult {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: [:], permits: [.read],
      span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    var context = StepContext(
      system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
      network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
      listeners: await Listeners.open([], networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton),
      deadline: 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton)
    context.attendant = Answering(attendance: attendance)
    let result = await OperatorAskProbe.perform(
      StepInputs(["request": .string("Unplug the line.")].merging(inputs) { $1 }), in: context)
    await context.listeners.close()
    return result
  }

  @Test("What was done is recorded with who said so, when, and what there was to say")
  func done() async {
    let answer = OperatorAnswer(word: .done, name: "J. Smith", note: "the lamp\nis off")
    let result = await Self.ask(.answered(answer))
    #expect(result.failure == nil)
    #expect(result.word("outcome") == "completed" && result.word("answer") == "done")
    #expect(result.word("by") == "J. Smith" && result.word("note") == "the lamp is off")
    #expect(result.word("answered-at")?.hasSuffix("Z") == true)
    #expect(result.transcript.entries.last?.details.contains("by: J. Smith") == true)
  }

  @Test(
    "What was not done is a person's matter, whatever the reason",
    arguments: [
      (
        Attendance.nobody(reason: "There is no terminal."),
        "Nobody was there to do this: “Unplug the line.” There is no terminal."
      ),
      (.late, "Nobody answered in time"),
      (
        .answered(OperatorAnswer(word: .couldNot, name: "J. Smith", note: "locked")),
        "could not do this: “Unplug the line.”: locked"
      ),
      (.answered(OperatorAnswer(word: .skipped, name: "J. Smith")), "left this out"),
    ])
  func notDone(_ attendance: Attendance, words: String) async {
    let result = await Self.ask(attendance)
    #expect(result.failure?.blame == .person)
    #expect(result.failure?.message.contains(words) == true, "\(result.failure?.message ?? "")")
    #expect(result.word("outcome") != "completed")
  }

  @Test("A step that nobody can be asked by is our own mistake")
  func misuse() async {
    let result = await Self.ask(.late, ["within": .duration(nanoseconds: 0)])
    #expect(result.failure?.blame == .harness)
  }

  // MARK: Dialogue

  /// Lines of a person, one after the other.
  private final class Lines: Sendable {
    private let left: Mutex<[String]>
    let said = Mutex("")
    init(_ lines: [String]) { left = Mutex(lines) }
    func next() -> AttendantByDialogue.Line {
      left.withLock { $0.isEmpty ? .end : .text($0.removeFirst()) }
    }
  }

  private static func dialogue(_ lines: Lines, name: String? = nil) -> AttendantByDialogue {
    AttendantByDialogue(
      name: name, say: { text in lines.said.withLock { $0 += text + "\n" } }, hear: { _ in lines.next() })
  }

  @Test("A dialogue asks again until it understands, and for the name once")
  func conversation() async {
    let lines = Lines(["what?", "Done: the lamp is off", "", " J. Smith ", "could not"])
    let dialogue = Self.dialogue(lines)
    let first = await dialogue.attend(to: Self.request)
    #expect(first == .answered(OperatorAnswer(word: .done, name: "J. Smith", note: "the lamp is off")))
    let second = await dialogue.attend(to: Self.request)
    #expect(second == .answered(OperatorAnswer(word: .couldNot, name: "J. Smith")))
    let said = lines.said.withLock { $0 }
    #expect(said.contains("Unplug the line.") && said.contains("The lamp is off.") && said.contains("NET-001@1"))
    #expect(said.contains("Please answer done, could not, or skip."))
  }

  @Test("A dialogue whose input ends has nobody, before an answer and before the name")
  func ended() async {
    for lines in [[], ["done"]] {
      let attendance = await Self.dialogue(Lines(lines)).attend(to: Self.request)
      guard case .nobody = attendance else {
        Issue.record("\(attendance)")
        continue
      }
    }
  }

  // MARK: Files

  @Test(
    "An answer in a file needs the request's id, a known word and a name",
    arguments: [
      ("request: r1\nanswer: done\nby: J. Smith\n", nil), ("Request: r1\r\nANSWER:  Could Not\r\nby: A\r\n", nil),
      ("answer: done\nby: J. Smith\n", "request"), ("request: r0\nanswer: done\nby: J. Smith", "request"),
      ("request: r1\nanswer: yes\nby: J. Smith", "answer"), ("request: r1\nanswer: done\nby:  \n", "by"),
      ("request: r1\nanswer: done\n", "by"), ("", "request"),
      (String(repeating: "x", count: 70_000), "64 KiB"),
    ] as [(String, String?)])
  func file(_ text: String, problem: String?) {
    switch AttendantByFile.read(text, asked: Self.request) {
    case .success(let answer): #expect(problem == nil && !answer.name.isEmpty)
    case .failure(let found): #expect(problem.map { found.description.contains($0) } == true, "\(found)")
    }
  }

  @Test("An answer that lies there is taken, and both files are gone")
  func throughFiles() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ask-\(UUID().uuidString)").path
    try "request: r1\nanswer: done\nby: J. Smith\nnote: quiet\n".write(
      toFile: path + ".answer", atomically: true, encoding: .utf8)
    let attendance = await AttendantByFile(path: path).attend(to: Self.request)
    #expect(attendance == .answered(OperatorAnswer(word: .done, name: "J. Smith", note: "quiet")))
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(!FileManager.default.fileExists(atPath: path + ".answer"))
  }

  @Test("Without an answer the deadline ends the wait; without a place for the request nobody is there")
  func silence() async {
    let folder = FileManager.default.temporaryDirectory
    var request = Self.request
    request.deadline = 1_000_000
    let late = await AttendantByFile(path: folder.appendingPathComponent("ask-\(UUID().uuidString)").path)
      .attend(to: request)
    #expect(late == .late)
    let nowhere = await AttendantByFile(path: "/proc/nowhere/ask").attend(to: request)
    guard case .nobody = nowhere else {
      Issue.record("\(nowhere)")
      return
    }
  }

  // MARK: Effects

  @Test("What a person is asked to do needs the permission that it would need by wire, and keeps the site free")
  func effects() {
    let span = SourceSpan(file: "test.yaml", line: 1, column: 1)
    let step = Step(
      id: "cut", kind: "operator.ask", at: "site", inputs: ["effect": .value(.string("load"), span)], span: span)
    #expect(step.effects(in: StepRegistry.catalogue) == [.read, .load])
    let item = EvidenceItem(id: "live", body: .probe(steps: [step]), span: span)
    let work = Work(
      index: 0,
      requirement: Requirement(
        id: "TST-001", revision: 1, group: "TST", title: "", statement: "", level: .scored, weight: 1,
        evidence: [item], require: .evidence("live"), span: span),
      binding: ["site": "a/archive"], item: item)
    func decision(_ permits: Set<Effect>) -> Permission {
      let system = Inventory.System(
        id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: [:], permits: permits,
        span: span)
      return Permission.decide(
        work, systems: ["a/archive": system], listened: [], catalogue: StepRegistry.catalogue,
        permits: Set(Effect.allCases), moment: nil)
    }
    #expect(decision([.read, .load]) == .granted)
    #expect(decision([.read]) != .granted)
    var other = work
    other.index = 1
    other.binding = ["site": "a/ris"]
    other.item.body = .probe(steps: [Step(id: "echo", kind: "dicom.echo", at: "site", span: span)])
    var elsewhere = other
    elsewhere.binding = ["site": "b/ris"]
    var scheduler = Scheduler([work, other, elsewhere], capacity: ["a/archive": 4, "a/ris": 4, "b/ris": 4])
    #expect(scheduler.next()?.index == 0)
    #expect(scheduler.next()?.binding == ["site": "b/ris"], "another system of the site was called meanwhile")
    scheduler.finish(work)
    #expect(scheduler.next()?.binding == ["site": "a/ris"])
  }
}
