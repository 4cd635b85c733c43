import Foundation
import TestPeers
import Testing

/// Patients who are not of the run, through a whole run over every protocol.
@Suite("Patients who are not of the run, in a run", .serialized)
struct PatientGuardTests {
  private static let planted = [
    ChaosPeer.Planted(
      id: "7004711005", family: "ZORBLAX", given: "QUIRINUS", birth: "19610203", address: "1 Mooncalf Lane"),
    ChaosPeer.Planted(id: "X-4711-B", family: "Wimpole", given: "Ottoline", birth: "19440506", address: "2 Yaffle Row"),
  ]
  private static let canaries = [
    "7004711005", "700 471 1005", "zorblax", "quirinus", "19610203", "1961-02-03", "mooncalf", "x-4711-b", "wimpole",
    "ottoline", "19440506", "1944-05-06", "yaffle",
  ]

  private static let head = SmallSpecification.text(
    id: "guard", title: "Guard", summary: "Who is found.", hasPatient: true)

  private static func requirement(_ id: String, _ steps: String) -> String {
    """
      - id: \(id)
        revision: 1
        title: Requirement \(id)
        statement: |
          The archive **shall** find a patient by requirement \(id).
        rationale: |
          Users work.
        sources: [{ref: S}]
        level: scored
        weight: 1
        applies-to: {archive: each}
        fixtures: [edith]
        evidence:
          - id: live
            kind: probe
            steps:
    \(steps.split(separator: "\n").map { "          \($0)" }.joined(separator: "\n"))
        remedy: |
          Find them.
        provenance: {state: checked, note: Made up.}

    """
  }

  private static let own = "{{edith.nhs-number}}"

  /// Steps that find three patients: what holds of that, and what does not.
  private static let finders: [(id: String, step: String, holds: [String], fails: String)] = [
    (
      "A-1", "do: dicom.find\nat: archive\nwith: {keys: {PatientID: \"\(own)\", StudyInstanceUID: \"\"}}",
      ["matches.count == 3", "some matches[*].PatientID == \(own)"], "every matches[*].PatientID == \(own)"
    ),
    (
      "A-2", "do: dicomweb.search\nat: archive\nwith: {keys: {PatientID: \"\(own)\"}}",
      ["matches.count == 3", "some matches[*].PatientID == \(own)"], "every matches[*].PatientID == \(own)"
    ),
    (
      "A-3",
      "do: fhir.search\nat: archive\nwith: {type: Patient, parameters: [\"identifier=urn:x|\(own)\"]}",
      ["matches.count == 3", "some matches[*].Patient.identifier.value == \(own)"],
      "every matches[*].Patient.identifier.value == \(own)"
    ),
    ("A-4", "do: hl7.query\nat: archive\nwith: {message: q.hl7, patient: edith}", ["hits == 3"], "hits == 1"),
    (
      "A-5", "do: xds.find-documents\nat: archive\nwith: {patient: \"\(own)^^^&1.2.3&ISO\"}",
      ["documents.count == 3", "some documents[*].patientId starts with \(own)"],
      "every documents[*].patientId starts with \(own)"
    ),
  ]

  private static var requirements: String {
    var text = "edition: 1\nkind: requirements\ngroup: A\nrequirements:\n"
    func step(_ lines: String, _ id: String, _ expect: [String], _ more: String = "") -> String {
      let all = "id: \(id)\n\(lines)\nexpect: |\n" + expect.map { "  \($0)\n" }.joined() + more
      return all.split(separator: "\n").enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }.joined(separator: "\n")
    }
    for finder in finders {
      text += requirement("\(finder.id)a", step(finder.step, "find", finder.holds))
      text += requirement("\(finder.id)b", step(finder.step, "find", [finder.fails]))
    }
    // The first has a number that is given to patients; the second's is the system's own.
    for (id, place) in [("A-6", 1), ("A-7", 2)] {
      let first = step(
        finders[0].step, "find", ["matches.count == 3"], "capture: |\n  stranger = matches[\(place)].PatientID\n")
      let second = step(
        "do: dicom.find\nat: archive\nwith: {keys: {PatientID: \"{{stranger}}\", StudyInstanceUID: \"\"}}", "again",
        ["matches.count == 3", "some matches[*].PatientID == {{stranger}}"])
      text += requirement(id, first + "\n" + second)
    }
    return text
  }

  private func run(_ more: String = "") async throws -> (tender: Tender, output: String, peer: PeerProcess) {
    let peer = try await ChaosPeer.start(planted: Self.planted)
    let tender = try Tender(port: peer.port, aeTitle: "C1")
    let base = "http://127.0.0.1:\(peer.port)/C1"
    try tender.offer(
      "archive",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: C1}", "dicomweb: {url: \"\(base)/dicomweb\"}",
        "fhir: {url: \"\(base)/fhir\"}", "xds: {url: \"\(base)/xds\", repository-unique-id: 1.2.3.4}",
        "hl7: {host: 127.0.0.1, port: \(peer.port), receiving-application: C1}",
      ])
    let network = try String(contentsOfFile: tender.network, encoding: .utf8)
    try tender.write(network + more, "network.yaml")
    try tender.write(Self.head, "guard/specification.yaml")
    try tender.write(Self.requirements, "guard/all.yaml")
    try tender.write(
      "MSH|^~\\&|||||{{message.time}}||QBP^Q22^QBP_Q21|{{message.control-id}}|P|2.5\n"
        + "QPD|Q22|{{message.control-id}}|@PID.3.1^{{patient.nhs-number}}\nRCP|I\n", "guard/q.hl7")
    let ended = try await tender.start(["--timeout", "20"], specification: tender.path("guard")).ended()
    return (tender, ended.output + ended.error, peer)
  }

  /// Where planted words stand in what a run left, with its reports in every format.
  private func leaks(_ tender: Tender) async throws -> [String] {
    let formats = "html,json,junit,sarif,ctrf,oscal,csv,markdown,pcap,badge,public,xlsx,pdf"
    let ended = try await Assay.run("report", tender.out, "--format", formats, "--out", tender.path("out/reports"))
    #expect(ended.status == 0, "\(ended.error)")
    let (places, files) = try await LeakSearch.finds(Self.canaries, below: tender.out)
    #expect(files > 20)
    return places
  }

  @Test("They are counted in the report, kept nowhere, sent nowhere, and change no verdict")
  func run() async throws {
    let (guarded, output, first) = try await run()
    defer { first.stop() }
    let places = try await leaks(guarded)
    #expect(places.isEmpty, "\(places)")
    #expect(Self.canaries.allSatisfy { !output.lowercased().contains($0) })
    let said = output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains("returned 2 patients who are not of this run"), "\(output)")
    // The control: the same patients, whom the network's owner made, are kept in clear and may be asked for.
    let permitted = Self.planted.map { "  - {identifier: \"\($0.id)\", reason: Made for tests.}\n" }.joined()
    let (clear, other, second) = try await run("test-patients:\n" + permitted)
    defer { second.stop() }
    #expect(try await !leaks(clear).isEmpty)
    #expect(!other.contains("not of this run"), "\(other)")
    let (seen, known) = (try guarded.verdicts(), try clear.verdicts())
    for finder in Self.finders {
      for (letter, state) in [("a", "met"), ("b", "not met")] {
        #expect(seen["\(finder.id)\(letter)"]?.state == state, "\(seen["\(finder.id)\(letter)"]?.explained ?? "")")
        #expect(known["\(finder.id)\(letter)"]?.state == state, "\(known["\(finder.id)\(letter)"]?.explained ?? "")")
      }
    }
    #expect(known["A-6"]?.state == "met", "\(known["A-6"]?.explained ?? "")")
    // A system is told again what it said itself, as long as no patient can have it.
    #expect(seen["A-7"]?.state == "met", "\(seen["A-7"]?.explained ?? "")")
    let refused = try #require(seen["A-6"])
    #expect(refused.state == "inconclusive", "\(refused.explained)")
    #expect(refused.evidence.first?.steps.last?.failure?.blame == "harness")
  }
}
