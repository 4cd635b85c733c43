import Foundation
import Glibc
import TestPeers
import Testing

/// The wide-area line between two sites, cut and restored: each site is a program in a network namespace of its own.
@Suite(
  "A line between sites that is cut", .serialized, .timeLimit(.minutes(6)),
  .enabled(if: NamespacedSites.mayBeMade, "network namespaces need root and iproute2"))
struct CutLineTests {
  /// Two sites that run, and who looks at them.
  private final class Running {
    let tender: Tender
    let sites: NamespacedSites
    private var programs: [AssayProcess] = []

    /// Starts both.
    ///
    /// - Parameter defects: What they do wrong, by full names.
    init(rate: String, defects: [String] = []) async throws {
      tender = try Tender(port: 1)
      sites = try NamespacedSites(rate: rate)
      let systems = [NamespacedSites.Place.a, .b].map { place in
        """
          - id: \(place.rawValue)
            name: Site \(place.rawValue.uppercased())
            systems:
              - id: archive
                vendor: Vendor
                product: Product
                roles: [archive]
                permits: [read, write, load]
                endpoints:
                  dicom: {host: \(NamespacedSites.address(of: place)), port: 11112, ae-title: ARCHIVE}

        """
      }
      try tender.write(
        """
        edition: 1
        kind: network
        id: test
        title: Test network
        sites:
        \(systems.joined())
        """, "network.yaml")
      for place in [NamespacedSites.Place.a, .b] {
        programs.append(
          try AssayProcess(
            ["simulate", tender.network, "--site", place.rawValue] + defects.flatMap { ["--defect", $0] },
            through: sites.words(at: place)))
        try await CutLineTests.until("site \(place) listens") { [sites] in sites.isListening(11112, at: place) }
      }
    }

    /// What the client of `line_client.py` prints.
    func client(_ deed: String, at place: NamespacedSites.Place, _ number: Int, _ instances: Int) async throws -> String
    {
      let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/line_client.py").path
      let words =
        sites.words(at: .harness) + [
          try PeerPython.interpreter().path, script, deed, NamespacedSites.address(of: place), "11112", "ARCHIVE",
          "\(number)", "\(instances)",
        ]
      let ended = try await PeerClient.run(words[0], Array(words.dropFirst()), within: 60)
      #expect(ended.status == 0, "\(ended.output)")
      return ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends both.
    func end() async throws {
      for program in programs {
        kill(program.id, SIGINT)
        let ended = try await program.ended()
        #expect(ended.status == 0, "\(ended.error)")
      }
    }
  }

  /// Waits for something that takes its time, and guards against waiting for ever.
  private static func until(_ what: String, _ holds: () async throws -> Bool) async throws {
    let guarded = ContinuousClock.now + .seconds(90)
    while try await !holds() {
      guard ContinuousClock.now < guarded else { throw PeerProcess.Unavailable(description: "not in time: \(what)") }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test("Cut in the middle of a transfer, both sites work on; restored, everything is at both, once and whole")
  func inMidTransfer() async throws {
    let running = try await Running(rate: "8mbit")
    // Eight million bytes: eight seconds of the line.
    #expect(try await running.client("store", at: .a, 1, 16) == "16")
    try await Self.until("the first images are at the other site") {
      try await running.client("count", at: .b, 1, 16) != "0"
    }
    try running.sites.cut(.silence)
    let arrived = try await running.client("count", at: .b, 1, 16)
    #expect(Int(arrived).map { (1..<16).contains($0) } == true, "cut in the middle: \(arrived) of 16 had arrived")
    #expect(try await running.client("store", at: .a, 2, 3) == "3")
    #expect(try await running.client("store", at: .b, 3, 3) == "3")
    for (place, number, instances) in [(NamespacedSites.Place.a, 1, 16), (.a, 2, 3), (.b, 3, 3)] {
      #expect(try await running.client("count", at: place, number, instances) == "\(instances)")
      #expect(try await running.client("held", at: place, number, instances) == "\(instances)")
    }
    #expect(try await running.client("count", at: .b, 2, 3) == "0")
    #expect(try await running.client("count", at: .a, 3, 3) == "0")
    try running.sites.restore()
    for (place, number, instances) in [(NamespacedSites.Place.b, 1, 16), (.b, 2, 3), (.a, 3, 3)] {
      try await Self.until("study \(number) is at site \(place)") {
        try await running.client("count", at: place, number, instances) == "\(instances)"
      }
      #expect(try await running.client("held", at: place, number, instances) == "\(instances)")
    }
    try await running.end()
  }

  /// Somebody in a person's place: does what the requests in a file ask for, and says so beside it.
  private static func attend(to file: String, at sites: NamespacedSites) async throws {
    var answered: Set<String> = []
    for await text in try WrittenFile(file).texts() {
      guard let request = text.firstMatch(of: #/\nrequest: (\S+)/#)?.output.1,
        answered.insert(String(request)).inserted
      else { continue }
      if text.contains("Cut the line") { try sites.cut(.refusal) } else { try sites.restore() }
      try Data("request: \(request)\nanswer: done\nby: Tester\n".utf8).write(
        to: URL(fileURLWithPath: file + ".answer"), options: .atomic)
    }
  }

  @Test(
    "The requirement of a cut line is met by sites that keep what waits, and not by ones that give up",
    arguments: [nil, "exchange.gives-up-when-the-line-is-down"])
  func requirement(defect: String?) async throws {
    let running = try await Running(rate: "50mbit", defects: defect.map { [$0] } ?? [])
    let tender = running.tender
    let specification = try tender.specification("scenarios")
    let asked = tender.path("asked.txt")
    let attendant = Task { [sites = running.sites] in try await Self.attend(to: asked, at: sites) }
    let ended = try await AssayProcess(
      [
        "run", specification, "--network", tender.network, "--bid", tender.bid, "--out", tender.out, "--seed", "1",
        "--only", "RES-003b", "--operator-file", asked, "--input", "catching-up-time=\(defect == nil ? 60 : 3) s",
      ], through: running.sites.words(at: .harness)
    ).ended()
    attendant.cancel()
    try await attendant.value
    let requirement = try #require(try tender.verdicts()["RES-003b"], "\(ended.error)")
    #expect(requirement.bindings.count == 2)
    #expect(requirement.shown == (defect == nil ? "met" : "not met"), "\(requirement.explained)")
    try await running.end()
  }
}
