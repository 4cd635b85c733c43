import Evidence
import Specification

/// What one piece of evidence shows.
public struct EvidenceVerdict: Codable, Hashable, Sendable {
  /// Evidence id.
  public var id: String
  /// Kind.
  public var kind: EvidenceKind
  /// What it shows.
  public var result: Result
  /// Why, for people.
  public var why: String
  /// Assertions with what was found.
  public var findings: [Finding]
  /// Words of documents.
  public var citations: [Citation]
  /// Steps carried out.
  public var steps: [StepSummary]
  /// What evaluators found where the reading of a document left a doubt; it then decided the result.
  public var assessed: Assessed?
  /// The mark on which evaluators agreed; it then decided the result.
  public var marked: Marked?
  /// False where it does not hold, and the requirement does without it: another way that it allows was shown. Nil elsewhere.
  public var needed: Bool?
  /// Whether it does not hold and nothing is lost by that.
  public var isSpared: Bool { needed == false }

  /// What a piece of evidence shows.
  public enum Result: String, CaseIterable, Codable, Hashable, Sendable {
    /// It shows that the requirement holds.
    case holds
    /// Evaluators gave it a mark between the lowest and the highest.
    case holdsInPart = "holds in part"
    /// It is evidence against.
    case fails
    /// It shows nothing either way.
    case silent
    /// It would need a person to read it: a claim below the decisive confidence, or a disputed one.
    case needsHumanEye = "needs a human eye"
    /// The harness or the network failed.
    case undetermined
  }

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case assessed, citations, findings, id, kind, marked, needed, result, steps, why
  }

  /// Makes a verdict.
  public init(
    id: String, kind: EvidenceKind, result: Result, why: String, findings: [Finding], citations: [Citation],
    steps: [StepSummary]
  ) {
    self.id = id
    self.kind = kind
    self.result = result
    self.why = why
    self.findings = findings
    self.citations = citations
    self.steps = steps
  }
}
