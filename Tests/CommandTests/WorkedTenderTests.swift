import Foundation
import TestPeers
import Testing

/// A whole tender, from its pack to the award, whose numbers are worked out by hand.
///
/// | | EXC-1 (2) | EXC-2 (6) | EXC (3) | PAP-1 (3) | PAP-2 (1) | PAP (2) | quality |
/// |---|---|---|---|---|---|---|---|
/// | orthanc | 1 | 2/4 | (2 + 3)/8 = 5/8 | 1 | 1 | 1 | (3·5/8 + 2)/5 = 31/40 |
/// | dcmtk | 1 | 4/4 | 1 | 1 | 0 | 3/4 | (3 + 2·3/4)/5 = 9/10 |
/// | reference | 0 | 4/4 | 6/8 = 3/4 | 1 | 1 | 1 | (3·3/4 + 2)/5 = 17/20 |
///
/// The reference answers verification with a failure, fails EXC-1 and is excluded: the lowest price that counts is
/// 900,000. Quality weighs 60, price 40: orthanc has 3/5·31/40 + 2/5·1 = 173/200, dcmtk 3/5·9/10 + 2/5·3/4 = 21/25.
@Suite("A worked tender", .serialized, .timeLimit(.minutes(8)))
struct WorkedTenderTests {
  private static let table = "SOP Class,SOP Class UID,SCU,SCP\nVerification SOP Class,1.2.840.10008.1.1,No,Yes\n"

  /// The simulated archive that answers verification with a failure.
  private static func reference(in folder: URL) async throws -> (process: AssayProcess, port: Int) {
    let network = """
      edition: 1
      kind: network
      id: reference
      title: Reference
      sites:
        - id: a
          name: Site A
          systems:
            - {id: archive, vendor: V, product: P, roles: [archive], permits: [read], endpoints: {dicom: {host: 127.0.0.1, port: 1, ae-title: REFERENCE}}}

      """
    try Data(network.utf8).write(to: folder.appendingPathComponent("reference.yaml"))
    let process = try AssayProcess(
      ["simulate", "reference.yaml", "--ports", "auto", "--write", "chosen.yaml", "--defect", "archive.echo.fails"],
      in: folder)
    do {
      let port = try await process.output { text in
        text.firstMatch(of: #/dicom  127\.0\.0\.1:(\d+)/#).flatMap { Int($0.output.1) }
      }
      return (process, port)
    } catch {
      kill(process.id, SIGTERM)
      throw error
    }
  }

  private struct Award: Decodable {
    struct Lot: Decodable {
      var standings: [Standing]
    }
    struct Standing: Decodable {
      var bid: String
      var rank: Int?
      var total: Verdicts.Number?
      var quality: Verdicts.Number?
      var pricePoints: Verdicts.Number?
      var exclusions: [Exclusion]
    }
    struct Exclusion: Decodable { var reason: String }
    var lots: [Lot]
  }

  private static func standings(_ tender: WorkedTender, _ folder: String) throws -> [String: Award.Standing] {
    let data = try Data(contentsOf: URL(fileURLWithPath: tender.path("\(folder)/award.json")))
    let award = try JSONDecoder().decode(Award.self, from: data)
    return Dictionary(uniqueKeysWithValues: (award.lots.first?.standings ?? []).map { ($0.bid, $0) })
  }

  static func states(_ tender: WorkedTender, _ bid: String) throws -> [String] {
    try Verdicts(URL(fileURLWithPath: tender.path("evaluation/\(bid)/verdicts.json"))).groups.flatMap(\.requirements)
      .map(\.shown)
  }

  @Test(
    "Pack, bids, evaluation, questions and answers, worksheets, moderation, award: every number as worked out by hand")
  func whole() async throws {
    let work = FileManager.default.temporaryDirectory.appendingPathComponent("worked-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    let orthanc = try await Orthanc.start()
    let dcmqrscp = try await DCMQRSCP.start()
    let (reference, port) = try await Self.reference(in: work)
    defer {
      orthanc.process.stop()
      dcmqrscp.stop()
      kill(reference.id, SIGINT)
    }
    let tender = try WorkedTender([
      .init(
        id: "orthanc", name: "Orthanc", statement: ("statement.csv", Self.table),
        declared: ("full", "Planned for the spring release."), port: orthanc.process.port, title: Orthanc.aeTitle),
      .init(
        id: "dcmtk", name: "DCMTK",
        statement: ("statement.txt", "The product supports the Verification SOP Class as an SCP.\n"),
        declared: ("none", "Not offered."), port: dcmqrscp.port, title: DCMQRSCP.aeTitle),
      .init(
        id: "reference", name: "Reference & <Sons>", statement: ("statement.csv", Self.table),
        declared: ("full", "As delivered."), port: port, title: "REFERENCE"),
    ])
    try await evaluate(tender)
    try await ask(tender)
    try await assess(tender)
    try await award(tender)
  }

  /// From the pack to bids that were evaluated, before anybody has assessed them.
  private func evaluate(_ tender: WorkedTender) async throws {
    let packed = try await tender.assay("pack", "tender.yaml", "--out", "pack", "--published", "2026-03-02")
    #expect(packed.status == 0, "\(packed.error)")
    try tender.write(tender.tender([:]), "tender.yaml")
    let checked = try await tender.assay("check", "tender.yaml")
    #expect(checked.status == 0, "\(checked.error)")
    let evaluated = try await tender.assay(
      "evaluate", "tender.yaml", "--pack", "pack", "--out", "evaluation", "--by", "Board", "--now", "2026-06-01",
      "--seed",
      "7")
    #expect(evaluated.status == 4, "\(evaluated.error)\(evaluated.output)")
    #expect(try Self.states(tender, "orthanc") == ["met", "not demonstrated", "met", "met"])
    #expect(
      try Self.states(tender, "dcmtk") == ["not demonstrated", "not demonstrated", "not demonstrated", "not met"])
    #expect(try Self.states(tender, "reference") == ["contradicted", "not demonstrated", "met", "met"])
    // Without prices and evaluators the award is provisional.
    let early = try await tender.assay("award", "tender.yaml", "--evaluation", "evaluation", "--out", "early")
    #expect(early.status == 3 && early.output.contains("provisional"), "\(early.output)\(early.error)")
  }

  /// The award, with the numbers of the table above.
  private func award(_ tender: WorkedTender) async throws {
    let prices = ["orthanc": 900_000, "dcmtk": 1_200_000, "reference": 600_000]
    var further = prices.mapValues { ", price: \($0)" }
    for bid in prices.keys { further[bid, default: ""] += ", assessment: assessments/\(bid).yaml" }
    further["dcmtk", default: ""] += ", answers: answers/dcmtk.yaml"
    try tender.write(tender.tender(further), "tender.yaml")
    let checked = try await tender.assay("check", "tender.yaml")
    #expect(checked.status == 0, "\(checked.error)")
    let evaluated = try await tender.assay(
      "evaluate", "tender.yaml", "--pack", "pack", "--out", "evaluation", "--by", "Board", "--rejudge")
    #expect(evaluated.status == 4, "\(evaluated.error)")
    #expect(try Self.states(tender, "orthanc") == ["met", "partly met 0.5", "met", "met"])
    #expect(try Self.states(tender, "dcmtk") == ["met", "met", "met", "not met"])
    #expect(try Self.states(tender, "reference") == ["contradicted", "met", "met", "met"])
    let page = try tender.text("evaluation/dcmtk/index.html")
    for words in ["Not counted, for a conflict of interest", "Wrote a part of it.", "third saw it so."] {
      #expect(page.contains(words))
    }
    #expect(try tender.text("evaluation/orthanc/index.html").contains("<b>third</b> abstained: third saw it so."))

    let awarded = try await tender.assay(
      "award", "tender.yaml", "--evaluation", "evaluation", "--out", "award", "--samples", "50")
    #expect(awarded.status == 0, "\(awarded.error)\(awarded.output)")
    let standings = try Self.standings(tender, "award")
    #expect(standings["orthanc"]?.quality?.exact == "31/40" && standings["orthanc"]?.pricePoints?.exact == "1")
    #expect(standings["orthanc"]?.total?.exact == "173/200" && standings["orthanc"]?.rank == 1)
    #expect(standings["dcmtk"]?.quality?.exact == "9/10" && standings["dcmtk"]?.pricePoints?.exact == "3/4")
    #expect(standings["dcmtk"]?.total?.exact == "21/25" && standings["dcmtk"]?.rank == 2)
    #expect(standings["reference"]?.quality?.exact == "17/20" && standings["reference"]?.rank == nil)
    #expect(standings["reference"]?.exclusions.first?.reason.contains("EXC-1") == true)
    try consensus(tender)
    try await summaries(tender)
    // Under another weight of quality the other bid leads; the tender's own is what counts.
    let compared = try await tender.assay(
      "compare", "evaluation/orthanc", "evaluation/dcmtk", "evaluation/reference", "--tender", "tender.yaml", "--out",
      "compared")
    #expect(compared.status == 0, "\(compared.error)")
    #expect(try tender.text("compared/index.html").contains("Price in GBP"))
    try await refusals(tender)
  }

  /// Each fault of the tender and its bids is named by `assay check tender.yaml`, and put back.
  private func refusals(_ tender: WorkedTender) async throws {
    func refused(_ file: String, _ old: String, _ new: String, _ message: String) async throws {
      let text = try tender.text(file)
      #expect(text.contains(old))
      try tender.write(text.replacing(old, with: new), file)
      let ended = try await tender.assay("check", "tender.yaml")
      #expect(ended.status == 2 && ended.error.contains(message), "\(file): \(ended.status) \(ended.error)")
      try tender.write(text, file)
    }
    try await refused(
      "tender.yaml", "quality: 60, price: 40", "quality: 70, price: 40",
      "quality 70 and price 40 add up to 110, not to 100")
    try await refused(
      "bids/dcmtk/bid.yaml", "title: Conformance statement",
      "title: Conformance statement, sha256: \(String(repeating: "0", count: 64))",
      "`statement.txt` is not the document that the bid names: its SHA-256 is")
    try await refused(
      "bids/orthanc/bid.yaml", "path: statement.csv", "path: lost.csv", "the document `lost.csv` cannot be opened")
    try await refused("tender.yaml", "gates: [EXC-1]", "gates: [EXC-9]", "the gate `EXC-9` is no requirement")
    try await refused("assessments/dcmtk.yaml", "bid: \"dcmtk\"", "bid: \"orthanc\"", "the assessment is of the bid")
    try await refused("answers/dcmtk.yaml", "EXC-1@1", "EXC-1@2", "`EXC-1` has revision 1, not 2")
    try await refused(
      "bids/reference/declaration.yaml", "PAP-2@1", "PAP-9@1", "there is no requirement `PAP-9`")
    try await refused("bids/reference/network.yaml", "roles: [archive]", "roles: [printer]", "printer")
  }

  @Test(
    "Wrong use of award, clarify and worksheet ends with 1, and what is not there with 2",
    arguments: [
      (["award", "tender.yaml", "--out", "x", "--now", "soon"], 1, "--now is a day"),
      (["award", "tender.yaml", "--out", "x", "--samples", "0"], 1, "--samples is a number from 1"),
      (
        ["award", "tender.yaml", "--out", "x", "--chance-inconclusive", "101"], 1, "A chance is a number from 0 to 100"
      ),
      (["award", "tender.yaml"], 1, "--out"),
      (["award", "lost.yaml", "--out", "x"], 2, "lost.yaml"),
      (
        ["award", "tender.yaml", "--evaluation", "nowhere", "--out", "x"], 2,
        "the bids were not evaluated into this folder"
      ),
      (["award", "tender.yaml", "--out", "x", "--quiet"], 3, nil),
      (["clarify", "tender.yaml", "--out", "x", "--now", "soon"], 1, "--now is a day"),
      (["clarify", "tender.yaml", "--out", "x", "--bid", "bids/one"], 1, "--bid belongs to --read"),
      (["clarify", "nowhere", "--read", "a.xlsx", "--out", "x"], 1, "holds no questions.json"),
      (["clarify", "lost.yaml", "--out", "x"], 2, "lost.yaml"),
      (["clarify", "tender.yaml", "--out", "x"], 0, "has not been evaluated, so there is nothing to ask yet"),
      (["worksheet", "tender.yaml"], 1, "Give one of --evaluators, --moderate, --read and --check"),
      (["worksheet", "tender.yaml", "--evaluators", "a b", "--out", "x"], 1, "a name has letters"),
      (["worksheet", "tender.yaml", "--evaluators", "a,a", "--out", "x"], 1, "names somebody twice"),
      (["worksheet", "tender.yaml", "--moderate", "--out", "x"], 1, "Give --assessments"),
      (["worksheet", "tender.yaml", "--evaluators", "a", "--out", "x"], 1, "there is no such bid that was evaluated"),
    ] as [([String], Int32, String?)])
  func usage(arguments: [String], status: Int32, message: String?) async throws {
    let tender = try WorkedTender([
      .init(
        id: "one", name: "One", statement: ("statement.csv", Self.table), declared: ("full", "All."), port: 9,
        title: "ONE")
    ])
    try tender.write(tender.tender(["one": ", price: 1"]), "tender.yaml")
    let ended = try await AssayProcess(arguments, in: tender.folder).ended()
    #expect(ended.status == status, "\(ended.status) \(ended.error)\(ended.output)")
    if let message { #expect(ended.error.contains(message), "\(ended.error)") }
  }
}
