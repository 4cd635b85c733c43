import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that reads what nobody vouches for: without network, with limits, in a process group of its own that is
/// ended at the deadline or when its owner goes.
///
/// What it prints goes to a file of its private directory, so that several can run beside each other and none waits
/// for its output to be taken.
public struct LimitedProcess: ~Copyable {
  /// What a program may take.
  public struct Limits: Hashable, Sendable {
    /// Seconds until it is ended.
    public var seconds: Int
    /// Bytes of address space.
    public var memory: Int
    /// Bytes of any one file that it writes, its output included.
    public var output: Int

    /// Makes limits.
    public init(seconds: Int, memory: Int, output: Int) {
      self.seconds = seconds
      self.memory = memory
      self.output = output
    }
  }

  /// How a program ended.
  public enum End: Hashable {
    /// By itself, with its status.
    case exit(Int32)
    /// By a signal.
    case signal(Int32)
    /// It was ended at its deadline.
    case deadline
  }

  /// What a program left.
  public struct Outcome {
    /// How it ended.
    public var end: End
    /// What it printed, up to the limit.
    public var output: [UInt8]
    /// The end of what it printed as errors.
    public var errors: String
    /// Whether it printed as much as it may, and perhaps more.
    public var isCut: Bool

    /// Whether it ended by itself and well.
    public var isSuccess: Bool { end == .exit(0) }
  }

  /// Why a program was not started.
  public enum Failure: Error, Hashable {
    /// It is not installed.
    case notInstalled
    /// The system refused, with its error number.
    case refused(Int32)
  }

  private let identifier: pid_t
  private let started: ContinuousClock.Instant
  private var deadline: ContinuousClock.Instant
  private let limits: Limits
  private let files: (output: String, errors: String)
  private var ended: End?

  /// Starts a program with no other environment than a path and the private directory as its home.
  ///
  /// `name` tells apart the outputs of programs in one directory.
  public init(
    _ program: String, _ arguments: [String], named name: String, in directory: borrowing PrivateDirectory,
    limits: Limits
  ) throws(Failure) {
    guard let path = ProgramPath.find(program) else { throw .notInstalled }
    let command = Confinement.confined([path] + arguments, limits)
    let files = (output: name + ".out", errors: name + ".err")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let creation = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, directory.path + "/" + files.output, creation, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, directory.path + "/" + files.errors, creation, 0o600)
    // Whatever else is open here is not its business; what is marked to close goes by itself.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      guard let descriptor = Int32(name), descriptor > 2 else { continue }
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it starts ends with it; and signals as a new program expects them.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    let environment = [
      "PATH=\(ProgramPath.standard)", "HOME=\(directory.path)", "TMPDIR=\(directory.path)", "LC_ALL=C.UTF-8",
    ]
    var identifier: pid_t = 0
    let status = CStrings.with(command) { arguments in
      CStrings.with(environment) { environment in
        posix_spawn(&identifier, command[0], &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else { throw .refused(status) }
    self.files = files
    self.limits = limits
    self.started = .now
    self.identifier = identifier
    deadline = started.advanced(by: .seconds(limits.seconds))
  }

  deinit {
    if ended == nil { _ = Self.end(identifier) }
  }

  /// Brings the deadline forward, counted from the start.
  public mutating func shorten(to seconds: Int) {
    deadline = min(deadline, started.advanced(by: .seconds(seconds)))
  }

  /// Waits until the program ends or its deadline comes, and takes what it left.
  public mutating func finish(in directory: borrowing PrivateDirectory) -> Outcome {
    let end = ended ?? wait()
    ended = end
    let output = directory.read(files.output, limit: limits.output) ?? []
    let errors = directory.read(files.errors, limit: 1 << 16) ?? []
    return Outcome(
      end: end, output: output, errors: String(decoding: errors.suffix(2_000), as: UTF8.self),
      isCut: output.count >= limits.output)
  }

  private func wait() -> End {
    var pause: Int = 200_000
    while true {
      var status: Int32 = 0
      let found = waitpid(identifier, &status, WNOHANG)
      if found == identifier { return Self.end(of: status) }
      if found < 0, errno != EINTR { return .signal(0) }
      if ContinuousClock.now >= deadline { return Self.end(identifier) }
      var time = timespec(tv_sec: 0, tv_nsec: pause)
      nanosleep(&time, nil)
      pause = min(pause * 2, 3_000_000)
    }
  }

  /// Ends the group and waits for its head.
  private static func end(_ identifier: pid_t) -> End {
    kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return .deadline
  }

  private static func end(of status: Int32) -> End {
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
