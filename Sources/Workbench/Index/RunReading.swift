import Evidence
import Foundation
import Inventory
import Judgement

/// Reads a run directory for the index.
enum RunReading {
  /// What is to be known of a run and its requirements.
  static func read(_ run: ServedFolder.Run, in root: URL) -> (IndexedRun, [IndexedVerdict]) {
    let folder = run.path.isEmpty ? root : root.appendingPathComponent(run.path)
    do throws(RunDirectoryError) {
      let reader = try RunDirectoryReader(folder: folder)
      var indexed = entry(run, reader.manifest, network: network(reader))
      guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.verdicts).path) else {
        indexed.condition = .gathered
        indexed.problem = "Nobody has judged this record yet: `assay judge` does."
        return (indexed, [])
      }
      let bytes = try reader.verdicts()
      do throws(ScorecardCodingError) {
        let scorecard = try ScorecardCoding.decode([UInt8](bytes))
        fill(&indexed, from: scorecard)
        let all = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
        return (
          indexed,
          all.map {
            IndexedVerdict(
              run: run.key, requirement: $0.id, revision: $0.revision, title: $0.title, state: $0.state.rawValue)
          }
        )
      } catch {
        indexed.condition = .unsound
        indexed.problem = error.message
        return (indexed, [])
      }
    } catch {
      let manifest = try? RecordCoding.read(
        RunManifest.self, from: Data(contentsOf: folder.appendingPathComponent(RunLayout.manifest)))
      var indexed = entry(run, manifest, network: nil)
      let isClosed = FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.sums).path)
      indexed.condition = isClosed || manifest == nil ? .unsound : .open
      indexed.problem =
        indexed.condition == .open
        ? "The record is not closed: the run goes on, or was ended from outside before its end." : "\(error)"
      return (indexed, [])
    }
  }

  private static func entry(_ run: ServedFolder.Run, _ manifest: RunManifest?, network: String?) -> IndexedRun {
    let name = run.path.split(separator: "/").last.map(String.init) ?? "run"
    let limited = (manifest?.only ?? []) + (manifest?.tags ?? []).map { "tag \($0)" }
    let file = manifest?.network.split(separator: "/").last.map { String($0.prefix { $0 != "." }) }
    return IndexedRun(
      key: run.key, path: run.path, stamp: run.stamp, condition: .judged, problem: nil, run: manifest?.id ?? name,
      startedAt: manifest?.startedAt ?? "", endedAt: manifest?.endedAt, network: network ?? file ?? "", bid: "",
      bidder: "", specification: "", version: "", sha256: "", profile: manifest?.profile, gate: nil, low: nil,
      high: nil, lowShare: nil, highShare: nil, coverage: nil, isPartial: manifest?.partialReason != nil,
      only: limited.isEmpty ? nil : limited.joined(separator: ", "))
  }

  private static func fill(_ indexed: inout IndexedRun, from scorecard: Scorecard) {
    indexed.bid = scorecard.bid.id
    indexed.bidder = scorecard.bid.bidder
    indexed.specification = scorecard.specification.id
    indexed.version = scorecard.specification.version
    indexed.sha256 = scorecard.specification.sha256
    indexed.profile = scorecard.specification.profile?.id
    indexed.gate = scorecard.gate.state.rawValue
    indexed.low = scorecard.score.low.shown
    indexed.high = scorecard.score.high.shown
    indexed.lowShare = share(scorecard.score.low.exact)
    indexed.highShare = share(scorecard.score.high.exact)
    indexed.coverage = scorecard.score.coverage.shown
    indexed.isPartial = scorecard.run.isPartial || scorecard.run.endedAt == nil
  }

  /// The network's own id; nil where its recorded file can't be read any more.
  private static func network(_ reader: RunDirectoryReader) -> String? {
    guard RunLayout.isContained(reader.manifest.network) else { return nil }
    let path = reader.folder.appendingPathComponent(reader.manifest.network).path
    return InventoryReader.network(at: path, rules: nil).value?.id
  }

  /// A fraction for drawing; what is written is always the shown number.
  private static func share(_ exact: String) -> Double? {
    let parts = exact.split(separator: "/", maxSplits: 1).compactMap { Double($0) }
    guard let numerator = parts.first else { return nil }
    let denominator = parts.count == 2 ? parts[1] : 1
    guard denominator > 0 else { return nil }
    return min(max(numerator / denominator, 0), 1)
  }
}
