import Foundation
import Synchronization
import Workbench

/// Starts runs and judgements of the workbench as programs of their own: this one again, with other arguments.
struct ChildPrograms: RunStarter {
  /// Path of the program.
  let program: URL

  /// This program's own file.
  static var own: ChildPrograms {
    ChildPrograms(program: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath())
  }

  /// Bytes of a line; a longer one is no notice.
  private static let longestLine = 65_536

  func start(_ order: RunOrder, hear: @escaping @Sendable (RunNotice) -> Void) throws -> any RunUnderWay {
    // Paths begin with a slash and values stand behind `=`: nothing that a browser sent can become another option.
    var arguments = ["run", order.specification, "--network=\(order.network)", "--out=\(order.out)", "--events"]
    if let bid = order.bid { arguments.append("--bid=\(bid)") }
    if let profile = order.profile { arguments.append("--profile=\(profile)") }
    if !order.only.isEmpty { arguments.append("--only=\(order.only.joined(separator: ","))") }
    if !order.permits.isEmpty { arguments.append("--permit=\(order.permits.joined(separator: ","))") }
    for (name, value) in order.inputs.sorted(by: { $0.key < $1.key }) { arguments.append("--input=\(name)=\(value)") }
    return try ChildProgram(program, arguments, line: Self.notice) {
      hear($0)
    } ended: { end in
      hear(RunNotice(.finished, note: end.said, status: end.status))
    }
  }

  func judge(_ order: JudgementOrder) async throws -> ProgramEnd {
    try await withCheckedThrowingContinuation { continuation in
      do {
        _ = try ChildProgram(
          program, ["judge", order.run, "--assessment=\(order.assessment)", "--quiet"], line: { _ in nil },
          hear: { _ in }
        ) { continuation.resume(returning: $0) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private static func notice(_ line: [UInt8]) -> RunNotice? {
    guard line.first == UInt8(ascii: "{"), line.count <= longestLine else { return nil }
    return try? JSONDecoder().decode(RunNotice.self, from: Data(line))
  }
}

/// A program under way whose lines are read by a thread of its own.
private final class ChildProgram: RunUnderWay {
  private let process: Process
  private let stops = Mutex(0)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - line: What a line says; nil where it is words for people.
  ///   - ended: Called once, after everything that it said.
  init(
    _ program: URL, _ arguments: [String], line: @escaping @Sendable ([UInt8]) -> RunNotice?,
    hear: @escaping @Sendable (RunNotice) -> Void, ended: @escaping @Sendable (ProgramEnd) -> Void
  ) throws {
    process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let process = process
    Thread {
      var said: [UInt8] = []
      var rest: [UInt8] = []
      while let bytes = try? pipe.fileHandleForReading.read(upToCount: 16_384), !bytes.isEmpty {
        rest += bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          let piece = Array(rest[..<end])
          rest.removeSubrange(...end)
          if let notice = line(piece) { hear(notice) } else { said += piece + [UInt8(ascii: "\n")] }
        }
        // What has no end is no notice.
        if rest.count > 1 << 20 { rest = [] }
        said = Array(said.suffix(4_096))
      }
      process.waitUntilExit()
      let status = Int(process.terminationStatus)
      ended(
        ProgramEnd(
          status: process.terminationReason == .exit ? status : -status,
          said: String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
    }.start()
  }

  /// Asks it to end in order; the second time it is ended at once.
  func stop() {
    guard process.isRunning else { return }
    let count = stops.withLock { count in
      count += 1
      return count
    }
    if count == 1 { process.interrupt() } else { kill(process.processIdentifier, SIGKILL) }
  }
}
