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
  public enum End: Hashable, Sendable {
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

  private let group: ProcessGroup
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
    let files = (output: name + ".out", errors: name + ".err")
    let group = try ProcessGroup(
      Confinement.confined([path] + arguments, limits),
      environment: [
        "PATH=\(ProgramPath.standard)", "HOME=\(directory.path)", "TMPDIR=\(directory.path)", "LC_ALL=C.UTF-8",
      ],
      streams: [
        .file("/dev/null", O_RDONLY), .file(directory.path + "/" + files.output, ProcessGroup.creation),
        .file(directory.path + "/" + files.errors, ProcessGroup.creation),
      ])
    self.group = group
    self.files = files
    self.limits = limits
    self.started = .now
    deadline = started.advanced(by: .seconds(limits.seconds))
  }

  deinit {
    if ended == nil { _ = group.end() }
  }

  /// Brings the deadline forward, counted from the start.
  public mutating func shorten(to seconds: Int) {
    deadline = min(deadline, started.advanced(by: .seconds(seconds)))
  }

  /// Waits until the program ends or its deadline comes, and takes what it left.
  public mutating func finish(in directory: borrowing PrivateDirectory) -> Outcome {
    let end = ended ?? group.wait(until: deadline)
    ended = end
    let output = directory.read(files.output, limit: limits.output) ?? []
    let errors = directory.read(files.errors, limit: 1 << 16) ?? []
    return Outcome(
      end: end, output: output, errors: String(decoding: errors.suffix(2_000), as: UTF8.self),
      isCut: output.count >= limits.output)
  }
}
