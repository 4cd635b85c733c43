import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Index of runs")
struct IndexTests {
  /// Where an index is kept: what holds of one holds of the other.
  enum Kind: String, CaseIterable {
    case sqlite
    case postgresql

    func choice() async throws -> (IndexChoice, PostgreSQLServer?) {
      switch self {
      case .sqlite: return (.sqlite, nil)
      case .postgresql:
        let server = try await PostgreSQLServer()
        return (.postgresql(try PostgreSQLAddress(server.address), name: nil), server)
      }
    }
  }

  private func runs(_ shop: Workshop) async throws -> [IndexedRun] {
    let library = try await RunLibrary(of: shop.folder)
    _ = try await library.folder(now: true)
    return try await library.index.runs(RunFilter()).runs
  }

  @Test(
    "It is built anew when it is missing, garbage, cut, of another form, a folder or a link",
    arguments: [
      "missing", "garbage", "cut", "form", "folder", "link",
    ])
  func rebuilt(how: String) async throws {
    let shop = try await Workshop.copy()
    #expect(try await runs(shop).map(\.path) == ["runs/first"])
    let file = shop.folder.appendingPathComponent(SQLiteRunIndex.fileName)
    let sound = try Data(contentsOf: file)
    try FileManager.default.removeItem(at: file)
    let victim = shop.folder.appendingPathComponent("victim.txt")
    try Data("not ours".utf8).write(to: victim)
    switch how {
    case "garbage": try Data(repeating: 0x41, count: 9_000).write(to: file)
    case "cut": try sound.prefix(sound.count / 3).write(to: file)
    case "form":
      // The user version of the database stands at offset 60 of its header, big-endian.
      var other = sound
      other[63] = 99
      try other.write(to: file)
    case "folder": try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    case "link": try FileManager.default.createSymbolicLink(at: file, withDestinationURL: victim)
    default: break
    }
    let found = try await runs(shop)
    #expect(found.map(\.path) == ["runs/first"])
    #expect(found.first?.gate == "undecided" && found.first?.score == "0.00 to 33.33")
    #expect(try String(contentsOf: victim, encoding: .utf8) == "not ours")
  }

  @Test(
    "It follows what comes, changes and goes, and shows no verdict of a record that does not hold",
    arguments: Kind.allCases)
  func follows(kind: Kind) async throws {
    let shop = try await Workshop.copy()
    let (choice, server) = try await kind.choice()
    defer { server?.stop() }
    let library = try await RunLibrary(of: shop.folder, index: choice)
    func listed() async throws -> [String: IndexedRun] {
      _ = try await library.folder(now: true)
      let runs = try await library.index.runs(RunFilter()).runs
      return Dictionary(runs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }
    #expect(try await listed().keys.sorted() == ["runs/first"])
    try shop.copyRun(to: "runs/second")
    try shop.copyRun(to: "deep/below/third")
    #expect(try await listed().keys.sorted() == ["deep/below/third", "runs/first", "runs/second"])
    let verdicts = try shop.text("runs/second/verdicts.json")
    try shop.write(verdicts.replacing("inconclusive", with: "met"), "runs/second/verdicts.json")
    let altered = try #require(try await listed()["runs/second"])
    #expect(altered.condition == .unsound && altered.gate == nil && altered.problem?.contains("altered") == true)
    try FileManager.default.removeItem(atPath: "\(shop.folder.path)/deep/below/third/SHA256SUMS")
    #expect(try await listed()["deep/below/third"]?.condition == .open)
    try FileManager.default.removeItem(atPath: "\(shop.folder.path)/deep")
    #expect(try await listed().keys.sorted() == ["runs/first", "runs/second"])
  }

  @Test(
    "Filters choose by network, words, gate and the state of a requirement; what a browser sends is never SQL",
    arguments: Kind.allCases)
  func filters(kind: Kind) async throws {
    let shop = try await Workshop.copy()
    try shop.copyRun(to: "runs/second")
    let (choice, server) = try await kind.choice()
    defer { server?.stop() }
    let library = try await RunLibrary(of: shop.folder, index: choice)
    func count(_ change: (inout RunFilter) -> Void) async throws -> Int {
      var filter = RunFilter()
      change(&filter)
      return try await library.index.runs(filter).total
    }
    #expect(try await count { $0.network = "workshop-network" } == 2)
    #expect(try await count { $0.network = "other" } == 0)
    #expect(try await count { $0.words = ["SONS", "second"] } == 1)
    #expect(try await count { $0.gate = "undecided" } == 2)
    #expect(
      try await count {
        $0.requirement = "W-ECHO"; $0.state = "inconclusive"
      } == 2)
    #expect(
      try await count {
        $0.requirement = "W-ECHO"; $0.state = "met"
      } == 0)
    #expect(try await count { $0.network = "' OR 1=1 --" } == 0)
    #expect(try await count { $0.words = ["%"] } == 0)
    #expect(try await count { $0.words = ["\0", "' || pg_sleep(9) || '"] } == 0)
    var page = RunFilter()
    (page.limit, page.offset) = (1, 1)
    let second = try await library.index.runs(page)
    #expect(second.total == 2 && second.runs.map(\.path) == ["runs/second"])
    let choices = try await library.index.choices()
    #expect(choices.networks == ["workshop-network"] && choices.bids.count == 1 && choices.specifications.count == 1)
    let first = try #require(try await library.index.run(ServedFolder.key(of: "runs/first")))
    #expect(first.gate == "undecided" && first.score == "0.00 to 33.33" && first.lowShare == 0)
    #expect(try await library.index.run(ServedFolder.key(of: "runs/third")) == nil)
    #expect(try await library.index.verdicts(of: first.key)["W-ECHO"]?.state == "inconclusive")
  }

  @Test("The search is bounded, and says what it left out")
  func bounds() async throws {
    let shop = try await Workshop.copy()
    try shop.copyRun(to: "runs/second")
    var bounds = ServedFolder.Bounds()
    bounds.runs = 1
    let cut = ServedFolder(searching: shop.folder, bounds: bounds)
    #expect(cut.runs.count == 1 && cut.notices.contains { $0.contains("More than 1 runs") })
    #expect(ServedFolder(searching: shop.folder).notices.isEmpty)
  }

  @Test("A file is known by its kind however its second line is written", arguments: ["", "   # what it holds", "\r"])
  func kinds(behind: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("served-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("tender"), withIntermediateDirectories: true)
    for (name, kind) in [("specification", "specification"), ("network", "network"), ("other", "networks")] {
      try Data("# A remark.\nedition: 1\nkind: \(kind)\(behind)\nid: x\n".utf8).write(
        to: folder.appendingPathComponent("tender/\(name).yaml"))
    }
    let files = ServedFolder(searching: folder).files.values
    #expect(Set(files.map(\.path)) == ["tender", "tender/network.yaml"], "\(files)")
  }

  @Test("Pages of a folder show vendors' words as words, and two runs of one bid as what changed")
  func pages() async throws {
    let shop = try await Workshop.copy()
    try shop.copyRun(to: "runs/second")
    let served = try await ServedWorkshop(shop)
    let list = try await served.call("GET", "/")
    #expect(list.body.contains("Bidder &amp; &lt;i&gt;Sons&lt;/i&gt;") && !list.body.contains("<i>Sons"))
    let run = try await served.call("GET", "/runs/\(served.first)?state=inconclusive")
    #expect(run.body.contains("W-ECHO") && !run.body.contains("W-MARK") && run.body.contains("1 requirement shown"))
    let requirement = try await served.call("GET", "/runs/\(served.first)/requirements/W-ECHO")
    #expect(requirement.body.contains("Proven on the wire") && requirement.body.contains("dicom.echo"))
    #expect(try await served.call("GET", "/runs/\(served.first)/requirements/W-NONE").status == 404)
    let second = ServedFolder.key(of: "runs/second")
    let changes = try await served.call("GET", "/compare?run=\(served.first)&run=\(second)")
    #expect(changes.status == 200 && changes.body.contains("Requirements that changed"))
    #expect(try await served.call("GET", "/compare?run=\(served.first)").status == 400)
    let trend = try await served.call("GET", "/networks?network=workshop-network")
    #expect(trend.body.contains("<svg class=\"chart\"") && trend.body.contains("Score of 2 runs"))
    let report = try await served.call("GET", "/runs/\(served.first)/report")
    let again = try await served.call(
      "GET", "/runs/\(served.first)/report", ["If-None-Match": try #require(report.fields["etag"])])
    #expect(report.status == 200 && again.status == 304 && again.body.isEmpty)
  }
}
