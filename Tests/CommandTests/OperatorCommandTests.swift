import Foundation
import TestPeers
import Testing

/// Steps that ask a person, and what is left of a run, through the program.
@Suite("A person at the program", .timeLimit(.minutes(3)))
struct OperatorCommandTests {
  /// A specification of one requirement that a person decides, and a network.
  private final class Hand: FolderOfFiles, Sendable {
    let folder: URL

    init() throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("hand-\(UUID().uuidString)")
      let files = [
        "specification.yaml": """
        edition: 1
        kind: specification
        id: hand
        version: 0.1.0
        title: Things done by hand
        summary: What a person does.
        publisher: Test
        sources: {NET: {title: T, publisher: P}}
        roles:
          archive: {title: Archive, meaning: Keeps images.}
        groups:
          - {id: HND, title: By hand, summary: What people do., weight: 1}
        scale: {maximum: 100, decimals: 0}
        requirements: [hand.yaml]
        """,
        "hand.yaml": """
        edition: 1
        kind: requirements
        group: HND
        requirements:
          - id: HND-001
            revision: 1
            title: A line is cut
            statement: The line **shall** be cut.
            rationale: To see what happens.
            sources: [{ref: NET}]
            level: scored
            weight: 1
            applies-to: {archive: each}
            evidence:
              - id: live
                kind: probe
                steps:
                  - do: operator.ask
                    at: archive
                    with: {request: Unplug the line., within: 60 s, effect: load}
                    expect: |
                      answer == done
        """,
        "network.yaml": SmallNetwork.text(
          systems: SmallNetwork.archive(port: 1, aeTitle: "A", permits: "read, load")),
      ]
      for (name, text) in files { try write(text + "\n", name) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func start(_ arguments: String...) throws -> AssayProcess {
      try AssayProcess(["run", folder.path, "--network", path("network.yaml"), "--out", path("out")] + arguments)
    }

    var report: String { (try? String(contentsOfFile: path("out/report.json"), encoding: .utf8)) ?? "" }
  }

  @Test("Where nobody is there the run is provisional, and nothing is held against the system")
  func nobody() async throws {
    let hand = try Hand()
    let ended = try await hand.start().ended()
    #expect(ended.status == 3, "\(ended.error)")
    #expect(hand.report.contains("Nobody was there to do this") && hand.report.contains("inconclusive"))
  }

  @Test(
    "An answer through the file decides, and stands in the report with its name; a run that wrote nothing leaves nothing"
  )
  func file() async throws {
    let hand = try Hand()
    let request = hand.path("ask.txt")
    let process = try hand.start("--operator-file", request)
    let answering = Task {
      let id = try await WrittenFile(request).first { text in
        text.firstMatch(of: #/request: ([0-9a-z]+)/#).map { String($0.output.1) }
      }
      try Data("request: \(id)\nanswer: done\nby: J. Smith\nnote: the lamp is off\n".utf8)
        .write(to: URL(fileURLWithPath: request + ".answer"), options: .atomic)
    }
    let ended = try await process.ended()
    answering.cancel()
    #expect(ended.status == 0, "\(ended.error)")
    #expect(hand.report.contains("done, by J. Smith, "))
    let page = try String(contentsOfFile: hand.path("out/index.html"), encoding: .utf8)
    #expect(page.contains("answered by hand: done, by J. Smith") && page.contains("the lamp is off"))
    let plan = try await Assay.run("cleanup", hand.path("out"), "--dry-run")
    #expect(plan.status == 0 && plan.output.contains("The run wrote 0 things. Nothing is sent."), "\(plan.error)")
    let cleaned = try await Assay.run("cleanup", hand.path("out"))
    #expect(cleaned.status == 0, "\(cleaned.error)")
    #expect(FileManager.default.fileExists(atPath: hand.path("out-cleanup/cleanup.json")))
    let again = try await Assay.run("cleanup", hand.path("out"))
    #expect(again.status == 3 && again.error.contains("not written over"), "\(again.error)")
  }

  @Test(
    "In a rehearsal the simulated network does what is asked of a person, whatever way of retrieval it has",
    arguments: [(nil, false, "met"), (offersNoGet, true, "met"), (offersNoGet, false, "not demonstrated")]
      as [(String?, Bool, String)])
  func rehearsal(defect: String?, hasWeb: Bool, state: String) async throws {
    let tender = try Tender(port: 1)
    try Self.twoSites(of: tender, hasWeb: hasWeb)
    let asked = tender.path("asked.txt")
    let simulated = try await Self.simulated(
      tender, ["--operator-file", asked] + (defect.map { ["--defect", $0] } ?? []))
    let requirements = ["OBJ-005c", "RES-003b", "AIW-003b", "MIG-001c"]
    let ended = try await Self.run(tender, on: requirements, asking: asked)
    let verdicts = try tender.verdicts()
    for requirement in requirements {
      #expect(verdicts[requirement]?.shown == state, "\(verdicts[requirement]?.explained ?? ended.error)")
    }
    kill(simulated.id, SIGINT)
    let closed = try await simulated.ended(within: .seconds(30))
    guard state == "met" else {
      // Where nothing could be opened afterwards, nobody cut a line for it.
      #expect(!closed.output.contains("asked for"), "\(closed.output)")
      return
    }
    #expect(closed.output.contains("a/archive  asked for cut-line: done"), "\(closed.output)")
    #expect(closed.output.contains("b/archive  asked for switch-on-ai: done"), "\(closed.output)")
    #expect(try String(contentsOfFile: "\(tender.out)/report.json", encoding: .utf8).contains("by Simulation"))
  }

  @Test("What a person says to have done and did not leaves the requirement open, and says why")
  func untrue() async throws {
    let tender = try Tender(port: 1)
    try Self.twoSites(of: tender, hasWeb: false)
    // Nobody does anything to this network.
    let simulated = try await Self.simulated(tender, [])
    let asked = tender.path("asked.txt")
    let attendant = Task {
      var answered: Set<String> = []
      for await text in try WrittenFile(asked).texts() {
        guard let request = text.firstMatch(of: #/\nrequest: (\S+)/#)?.output.1,
          answered.insert(String(request)).inserted
        else { continue }
        try Data("request: \(request)\nanswer: done\nby: Tester\n".utf8).write(
          to: URL(fileURLWithPath: asked + ".answer"), options: .atomic)
      }
    }
    let requirements = ["RES-003b", "AIW-003b"]
    let ended = try await Self.run(tender, on: requirements, asking: asked)
    attendant.cancel()
    let verdicts = try tender.verdicts()
    #expect(ended.status == 3, "\(ended.error)")
    for (requirement, premise) in zip(
      requirements, ["The line between the two sites is cut", "The AI service is switched off"])
    {
      let verdict = try #require(verdicts[requirement], "\(ended.error)")
      #expect(verdict.shown == "inconclusive" && verdict.explained.contains(premise), "\(verdict.explained)")
    }
    kill(simulated.id, SIGINT)
    _ = try await simulated.ended(within: .seconds(30))
  }

  /// Starts a simulated network of a tender, and waits until it is there.
  private static func simulated(_ tender: Tender, _ arguments: [String]) async throws -> AssayProcess {
    let simulated = try AssayProcess(["simulate", tender.network] + arguments)
    _ = try await simulated.output { $0.contains("b/archive  dicom  ") ? true : nil }
    return simulated
  }

  private static func run(
    _ tender: Tender, on requirements: [String], asking asked: String
  ) async throws -> Assay.Ended {
    let specification = try tender.specification("scenarios")
    return try await tender.start(
      [
        "--only", requirements.joined(separator: ","), "--input", "scenes-exit-studies=4", "--operator-file", asked,
      ], specification: specification
    ).ended(within: .seconds(120))
  }

  /// Writes the network file of two sites with an archive, and an AI service at one of them.
  private static func twoSites(of tender: Tender, hasWeb: Bool) throws {
    let sites = try ["a", "b"].map { site in
      let web = hasWeb ? "dicomweb: {url: 'http://127.0.0.1:\(try PeerProcess.freePort())/dicom-web'}" : ""
      return """
          - id: \(site)
            name: Site \(site)
            systems:
              - id: archive
                vendor: Vendor
                product: Product
                roles: [archive]
                permits: [read, write, load]
                endpoints:
                  dicom: {host: 127.0.0.1, port: \(try PeerProcess.freePort()), ae-title: ARCHIVE}
                  \(web)

        """
    }
    let service = """
            - id: ai
              vendor: Vendor
              product: Product
              roles: [ai-service]
              permits: [read, write, load]
              endpoints:
                dicom: {host: 127.0.0.1, port: \(try PeerProcess.freePort()), ae-title: AI}

      """
    try tender.write(
      "edition: 1\nkind: network\nid: test\ntitle: Test network\nsites:\n\(sites[0])\(service)\(sites[1])",
      "network.yaml")
  }

  private static let offersNoGet = "archive.get.is-not-offered"
}
