import Evidence
import Foundation
import Inventory
import Judgement
import Specification

/// What evaluators wrote of each bid, in files of `kind: assessment` below the served folder.
///
/// An actor, and a lock between programs, because evaluators write at once: whoever did not see what stands there is told
/// so, and what they wrote is kept beside.
actor AssessmentStore {
  /// The folder of the assessments within the served one.
  static let folder = "assessments"
  /// The folder of what was refused within that one.
  static let refused = "refused"

  private let root: URL

  init(root: URL) { self.root = root }

  /// The path of the assessment of what a run judged, below the served folder.
  static func path(for scorecard: Scorecard) -> String {
    let names = [scorecard.specification.id, scorecard.specification.version, scorecard.bid.id]
    let plain = names.joined(separator: "-").map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber || character == "." || character == "-")
        ? character : "-"
    }
    // Two names that differ in a sign alone must not share a file.
    let digest = Digest.sha256(names.joined(separator: "\n")).prefix(8)
    return "\(folder)/\(String(plain).prefix(80))-\(digest).yaml"
  }

  /// What stands there now.
  func assessment(of run: OpenedRun) async throws -> Assessment {
    try assessment(of: run, rules: await run.rules)
  }

  private func assessment(of run: OpenedRun, rules: RuleSet?) throws(Refusal) -> Assessment {
    let path = root.appendingPathComponent(Self.path(for: run.scorecard)).path
    let empty = Assessment(
      specification: run.scorecard.specification.id, version: run.scorecard.specification.version,
      bid: run.scorecard.bid.id, claims: [])
    guard FileManager.default.fileExists(atPath: path) else { return empty }
    return try Self.read(path, of: run, rules: rules)
  }

  /// Writes an entry if what stands at its place is still what its writer saw.
  ///
  /// - Parameter tag: What the writer saw.
  /// - Returns: The tag of what stands there now.
  func write(
    _ entry: AssessmentEntry, at place: AssessmentPlace, ifMatch tag: String, by name: String?, of run: OpenedRun
  ) async throws -> String {
    try change(
      run, rules: await run.rules, ifMatch: tag,
      Change(
        tag: { $0.tag(at: place) }, fields: { $0.entry(at: place)?.fields ?? [:] }, wanted: entry.fields,
        apply: { $0.record(entry, at: place, Self.stamp(name)) }))
  }

  /// Declares an evaluator's conflict of interest if what stands there is still what its writer saw.
  ///
  /// - Parameter tag: What the writer saw.
  /// - Returns: The tag of what stands there now.
  func declare(
    _ conflict: Assessment.Recusal, ifMatch tag: String, by name: String?, of run: OpenedRun
  ) async throws -> String {
    try change(
      run, rules: await run.rules, ifMatch: tag,
      Change(
        tag: { $0.tag(ofConflict: conflict.evaluator) }, fields: { $0.fields(ofConflict: conflict.evaluator) },
        wanted: ["reason": conflict.reason],
        apply: { $0.record(conflict: conflict, Self.stamp(name)) }))
  }

  /// One change of an assessment: what is asked for, and what stands in its place.
  private struct Change {
    /// The tag of what stands there.
    var tag: (Assessment) -> String
    /// What stands there, field by field.
    var fields: (Assessment) -> [String: String]
    /// What is to stand there, field by field.
    var wanted: [String: String]
    /// Writes it.
    var apply: (inout Assessment) -> Void
  }

  private static func stamp(_ name: String?) -> Assessment.Stamp {
    Assessment.Stamp(at: Date.now.formatted(.iso8601), by: name)
  }

  /// Nothing is waited for from the reading of the file to its writing: nobody comes between.
  private func change(
    _ run: OpenedRun, rules: RuleSet?, ifMatch tag: String, _ change: Change
  ) throws -> String {
    let relative = Self.path(for: run.scorecard)
    let folder = root.appendingPathComponent(Self.folder)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(Self.refused), withIntermediateDirectories: true)
    let lock = try FolderLock(folder.path)
    defer { _ = lock }
    var assessment = try assessment(of: run, rules: rules)
    guard change.tag(assessment) == tag else { throw try refuse(change, because: assessment, named: relative) }
    change.apply(&assessment)
    if assessment.marks.contains(where: { $0.moderated != nil && $0.individual.isEmpty }) {
      throw Refusal(
        .unprocessableContent, "Nobody has marked this yet",
        "The mark agreed on comes after the marks of the evaluators, and beside them.")
    }
    let text = AssessmentText.text(of: assessment)
    try Self.check(text, says: assessment, of: run, rules: rules)
    try AtomicFile.write(Array(text.utf8), to: root.appendingPathComponent(relative).path)
    return change.tag(assessment)
  }

  /// Keeps what was refused, and says what stands there instead.
  private func refuse(_ change: Change, because assessment: Assessment, named file: String) throws -> Refusal {
    var lost = Assessment(
      specification: assessment.specification, version: assessment.version, bid: assessment.bid, claims: [])
    change.apply(&lost)
    lost.history = []
    let text = AssessmentText.text(of: lost)
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    let kept = "\(Self.folder)/\(Self.refused)/\(name)-\(Digest.sha256(text).prefix(12)).txt"
    try AtomicFile.write(Array(text.utf8), to: root.appendingPathComponent(kept).path)
    var refusal = Refusal(
      .preconditionFailed, "Somebody else was here before you",
      "What stands there was written after you loaded the page. Nothing was overwritten; what you wrote is kept. Read both, then decide."
    )
    refusal.conflict = Refusal.Conflict(
      current: change.fields(assessment), tag: change.tag(assessment), refused: change.wanted, kept: kept)
    return refusal
  }

  /// Reads an assessment; one that does not hold is left alone.
  private static func read(_ path: String, of run: OpenedRun, rules: RuleSet?) throws(Refusal) -> Assessment {
    let reading = InventoryReader.assessment(at: path, rules: rules, bid: run.scorecard.bid.id)
    guard let found = reading.value else {
      let errors = reading.diagnostics.filter { $0.severity == .error }
      let first = errors.first.map { "line \($0.span.line): \($0.message)" } ?? "it can't be read"
      throw Refusal(
        .conflict, "The assessment's file does not hold",
        "\(Self.path(for: run.scorecard)), \(first). `assay check` lists everything; nothing is written before it is mended."
      )
    }
    return found
  }

  /// Nothing is written that could not be read again by the rules of the run, or that would say less than before.
  private static func check(
    _ text: String, says expected: Assessment, of run: OpenedRun, rules: RuleSet?
  ) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: place) }
    try Data(text.utf8).write(to: place)
    let reading = InventoryReader.assessment(at: place.path, rules: rules, bid: run.scorecard.bid.id)
    guard let read = reading.value else {
      let reasons = reading.diagnostics.filter { $0.severity == .error }.map(\.message)
      throw Refusal(.unprocessableContent, "This can't be written", reasons.joined(separator: "; "))
    }
    guard read.withoutPlaces == expected.withoutPlaces else {
      throw Refusal(
        .conflict, "This file holds more than can be kept here",
        "Writing it would lose something that was written by hand. Write this entry by hand as well.")
    }
  }
}

extension Assessment {
  /// The same without saying where in a file it stands.
  fileprivate var withoutPlaces: Assessment {
    var copy = self
    for index in copy.claims.indices { copy.claims[index].span = SourceSpan(file: "", line: 1, column: 1) }
    return copy
  }
}
