import Evidence
import Foundation
import Judgement
import Reports
import Specification
import Synchronization

/// A judged run whose files hold, with its verdicts. Rules and transcripts are read when they are asked for.
final class OpenedRun: Sendable {
  /// Its entry in the index.
  let entry: IndexedRun
  /// The record.
  let reader: RunDirectoryReader
  /// The verdicts.
  let scorecard: Scorecard
  private let catalogue: StepCatalogue
  private let heldRules = Mutex<Task<Rules, any Error>?>(nil)

  /// The rules as they were read, and their requirements by `id@revision`.
  private struct Rules: Sendable {
    var set: RuleSet?
    var requirements: [String: Requirement]
  }

  /// Pieces of evidence that no mark or answer has decided yet.
  let waiting: Int

  /// Opens a run and holds it against its fingerprints.
  init(_ entry: IndexedRun, in root: URL, catalogue: StepCatalogue) throws(Refusal) {
    self.entry = entry
    self.catalogue = catalogue
    let folder = entry.path.isEmpty ? root : root.appendingPathComponent(entry.path)
    do throws(RunDirectoryError) {
      reader = try RunDirectoryReader(folder: folder)
      let bytes = try reader.verdicts()
      do throws(ScorecardCodingError) { scorecard = try ScorecardCoding.decode([UInt8](bytes)) } catch {
        throw RunDirectoryError.malformed(file: RunLayout.verdicts, line: nil, reason: error.message)
      }
    } catch {
      throw Refusal(.conflict, "This record does not hold", "\(error)")
    }
    waiting = Self.waiting(in: scorecard)
  }

  /// Every requirement, those outside the score included.
  var requirements: [RequirementVerdict] { scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable }

  /// A requirement by id.
  func requirement(_ id: String) throws(Refusal) -> RequirementVerdict {
    guard let found = requirements.first(where: { $0.id == id }) else {
      throw Refusal(.notFound, "No such requirement", "This run was not judged by a requirement \(id).")
    }
    return found
  }

  /// The transcripts, each read when it is asked for; what can't be read is left out and the page says so.
  var transcripts: TranscriptSource { TranscriptSource { [reader] path in try? reader.transcript(path) } }

  /// The transcripts that a requirement's steps name; what can't be read is left out and the page says so.
  func transcripts(of requirements: [RequirementVerdict]) -> [String: Transcript] {
    var transcripts: [String: Transcript] = [:]
    for path in requirements.flatMap(\.bindings).flatMap(\.evidence).flatMap(\.steps).compactMap(\.transcript)
    where transcripts[path] == nil {
      guard let transcript = try? reader.transcript(path) else { continue }
      transcripts[path] = transcript
    }
    return transcripts
  }

  /// The rules that it was gathered by; nil where the recorded files can't be read by this version.
  var rules: RuleSet? { get async { await readRules()?.set } }

  /// A requirement of these rules by `id@revision`.
  func rule(_ reference: String) async -> Requirement? { await readRules()?.requirements[reference] }

  /// Reads them once, whoever asks for them meanwhile.
  private func readRules() async -> Rules? {
    let task = heldRules.withLock { held in
      if let held { return held }
      let folder = reader.folder.appendingPathComponent(RunLayout.specification).path
      let options = LoadOptions(
        profile: reader.manifest.profile, inputs: reader.manifest.inputs.compactMapValues(\.text), environment: [:],
        checksEveryProfile: false, lints: false, showsRelativePaths: true)
      let task = Task { [catalogue] in
        try await LongWork.run {
          let loaded = SpecificationLoader(catalogue: catalogue).load(path: folder, options: options).rules
          return Rules(
            set: loaded,
            requirements: Dictionary(
              (loaded?.requirements ?? []).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first }))
        }
      }
      held = task
      return task
    }
    return try? await task.value
  }

  private static func waiting(in scorecard: Scorecard) -> Int {
    (scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).reduce(0) { count, requirement in
      let open = requirement.bindings.flatMap(\.evidence).filter {
        $0.kind == .assessment ? $0.marked == nil : $0.result == .needsHumanEye && $0.assessed == nil
      }
      return count + Set(open.map(\.id)).count
    }
  }
}

/// The runs that were asked for last, opened.
actor RunRecords {
  private let root: URL
  private let catalogue: StepCatalogue
  private var opened: [(key: String, run: OpenedRun)] = []
  private var opening: [String: Task<OpenedRun, any Error>] = [:]

  /// How many are kept.
  private static let limit = 8

  init(root: URL, catalogue: StepCatalogue) {
    self.root = root
    self.catalogue = catalogue
  }

  /// A run, opened now or not long ago and unchanged since.
  func open(_ entry: IndexedRun) async throws -> OpenedRun {
    guard entry.condition == .judged else {
      throw Refusal(.conflict, "This run has no verdicts to show", entry.problem ?? "It has not been judged.")
    }
    if let index = opened.firstIndex(where: { $0.key == entry.key }) {
      let found = opened.remove(at: index)
      if found.run.entry.stamp == entry.stamp {
        opened.append(found)
        return found.run
      }
    }
    let name = "\(entry.key) \(entry.stamp)"
    // Who asks while it is being opened waits for the same.
    if let task = opening[name] { return try await task.value }
    let task = Task { [root, catalogue] in
      try await LongWork.run { try OpenedRun(entry, in: root, catalogue: catalogue) }
    }
    opening[name] = task
    defer { opening[name] = nil }
    let run = try await task.value
    opened.removeAll { $0.key == entry.key }
    opened.append((entry.key, run))
    if opened.count > Self.limit { opened.removeFirst() }
    return run
  }
}
