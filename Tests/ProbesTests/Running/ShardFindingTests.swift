import Testing

@testable import Probes

@Suite("Shards as engines number them")
struct ShardFindingTests {
  @Test(
    "What an engine sets is understood",
    arguments: [
      (["ASSAY_SHARD": "1", "ASSAY_SHARDS": "3"], "1/3"), (["ASSAY_SHARD": "3", "ASSAY_SHARDS": "3"], "3/3"),
      (["JOB_COMPLETION_INDEX": "0", "ASSAY_SHARDS": "8"], "1/8"),
      (["JOB_COMPLETION_INDEX": "7", "ASSAY_SHARDS": "8"], "8/8"),
      (Self.slurm(1, 1...64), "1/64"), (Self.slurm(64, 1...64), "64/64"), (Self.slurm(0, 0...63), "1/64"),
      (Self.slurm(63, 0...63), "64/64"),
      (["BUILDKITE_PARALLEL_JOB": "0", "BUILDKITE_PARALLEL_JOB_COUNT": "5"], "1/5"),
      (["BUILDKITE_PARALLEL_JOB": "4", "BUILDKITE_PARALLEL_JOB_COUNT": "5"], "5/5"),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4"], "1/4"), (["CI_NODE_INDEX": "4", "CI_NODE_TOTAL": "4"], "4/4"),
      (["ASSAY_JOB_INDEX": "0", "ASSAY_JOB_TOTAL": "6"], "1/6"),
      (["ASSAY_JOB_INDEX": "5", "ASSAY_JOB_TOTAL": "6"], "6/6"),
    ])
  func understood(environment: [String: String], part: String) throws {
    #expect(try ShardFinding.shard("auto", environment: environment).text == part)
  }

  @Test(
    "A rest of an array that says the number of all parts is a part of them all",
    arguments: [7, 12, 64])
  func rest(number: Int) throws {
    for array in [number...number, number...(number + 3)] {
      let environment = Self.slurm(number, array).merging(["ASSAY_SHARDS": "64"]) { $1 }
      #expect(try ShardFinding.shard("auto", environment: environment).text == "\(number)/64")
    }
  }

  @Test(
    "What is no part of a run is refused by engine, variable and value",
    arguments: [
      (["ASSAY_SHARD": "4", "ASSAY_SHARDS": "3"], ["set by hand", "ASSAY_SHARD=4", "ASSAY_SHARDS=3"]),
      (["ASSAY_SHARD": "0", "ASSAY_SHARDS": "3"], ["ASSAY_SHARD=0", "from 1"]),
      (["ASSAY_SHARD": "2"], ["set ASSAY_SHARDS"]),
      (["ASSAY_SHARD": "2", "ASSAY_SHARDS": "many"], ["ASSAY_SHARDS=many"]),
      (["JOB_COMPLETION_INDEX": "8", "ASSAY_SHARDS": "8"], ["Kubernetes", "JOB_COMPLETION_INDEX=8", "from 0"]),
      (["JOB_COMPLETION_INDEX": "1"], ["Kubernetes", "set ASSAY_SHARDS"]),
      (Self.slurm(5, 5...7), ["Slurm", "3 tasks from 5 to 7", "set ASSAY_SHARDS"]),
      (Self.slurm(7, 7...7), ["Slurm", "1 task from 7", "set ASSAY_SHARDS"]),
      (Self.slurm(1, 1...9, count: 2), ["Slurm", "2 tasks from 1 to 9"]),
      (["SLURM_ARRAY_TASK_ID": "0", "ASSAY_SHARDS": "64"], ["SLURM_ARRAY_TASK_ID=0", "from 1"]),
      (
        ["BUILDKITE_PARALLEL_JOB": "5", "BUILDKITE_PARALLEL_JOB_COUNT": "5"], ["Buildkite", "BUILDKITE_PARALLEL_JOB=5"]
      ),
      (["BUILDKITE_PARALLEL_JOB": "-1", "BUILDKITE_PARALLEL_JOB_COUNT": "5"], ["BUILDKITE_PARALLEL_JOB=-1"]),
      (["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "4"], ["GitLab", "CI_NODE_INDEX=0", "from 1"]),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "0"], ["GitLab", "CI_NODE_TOTAL=0"]),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "20000"], ["CI_NODE_TOTAL=20000"]),
      (["CI_NODE_INDEX": "9223372036854775807", "CI_NODE_TOTAL": "4"], ["CI_NODE_INDEX=9223372036854775807"]),
      (["ASSAY_JOB_INDEX": "x", "ASSAY_JOB_TOTAL": "6"], ["GitHub matrix", "ASSAY_JOB_INDEX=x"]),
      (["ASSAY_JOB_INDEX": "1"], ["GitHub matrix", "ASSAY_JOB_TOTAL"]),
      (["CI_NODE_TOTAL": "1"], ["none of", "--shard k/n"]),
    ])
  func refused(environment: [String: String], words: [String]) {
    let error = #expect(throws: ShardFinding.Unclear.self) {
      try ShardFinding.shard("auto", environment: environment)
    }
    for word in words { #expect(error?.description.contains(word) == true, "\(error?.description ?? "")") }
  }

  @Test("A part that is given is taken, whatever the engine says", arguments: ["2/8", "8/8"])
  func given(text: String) throws {
    #expect(try ShardFinding.shard(text, environment: Self.slurm(1, 1...3)).text == text)
    #expect(throws: ShardFinding.Unclear.self) { try ShardFinding.shard("9/8", environment: [:]) }
  }

  /// What Slurm sets for a task of an array.
  private static func slurm(_ number: Int, _ array: ClosedRange<Int>, count: Int? = nil) -> [String: String] {
    [
      "SLURM_ARRAY_TASK_ID": "\(number)", "SLURM_ARRAY_TASK_MIN": "\(array.lowerBound)",
      "SLURM_ARRAY_TASK_MAX": "\(array.upperBound)", "SLURM_ARRAY_TASK_COUNT": "\(count ?? array.count)",
      "SLURM_ARRAY_TASK_STEP": "1",
    ]
  }
}
