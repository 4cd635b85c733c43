import ArgumentParser
import Evidence
import Foundation
import Inventory
import NIOPosix
import Probes
import Specification

/// `assay cleanup`
struct CleanupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanup",
    abstract: "Remove what a run wrote, and show what is gone.",
    discussion: """
      EXAMPLE
        assay cleanup Reports/acme --dry-run
        assay cleanup Reports/acme --network my-network.yaml

      Everything that the run wrote is listed from its record. What a standard can
      remove is removed and asked for afterwards: gone, still there, or unknown.
      Studies are looked for at the other archives too, which may have them from
      the one that they were stored at.
      Ends with 3 where something is not gone.
      """)

  @ArgumentParser.Argument(help: "Folder of the run.", completion: .directory)
  var run: String

  @Option(
    help: "Network file with the endpoints and permissions of today; that of the run's record where left out.",
    completion: .file())
  var network: String?

  @Option(help: "Folder for the record of the cleanup; the run's with -cleanup where left out.", completion: .directory)
  var out: String?

  @Option(help: "Effects allowed, separated by commas: read,write.")
  var permit: String?

  @Option(help: "Deadline of an exchange, in seconds.")
  var timeout: Double = 30

  @Flag(name: .customLong("dry-run"), help: "List what the run wrote and what would be done; send nothing.")
  var dryRun = false

  mutating func validate() throws {
    if !(timeout > 0 && timeout <= 86_400) { throw ValidationError("--timeout is a number of seconds, up to a day.") }
    for name in permits where Effect(rawValue: name) == nil {
      throw ValidationError("--permit \(name): expected read or write.")
    }
  }

  private var permits: [String] {
    permit?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? ["read", "write"]
  }

  func run() async throws {
    let recorded = try RecordedRun(run)
    let manifest = recorded.reader.manifest
    let folder = recorded.reader.folder.path
    let networkPath = network ?? "\(folder)/\(manifest.network)"
    let files = try RunFiles(
      RunFiles.Paths(specification: "\(folder)/\(RunLayout.specification)", network: networkPath),
      choice: RunFiles.Choice(
        profile: manifest.profile, inputs: manifest.inputs.compactMapValues(\.text), showsRelativePaths: true))
    let records = try recorded.evidence()
    // The patients are those of the network that was evaluated, whatever its file is today.
    let evaluated = InventoryReader.network(at: "\(folder)/\(manifest.network)", rules: files.rules).value
    let fixtures = files.fixtures(for: evaluated ?? files.network, seed: manifest.seed, now: manifest.now)
    let remnants = RemnantList(records, fixtures: fixtures).remnants
    let cleanup = await Cleanup.prepare(
      network: files.network, fixtures: fixtures, permits: Set(permits.compactMap(Effect.init(rawValue:))),
      networkFolder: URL(fileURLWithPath: networkPath).deletingLastPathComponent().path,
      deadline: Int64(timeout * 1_000_000_000), group: MultiThreadedEventLoopGroup.singleton)
    guard !dryRun else {
      Terminal.out(CleanupText.plan(remnants, cleanup))
      await cleanup.close()
      return
    }
    let target = URL(fileURLWithPath: out ?? "\(folder)-cleanup")
    do {
      try CleanupRecord.makeFolder(target)
      let startedAt = Timestamp.now()
      var removals: [Removal] = []
      var copies = CopySearch(cleanup, besides: remnants)
      for remnant in remnants {
        for removal in [await cleanup.remove(remnant)] + (await copies.removals(of: remnant)) {
          Terminal.out(CleanupText.line(removal))
          removals.append(removal)
        }
      }
      await cleanup.close()
      let sums = (try? Data(contentsOf: recorded.reader.folder.appendingPathComponent(RunLayout.sums))) ?? Data()
      try CleanupRecord(
        run: manifest.id, runSHA256: Digest.sha256(sums), tool: Tool.name, startedAt: startedAt,
        endedAt: Timestamp.now(), removals: removals
      ).write(into: target)
      Terminal.out(CleanupText.summary(removals, folder: target.path))
      if removals.contains(where: { $0.state != .gone }) { throw ExitStatus.harness }
    } catch let error as RunDirectoryError {
      Terminal.error("\(error)")
      throw ExitStatus.harness
    }
  }
}
