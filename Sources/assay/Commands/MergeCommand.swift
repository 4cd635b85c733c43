import ArgumentParser
import Evidence
import Foundation

/// `assay merge`
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the shards of a run into one record, judge it, report.",
    discussion: """
      EXAMPLE
        assay merge Reports/acme-1 Reports/acme-2 Reports/acme-3 --out Reports/acme
        # every whole run there
        assay merge s3://records/night-7/acme --out Reports/acme

      Order does not matter, and a shard that comes twice counts once. Shards of
      other specifications, networks, bids, seeds or days are refused. A shard that
      is missing is named, and what it would have gathered is inconclusive: gather
      it alone with assay run --shard and merge again. What two runs gathered
      differently is named; the later one counts. A folder of runs, or a place in
      S3-compatible storage, stands for every whole run in it; what was begun there
      and not finished is named. Where that storage is say AWS_ENDPOINT_URL,
      AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
      """)

  @ArgumentParser.Argument(help: "Run directories, folders of them, or s3://bucket/prefix.", completion: .directory)
  var runs: [String]

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out: String

  @Flag(help: "Delete the record of an earlier run in the same folder.")
  var replace = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if runs.contains(where: { URL(fileURLWithPath: $0).standardized == URL(fileURLWithPath: out).standardized }) {
      throw ValidationError("--out \(out) is one of the runs; merge into another folder.")
    }
  }

  func run() async throws {
    let (merged, sources) = try await joined()
    // Copies of runs in a store stay until all of them is written.
    defer { withExtendedLifetime(sources) {} }
    for duplicate in merged.duplicates {
      let systems = duplicate.key.binding.values.sorted().joined(separator: ", ")
      Terminal.error(
        "\(duplicate.key.requirement) \(duplicate.key.evidence) \(systems): gathered \(duplicate.count) times; "
          + "the latest counts")
    }
    for gap in merged.gaps { Terminal.error("\(gap) is missing: gather it with assay run --shard, and merge again") }
    do throws(RunDirectoryError) { try await merged.write(to: URL(fileURLWithPath: out), replace: replace) } catch {
      Terminal.error("\(error)")
      throw ExitStatus.harness
    }
    try RunConclusion(folder: out, quiet: quiet).conclude()
  }

  private func joined() async throws -> (RunMerge, sources: [KeptRuns.Local]) {
    var sources: [KeptRuns.Local] = []
    // Of the same number of runs each, so that what is joined already is not put in order again with every further run.
    var heaps: [Heap] = []
    for place in runs {
      try await KeptRuns.each(of: place) { run in
        do {
          heaps.append(Heap(merge: try RunMerge(of: URL(fileURLWithPath: run.folder)), name: run.name, count: 1))
        } catch {
          Terminal.error("\(run.name): \(error)")
          throw ExitStatus.invalidFile
        }
        sources.append(run)
        while heaps.count > 1, heaps[heaps.count - 2].count <= heaps[heaps.count - 1].count { try join(&heaps) }
      }
    }
    while heaps.count > 1 { try join(&heaps) }
    guard let whole = heaps.first else { throw ValidationError("Give the runs to merge.") }
    return (whole.merge, sources)
  }

  /// Runs that are joined already.
  private struct Heap {
    var merge: RunMerge
    /// What a mismatch calls it.
    var name: String
    var count: Int
  }

  /// Joins the last two.
  private func join(_ heaps: inout [Heap]) throws {
    guard let right = heaps.popLast(), let left = heaps.popLast() else { return }
    do throws(RunMerge.Mismatch) {
      heaps.append(
        Heap(
          merge: try left.merge.merged(with: right.merge, called: left.name, and: right.name), name: left.name,
          count: left.count + right.count))
    } catch {
      Terminal.error("\(right.name): \(error)")
      throw ExitStatus.invalidFile
    }
  }
}
