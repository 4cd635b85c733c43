import Foundation
import Glibc
import Synchronization
import TestPeers

/// The built program, run as its users run it.
enum Assay {
  /// How a run of the program ended.
  struct Ended: Sendable {
    /// Exit code; 128 + signal where a signal ended it.
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var error: String
    /// High-water mark of its resident memory, in KiB; nil where it was not measured.
    var peakMemory: Int?
    /// From start to end.
    var duration: Duration
  }

  /// The program, which the build puts beside the tests.
  static var program: URL {
    let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("assay")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : Project.root.appendingPathComponent(".build/debug/assay")
  }

  /// Runs it to its end; a run that is still there after a minute is killed and ends with 128 + SIGKILL.
  ///
  /// - Parameter folder: Working directory; the project's root where nil, so that `Specs/…` is found.
  static func run(_ arguments: String..., in folder: URL? = nil) async throws -> Ended {
    try await AssayProcess(arguments, in: folder).ended()
  }
}

/// A program under way.
struct AssayProcess {
  /// Its process id.
  let id: pid_t
  private let outputFolder: URL
  private let start = ContinuousClock.now

  /// Starts it without a terminal. Signals are as a shell leaves them, whatever the threads of the tests block.
  ///
  /// - Parameters:
  ///   - further: added to the environment.
  ///   - commands: A command that becomes the program, such as one that changes the network namespace; none where empty.
  init(
    _ arguments: [String], in folder: URL? = nil, environment further: [String: String] = [:],
    through commands: [String] = []
  ) throws {
    outputFolder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: outputFolder, withIntermediateDirectories: true)
    let directory = (folder ?? Project.root).path
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), "output"), (2, "error")] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, outputFolder.appendingPathComponent(name).path, O_WRONLY | O_CREAT, 0o600)
    }
    let program = Assay.program.path
    // env becomes the program, under the same process id, after it has changed the folder.
    var words: [UnsafeMutablePointer<CChar>?] =
      (["env", "--chdir", directory] + commands + [program] + arguments).map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.merging(["NO_COLOR": "1"]) { $1 }.merging(further) { $1 }
      .map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + environment { free(text) } }
    var child = pid_t()
    let result = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, &words, &environment)
    guard result == 0 else {
      throw PeerProcess.Unavailable(description: "\(program) can't be started: \(String(cString: strerror(result)))")
    }
    id = child
  }

  /// Waits until something stands in what it writes to standard output.
  func output<Found: Sendable>(_ find: @escaping @Sendable (String) throws -> Found?) async throws -> Found {
    try await WrittenFile(outputFolder.appendingPathComponent("output").path).first(find)
  }

  /// Whether it has not ended yet.
  var isRunning: Bool { Child(id: id).isRunning }

  /// Waits for its end.
  ///
  /// - Parameter measuresMemory: Whether its memory is looked at meanwhile, again and again: that takes time from the program.
  func ended(
    within limit: Duration = .seconds(240), measuringMemory measuresMemory: Bool = false
  ) async throws -> Assay.Ended {
    let child = Child(id: id)
    let guarding = Task {
      try await Task.sleep(for: limit)
      child.kill()
    }
    defer { guarding.cancel() }
    let (status, peak) = await withCheckedContinuation { (continuation: CheckedContinuation<(Int32, Int?), Never>) in
      Thread {
        var peak: Int?
        while measuresMemory, child.isRunning {
          peak = max(peak ?? 0, child.residentPeak)
          usleep(5_000)
        }
        continuation.resume(returning: (child.reap(), peak))
      }.start()
    }
    func text(_ name: String) -> String {
      (try? String(contentsOf: outputFolder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }
    defer { try? FileManager.default.removeItem(at: outputFolder) }
    return Assay.Ended(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F, output: text("output"),
      error: text("error"), peakMemory: peak, duration: ContinuousClock.now - start)
  }
}

/// A process that was started here: whoever ends it by its id knows that the id is still its own.
private final class Child: Sendable {
  private let id: pid_t
  private let isReaped = Mutex(false)

  init(id: pid_t) { self.id = id }

  /// Ends it, if it has not ended.
  func kill() { isReaped.withLock { if !$0 { _ = Glibc.kill(id, SIGKILL) } } }

  /// Whether it has not ended.
  var isRunning: Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == 0
  }

  /// Waits for its end; the status that wait(2) gives.
  func reap() -> Int32 {
    var info = siginfo_t()
    while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return isReaped.withLock { isReaped in
      isReaped = true
      var status: Int32 = 0
      waitpid(id, &status, 0)
      return status
    }
  }

  /// High-water mark of its resident memory in KiB, as the kernel keeps it: the resource usage of wait4 would hold the
  /// parent's as well.
  var residentPeak: Int {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return 0 }
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace).dropFirst().first ?? "") } ?? 0
  }
}
