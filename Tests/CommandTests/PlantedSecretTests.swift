import Foundation
import TestPeers
import Testing

/// Every kind of secret that a network file can name, through a whole run against a peer that gives them back in a header field, or
/// in the midst of the content that was asked for.
@Suite("Planted secrets", .serialized)
struct PlantedSecretTests {
  private static let password = "Pa55-Wort-Quagga"
  private static let token = "tok.Zebrafinch.4711"
  private static let passcode = "PASS-Ocelot-0815"

  private static let specification = SmallSpecification.text(
    id: "secrets", title: "Secrets", summary: "Who is let in.",
    inputs: "passcode: {title: Passcode, type: string, secret: true}", hasPatient: true)

  private static func requirement(_ id: String, _ kind: String, _ inputs: String, _ expect: String) -> String {
    """
      - id: \(id)
        revision: 1
        title: Requirement \(id)
        statement: |
          The archive **shall** let a known user in by \(id).
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
              - do: \(kind)
                at: archive
                with: {\(inputs)}
                expect: |
                  \(expect)
        remedy: |
          Let them in.
        provenance: {state: checked, note: Made up.}

    """
  }

  private static let requirements =
    "edition: 1\nkind: requirements\ngroup: A\nrequirements:\n"
    + requirement(
      "A-1", "fhir.search", "type: Patient, parameters: [\"identifier=urn:x|{{edith.nhs-number}}\"]", "status == 200")
    + requirement("A-2", "dicomweb.search", "keys: {PatientID: \"{{edith.nhs-number}}\"}", "status == 200")
    + requirement(
      "A-3", "dicom.associate",
      "propose: [{abstract: Verification, transfer: [ImplicitVRLittleEndian]}], identity-type: passcode, "
        + "identity: edith, passcode: \"{{passcode}}\"", "identity-response == true")
    + requirement(
      "A-5", "dicomweb.search", "keys: {PatientID: \"{{edith.nhs-number}}\"}",
      "some matches[*].StudyDescription starts with \"Seen-P\"")
    + requirement("A-4", "xds.find-documents", "patient: \"{{edith.nhs-number}}\"", "status == 200")

  @Test(
    "Passwords, tokens, passcodes and private keys stand in nothing that a run leaves or says",
    arguments: [ChaosPeer.Echo.fields, .content])
  func planted(echo: ChaosPeer.Echo) async throws {
    let web = try await ChaosPeer.start(echoes: echo)
    let services = try await PynetdicomServices.start(["identity": "edith"])
    defer {
      web.stop()
      services.stop()
    }
    let authority = try CertificateAuthority()
    let tender = try Tender(port: services.port)
    let client = try authority.issue("harness", names: "DNS:harness")
    let key = try String(contentsOfFile: client.key, encoding: .utf8)
    let keyLine = try #require(key.split(separator: "\n").dropFirst().first.map(String.init))
    try FileManager.default.copyItem(atPath: client.certificate, toPath: tender.path("client.pem"))
    try FileManager.default.copyItem(atPath: client.key, toPath: tender.path("client.key"))
    try tender.write(Self.password + "\n", "password.txt")
    let base = "http://127.0.0.1:\(web.port)/C1"
    try tender.offer(
      "archive",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(services.port), ae-title: \(PynetdicomServices.aeTitle)}",
        "dicomweb: {url: '\(base)/dicomweb', authorization: {basic: {user: edith, password: {file: password.txt}}}}",
        "fhir: {url: '\(base)/fhir', authorization: {bearer: {token: {environment: PLANTED_TOKEN}}}}",
        "xds: {url: 'https://127.0.0.1:\(web.port)/x', repository-unique-id: 1.2.3, "
          + "tls: {certificate: client.pem, key: client.key}}",
      ])
    try tender.write(Self.specification, "secrets/specification.yaml")
    try tender.write(Self.requirements, "secrets/all.yaml")
    let ended = try await AssayProcess(
      [
        "run", tender.path("secrets"), "--network", tender.network, "--bid", tender.bid, "--out", tender.out,
        "--seed", "1", "--timeout", "10", "--events",
      ], environment: ["ASSAY_INPUT_PASSCODE": Self.passcode, "PLANTED_TOKEN": Self.token]
    ).ended()
    let formats = "html,json,junit,sarif,ctrf,oscal,csv,markdown,pcap,badge,public,xlsx,pdf"
    let report = try await Assay.run("report", tender.out, "--format", formats, "--out", tender.path("out/reports"))
    #expect(report.status == 0, "\(report.error)")
    try tender.write(ended.output + ended.error + report.output + report.error, "out/said.txt")
    let pair = Data("edith:\(Self.password)".utf8).base64EncodedString()
    let encoded = [Self.password, Self.token].flatMap { secret in
      // As Base64 holds it among other bytes, without the characters that share bits with these.
      ["", "a", "ab"].map { String(Data(($0 + secret).utf8).base64EncodedString().dropFirst(4).prefix(12)) }
    }
    let (places, files) = try await LeakSearch.finds(
      [Self.password, Self.token, Self.passcode, pair, keyLine] + encoded, below: tender.out)
    #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
    #expect(files > 20)
    // The credentials were used, and came back: without that the search would prove nothing.
    let transcripts = try #require(FileManager.default.enumerator(atPath: tender.path("out/transcripts")))
      .compactMap { $0 as? String }
    let texts = try transcripts.map {
      try String(contentsOfFile: tender.path("out/transcripts/\($0)"), encoding: .utf8)
    }
    switch echo {
    case .fields: #expect(texts.filter { $0.contains("X-Echo") }.count == 3)
    case .content:
      let evidence = try String(contentsOfFile: tender.path("out/evidence.jsonl"), encoding: .utf8)
      #expect(evidence.matches(of: #/Seen-\*\*\*\./#).count >= 3)
      let verdicts = try tender.verdicts()
      #expect(verdicts["A-1"]?.state == "met" && verdicts["A-2"]?.state == "met", "\(ended.output)")
      // What a mark stands for decides nothing.
      #expect(verdicts["A-5"]?.state == "inconclusive", "\(verdicts["A-5"]?.explained ?? "")")
      #expect(verdicts["A-5"]?.evidence.first?.steps.last?.failure?.blame == "harness")
    }
    // The control: what was not a secret is found by the same search.
    #expect(try await !LeakSearch.finds(["Requirement A-1"], below: tender.out).places.isEmpty)
  }
}
