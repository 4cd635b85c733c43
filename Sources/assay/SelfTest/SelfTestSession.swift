import Evidence
import Foundation
import Inventory
import Judgement
import Probes
import Reports
import Specification

/// A vendor's self-test under way: what is tried, into which record, and what came of it.
struct SelfTestSession {
  /// What is tried.
  var evaluation: RunEvaluation
  /// What the network file lets be tried.
  private(set) var readiness: Readiness
  /// Effects that were agreed to.
  var agreed: Set<Effect>
  /// Folder of the record.
  let out: String
  private let network: String
  private let hasBid: Bool
  private let style: RunProgress.Style

  /// Makes a session; nothing is sent.
  init(
    _ evaluation: RunEvaluation, network: String, hasBid: Bool, out: String, agreed: Set<Effect>,
    style: RunProgress.Style
  ) {
    self.evaluation = evaluation
    self.network = network
    self.hasBid = hasBid
    self.out = out
    self.agreed = agreed
    self.style = style
    readiness = Self.readiness(of: evaluation, network: network, hasBid: hasBid)
  }

  private static func readiness(of evaluation: RunEvaluation, network: String, hasBid: Bool) -> Readiness {
    Readiness(
      of: evaluation.plan, options: evaluation.options,
      networkFolder: URL(fileURLWithPath: network).deletingLastPathComponent().path, hasBid: hasBid)
  }

  /// Takes up changed files.
  mutating func replace(_ changed: RunEvaluation) {
    evaluation = changed
    readiness = Self.readiness(of: changed, network: network, hasBid: hasBid)
  }

  /// The requirements that may be tried as things stand.
  var triable: Set<String> {
    var ids = Set(readiness.safe)
    if agreed.contains(.write) { ids.formUnion(readiness.writing) }
    if agreed.contains(.load) { ids.formUnion(readiness.loading) }
    return ids
  }

  /// Tries everything that changes nothing, into a new record.
  func begin(replace: Bool) async throws {
    var first = evaluation
    first.options.permits.formIntersection(Readiness.safeEffects)
    if try await first.gather(into: out, replace: replace, style: style) { throw ExitStatus.interrupted }
  }

  /// Tries some requirements again, with all that was agreed to.
  func again(_ requirements: [String]) async throws {
    let manifest = try RecordedRun(out).reader.manifest
    let interrupted = try await evaluation.gather(
      requirements, permits: agreed.intersection(evaluation.options.permits), againInto: out, of: manifest, style: style
    )
    if interrupted { throw ExitStatus.interrupted }
  }

  /// Judges the record, and leaves verdicts and reports in it.
  func judge() throws -> SelfTestResult {
    let recorded = try RecordedRun(out)
    let (scorecard, _) = try recorded.judge()
    let transcripts = recorded.transcripts(of: scorecard)
    let rendered = try RenderedReports(
      scorecard, transcripts: transcripts, pictures: [:], formats: ReportFormat.ordinary)
    try recorded.write(scorecard, rendered: rendered)
    let reports = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: URL(fileURLWithPath: out),
      rendered: rendered)
    return SelfTestResult(scorecard: scorecard, transcripts: transcripts, reports: reports)
  }
}

/// What a self-test came to so far.
struct SelfTestResult {
  let scorecard: Scorecard
  let transcripts: RecordedTranscripts
  let reports: [String]

  /// Every requirement in the score.
  var verdicts: [RequirementVerdict] { scorecard.groups.flatMap(\.requirements) }

  /// What was tried and is not met, mandatory requirements first, then what loses most.
  func failing(among ids: Set<String>) -> [RequirementVerdict] {
    verdicts.filter { verdict in
      verdict.state != .met && ids.contains(verdict.id)
        && verdict.bindings.contains { $0.evidence.contains { $0.kind == .probe && $0.result != .holds } }
    }.sorted { first, second in
      let (left, right) = (first.level == .mandatory ? 0 : 1, second.level == .mandatory ? 0 : 1)
      return left != right ? left < right : (second.weight, first.id) < (first.weight, second.id)
    }
  }

  /// `12 met, 3 not met, 1 inconclusive`
  func counts(of ids: Set<String>) -> String {
    let states = verdicts.filter { ids.contains($0.id) }.map(\.state)
    let parts = RequirementState.allCases.compactMap { state -> String? in
      let count = states.filter { $0 == state }.count
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }
}
