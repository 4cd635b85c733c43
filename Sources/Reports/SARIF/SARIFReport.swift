import Judgement
import Specification

/// SARIF 2.1.0 (OASIS) of a scorecard, for services that show findings beside the lines of a repository: each requirement is a
/// rule, each one that is not met a result at its place in the specification.
///
/// | state | kind | level |
/// |---|---|---|
/// | not met, contradicted, partly met | fail | error where mandatory, else warning |
/// | not demonstrated | fail where mandatory, else review | error, else none |
/// | inconclusive | open | none |
/// | met, not applicable | no result | |
///
/// A waiver becomes a suppression of kind `external` with its reason.
public enum SARIFReport {
  /// Renders the file.
  ///
  /// - Parameters:
  ///   - places: where each requirement stands, by id; a requirement without one has no location.
  ///   - folder: the specification's folder in the repository, that places are relative to; nil where it is unknown.
  public static func render(_ scorecard: Scorecard, places: [String: SourceSpan], folder: String? = nil) -> String {
    let verdicts = scorecard.groups.flatMap(\.requirements)
    let parts = scorecard.run.tool.split(separator: " ", maxSplits: 1).map(String.init)
    let driver: JSONText = .members([
      ("name", .string(parts.first ?? "assay")),
      ("version", parts.count == 2 ? .string(parts[1]) : nil),
      ("rules", .array(verdicts.map(rule))),
    ])
    let run: JSONText = .members([
      ("tool", ["driver": driver]),
      (
        "invocations",
        [
          .members([
            ("executionSuccessful", .boolean(!scorecard.isProvisional)),
            ("exitCode", .number(scorecard.exitCode)),
            ("startTimeUtc", .string(scorecard.run.startedAt)),
            ("endTimeUtc", scorecard.run.endedAt.map { .string($0) }),
          ])
        ]
      ),
      ("automationDetails", ["id": .string("\(scorecard.specification.id)/\(scorecard.bid.id)/")]),
      ("columnKind", "unicodeCodePoints"),
      (
        "results",
        .array(
          verdicts.enumerated().compactMap { index, verdict in
            result(verdict, index: index, place: places[verdict.id], folder: folder)
          })
      ),
      (
        "properties",
        [
          "gate": .string(scorecard.gate.state.rawValue), "score": .string(scorecard.shownScore),
          "coverage": .string(scorecard.score.coverage.shown),
        ]
      ),
    ])
    let file: JSONText = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0", "runs": [run],
    ]
    return file.rendered
  }

  private static func rule(_ verdict: RequirementVerdict) -> JSONText {
    .members([
      ("id", .string(verdict.id)),
      ("name", .string(verdict.title)),
      ("shortDescription", ["text": .string(verdict.title)]),
      ("fullDescription", ["text": .string(verdict.statement)]),
      ("help", verdict.remedy.map { ["text": .string($0), "markdown": .string($0)] }),
      ("defaultConfiguration", ["level": .string(verdict.level == .mandatory ? "error" : "warning")]),
      (
        "properties",
        [
          "level": .string(verdict.level.rawValue), "weight": .number(verdict.weight),
          "revision": .number(verdict.revision), "tags": .array(verdict.tags.map { .string($0) }),
        ]
      ),
    ])
  }

  private static func result(
    _ verdict: RequirementVerdict, index: Int, place: SourceSpan?, folder: String?
  ) -> JSONText? {
    let isMandatory = verdict.level == .mandatory
    let (kind, level): (String, String)
    switch verdict.state {
    case .met, .notApplicable: return nil
    case .partlyMet, .notMet, .contradicted: (kind, level) = ("fail", isMandatory ? "error" : "warning")
    case .notDemonstrated: (kind, level) = isMandatory ? ("fail", "error") : ("review", "none")
    case .inconclusive: (kind, level) = ("open", "none")
    }
    let findings = verdict.findingsAgainst
    let words = findings.prefix(5).map { "Expected \($0.expected); found \($0.found)." }
    return .members([
      ("ruleId", .string(verdict.id)), ("ruleIndex", .number(index)), ("kind", .string(kind)),
      ("level", .string(level)),
      ("message", ["text": .string(([verdict.why] + words).joined(separator: "\n"))]),
      ("locations", place.map { [location($0, folder: folder)] }),
      ("partialFingerprints", ["requirement/v1": .string("\(verdict.id)@\(verdict.revision)")]),
      (
        "suppressions",
        verdict.waiver.map { waiver in
          [
            [
              "kind": "external", "status": "accepted",
              "justification": .string("\(waiver.reason) Until \(waiver.expires), by \(waiver.approver)."),
            ]
          ]
        }
      ),
      (
        "properties",
        ["state": .string(verdict.state.rawValue), "credit": .string(verdict.shownCredit)]
      ),
    ])
  }

  private static func location(_ place: SourceSpan, folder: String?) -> JSONText {
    let path = folder.map { $0.isEmpty || $0 == "." ? place.file : "\($0)/\(place.file)" } ?? place.file
    return [
      "physicalLocation": [
        "artifactLocation": .members([
          ("uri", .string(address(path))), ("uriBaseId", folder == nil ? "SPECIFICATION" : nil),
        ]),
        "region": ["startLine": .number(place.line), "startColumn": .number(place.column)],
      ]
    ]
  }

  /// A path as a relative reference (RFC 3986 §4.2).
  private static func address(_ path: String) -> String {
    path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
  }
}
