import Glibc

/// Time that the processor spends on a thread: unlike the clock's, what else runs does not lengthen it.
public enum ThreadTime {
  /// How long a piece of work takes, with what comes of it.
  public static func of<Result>(_ work: () throws -> Result) rethrows -> (result: Result, time: Duration) {
    let start = now()
    let result = try work()
    return (result, now() - start)
  }

  /// Time spent on this thread so far.
  public static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// The most memory that this process has held so far, in bytes.
  public static var peakMemory: Int {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1_024
  }
}
