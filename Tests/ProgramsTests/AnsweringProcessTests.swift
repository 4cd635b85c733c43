import Glibc
import Testing

@testable import Programs

@Suite("Programs that answer")
struct AnsweringProcessTests {
  private var soon: ContinuousClock.Instant { .now.advanced(by: .seconds(20)) }

  @Test("What is sent comes back, as often as it is asked, more than a socket holds at a time too")
  func answers() throws {
    let process = try AnsweringProcess(["/bin/cat"])
    for text in ["one", "two"] {
      try process.send(Array(text.utf8), by: soon)
      #expect(try process.receive(3, by: soon) == Array(text.utf8))
    }
    let reader = try AnsweringProcess(["/bin/sh", "-c", "head -c 4000000 | tail -c 5"])
    try reader.send([UInt8](repeating: 1, count: 3_999_995) + [1, 2, 3, 4, 5], by: soon)
    #expect(try reader.receive(5, by: soon) == [1, 2, 3, 4, 5])
  }

  @Test("One that ends is told from one that is silent, and how it ended is known")
  func silence() throws {
    let ended = try AnsweringProcess(["/bin/sh", "-c", "echo why >&2; exit 7"])
    #expect(throws: AnsweringProcess.Silence.ended) { try ended.receive(1, by: soon) }
    #expect(ended.end(within: .seconds(20)) == .exit(7))
    #expect(ended.end(within: .zero) == .exit(7))
    #expect(ended.said() == "why\n")
    let aborted = try AnsweringProcess(["/bin/sh", "-c", "kill -ABRT $$"])
    #expect(throws: AnsweringProcess.Silence.ended) {
      try aborted.receive(1, by: soon)
    }
    #expect(aborted.end(within: .seconds(20)) == .signal(6))
    let silent = try AnsweringProcess(["/bin/cat"])
    #expect(throws: AnsweringProcess.Silence.deadline) { try silent.receive(1, by: .now) }
    #expect(silent.end(within: .zero) == .deadline)
  }

  @Test("Sending to one that has ended is an error, and not the end of this process")
  func broken() throws {
    let process = try AnsweringProcess(["/bin/true"])
    #expect(throws: AnsweringProcess.Silence.ended) {
      while true { try process.send([UInt8](repeating: 0, count: 65_536), by: soon) }
    }
  }

  @Test("It has no environment but a path, and nothing open but its streams")
  func bare() throws {
    setenv("ASSAY_SECRET_OF_TEST", "1", 1)
    // The shell looks by itself: a pipe to another program would be open for a moment too.
    let count = "n=0; i=0; while [ $i -lt 256 ]; do [ -e /proc/$$/fd/$i ] && n=$((n+1)); i=$((i+1)); done; echo $n"
    let process = try AnsweringProcess(["/bin/sh", "-c", "\(count); env | grep -c ASSAY_SECRET"])
    #expect(String(decoding: try process.receive(4, by: soon), as: UTF8.self) == "3\n0\n")
  }

  @Test("It ends with its owner")
  func owner() throws {
    var process: AnsweringProcess? = try AnsweringProcess(["/bin/sh", "-c", "echo $$; cat"])
    var text: [UInt8] = []
    while text.last != 0x0A { text += try #require(process).receive(1, by: soon) }
    let identifier = try #require(Int32(String(decoding: text.dropLast(), as: UTF8.self)))
    #expect(kill(identifier, 0) == 0)
    process = nil
    #expect(kill(identifier, 0) != 0)
  }
}
