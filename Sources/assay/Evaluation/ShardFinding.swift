import Probes

/// Which part of a run this process gathers, as its engine says it.
enum ShardFinding {
  /// Why an engine's words cannot be used.
  struct Unclear: Error, CustomStringConvertible {
    var description: String
  }

  /// The part that `--shard` asks for.
  ///
  /// - Parameter text: `k/n`; `auto` takes number and count from the environment that the engine gives.
  static func shard(_ text: String, sites: Set<String>, environment: [String: String]) throws(Unclear) -> Shard {
    guard text == "auto" else {
      guard let shard = Shard(text, sites: sites) else {
        throw Unclear(
          description: "--shard \(text): expected k/n with k from 1 to n, n up to \(Shard.mostParts), or auto.")
      }
      return shard
    }
    for engine in engines {
      guard let numberText = environment[engine.number] else { continue }
      // A job of another kind of the same engine has the one without the other.
      guard let countText = engine.counts.lazy.compactMap({ environment[$0] }).first else {
        throw Unclear(
          description: """
            --shard auto: \(engine.number) is set (\(engine.name)), and the number of parts is not: set \
            \(engine.counts[0]), or give --shard k/n.
            """)
      }
      let firstText = engine.first.flatMap { environment[$0] } ?? "\(engine.standardFirst)"
      let stepText = engine.step.flatMap { environment[$0] } ?? "1"
      guard let number = Int(numberText), let count = Int(countText), let first = Int(firstText),
        let step = Int(stepText), step > 0,
        case let (offset, overflow) = number.subtractingReportingOverflow(first), !overflow, offset % step == 0,
        offset / step < count, let shard = Shard(number: offset / step + 1, of: count, sites: sites)
      else {
        throw Unclear(
          description: """
            --shard auto: \(engine.name) says \(engine.number)=\(numberText) of \(countText), counted from \(firstText), \
            which is no part of a run.
            """)
      }
      return shard
    }
    throw Unclear(
      description: """
        --shard auto: none of \(engines.map(\.number).joined(separator: ", ")) is set. Give --shard k/n, or start it as an \
        array of an engine that sets one.
        """)
  }

  /// How one engine numbers the jobs of an array.
  private struct Engine {
    var name: String
    var number: String
    var counts: [String]
    /// What the first number is.
    var standardFirst: Int
    /// Variable that holds the first number.
    var first: String?
    /// Variable that holds the distance between numbers.
    var step: String?
  }

  /// The project's own pair first: a GitHub matrix, which has no variables of its own, sets it.
  private static let engines = [
    Engine(
      name: "set by hand", number: "ASSAY_SHARD", counts: ["ASSAY_SHARDS"], standardFirst: 1, first: nil),
    Engine(
      name: "Kubernetes Indexed Job", number: "JOB_COMPLETION_INDEX", counts: ["ASSAY_SHARDS"], standardFirst: 0,
      first: nil),
    Engine(
      name: "Slurm array", number: "SLURM_ARRAY_TASK_ID", counts: ["SLURM_ARRAY_TASK_COUNT"], standardFirst: 1,
      first: "SLURM_ARRAY_TASK_MIN", step: "SLURM_ARRAY_TASK_STEP"),
    Engine(
      name: "Buildkite", number: "BUILDKITE_PARALLEL_JOB", counts: ["BUILDKITE_PARALLEL_JOB_COUNT"], standardFirst: 0,
      first: nil),
    Engine(name: "GitLab", number: "CI_NODE_INDEX", counts: ["CI_NODE_TOTAL"], standardFirst: 1, first: nil),
  ]
}
