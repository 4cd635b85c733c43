import Foundation

/// libFuzzer's own beginning, in the library that `-sanitize=fuzzer` links.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target that the environment names.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return target
}()

/// Hands libFuzzer's inputs to the target, and holds what an input may cost.
@main
enum Fuzzer {
  /// Nanoseconds of processor time that an input may take.
  private static let longest: UInt64 = 100_000_000
  /// Bytes that may be held at once for an input, beside the input itself.
  private static let most = 64 << 20
  /// How often an input is read again that costs too much: what is made once for all inputs is not the input's.
  private static let repetitions = 4

  static func main() {
    HeldMemory.begin()
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    let status = runFuzzer(&count, &arguments) { start, count in
      let bytes = Array(UnsafeBufferPointer(start: start, count: count))
      var cost = Fuzzer.cost(of: bytes)
      for _ in 0..<Fuzzer.repetitions where cost.isTooMuch { cost.lessen(to: Fuzzer.cost(of: bytes)) }
      if let reason = cost.reason { fatalError(reason) }
      return 0
    }
    exit(status)
  }

  /// What reading an input costs.
  private struct Cost {
    /// Nanoseconds of processor time.
    var time: UInt64
    /// Bytes that were held at once.
    var peak: Int
    /// Bytes that are still held.
    var left: Int

    var isTooMuch: Bool { time > longest || peak > most || left > 0 }

    mutating func lessen(to other: Cost) {
      time = min(time, other.time)
      peak = min(peak, other.peak)
      left = min(left, other.left)
    }

    var reason: String? {
      if time > longest { return "an input takes \(time / 1_000_000) ms of processor time" }
      if peak > most { return "an input takes \(peak >> 20) MB at once" }
      return left > 0 ? "an input leaves \(left) bytes behind each time that it is read" : nil
    }
  }

  private static func cost(of bytes: [UInt8]) -> Cost {
    HeldMemory.forget()
    let begin = processorTime()
    target.read(bytes)
    return Cost(time: processorTime() - begin, peak: HeldMemory.peak, left: HeldMemory.held)
  }

  /// Of this thread: what others do on the machine does not count.
  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
