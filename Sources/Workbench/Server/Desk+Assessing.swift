import Foundation
import Inventory
import Judgement
import Specification

/// A mark that is sent, or that its evaluator gives none.
struct MarkRequest: Codable, Hashable, Sendable {
  /// The mark; nil where its evaluator abstains.
  var mark: Int?
  /// Why.
  var reason: String
  /// Whether its evaluator abstains.
  var abstains: Bool?
}

/// What one evaluator read in a document, or that they give no answer.
struct ReadingRequest: Codable, Hashable, Sendable {
  /// The answer; nil where the evaluator abstains.
  var answer: Assessment.Answer?
  /// What was read, with the place, or why there is no answer.
  var reason: String
  /// Whether the evaluator abstains.
  var abstains: Bool?
  /// SHA-256 of the document that was read; nil for any.
  var sha256: String?
}

/// A conflict of interest in a bid.
struct ConflictRequest: Codable, Hashable, Sendable {
  /// What it is.
  var reason: String
}

/// Whether an evaluator has declared a conflict of interest in the bid.
struct DeclaredConflict: Codable, Hashable, Sendable {
  var evaluator: String
  var reason: String
  /// To be given in `If-Match`.
  var tag: String
}

/// What was agreed on of a document, as it is sent.
struct ClaimRequest: Codable, Hashable, Sendable {
  var answer: Assessment.Answer
  var reason: String
  var evaluators: [String]
  var sha256: String?
}

/// One piece of evidence that waits for a person or has what one wrote.
struct AwaitedEvidence: Codable, Hashable, Sendable {
  var requirement: String
  var evidence: String
  /// `marks` or `claim`.
  var kind: String
  /// What is asked; nil for a claim.
  var question: String?
  /// What each mark takes.
  var descriptors: [MarkDescriptor]
  /// SHA-256 of the document that a claim stands in, to be sent with what is read there; nil where there is no one document.
  var sha256: String?
  /// What stands there.
  var entries: [Entry]

  /// What was written.
  struct Entry: Codable, Hashable, Sendable {
    /// `individual`, `moderated` or `claim`.
    var part: String
    var evaluator: String?
    /// Field by field; empty where nothing is written yet.
    var fields: [String: String]
    /// To be given in `If-Match`.
    var tag: String
  }
}

extension Desk {
  /// The forms of a requirement: for marks always, for claims where the reading leaves a doubt or a person has answered.
  func forms(of requirement: RequirementVerdict, in run: OpenedRun) async throws -> [AssessmentForm] {
    let assessment = try await assessments.assessment(of: run)
    return await Self.forms(of: requirement, in: run, assessment)
  }

  private static func forms(
    of requirement: RequirementVerdict, in run: OpenedRun, _ assessment: Assessment
  ) async -> [AssessmentForm] {
    let reference = "\(requirement.id)@\(requirement.revision)"
    guard let rule = await run.rule(reference) else { return [] }
    let tasks = EvaluatorTask.tasks(of: requirement, rule: rule) { evidence in
      assessment.claims.contains { $0.requirement == reference && $0.evidence == evidence }
    }
    return tasks.map { AssessmentForm(task: $0, assessment: assessment) }
  }

  /// Everything of a run that a person decides.
  func awaited(in run: OpenedRun) async throws -> [AwaitedEvidence] {
    let assessment = try await assessments.assessment(of: run)
    var forms: [(RequirementVerdict, AssessmentForm)] = []
    for requirement in run.requirements {
      forms += await Self.forms(of: requirement, in: run, assessment).map { (requirement, $0) }
    }
    return forms.map { requirement, form in
      func place(_ part: AssessmentPlace.Part) -> AssessmentPlace {
        AssessmentPlace(requirement: form.task.requirement, evidence: form.task.evidence, part: part)
      }
      func entry(_ part: AssessmentPlace.Part, _ name: String, _ evaluator: String? = nil) -> AwaitedEvidence.Entry {
        AwaitedEvidence.Entry(
          part: name, evaluator: evaluator, fields: assessment.entry(at: place(part))?.fields ?? [:],
          tag: assessment.tag(at: place(part)))
      }
      switch form.task.kind {
      case .mark(let question, let descriptors):
        let marking = assessment.marking(place(.moderated))
        let people = (marking?.individual.map(\.evaluator) ?? []) + (marking?.abstained.map(\.evaluator) ?? [])
        return AwaitedEvidence(
          requirement: requirement.id, evidence: form.task.evidence, kind: "marks", question: question,
          descriptors: descriptors,
          entries: people.map { entry(.individual(evaluator: $0), "individual", $0) }
            + [entry(.moderated, "moderated")])
      case .claim(_, _, let sha256):
        let claim = assessment.claim(place(.claim(sha256: sha256)), sha256)
        let people = (claim?.individual.map(\.evaluator) ?? []) + (claim?.abstained.map(\.evaluator) ?? [])
        return AwaitedEvidence(
          requirement: requirement.id, evidence: form.task.evidence, kind: "claim", question: nil, descriptors: [],
          sha256: sha256,
          entries: people.map { entry(.reading(evaluator: $0, sha256: sha256), "individual", $0) }
            + [entry(.claim(sha256: sha256), "claim")])
      }
    }
  }

  /// Writes a mark, of an evaluator or the one agreed on.
  func write(_ mark: MarkRequest, by evaluator: String?, _ visit: Visit, tag: String) async throws -> String {
    let run = try await opened(visit)
    let place: AssessmentPlace.Part
    if let evaluator {
      place = .individual(evaluator: try person(evaluator, visit.session))
    } else {
      place = .moderated
    }
    return try await put(try Self.entry(mark, at: place), place, .assessment, run, visit, tag)
  }

  /// A mark, or an abstention of one evaluator.
  private static func entry(
    _ request: MarkRequest, at place: AssessmentPlace.Part
  ) throws(Refusal) -> AssessmentEntry {
    let reason = try reason(request.reason)
    switch (request.mark, request.abstains ?? false) {
    case (let mark?, false): return .mark(Assessment.GivenMark(mark: mark, reason: reason))
    case (nil, true) where place != .moderated: return .abstention(reason: reason)
    case (nil, _), (_, true):
      throw Refusal(
        .unprocessableContent, "A mark is asked for",
        "Give one of the marks that are described; an evaluator, and nobody else, may abstain instead.")
    }
  }

  /// Writes what one evaluator read in a document.
  func write(_ reading: ReadingRequest, by evaluator: String, _ visit: Visit, tag: String) async throws -> String {
    let run = try await opened(visit)
    let name = try person(evaluator, visit.session)
    let digest = try Self.digest(reading.sha256)
    let reason = try Self.reason(reading.reason)
    let entry: AssessmentEntry
    switch (reading.answer, reading.abstains ?? false) {
    case (let answer?, false): entry = .answer(Assessment.GivenAnswer(answer: answer, reason: reason))
    case (nil, true): entry = .abstention(reason: reason)
    case (nil, false), (_, true):
      throw Refusal(
        .unprocessableContent, "An answer is asked for",
        "Choose confirmed, refused or denied, or abstain and say why.")
    }
    return try await put(entry, .reading(evaluator: name, sha256: digest), .statement, run, visit, tag)
  }

  /// Declares an evaluator's conflict of interest in the bid of a run.
  func declare(_ conflict: ConflictRequest, of evaluator: String, _ visit: Visit, tag: String) async throws -> String {
    let run = try await opened(visit)
    guard await run.rules != nil else { throw Self.unreadableRules }
    let recusal = Assessment.Recusal(
      evaluator: try person(evaluator, visit.session), reason: try Self.reason(conflict.reason))
    return try await assessments.declare(recusal, ifMatch: tag, by: visit.session.name, of: run)
  }

  /// Conflicts of interest that were declared in the bid of a run.
  func conflicts(in run: OpenedRun) async throws -> [DeclaredConflict] {
    let assessment = try await assessments.assessment(of: run)
    return assessment.conflicts.map {
      DeclaredConflict(
        evaluator: $0.evaluator, reason: $0.reason, tag: assessment.tag(ofConflict: $0.evaluator))
    }
  }

  private static var unreadableRules: Refusal {
    Refusal(.conflict, "The rules of this run can't be read", "This version can't read its specification.")
  }

  private static func digest(_ text: String?) throws(Refusal) -> String? {
    if let text, text.wholeMatch(of: #/[0-9a-f]{64}/#) == nil {
      throw Refusal(.unprocessableContent, "This is no fingerprint", "`sha256` is 64 hex digits.")
    }
    return text
  }

  /// Writes what evaluators agreed on of a document.
  func write(_ claim: ClaimRequest, _ visit: Visit, tag: String) async throws -> String {
    let run = try await opened(visit)
    var evaluators: [String] = []
    for name in claim.evaluators where !evaluators.contains(name) { evaluators.append(try Self.line(name)) }
    guard !evaluators.isEmpty else {
      throw Refusal(.unprocessableContent, "Nobody has read it", "Say who read the document.")
    }
    if let name = visit.session.name, !evaluators.contains(name) { throw Self.notYours(name) }
    let digest = try Self.digest(claim.sha256)
    let entry = AssessmentEntry.claim(
      answer: claim.answer, reason: try Self.reason(claim.reason), evaluators: evaluators)
    return try await put(entry, .claim(sha256: digest), .statement, run, visit, tag)
  }

  private func put(
    _ entry: AssessmentEntry, _ part: AssessmentPlace.Part, _ kind: EvidenceKind, _ run: OpenedRun, _ visit: Visit,
    _ tag: String
  ) async throws -> String {
    let requirement = try run.requirement(visit.place("requirement"))
    let reference = "\(requirement.id)@\(requirement.revision)"
    let evidence = visit.place("evidence")
    guard await run.rules != nil else { throw Self.unreadableRules }
    guard await run.rule(reference)?.evidence.contains(where: { $0.id == evidence && $0.kind == kind }) == true else {
      throw Refusal(.notFound, "No such evidence", "\(reference) asks for no \(kind.rawValue) of this name.")
    }
    let place = AssessmentPlace(requirement: reference, evidence: evidence, part: part)
    return try await assessments.write(entry, at: place, ifMatch: tag, by: visit.session.name, of: run)
  }

  /// The name of an evaluator; whoever has a name of their own writes under no other.
  private func person(_ name: String, _ session: Sessions.Session) throws(Refusal) -> String {
    // It becomes a key of the file, and those are written like this.
    guard Desk.isIdentifier(name) else {
      throw Refusal(
        .unprocessableContent, "This is no evaluator's name",
        "Letters, digits, `.`, `_` and `-`, beginning with a letter or digit: `first-reader`.")
    }
    if let own = session.name, own != name { throw Self.notYours(own) }
    return name
  }

  private static func notYours(_ name: String) -> Refusal {
    Refusal(.forbidden, "This is somebody else's", "You have signed in as \(name) and write under this name alone.")
  }

  private static func line(_ text: String) throws(Refusal) -> String {
    let line = text.trimmingCharacters(in: .whitespaces)
    guard (1...100).contains(line.count), line.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { throw Refusal(.unprocessableContent, "This is no name", "A name is one line of at most 100 characters.") }
    return line
  }

  private static func reason(_ text: String) throws(Refusal) -> String {
    // The language keeps no spaces at the ends of lines.
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let reason = lines.map { String($0).trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard (1...8_000).contains(reason.count) else {
      throw Refusal(.unprocessableContent, "A reason is asked for", "It has at most 8,000 characters.")
    }
    return reason
  }
}
