import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that was started here, at the head of a process group of its own, so that what it starts ends with it.
struct ProcessGroup: Hashable, Sendable {
  /// What one of a program's three standard streams is.
  enum Stream {
    /// A file, opened with flags.
    case file(String, Int32)
    /// What is open here already.
    case descriptor(Int32)
  }

  /// Flags of a file that is written anew.
  static let creation = O_WRONLY | O_CREAT | O_TRUNC

  private let head: pid_t

  /// Starts a command, whose first word is an absolute path, with signals as a new program expects them.
  ///
  /// - Parameter streams: Its standard input, output and errors; nothing else is open.
  init(_ command: [String], environment: [String], streams: [Stream]) throws(LimitedProcess.Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      switch stream {
      case .file(let path, let flags): posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
      case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
      }
    }
    // Whatever else is open here is not its business; what is marked to close goes by itself.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      guard let descriptor = Int32(name), descriptor > 2 else { continue }
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    var identifier: pid_t = 0
    let status = CStrings.with(command) { arguments in
      CStrings.with(environment) { environment in
        posix_spawn(&identifier, command[0], &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else { throw .refused(status) }
    head = identifier
  }

  /// Waits until the head ends; at the deadline the group is ended.
  func wait(until deadline: ContinuousClock.Instant) -> LimitedProcess.End {
    var pause: Int = 200_000
    while true {
      var status: Int32 = 0
      let found = waitpid(head, &status, WNOHANG)
      if found == head { return Self.end(of: status) }
      if found < 0, errno != EINTR { return .signal(0) }
      if ContinuousClock.now >= deadline { return end() }
      var time = timespec(tv_sec: 0, tv_nsec: pause)
      nanosleep(&time, nil)
      pause = min(pause * 2, 3_000_000)
    }
  }

  /// Ends the group and waits for its head.
  func end() -> LimitedProcess.End {
    kill(-head, SIGKILL)
    var status: Int32 = 0
    while waitpid(head, &status, 0) < 0, errno == EINTR {}
    return .deadline
  }

  private static func end(of status: Int32) -> LimitedProcess.End {
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
