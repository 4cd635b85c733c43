/// Which part of a run a process gathers, as the engine that started it says.
///
/// | engine | number | parts |
/// |---|---|---|
/// | any | `ASSAY_SHARD`, from 1 | `ASSAY_SHARDS` |
/// | Kubernetes Indexed Job | `JOB_COMPLETION_INDEX`, from 0 | `ASSAY_SHARDS` |
/// | Slurm array | `SLURM_ARRAY_TASK_ID` | `SLURM_ARRAY_TASK_COUNT` |
/// | Buildkite | `BUILDKITE_PARALLEL_JOB`, from 0 | `BUILDKITE_PARALLEL_JOB_COUNT` |
/// | GitLab `parallel` | `CI_NODE_INDEX`, from 1 | `CI_NODE_TOTAL` |
/// | GitHub matrix | `ASSAY_JOB_INDEX`, from 0 | `ASSAY_JOB_TOTAL` |
///
/// A GitHub matrix has no variables of its own: its workflow sets them to `strategy.job-index` and `strategy.job-total`.
/// `ASSAY_SHARDS` takes the place of any engine's number of parts: a rest of a larger array, gathered again, must say so.
public enum ShardFinding {
  /// Why an engine's words cannot be used.
  public struct Unclear: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was said, and what to do.
    public let description: String
  }

  /// The part that `--shard` asks for.
  ///
  /// - Parameters:
  ///   - text: `k/n`; `auto` takes number and count from the environment that the engine gives.
  ///   - sites: Sites that can be reached; all where empty.
  ///   - environment: The variables.
  public static func shard(
    _ text: String, sites: Set<String> = [], environment: [String: String]
  ) throws(Unclear) -> Shard {
    guard text == "auto" else {
      guard let shard = Shard(text, sites: sites) else {
        throw Unclear(
          description: "--shard \(text): expected k/n with k from 1 to n, n up to \(Shard.mostParts), or auto.")
      }
      return shard
    }
    for engine in engines where environment[engine.number] != nil {
      return try shard(engine, sites: sites, environment: environment)
    }
    throw Unclear(
      description: """
        --shard auto: none of \(engines.map(\.number).joined(separator: ", ")) is set. Give --shard k/n, or start it as an \
        array of an engine that sets one.
        """)
  }

  private static func shard(
    _ engine: Engine, sites: Set<String>, environment: [String: String]
  ) throws(Unclear) -> Shard {
    func unclear(_ text: String) -> Unclear { Unclear(description: "--shard auto: \(engine.name): \(text)") }
    let numberText = environment[engine.number] ?? ""
    // A job of another kind of the same engine has the one without the other.
    guard let countName = [given, engine.count].compactMap(\.self).first(where: { environment[$0] != nil }) else {
      throw unclear(
        """
        \(engine.number) is set, and the number of parts is not: set \(engine.count ?? given), or give --shard k/n.
        """)
    }
    let countText = environment[countName] ?? ""
    guard let count = Int(countText), (1...Shard.mostParts).contains(count) else {
      throw unclear("\(countName)=\(countText) is no number of parts from 1 to \(Shard.mostParts).")
    }
    if engine.isCutAnywhere, countName != given { try checkWhole(engine, environment, count, unclear) }
    let first = environment[engine.firstVariable ?? ""].flatMap { countName == given ? nil : Int($0) } ?? engine.first
    guard let number = Int(numberText),
      case let (offset, overflow) = number.subtractingReportingOverflow(first), !overflow, (0..<count).contains(offset),
      let shard = Shard(number: offset + 1, of: count, sites: sites)
    else {
      throw unclear(
        """
        \(engine.number)=\(numberText) is no part of \(countName)=\(countText): they are counted from \(first).
        """)
    }
    return shard
  }

  /// An array that is no whole one from 0 or 1 is a rest of another, whose parts were cut otherwise.
  private static func checkWhole(
    _ engine: Engine, _ environment: [String: String], _ count: Int, _ unclear: (String) -> Unclear
  ) throws(Unclear) {
    let first = environment[engine.firstVariable ?? ""] ?? "\(engine.first)"
    let last = engine.lastVariable.flatMap { environment[$0] }
    let isWhole =
      ["0", "1"].contains(first) && count > 1 && (last.map { Int($0) == (Int(first) ?? 0) + count - 1 } ?? true)
    guard isWhole else {
      throw unclear(
        """
        the array has \(count) task\(count == 1 ? "" : "s") from \(first)\(last.map { " to \($0)" } ?? ""), which may be the rest of a larger one: \
        set \(given) to the number of all parts, which are counted from \(engine.first).
        """)
    }
  }

  /// How one engine numbers the jobs of an array.
  private struct Engine {
    var name: String
    var number: String
    /// Variable that holds the number of parts; nil where the engine has none.
    var count: String?
    /// What the first number is.
    var first: Int
    /// Variables that hold the first and the last number, where an array may have any.
    var firstVariable: String?
    var lastVariable: String?

    /// Whether a rest of an array can be started by itself.
    var isCutAnywhere: Bool { firstVariable != nil }
  }

  /// The number of all parts, whatever the engine.
  private static let given = "ASSAY_SHARDS"

  private static let engines: [Engine] = [
    Engine(name: "set by hand", number: "ASSAY_SHARD", first: 1),
    Engine(name: "Kubernetes Indexed Job", number: "JOB_COMPLETION_INDEX", first: 0),
    Engine(
      name: "Slurm array", number: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: 1,
      firstVariable: "SLURM_ARRAY_TASK_MIN", lastVariable: "SLURM_ARRAY_TASK_MAX"),
    Engine(name: "Buildkite", number: "BUILDKITE_PARALLEL_JOB", count: "BUILDKITE_PARALLEL_JOB_COUNT", first: 0),
    Engine(name: "GitLab", number: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1),
    Engine(name: "GitHub matrix", number: "ASSAY_JOB_INDEX", count: "ASSAY_JOB_TOTAL", first: 0),
  ]
}
