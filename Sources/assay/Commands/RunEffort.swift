import ArgumentParser
import Probes
import Specification

/// How hard systems are called, and with which patients: the options of every command that calls them.
struct RunEffort: ParsableArguments {
  @Option(help: "Seed of the synthetic patients and studies; drawn where it is not given, and always recorded.")
  var seed: String?

  @Option(help: "Effects allowed, separated by commas: read,write,load,listen.")
  var permit: String?

  @Option(name: .customLong("max-rate"), help: "Most exchanges begun per second over all systems of a run.")
  var maximumRate: Double?

  @Option(help: "Most pieces of evidence gathered at a time, over all systems of a run.")
  var concurrency: Int = 4

  @Option(help: "Deadline of a step that names none, in seconds.")
  var timeout: Double = 30

  mutating func validate() throws {
    if concurrency < 1 || concurrency > 1000 { throw ValidationError("--concurrency is a number from 1 to 1000.") }
    if !(timeout > 0 && timeout <= 86_400) { throw ValidationError("--timeout is a number of seconds, up to a day.") }
    if let maximumRate, !(maximumRate > 0) { throw ValidationError("--max-rate is a positive number.") }
    for name in RunChoices.list(permit) where Effect(rawValue: name) == nil {
      throw ValidationError(
        "--permit \(name): expected \(Effect.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  /// As the runner takes it.
  var options: RunOptions {
    RunOptions(
      permits: permit == nil
        ? Set(Effect.allCases) : Set(RunChoices.list(permit).compactMap(Effect.init(rawValue:))),
      concurrency: concurrency, maximumRate: maximumRate, timeout: Int64(timeout * 1_000_000_000))
  }

  /// As another command takes it.
  var arguments: [String] {
    var arguments = ["--concurrency", "\(concurrency)", "--timeout", "\(timeout)"]
    if let seed { arguments += ["--seed", seed] }
    if let permit { arguments += ["--permit", permit] }
    if let maximumRate { arguments += ["--max-rate", "\(maximumRate)"] }
    return arguments
  }
}
