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

      Order does not matter, and a shard that comes twice counts once. Shards of other specifications, networks, bids,
      seeds or days are refused. A shard that is missing is named, and what it would have gathered is inconclusive: gather
      it alone with assay run --shard and merge again. What two runs gathered differently is named; the later one counts.
      """)

  @ArgumentParser.Argument(help: "Run directories.", completion: .directory)
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
    let merged = try joined()
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

  private func joined() throws -> RunMerge {
    var result: (merge: RunMerge, name: String)?
    for run in runs {
      do {
        let next = try RunMerge(of: URL(fileURLWithPath: run))
        result = try (
          result.map { try $0.merge.merged(with: next, called: $0.name, and: run) } ?? next, result?.name ?? run
        )
      } catch {
        Terminal.error("\(run): \(error)")
        throw ExitStatus.invalidFile
      }
    }
    guard let result else { throw ValidationError("Give the runs to merge.") }
    return result.merge
  }
}
