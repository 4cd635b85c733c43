import Foundation
import TestPeers
import Testing

/// `assay pack` and `assay evaluate`: a tender from its pack to bids that were evaluated.
@Suite("A tender from pack to evaluation", .serialized)
struct TenderEvaluationTests {
  /// A filled schedule, saved by LibreOffice in another format: the answers by row.
  private static func fill(
    _ tender: TenderedArchive, lot: String, as format: String, to target: String, _ answers: [String: String],
    document: Bool = true
  ) throws {
    let script = """
      import openpyxl, sys, json
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book['Response']
      if \(document ? "True" : "False"): book['Documents']['A4'] = 'statement'
      answers = json.loads(sys.argv[3])
      for row in range(8, sheet.max_row + 1):
          level = answers.get(sheet.cell(row, 1).value)
          if level:
              sheet.cell(row, 7).value = level
              sheet.cell(row, 8).value = 'As the statement says, "verbatim"; all of it'
              sheet.cell(row, 9).value, sheet.cell(row, 10).value = 'statement', 1
      book.save(sys.argv[2])
      """
    let filled = tender.path("filled/answers.xlsx")
    try FileManager.default.createDirectory(atPath: tender.path("filled"), withIntermediateDirectories: true)
    let result = try ExternalTool.run(
      "python3",
      [
        "fill.py", tender.path("pack/\(lot)/response-schedule.xlsx"), filled,
        String(decoding: try JSONEncoder().encode(answers), as: UTF8.self),
      ], files: ["fill.py": script])
    try #require(result.status == 0, "\(result.output)")
    var source = filled
    if format != "xlsx" {
      let saved = try ExternalTool.run(
        "soffice",
        [
          "--headless", "-env:UserInstallation=file://\(tender.path("office"))", "--convert-to", format, "--outdir",
          tender.path("saved"), filled,
        ])
      source = tender.path("saved/answers.\(format)")
      try #require(FileManager.default.fileExists(atPath: source), "\(saved.output)")
    }
    let file = URL(fileURLWithPath: tender.path(target))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: source, toPath: file.path)
  }

  private static let all = ["TND-1@1": "full", "TND-2@3": "full", "TND-3@1": "full"]

  private struct Ledger: Decodable {
    struct Entry: Decodable {
      var by: String
      var previous: String?
      var packSHA256: String?
      var outcomes: [Outcome]
    }
    struct Outcome: Decodable, Equatable {
      var lot: String
      var bid: String
      var folder: String
      var work: String
      var verdicts: String
      var gate: String
    }
    var entries: [Entry]
  }

  private static func ledger(_ tender: TenderedArchive) throws -> Ledger {
    try JSONDecoder().decode(
      Ledger.self, from: Data(contentsOf: URL(fileURLWithPath: tender.path("out/evaluation.json"))))
  }

  private static func states(_ tender: TenderedArchive, _ folder: String) throws -> [String] {
    let verdicts = try Verdicts(URL(fileURLWithPath: tender.path("out/\(folder)/verdicts.json")))
    return verdicts.groups.flatMap(\.requirements).map(\.shown)
  }

  @Test("Three bidders: pack, schedules edited by LibreOffice, evaluation, judged again, and what is refused")
  func whole() async throws {
    let good = try await MisbehavingPeer(.none)
    let bad = try await MisbehavingPeer(.abortsAtCommand)
    defer {
      good.stop()
      bad.stop()
    }
    let tender = try TenderedArchive(good: good.port, bad: bad.port)
    func assay(_ arguments: String...) async throws -> Assay.Ended {
      try await AssayProcess(arguments, in: tender.folder).ended()
    }

    // The pack: the same bytes each time, and never over another.
    for folder in ["pack", "again"] {
      let packed = try await assay("pack", "tender.yaml", "--out", folder, "--published", "2026-03-02")
      #expect(packed.status == 0, "\(packed.error)")
    }
    #expect(try ExternalTool.run("diff", ["-r", tender.path("pack"), tender.path("again")]).status == 0)
    #expect(try await assay("pack", "tender.yaml", "--out", "pack").status == 1)
    let sums = try ExternalTool.run(
      "python3",
      [
        "-c",
        """
        import hashlib, json, sys
        m = json.load(open(sys.argv[1] + '/manifest.json'))
        print(all(hashlib.sha256(open(sys.argv[1] + '/' + p, 'rb').read()).hexdigest() == d for p, d in m['files'].items()))
        print(sorted(p for p in m['files'] if p.startswith('hub/') or '/' not in p), m['rules']['lots'][0]['qualityWeight'])
        """, tender.path("pack"),
      ]
    ).output
    #expect(
      sums == """
        True
        ['hub/declaration.yaml', 'hub/response-schedule.xlsx', 'hub/specification.docx', 'hub/specification.html', \
        'instructions.docx', 'instructions.html', 'methodology.docx', 'methodology.html'] 70

        """)

    // The bidders: the first hands in an ODS schedule, the second a declaration made from CSV, the third XLSX with a gap.
    try Self.fill(tender, lot: "hub", as: "ods", to: "bids/one/answers.ods", Self.all)
    try Self.fill(
      tender, lot: "site", as: "csv", to: "two.csv", ["TND-1@1": "full", "TND-2@3": "full", "TND-3@1": "partial"])
    try Self.fill(
      tender, lot: "hub", as: "xlsx", to: "bids/three/answers.xlsx", ["TND-1@1": "full", "TND-2@3": "full"])
    try tender.bid("one", declaration: "answers.ods")
    try tender.bid("two", declaration: "declaration.yaml")
    try tender.bid("three", declaration: "answers.xlsx", statement: "Name,Value\nColour,Green\n")
    let one = try await assay("pack", "pack", "--check", "bids/one/answers.ods")
    #expect(one.status == 0 && one.output.contains("3 of 3 requirements are answered"), "\(one.error)")
    let two = try await assay(
      "pack", "pack", "--read", "two.csv", "--bid", "bids/two", "--out", "bids/two/declaration.yaml")
    #expect(two.status == 0, "\(two.error)")
    #expect(try tender.text("bids/two/declaration.yaml").contains("level: partial"))
    let read = try await assay(
      "pack", "pack", "--check", "bids/two/declaration.yaml", "--lot", "site", "--bid", "bids/two")
    #expect(read.status == 0, "\(read.error)")
    let three = try await assay("pack", "pack", "--check", "bids/three/answers.xlsx")
    #expect(three.status == 2 && three.error.contains("Response!G10: TND-3@1 is not answered"), "\(three.error)")
    let otherLot = try await assay("pack", "pack", "--check", "two.csv", "--lot", "hub")
    #expect(
      otherLot.status == 2 && otherLot.error.contains("two.csv!B3: lot is “site”, not “hub”"), "\(otherLot.error)")

    // The second is run beforehand, and the tender names the record.
    let record = try await assay(
      "run", "spec", "--network", "good.yaml", "--bid", "bids/two", "--out", "record", "--seed", "1", "--now",
      "2026-01-01")
    #expect(record.status == 0, "\(record.error)")
    try tender.write(
      TenderedArchive.tender(
        bids: """

            - {bid: bids/one, lot: hub, network: good.yaml}
            - {bid: bids/three, lot: hub, network: bad.yaml}
            - {bid: bids/two, lot: site, run: record}
          """), "tender.yaml")
    let evaluated = try await assay(
      "evaluate", "tender.yaml", "--pack", "pack", "--out", "out", "--by", "Board", "--now", "2026-06-01", "--seed", "7"
    )
    #expect(evaluated.status == 4, "\(evaluated.error)\(evaluated.output)")
    #expect(try Self.states(tender, "hub/one") == ["met", "met", "met"])
    #expect(try Self.states(tender, "hub/three") == ["not met", "not demonstrated", "not demonstrated"])
    #expect(try Self.states(tender, "site/two") == ["met", "met", "not met"])
    let first = try Self.ledger(tender)
    #expect(first.entries.map(\.by) == ["Board"] && first.entries.first?.packSHA256?.count == 64)
    #expect(first.entries.first?.outcomes.map(\.folder) == ["hub/one", "hub/three", "site/two"])
    #expect(first.entries.first?.outcomes.map(\.work) == ["run", "run", "judged"])
    #expect(first.entries.first?.outcomes.map(\.gate) == ["passed", "failed", "passed"])
    let page = try tender.text("out/index.html")
    for link in ["hub/one/index.html", "hub/three/index.html", "site/two/index.html", "hub/comparison.html"] {
      #expect(page.contains("href=\"\(link)\"") && FileManager.default.fileExists(atPath: tender.path("out/\(link)")))
    }

    // Judged again: the same verdicts, and another entry.
    good.stop()
    let again = try await assay(
      "evaluate", "tender.yaml", "--pack", "pack", "--out", "out", "--by", "Auditor", "--rejudge")
    #expect(again.status == 4, "\(again.error)")
    let second = try Self.ledger(tender)
    #expect(second.entries.map(\.by) == ["Board", "Auditor"] && second.entries.last?.previous != nil)
    #expect(second.entries.first?.outcomes.map(\.verdicts) == second.entries.last?.outcomes.map(\.verdicts))

    try await refusals(tender, assay)
  }

  /// Each change is refused by name, leaves the ledger as it was, and is put back.
  private func refusals(_ tender: TenderedArchive, _ assay: (String...) async throws -> Assay.Ended) async throws {
    let before = try tender.text("out/evaluation.json")
    func refused(_ file: String, _ old: String, _ new: String, _ message: String, status: Int32 = 2) async throws {
      let text = try tender.text(file)
      try tender.change(file, old, new)
      let ended = try await assay("evaluate", "tender.yaml", "--pack", "pack", "--out", "out", "--by", "X", "--rejudge")
      #expect(ended.status == status && ended.error.contains(message), "\(file): \(ended.status) \(ended.error)")
      try tender.write(text, file)
    }
    try await refused(
      "tender.yaml", "quality: 70, price: 30", "quality: 80, price: 20",
      "lot hub, weight of quality: the pack has 70, the tender now has 80")
    try await refused("tender.yaml", "gates: [TND-1]", "gates: [TND-9]", "the gate `TND-9` is no requirement")
    try await refused(
      "spec/groups/archive.yaml", "weight: 3", "weight: 4", "SHA-256 of the specification: the pack has")
    try await refused("pack/instructions.html", "Answering", "Altering", "instructions.html was altered")
    try await refused("out/evaluation.json", "\"by\" : \"Board\"", "\"by\" : \"Other\"", "evaluation.json was altered")
    try await refused(
      "bids/one/statement.csv", "No,Yes", "Yes,Yes",
      "the record holds another statement.csv than the bid bids/one has")
    try await refused(
      "bids/two/bid.yaml", "title: Conformance statement",
      "title: Conformance statement, sha256: \(String(repeating: "0", count: 64))",
      "`statement.csv` is not the document that the bid names: its SHA-256 is")
    try await refused(
      "bids/two/bid.yaml", "path: statement.csv", "path: lost.txt", "the document `lost.txt` cannot be opened")
    try await refused(
      "bids/two/declaration.yaml", "document: \"statement\"", "document: \"other\"",
      "names document `other`, which the bid does not have")
    try await refused("out/hub/one/verdicts.json", "\"passed\"", "\"failed\"", "verdicts.json")
    let day = try await assay(
      "evaluate", "tender.yaml", "--out", "out", "--by", "X", "--rejudge", "--now", "2027-01-01")
    #expect(
      day.status == 2 && day.error.contains("day: the ledger has 2026-06-01, --now is 2027-01-01"), "\(day.error)")
    let twice = try await assay("evaluate", "tender.yaml", "--out", "out", "--by", "X", "--bid", "one")
    #expect(twice.status == 1 && twice.error.contains("was evaluated already"), "\(twice.error)")
    #expect(try tender.text("out/evaluation.json") == before)
  }
}
