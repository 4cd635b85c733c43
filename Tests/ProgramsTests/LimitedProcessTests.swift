import Foundation
import Testing

@testable import Programs

@Suite("Confined programs")
struct LimitedProcessTests {
  private func run(
    _ program: String, _ arguments: [String], seconds: Int = 10, memory: Int = 512 << 20, output: Int = 1 << 20
  ) throws -> LimitedProcess.Outcome {
    let directory = try PrivateDirectory()
    var process = try LimitedProcess(
      program, arguments, named: "p", in: directory,
      limits: LimitedProcess.Limits(seconds: seconds, memory: memory, output: output))
    return process.finish(in: directory)
  }

  @Test("Output, errors and the way it ended are taken")
  func outcome() throws {
    let outcome = try run("sh", ["-c", "echo out; echo err >&2; exit 3"])
    #expect(outcome.end == .exit(3) && !outcome.isSuccess && !outcome.isCut)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "out\n")
    #expect(outcome.errors == "err\n")
    #expect(try run("true", []).isSuccess)
  }

  @Test("A program that does not end is ended, and what it started with it")
  func deadline() throws {
    let mark = "\(UInt32.random(in: 1_000_000...9_999_999))"
    let outcome = try run("sh", ["-c", "echo before; sleep 3\(mark) & sleep 3\(mark)"], seconds: 1)
    #expect(outcome.end == .deadline)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "before\n")
    // The head of the group is waited for; the others are killed with it, and gone as soon as they are scheduled.
    let limit = ContinuousClock.now + .seconds(20)
    while try !running(mark).isEmpty, ContinuousClock.now < limit { sched_yield() }
    #expect(try running(mark).isEmpty)
  }

  /// Processes that sleep for the time marked.
  private func running(_ mark: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
        return false
      }
      return String(decoding: line, as: UTF8.self).contains("sleep\u{0}3\(mark)")
    }
  }

  @Test("Output beyond the limit is cut")
  func output() throws {
    let outcome = try run("sh", ["-c", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done"], output: 10_000)
    #expect(outcome.isCut && outcome.output.count == 10_000)
  }

  @Test("Memory beyond the limit is refused")
  func memory() throws {
    let outcome = try run("sh", ["-c", "x=a; while :; do x=$x$x; done"], memory: 64 << 20)
    #expect(!outcome.isSuccess && outcome.end != .deadline)
  }

  @Test("The environment is not handed on")
  func environment() throws {
    setenv("ASSAY_SECRET_OF_TEST", "1", 1)
    let names = String(decoding: try run("env", []).output, as: UTF8.self)
    #expect(!names.contains("ASSAY_SECRET_OF_TEST"))
    #expect(names.contains("HOME=") && names.contains("PATH="))
  }

  @Test("No network is there, where the system grants it")
  func network() throws {
    let interfaces = String(decoding: try run("cat", ["/proc/net/dev"]).output, as: UTF8.self)
    let isConfined = Confinement.confined([], LimitedProcess.Limits(seconds: 1, memory: 1, output: 1)).contains("--net")
    #expect(!isConfined || !interfaces.contains("eth"))
  }

  @Test("A program that is not there is said to be missing")
  func missing() throws {
    let directory = try PrivateDirectory()
    #expect(throws: LimitedProcess.Failure.notInstalled) {
      _ = try LimitedProcess(
        "no-such-program-here", [], named: "p", in: directory,
        limits: LimitedProcess.Limits(seconds: 1, memory: 1 << 28, output: 1)
      )
    }
  }

  @Test("The private directory goes with its owner, and refuses links")
  func directory() throws {
    var path = ""
    do {
      let directory = try PrivateDirectory()
      path = directory.path
      try directory.write([1, 2, 3], to: "a")
      #expect(directory.read("a", limit: 2) == [1, 2])
      try FileManager.default.createSymbolicLink(atPath: path + "/b", withDestinationPath: "/etc/hostname")
      #expect(directory.read("b", limit: 10) == nil)
      #expect(throws: PrivateDirectory.Failure.self) { try directory.write([1], to: "a") }
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
