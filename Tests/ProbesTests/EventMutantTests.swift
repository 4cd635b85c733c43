import Foundation
import NIOCore
import TestPeers
import Testing

@testable import DICOMWeb
@testable import Probes

/// What comes without being asked for: reports over a notification connection, and answers of people.
@Suite("Mutants of reports and answers")
struct EventMutantTests {
  @Test("20,000 mutants of an event report are read as far as they mean something, and the rest is told")
  func reports() {
    let original =
      #"{"00000002":{"vr":"UI","Value":["1.2.840.10008.5.1.4.34.6.4"]},"00001000":{"vr":"UI","Value":["1.2.3"]},"#
      + #""00001002":{"vr":"US","Value":[1]},"00741000":{"vr":"CS","Value":["IN PROGRESS"]}}"#
    func report(_ bytes: [UInt8]) -> WorkitemEventReport {
      WorkitemEventReport(EventMessage(isText: true, content: ByteBuffer(bytes: bytes), arrival: .now))
    }
    let sound = report(Array(original.utf8))
    #expect(sound.fault == nil && sound.workitem == "1.2.3" && sound.event != nil)
    let pieces = [
      "[", "]", "{", "}", "null", "1e999", "99999999999999999999", "-1", "\"Value\":", "\\ud800", "true", "1.5",
    ]
    var mutator = Mutator(generator: SeededGenerator(state: 91), pieces: pieces.map { Array($0.utf8) })
    var (read, silent) = (0, 0)
    for number in 0..<20_000 {
      let mutant = number % 4 == 0 ? mutator.renumbered(Array(original.utf8)) : mutator.mutant(of: Array(original.utf8))
      let found = report(mutant)
      _ = found.value
      if found.fault == nil { read += 1 }
      if found.fault == nil, found.event == nil || found.workitem == nil { silent += 1 }
    }
    #expect(silent == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of a person's answer are taken, or refused with a reason")
  func answers() {
    let asked = OperatorRequest(
      id: "r1", purpose: "NET-001@1, A title", system: "a/archive", text: "Unplug the line.",
      confirmation: "The lamp is off.", deadline: 60_000_000_000)
    let original = "request: r1\nanswer: done\nby: A. Nurse\nnote: the lamp is off\n"
    let pieces = [":", "\n", "\r\n", "answer:", "skip", "could not", "request: r2", "\u{0}", "\u{2028}", "é"]
    var mutator = Mutator(generator: SeededGenerator(state: 92), pieces: pieces.map { Array($0.utf8) })
    var (read, silent) = (0, 0)
    for _ in 0..<20_000 {
      switch AttendantByFile.read(
        String(decoding: mutator.mutant(of: Array(original.utf8)), as: UTF8.self), asked: asked)
      {
      case .success(let answer):
        read += 1
        if answer.name.isEmpty { silent += 1 }
      case .failure(let problem): if problem.description.isEmpty { silent += 1 }
      }
    }
    #expect(silent == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }
}
