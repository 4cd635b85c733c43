#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is put before a command so that it runs without network and with limits, as far as the system grants it.
enum Confinement {
  /// The command that runs `command` confined.
  static func confined(_ command: [String], _ limits: LimitedProcess.Limits) -> [String] {
    var result = network
    if let limiter {
      result += [
        limiter, "--as=\(limits.memory)", "--cpu=\(limits.seconds + 1)", "--fsize=\(limits.output)", "--core=0", "--",
      ]
    }
    return result + command
  }

  /// What is put before a command so that it runs in an empty network namespace.
  static let network: [String] = {
    guard let unshare = ProgramPath.find("unshare"), let probe = ProgramPath.find("true") else { return [] }
    for options in [["--map-root-user", "--net"], ["--net"]] {
      let command = [unshare] + options + ["--"]
      if succeeds(command + [probe]) { return command }
    }
    return []
  }()

  private static let limiter = ProgramPath.find("prlimit")

  /// Runs a command that takes no time.
  private static func succeeds(_ command: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var identifier: pid_t = 0
    let started = CStrings.with(command) { posix_spawn(&identifier, command[0], &actions, nil, $0, [nil]) }
    guard started == 0 else { return false }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      if errno != EINTR { return false }
    }
    return status == 0
  }
}

/// Where programs stand.
public enum ProgramPath {
  static let standard = "/usr/local/bin:/usr/bin:/bin"

  /// The program's absolute path; nil where it is not installed.
  public static func find(_ program: String) -> String? {
    let own = getenv("PATH").map { String(cString: $0) } ?? ""
    for folder in (own + ":" + standard).split(separator: ":") where folder.hasPrefix("/") {
      let path = folder + "/" + program
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }
}

/// Texts as C has them, for as long as a call takes.
enum CStrings {
  static func with<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}
