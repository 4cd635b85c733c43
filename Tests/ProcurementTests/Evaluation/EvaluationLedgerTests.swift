import Foundation
import Inventory
import Procurement
import Specification
import Testing

@Suite("The ledger of a tender's evaluation")
struct EvaluationLedgerTests {
  private static func tender(quality: Int = 60, gates: [String] = ["STO-1"], threshold: Int = 50) -> Tender {
    Tender(
      id: "t", title: "Tender", buyer: "Buyer", specification: "spec", gates: gates,
      lots: [
        Tender.Lot(id: "north", title: "North", qualityWeight: quality, qualityThreshold: ExactFraction(threshold, 1))
      ], folder: ".")
  }

  private static func rules(_ tender: Tender = tender(), _ set: RuleSet = SampleSchedule.rules) -> TenderRules {
    TenderRules(tender, rules: [set])
  }

  private static func entry(by: String) -> EvaluationLedger.Entry {
    EvaluationLedger.Entry(
      by: by, at: "2026-06-01T10:00:00Z", tool: "assay", tenderSHA256: "a",
      outcomes: [
        EvaluationLedger.Outcome(
          lot: "north", bid: "one", bidder: "One", folder: "north/one", work: .run, inputs: [:], verdicts: by,
          gate: .passed, exitCode: 0)
      ])
  }

  /// A folder with a ledger of two entries.
  private static func folder(_ change: (String) -> String = { $0 }) throws -> URL {
    var ledger = try EvaluationLedger(rules: rules(), now: "2026-06-01")
    try ledger.append(entry(by: "first"))
    try ledger.append(entry(by: "second"))
    #expect(ledger.outcomes.map(\.verdicts) == ["second"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = change(String(decoding: try ledger.encoded(), as: UTF8.self))
    try Data(text.utf8).write(to: folder.appendingPathComponent(TenderEvaluation.ledgerFile))
    return folder
  }

  @Test("A ledger is read back as it was written")
  func identity() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = try #require(try TenderEvaluation.ledger(in: folder))
    #expect(ledger.entries.map(\.by) == ["first", "second"] && ledger.entries.map(\.number) == [1, 2])
    #expect(ledger.rules == Self.rules())
  }

  @Test(
    "An entry, the latest too, or a rule that was altered is noticed",
    arguments: [
      ("\"by\" : \"first\"", "\"by\" : \"other\""), ("\"by\" : \"second\"", "\"by\" : \"other\""),
      ("\"qualityWeight\" : 60", "\"qualityWeight\" : 90"), ("\"folder\" : \"north/one\"", "\"folder\" : \"../one\""),
    ])
  func alteration(before: String, after: String) throws {
    let folder = try Self.folder { $0.replacing(before, with: after) }
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: EvaluationError.self) { try TenderEvaluation.ledger(in: folder) }
    #expect(error?.file == "evaluation.json", "\(error?.description ?? "")")
  }

  @Test("Scorecards are held against the ledger, and the one that is missing is named")
  func scorecards() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: EvaluationError.self) { try TenderEvaluation(folder: folder) }
    #expect(error?.file == "north/one/verdicts.json")
  }

  @Test("Equal rules have equal fingerprints, and each difference is named")
  func differences() throws {
    #expect(try Self.rules().fingerprint() == Self.rules().fingerprint())
    #expect(Self.rules().differences(from: Self.rules(), called: "the pack").isEmpty)
    var other = SampleSchedule.rules
    other.version = "1.3"
    let changed = Self.rules(Self.tender(quality: 70, gates: [], threshold: 55), other)
    #expect(try changed.fingerprint() != Self.rules().fingerprint())
    #expect(
      changed.differences(from: Self.rules(), called: "the pack") == [
        "gates: the pack has STO-1, the tender now has none",
        "lot north, weight of quality: the pack has 60, the tender now has 70",
        "lot north, weight of price: the pack has 40, the tender now has 30",
        "lot north, quality threshold: the pack has 50, the tender now has 55",
        "lot north, specification: the pack has spec 1.2, the tender now has spec 1.3",
      ])
  }

  @Test(
    "Fractions are shown as people write them",
    arguments: [("5/2", "2.5"), ("50", "50"), ("1/3", "1/3"), ("1/8", "0.125")])
  func decimals(exact: String, shown: String) {
    #expect(TenderRules.decimal(exact) == shown)
  }
}
