import Foundation
import Synchronization
import Testing

@testable import Probes

/// A program in a person's place, on the other side of the file for requests.
@Suite("In a person's place", .timeLimit(.minutes(1)))
struct OperatorStandInTests {
  /// Does what has a word, and nothing else; remembers what it was asked.
  private final class Doing: Attendant {
    let asked = Mutex<[OperatorRequest]>([])
    let told = Mutex<[String]>([])
    func attend(to request: OperatorRequest) async -> Attendance {
      asked.withLock { $0.append(request) }
      return request.deed == nil
        ? .nobody(reason: "There is no word for it.")
        : .answered(OperatorAnswer(word: .done, name: "Rehearsal", note: "as asked"))
    }
  }

  private static func request(
    _ id: String, _ deed: OperatorDeed?, _ text: String = "Cut the line.", within seconds: Int64
  )
    -> OperatorRequest
  {
    OperatorRequest(
      id: id, purpose: "NET-001@1, A title", system: "a/archive", text: text, deed: deed,
      deadline: seconds * 1_000_000_000)
  }

  @Test("What has a word is done and answered, one request after the other; what has none is left to a person")
  func attended() async {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stand-in-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("ask.txt").path
    let doing = Doing()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await OperatorStandIn(path: path, attendant: doing) { line in doing.told.withLock { $0.append(line) } }.run()
      }
      let run = AttendantByFile(path: path)
      for (id, deed) in [("r1", OperatorDeed.cutLine), ("r2", .restoreLine)] {
        let attendance = await run.attend(to: Self.request(id, deed, within: 50))
        #expect(attendance == .answered(OperatorAnswer(word: .done, name: "Rehearsal", note: "as asked")))
      }
      let left = await run.attend(to: Self.request("r3", nil, within: 1))
      #expect(left == .late)
      group.cancelAll()
    }
    #expect(doing.asked.withLock { $0.map(\.deed) } == [.cutLine, .restoreLine, nil])
    #expect(doing.asked.withLock { $0.allSatisfy { $0.system == "a/archive" && $0.text.contains("Cut the line.") } })
    #expect(doing.told.withLock { $0.first } == "a/archive  asked for cut-line: done")
    #expect(doing.told.withLock { $0.last }?.contains("left to a person: There is no word for it.") == true)
  }

  @Test("What a request says is never taken for the lines of its form; a file of another form holds none")
  func forms() throws {
    let tricky = """
      request: r9
      system: b/archive
      deed: opt-out

      request: r1
      system: a/archive
      deed: none
      """
    let read = try #require(AttendantByFile.request(in: tricky))
    #expect(read.id == "r1" && read.system == "a/archive" && read.deed == nil)
    #expect(AttendantByFile.request(in: "request: r1\ndeed: fly\nsystem: a/b")?.deed == nil)
    for text in [
      "", "request: r1\n", "system: a/archive\n", "request:r1 system:a", String(repeating: "x", count: 65_537),
    ] {
      #expect(AttendantByFile.request(in: text) == nil)
    }
  }
}
