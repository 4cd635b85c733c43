import Evidence
import Foundation
import Specification

/// A self-test from its first steps on, or taken up again.
extension SelfTestCommand {
  /// After the steps that change nothing: asks for the others, and carries them out.
  func goOn(_ session: inout SelfTestSession, after first: SelfTestResult) async throws -> SelfTestResult {
    let safe = Set(session.readiness.safe)
    Terminal.out("By reading alone: \(first.counts(of: safe))")
    ask(for: .write, session.readiness.writing, in: &session)
    ask(for: .load, session.readiness.loading, in: &session)
    let further = session.triable.subtracting(safe)
    var result = first
    if !further.isEmpty {
      try await session.again(further.sorted())
      result = try session.judge()
      Terminal.out("By writing and under load: \(result.counts(of: further))")
    }
    showFailures(result.failing(among: session.triable), of: result)
    return result
  }

  /// Asks once for an effect that nobody has agreed to.
  private func ask(for effect: Effect, _ ids: [String], in session: inout SelfTestSession) {
    guard !ids.isEmpty, !session.agreed.contains(effect) else { return }
    let what =
      effect == .write
      ? "leaving synthetic studies, patients and documents behind in your systems"
      : "calling your systems often or against the rules, which may slow them"
    let count = "\(ids.count) \(ids.count == 1 ? "requirement" : "requirements")"
    guard Question.canBeAsked else {
      Terminal.error("\(count) can be tried only by \(what): left out, because --yes is not given.")
      return
    }
    if Question.isAgreed("\(count) can be tried only by \(what): \(ReadinessText.ids(ids)). Try?") {
      session.agreed.insert(effect)
    }
  }

  /// Tries what `--only` names, or what is not met, again.
  func resume(_ session: inout SelfTestSession, record: RunManifest) async throws -> SelfTestResult {
    var result = try session.judge()
    guard result.scorecard.specification.sha256 == session.evaluation.files.rules.fingerprint else {
      Terminal.error(
        "\(out): was made with another specification or profile; --replace starts anew with the one that is there now.")
      throw ExitStatus.invalidFile
    }
    guard let only else {
      showFailures(result.failing(among: session.triable), of: result)
      return result
    }
    let names = only.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let requirements = session.evaluation.files.rules.requirements.filter {
      names.contains($0.id) || names.contains($0.group)
    }
    for name in names where !requirements.contains(where: { $0.id == name || $0.group == name }) {
      Terminal.error("--only \(name): the record in \(out) has no requirement or group of that name")
      throw ExitStatus.usage
    }
    let ids = Set(requirements.map(\.id))
    ask(for: .write, session.readiness.writing.filter(ids.contains), in: &session)
    ask(for: .load, session.readiness.loading.filter(ids.contains), in: &session)
    for gap in session.readiness.gaps where !ids.isDisjoint(with: gap.requirements) {
      Terminal.error("○ \(gap.title)\n  \(gap.advice)")
    }
    try await session.again(ids.sorted())
    result = try session.judge()
    tell(result, ids: ids, session)
    return result
  }
}
