import Foundation
import TestPeers
import Testing

/// Simulated networks as users start them, and proof that a specification bites: where it does, and where it does not.
@Suite("Simulation and proof", .timeLimit(.minutes(4)))
struct SimulationCommandTests {
  @Test("The list of defects is given as text and as JSON, and each is explained")
  func defects() async throws {
    let text = try await Assay.run("simulate", "--list-defects")
    #expect(text.status == 0)
    #expect(
      text.output.contains("registry.query.ignores-patient\n  A search for one patient finds the documents of all."))
    let json = try await Assay.run("simulate", "--list-defects", "--format", "json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]])
    #expect(rows.count >= 150)
    #expect(rows.allSatisfy { Set($0.keys) == ["name", "actor", "sentence", "clause", "harm"] })
    let explained = try await Assay.run("explain", "defect", "registry.query.ignores-patient")
    #expect(explained.status == 0 && explained.output.contains("Harm:"))
    #expect(try await Assay.run("explain", "defect", "registry.flies").status == 1)
  }

  @Test("A network is simulated until it is interrupted: an endpoint a line, what is not simulated too")
  func simulate() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.network.write(to: folder.appendingPathComponent("network.yaml"), atomically: true, encoding: .utf8)
    let running = try AssayProcess(
      ["simulate", "network.yaml", "--ports", "auto", "--write", "chosen.yaml"], in: folder)
    let port = try await running.output { text in
      text.firstMatch(of: #/127\.0\.0\.1:(\d+)\/xds/#).flatMap { Int($0.output.1) }
    }
    #expect(try String(contentsOf: folder.appendingPathComponent("chosen.yaml"), encoding: .utf8).contains(":\(port)/"))
    let answer = try await PeerClient.python(
      """
      import sys, urllib.request, urllib.error
      try:
          urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/xds", timeout=20)
      except urllib.error.HTTPError as error:
          print(error.code)
      """, [String(port)])
    #expect(answer.output.contains("405"), "the registry takes messages alone: \(answer.output)")
    kill(running.id, SIGINT)
    let ended = try await running.ended(within: .seconds(30))
    #expect(ended.status == 0, "\(ended.error)")
    let served = "a/registry  xds  127.0.0.1:\(port)/xds  affinity domain, over a line of 2 ms, 500 Mbit/s"
    #expect(ended.output.contains(served))
    #expect(ended.output.contains("a/registry  dsub  not simulated"))
  }

  @Test("A defect that nobody has is a wrong use")
  func unknownDefect() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.network.write(to: folder.appendingPathComponent("network.yaml"), atomically: true, encoding: .utf8)
    let ended = try await Assay.run("simulate", "network.yaml", "--defect", "registry.flies", in: folder)
    #expect(ended.status == 1 && ended.error.contains("registry.flies"), "\(ended.error)")
  }

  @Test(
    "A specification that notices every defect is proved, and one that overlooks some is not, and says which",
    arguments: [
      ("registry.query.ignores-patient,registry.query.fails-empty,soap.faults-always", []),
      ("registry", ["registry.query.ignores-event is not caught", "registry.query.miscodes-unknown is not caught"]),
    ] as [(String, [String])])
  func proof(defects: String, faults: [String]) async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("reference-network", Self.network), ("specification", Self.specification), ("requirements", Self.requirements),
    ] {
      try text.write(to: folder.appendingPathComponent("\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let out = folder.appendingPathComponent("proof")
    let ended = try await Assay.run("prove", folder.path, "--defects", defects, "--out", out.path)
    #expect(ended.status == (faults.isEmpty ? 0 : 4), "\(ended.output)\(ended.error)")
    for fault in faults { #expect(ended.output.contains(fault), "\(ended.output)") }
    #expect(!ended.output.contains("registry.query.ignores-patient is not caught"), "\(ended.output)")
    let page = try String(contentsOf: out.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(page.contains("T-1") && page.contains("registry.query.fails-empty"))
    let proof =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: out.appendingPathComponent("proof.json"))) as? [String: Any]
    #expect((proof?["rows"] as? [[String: Any]])?.first?["sound"] as? String == "met")
  }

  @Test("A proof that is interrupted, or killed in mid-line, goes on with what was kept and finds the same")
  func interruptedProof() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("reference-network", Self.network), ("specification", Self.specification), ("requirements", Self.requirements),
    ] {
      try text.write(to: folder.appendingPathComponent("\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let out = folder.appendingPathComponent("proof")
    let journal = out.appendingPathComponent("proof.journal")
    let arguments = ["prove", folder.path, "--defects", "registry", "--jobs", "1", "--out", out.path]
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let running = try AssayProcess(arguments)
    // The subject, the network without defects, and three trials.
    _ = try await WrittenFile(journal.path).first { $0.split(separator: "\n").count >= 5 ? true : nil }
    kill(running.id, SIGINT)
    let interrupted = try await running.ended()
    #expect(interrupted.status == 130 && interrupted.error.contains("--resume"), "\(interrupted.error)")
    #expect(!FileManager.default.fileExists(atPath: out.appendingPathComponent("proof.json").path))

    let again = try await AssayProcess(arguments).ended()
    #expect(again.status == 1 && again.error.contains("unfinished"), "\(again.error)")
    let other = try await Assay.run("prove", folder.path, "--defects", "soap", "--out", out.path, "--resume")
    #expect(other.status == 1 && other.error.contains("another"), "\(other.error)")

    let kept = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")
    try (kept.joined(separator: "\n") + "\n{\"network\":0,\"tri").write(to: journal, atomically: true, encoding: .utf8)
    let ended = try await AssayProcess(arguments + ["--resume"]).ended()
    #expect(ended.status == 4, "\(ended.output)\(ended.error)")
    #expect(!ended.error.contains("\n3/"), "a trial that was kept was made again: \(ended.error)")
    #expect(!FileManager.default.fileExists(atPath: journal.path))

    let whole = folder.appendingPathComponent("whole")
    _ = try await Assay.run("prove", folder.path, "--defects", "registry", "--jobs", "4", "--out", whole.path)
    let proofs = try [out, whole].map { try Data(contentsOf: $0.appendingPathComponent("proof.json")) }
    #expect(proofs[0] == proofs[1])
    let nothing = try await AssayProcess(arguments + ["--resume"]).ended()
    #expect(nothing.status == 1 && nothing.error.contains("no unfinished proof"), "\(nothing.error)")
  }

  @Test("The demonstration evaluates a sound bidder and a flawed one, and compares them")
  func demo() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let network = folder.appendingPathComponent("network.yaml")
    try Self.network.write(to: network, atomically: true, encoding: .utf8)
    let ended = try await Assay.run("demo", "--out", folder.path, "--network", network.path)
    #expect(ended.status == 0, "\(ended.error)")
    for file in ["index.html", "comparison.json", "northgate/index.html", "southmere/report.json"] {
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path), "\(file)")
    }
    let reports = try ["northgate", "southmere"].map {
      try String(contentsOf: folder.appendingPathComponent("\($0)/report.json"), encoding: .utf8)
    }
    let failures = reports.map { $0.components(separatedBy: "\"state\" : \"not met\"").count }
    #expect(failures[1] > failures[0], "the flawed bidder fails what the sound one meets")
  }

  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulated-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static let network = """
    edition: 1
    kind: network
    id: small
    title: Small network
    sites:
      - id: a
        name: A
        link: {mbit-per-second: 500, round-trip: 2 ms}
        systems:
          - id: registry
            vendor: Vendor
            product: Product
            roles: [document-registry, document-repository]
            permits: [read, write]
            endpoints:
              xds: {url: "http://127.0.0.1:20010/xds", repository-unique-id: 2.25.7}
              dsub: {url: "http://127.0.0.1:20011/dsub"}

    """

  private static let specification = """
    edition: 1
    kind: specification
    id: small
    version: 1.0.0
    title: Small specification
    roles:
      document-registry: {title: Registry, meaning: Lists documents., when-absent: not-applicable}
      document-repository: {title: Repository, meaning: Keeps documents., when-absent: not-applicable}
    groups:
      - {id: S, title: Sharing, weight: 1}
    fixtures:
      ours:
        patient: {name-style: plain, sex: F}
      other:
        patient: {name-style: plain, sex: M}
    requirements: [requirements.yaml]

    """

  /// One requirement, on what a search finds and what it must not find.
  private static let requirements = """
    edition: 1
    kind: requirements
    group: S
    requirements:
      - id: T-1
        revision: 1
        title: A search finds the patient's documents
        statement: It **shall** find those alone.
        level: mandatory
        weight: 1
        applies-to: {registry: {each: document-registry}, repository: {each: document-repository}}
        fixtures: [ours, other]
        evidence:
          - id: live
            kind: probe
            steps:
              - id: provide
                do: xds.provide
                at: repository
                with: {patient: "{{ours.nhs-number}}", text: A report.}
                expect: |
                  response == success
              - id: nobody
                do: xds.find-documents
                at: registry
                with: {patient: "{{other.nhs-number}}"}
                expect: |
                  response == success
                  documents.count == 0

    """
}
