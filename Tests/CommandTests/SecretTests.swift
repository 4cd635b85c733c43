import Foundation
import TestPeers
import Testing

/// Secrets on their way from the environment to a system, and nowhere else.
@Suite("Secrets", .serialized)
struct SecretTests {
  private static let specification = SmallSpecification.text(
    id: "secrets", title: "Secrets", summary: "Who is let in.",
    inputs: "token: {title: Token, type: string, secret: true}")

  /// A requirement that hands the secret to an input.
  private static func requirements(_ input: String) -> String {
    """
    edition: 1
    kind: requirements
    group: A
    requirements:
      - id: A-1
        revision: 1
        title: A known user is let in
        statement: |
          The archive **shall** let a known user in.
        rationale: |
          Users work.
        sources: [{ref: S}]
        level: scored
        weight: 1
        applies-to: {archive: each}
        evidence:
          - id: live
            kind: probe
            steps:
              - do: dicom.associate
                at: archive
                with:
                  propose: [{abstract: Verification, transfer: [ImplicitVRLittleEndian]}]
                  identity-type: jwt
                  \(input)
                expect: |
                  identity-response == true
        remedy: |
          Let them in.
        provenance: {state: checked, note: Made up.}

    """
  }

  private func run(_ token: String?, input: String = "identity: \"{{token}}\"") async throws -> (Tender, String) {
    let peer = try await PynetdicomServices.start(["identity": "edith-4711"])
    let tender = try Tender(port: peer.port, aeTitle: PynetdicomServices.aeTitle)
    try tender.write(Self.specification, "secrets/specification.yaml")
    try tender.write(Self.requirements(input), "secrets/all.yaml")
    let ended = try await AssayProcess(
      [
        "run", tender.path("secrets"), "--network", tender.network, "--bid", tender.bid, "--out", tender.out,
        "--seed", "1",
      ], environment: token.map { ["ASSAY_INPUT_TOKEN": $0] } ?? [:]
    ).ended()
    return (tender, ended.output + ended.error)
  }

  // The peer calls its rejection of the wrong one transient, which is held against nobody.
  @Test(
    "A secret reaches the system by the input that is marked for it, and stands in no file and no output",
    arguments: [("edith-4711", "met"), ("eve-4711", "inconclusive")])
  func reaches(token: String, state: String) async throws {
    let (tender, text) = try await run(token)
    #expect(try tender.verdicts()["A-1"]?.state == state)
    #expect(!text.contains(token))
    let hexadecimal = token.utf8.map { String($0, radix: 16, uppercase: true) }.joined()
    let files = try #require(FileManager.default.enumerator(atPath: tender.out)).compactMap { $0 as? String }
    #expect(files.count > 3)
    for file in files {
      guard let data = FileManager.default.contents(atPath: tender.out + "/" + file) else { continue }
      let content = String(decoding: data, as: UTF8.self)
      #expect(!content.contains(token), "\(file)")
      #expect(!content.replacing(" ", with: "").contains(hexadecimal), "\(file)")
    }
  }

  @Test(
    "A secret that is not given, or goes to an input that the record shows, is held against nobody",
    arguments: [true, false])
  func missing(isGiven: Bool) async throws {
    let shown = "identity: known\n" + String(repeating: " ", count: 14) + "calling-ae: \"{{token}}\""
    let (tender, _) = try await run(
      isGiven ? "edith-4711" : nil, input: isGiven ? shown : "identity: \"{{token}}\"")
    let verdict = try #require(try tender.verdicts()["A-1"])
    #expect(verdict.state == "inconclusive", "\(verdict.why)")
    #expect(verdict.evidence.first?.steps.last?.failure?.blame == "harness")
  }
}
