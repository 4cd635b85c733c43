import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// How many files and connections this process may have open at a time (`ulimit -n`).
///
/// Without a few of them not even the threads of the network clients can begin, which would end the process in their midst. So it
/// is looked at before anything else is done.
enum OpenFileLimit {
  /// How many are wanted, where the system lets a process take them: a load of some thousand connections.
  private static let wanted: rlim_t = 8_192

  /// How many are needed: those of the threads, three each, and what a record, a few programs and connections take.
  static var needed: rlim_t { 64 + 4 * rlim_t(max(System.coreCount, 1)) }

  /// Takes as many as are wanted, as far as the system gives them without being asked for more.
  ///
  /// - Returns: How many there are, where that is not enough.
  @discardableResult
  static func raise(to wanted: rlim_t = wanted) -> rlim_t? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    let most = min(limit.rlim_max, max(limit.rlim_cur, wanted))
    if most > limit.rlim_cur {
      var raised = limit
      raised.rlim_cur = most
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    return limit.rlim_cur < needed ? limit.rlim_cur : nil
  }
}
