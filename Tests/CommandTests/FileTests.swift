import Foundation
import Glibc
import TestPeers
import Testing

/// The subcommands around a run, and what a run says before it sends anything.
@Suite("Files and folders")
struct FileTests {
  @Test("A folder that can't be written is said so before anything is sent")
  func unwritable() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    // A file in the way: tests may run as a user who may write everywhere.
    try tender.write("", "occupied")
    let ended = try await Assay.run(
      "run", Tender.specification, "--network", tender.network, "--bid", tender.bid, "--out",
      tender.path("occupied/out"))
    #expect(ended.status == 3, "\(ended.error)")
    #expect(ended.error.contains(tender.path("occupied/out")) && ended.error.contains("--out"), "\(ended.error)")
    #expect(peer.sightings.isEmpty)
  }

  @Test("A folder with foreign files is left alone, even with --replace, and nothing is sent")
  func foreignFiles() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    try FileManager.default.createDirectory(atPath: tender.out, withIntermediateDirectories: true)
    try tender.write("precious", "out/thesis.txt")
    for arguments in [[], ["--replace"]] {
      let ended = try await tender.start(arguments).ended()
      #expect(ended.status == 3, "\(ended.error)")
      #expect(ended.error.contains(tender.out), "\(ended.error)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: tender.out) == ["thesis.txt"])
    #expect(peer.sightings.isEmpty)
  }

  @Test("An earlier run is kept unless --replace is given")
  func earlierRun() async throws {
    let tender = try await RecordedSample.copy()
    let before = try Data(contentsOf: URL(fileURLWithPath: tender.path("out/verdicts.json")))
    let kept = try await tender.run("--only", "DOC-001")
    #expect(kept.status == 1 && kept.error.contains("--replace"), "\(kept.error)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: tender.path("out/verdicts.json"))) == before)
    _ = try await tender.run("--only", "DOC-001", "--replace")
    #expect(try tender.verdicts().requirements.map(\.id) == ["DOC-001"])
  }

  @Test("check accepts the bundled specification, with a network and a bid held against it")
  func check() async throws {
    let tender = try Tender(port: 104)
    let ended = try await Assay.run(
      "check", Tender.specification, tender.network, "\(tender.bid)/bid.yaml", "--spec", Tender.specification)
    #expect(ended.status == 0, "\(ended.error)")
    try tender.write("edition: 1\nkind: network\nid: n\ntitle: N\nsitess: []\n", "network.yaml")
    let wrong = try await Assay.run("check", tender.network)
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("network.yaml:5:") && wrong.error.contains("sites"), "\(wrong.error)")
  }

  @Test(
    "explain tells of requirements, step kinds, what statements can be asked, and concepts",
    arguments: [
      (["DST-001a"], "C-ECHO"), (["dicom.find"], "matches"), (["state", "contradicted"], "claim"), ([], "dicom.store"),
      (["statement"], "ImagingStudy"), (["statement"], "media-profile"), (["declaration"], "configuration"),
      (["ITI-18"], "xds.query"), (["iti-18"], "XDS-007a@"), (["RAD-68"], "xds.provide-manifest"),
      (["ITI-71"], "smart.token"), (["ITI-72"], "SEC-008h@"), (["ITI-102"], "SEC-008f@"), (["ITI-103"], "SEC-009b@"),
      (["MADO"], "SEC-013@"), (["XDR-I"], "XDS-016a@"), (["XRR-WD"], "WKL-006@"), (["XDW"], "xdw.retrieve"),
      (["ITI-18"], "registry.query.ignores-patient"), (["registry.query.ignores-patient"], "treated by another's"),
      (["defect", "registry.query"], "registry.query.ignores-status"),
      (["Specs/nhs-imaging-network/reference-network.yaml"], "is a file of kind network"),
    ] as [([String], String)])
  func explain(topic: [String], expected: String) async throws {
    let ended = try await AssayProcess(["explain"] + topic).ended()
    #expect(ended.status == 0, "\(ended.error)")
    #expect(ended.output.contains(expected), "\(ended.output)")
  }

  @Test(
    "What explain does not know is told with what was probably meant, and what speaks of it, not with everything there is",
    arguments: [
      (["dicom.fnid"], "did you mean `dicom.find`?"), (["DST-011"], "DST-011b"), (["tendr"], "did you mean `tender`?"),
      (["C-FIND"], "dicom.find"), (["simulate"], "assay help simulate"), (["ITI-999"], "nothing named “ITI-999”"),
      (["SWF"], "nothing named “SWF”"),
      (["state", "contradict"], "did you mean `state contradicted`?"), (["defect"], "--list-defects"),
      (["defect", "registry.query.ignores-patents"], "did you mean `registry.query.ignores-patient`?"),
    ] as [([String], String)])
  func unknownTopic(topic: [String], expected: String) async throws {
    let ended = try await AssayProcess(["explain"] + topic).ended()
    #expect(ended.status == 1 && ended.error.contains(expected), "\(ended.error)")
    #expect(ended.error.split(separator: "\n").count < 40, "\(ended.error)")
  }

  @Test("schema writes one JSON Schema for each kind of file")
  func schema() async throws {
    let tender = try Tender(port: 104)
    let ended = try await Assay.run("schema", "--out", tender.path("schemas"))
    #expect(ended.status == 0, "\(ended.error)")
    let files = try FileManager.default.contentsOfDirectory(atPath: tender.path("schemas"))
    for kind in ["specification", "requirements", "procedures", "profile", "network", "bid", "declaration", "waivers"] {
      let file = try #require(files.first { $0.contains(kind) }, "\(kind) has no schema in \(files)")
      let data = try Data(contentsOf: URL(fileURLWithPath: tender.path("schemas/\(file)")))
      let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect((schema["$schema"] as? String)?.contains("json-schema.org") == true)
    }
  }

  @Test("What init writes passes check without a warning, and init touches nothing that is there")
  func initialise() async throws {
    let tender = try Tender(port: 104)
    let made = try await Assay.run("init", tender.path("mine"))
    #expect(made.status == 0, "\(made.error)")
    let checked = try await Assay.run("check", tender.path("mine"), "--strict")
    #expect(checked.status == 0 && checked.error.isEmpty, "\(checked.error)")
    let again = try await Assay.run("init", tender.path("mine"))
    #expect(again.status == 1 && again.error.contains("not empty"), "\(again.error)")
  }

  @Test("The tour of the README leads from init to a heat map: of a network that works, and of one that does not")
  func tour() async throws {
    let tender = try Tender(port: 104)
    #expect(try await Assay.run("init", tender.path("mine")).status == 0)
    for (defect, out) in [(nil, "first"), ("exchange.delivers-nothing", "second")] {
      let simulation = try AssayProcess(
        [
          "simulate", tender.path("mine/network.yaml"), "--ports", "auto", "--write",
          tender.path("mine/simulated.yaml"),
        ] + (defect.map { ["--defect", $0] } ?? []))
      // It says where its systems are once all of them listen.
      _ = try await simulation.output { $0.contains("\n") ? true : nil }
      let ended = try await Assay.run(
        "run", tender.path("mine"), "--network", tender.path("mine/simulated.yaml"), "--bid",
        tender.path("mine/bids/example"), "--out", tender.path(out))
      let verdict = try #require(try tender.verdicts(in: tender.path(out))["IMG-004"], "\(ended.error)")
      #expect(
        verdict.bindings.count == 6 && verdict.shown == (defect == nil ? "met" : "not met"), "\(verdict.explained)")
      let page = try String(contentsOfFile: tender.path("\(out)/index.html"), encoding: .utf8)
      #expect(page.contains("<table class=\"heat\">"))
      kill(simulation.id, SIGINT)
      #expect(try await simulation.ended().status == 0)
      try FileManager.default.removeItem(atPath: tender.path("mine/simulated.yaml"))
    }
  }

  @Test("claims shows what a statement says, with the line, as text and as JSON")
  func claims() async throws {
    let tender = try Tender(
      port: 104,
      statement: Data(
        "# Services\n\n| SOP Class | UID | SCU | SCP |\n|---|---|---|---|\n| Verification | 1.2.840.10008.1.1 | No | Yes |\n"
          .utf8),
      file: "statement.md")
    let file = "\(tender.bid)/statement.md"
    let text = try await Assay.run("claims", file)
    #expect(text.status == 0 && text.output.contains("Verification"), "\(text.output)\(text.error)")
    let json = try await Assay.run("claims", file, "--format", "json")
    #expect(json.status == 0, "\(json.error)")
    _ = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(json.output.contains("1.2.840.10008.1.1"))
    let missing = try await Assay.run("claims", tender.path("missing.txt"))
    #expect(missing.status == 3)
    #expect((missing.output + missing.error).contains("missing.txt"))
  }

  @Test("report makes a PDF and a workbook")
  func paper() async throws {
    let tender = try await RecordedSample.copy()
    let board = tender.path("board")
    let ended = try await Assay.run("report", tender.out, "--format", "xlsx,pdf", "--out", board)
    #expect(ended.status == 0, "\(ended.error)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(board)/report.pdf")).starts(with: Data("%PDF-".utf8)))
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(board)/report.xlsx")).starts(with: Data("PK".utf8)))
  }

  @Test("init prints a file for each CI service, and takes one of folder and service alone")
  func services() async throws {
    for service in ["github", "gitlab", "jenkins", "container"] {
      let ended = try await Assay.run("init", "--ci", service)
      #expect(ended.status == 0 && ended.output.contains("assay"), "\(ended.error)")
    }
    #expect(try await Assay.run("init").status == 1)
    #expect(try await Assay.run("init", "folder", "--ci", "github").status == 1)
    #expect(try await Assay.run("init", "--ci", "travis").status == 1)
  }

  @Test("compare puts two runs side by side")
  func compare() async throws {
    let tender = try await RecordedSample.copy()
    let ended = try await Assay.run("compare", tender.out, tender.out, "--out", tender.path("compared"))
    #expect(ended.status == 2 && ended.error.contains("test-bid"), "the same bid twice: \(ended.error)")
    let other = try await RecordedSample.copy()
    try other.write(
      try String(contentsOfFile: "\(other.bid)/bid.yaml", encoding: .utf8).replacing("test-bid", with: "other-bid"),
      "bid/bid.yaml")
    let run = try await other.start(
      ["--replace", "--now", "2026-06-01"], specification: other.specification("association", "documents")
    ).ended()
    #expect(run.status == 3, "nobody listens any more: \(run.error)")
    let compared = try await Assay.run("compare", tender.out, other.out, "--out", tender.path("both"))
    #expect(compared.status == 0, "\(compared.error)")
    let page = try String(contentsOfFile: tender.path("both/index.html"), encoding: .utf8)
    #expect(page.contains("DST-001a"))
    let data = try Data(contentsOf: URL(fileURLWithPath: tender.path("both/comparison.json")))
    _ = try JSONSerialization.jsonObject(with: data)
  }

  @Test("Steps that are called back are planned only with a listener, and the permission to listen")
  func listening() async throws {
    for (permits, listenerPort, expected) in [
      ("read, write", 11_113, "dicom.move (listen) to a/archive"),
      ("read, write, listen", nil, "The network file gives the harness no listener"),
      ("read, write", nil, "does not permit “listen” on a/archive"),
    ] {
      let tender = try Tender(port: 104, permits: permits, listenerPort: listenerPort)
      let plan = try await Assay.run(
        "run", Tender.specification, "--network", tender.network, "--bid", tender.bid, "--dry-run", "--only", "DQR-003")
      #expect(plan.status == 0, "\(plan.error)")
      #expect(plan.output.contains(expected), "\(plan.output)")
    }
  }

  @Test("--dry-run shows the plan and sends nothing")
  func dryRun() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    let ended = try await Assay.run(
      "run", Tender.specification, "--network", tender.network, "--bid", tender.bid, "--dry-run")
    #expect(ended.status == 0, "\(ended.error)")
    #expect(ended.output.contains("dicom.store (write) to a/archive"))
    #expect(ended.output.contains("127.0.0.1:\(peer.port)"))
    #expect(peer.sightings.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: tender.out))
  }

  @Test("--only and --tag choose requirements, and a name that chooses nothing is an error")
  func choice() async throws {
    let tender = try Tender(port: try PeerProcess.freePort())
    _ = try await tender.run("--only", "DOC-001,ASN", "--timeout", "1")
    let chosen = try tender.verdicts()
    #expect(chosen.requirements.allSatisfy { $0.id == "DOC-001" || $0.id.hasPrefix("DST-0") })
    #expect(chosen.requirements.count > 3)
    #expect(chosen.run.partialReason?.contains("DOC-001") == true)
    _ = try await tender.run("--tag", "research", "--timeout", "1", "--replace")
    let tagged = try tender.verdicts()
    #expect(!tagged.requirements.isEmpty)
    #expect(tagged["DST-001a"] == nil, "it does not have the tag")
    let wrong = try await tender.run("--only", "DST-999", "--replace")
    #expect(wrong.status == 1 && wrong.error.contains("DST-999"), "\(wrong.error)")
  }

  @Test("--input sets an input, and its origin is recorded; an input that is not there is an error")
  func input() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    let ended = try await tender.run("--only", "DST-001a", "--input", "echo-time=0 ms")
    #expect(ended.status == 4, "\(ended.error)")
    #expect(try tender.verdicts()["DST-001a"]?.state == "not met")
    let manifest = try String(contentsOfFile: tender.path("out/run.json"), encoding: .utf8)
    #expect(manifest.contains("command line") && manifest.contains("0 ms"), "\(manifest)")
    let judged = try await Assay.run("judge", tender.out)
    #expect(judged.status == 4, "\(judged.error)")
    #expect(try tender.verdicts()["DST-001a"]?.state == "not met", "the recorded value is judged by")
    let wrong = try await tender.run("--only", "DST-001a", "--input", "ecko-time=1 s", "--replace")
    #expect(wrong.status == 2 && wrong.error.contains("ecko-time"), "\(wrong.error)")
  }

  @Test("With --permit read no store is sent, and what needs one is not demonstrated for that reason")
  func permit() async throws {
    let peer = try await STORESCP.start()
    let tender = try Tender(port: peer.port)
    let ended = try await tender.run("--only", "DST-002a,DST-001a", "--permit", "read")
    #expect(ended.status == 4, "\(ended.error)")
    let verdicts = try tender.verdicts()
    let store = try #require(verdicts["DST-002a"])
    #expect(store.state == "not demonstrated")
    #expect(store.evidence.contains { $0.why.contains("--permit") }, "\(store.evidence.map(\.why))")
    #expect(verdicts["DST-001a"]?.shown == "partly met 0.7", "reading goes on")
    let received = peer.folder.appendingPathComponent("store").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: received).isEmpty)
    // The control: with write they arrive.
    _ = try await tender.run("--only", "DST-002a", "--replace")
    #expect(try !FileManager.default.contentsOfDirectory(atPath: received).isEmpty)
  }
}
