import Evidence
import Statements
import Testing

@Suite("Services of DICOMweb")
struct WebServiceTests {
  static func facts(_ text: String, _ name: String = "statement.md") -> [String] {
    facts(StatementReader.read(bytes: Array(text.utf8), name: name))
  }

  /// Service, resource, role and polarity of what is claimed as a whole.
  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.compactMap { claim in
      guard claim.property == nil, case .web(let web)? = claim.detail else { return nil }
      let denied = claim.polarity == .supported ? "" : claim.polarity.rawValue
      return [web.service, web.resource ?? "", claim.role?.rawValue ?? "", denied].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  @Test("An overview gives one claim per side, and a denial where a cell says no")
  func overview() {
    let facts = Self.facts(
      """
      # Acme

      ## Overview

      | Network Service | User of Service | Provider of Service |
      |---|---|---|
      | CT Image Storage | Yes | Yes |
      | WADO-RS - Retrieve Rendered Instance | No | Yes |
      | Studies Service - Search Transaction (QIDO-RS) | | Yes |
      """)
    #expect(
      facts == [
        "WADO-RS Rendered Instance user-agent not-supported", "WADO-RS Rendered Instance origin-server",
        "QIDO-RS origin-server",
      ])
  }

  @Test(
    "Paths name services and resources",
    arguments: [
      ("POST", "/studies", "STOW-RS Studies"), ("POST", "../studies/{study}", "STOW-RS Study"),
      ("GET", "/studies?limit=10", "QIDO-RS Studies"), ("GET", "/studies/{study}/series", "QIDO-RS Study's Series"),
      ("GET", "https://host/dicom-web/studies/{s}/series/{e}/instances", "QIDO-RS Study's Series' Instances"),
      ("GET", "/studies/{study}/series/{series}/metadata", "WADO-RS Series Metadata"),
      ("GET", "/studies/:study/series/:series/instances/:sop/frames/:frames", "WADO-RS Frames"),
      ("GET", "/studies/{study}/rendered", "WADO-RS Rendered Study"),
      ("GET", "/workitems?", "UPS-RS Search Workitems"),
      ("PUT", "/workitems/{uid}/state", "UPS-RS Change Workitem State"),
      ("DELETE", "/studies/{study}", ""), ("GET", "/patients/{id}/orders", ""), ("GET", "/studies/{a}/{b}", ""),
    ])
  func endpoints(method: String, path: String, expected: String) {
    let text = """
      # Acme

      ## DICOMweb

      | Method | Path |
      |---|---|
      | \(method) | \(path) |
      """
    #expect(Self.facts(text) == (expected.isEmpty ? [] : [expected + " origin-server"]))
  }

  @Test("Rows of features are read by the service in the heading; what is no transaction is a feature")
  func features() {
    let table = "\n\n| Feature | Support |\n|---|---|\n| Retrieve Study | Yes |\n| Bulk data references | No |"
    let reading = StatementReader.read(bytes: Array(("# Acme\n\n## WADO-RS" + table).utf8), name: "a.md")
    #expect(Self.facts(reading) == ["WADO-RS Study"])
    #expect(reading.claims.last?.property == "feature" && reading.claims.last?.value == "Bulk data references")
    #expect(reading.claims.last?.polarity == .notSupported)
    #expect(Self.facts("# Acme\n\n## Viewer" + table).isEmpty)
  }

  @Test("A missing part never denies the service; two words below its heading do")
  func denials() {
    #expect(
      Self.facts("## QIDO-RS\n\n### Not supported\n\n- Query against sequences\n\n## RS Capabilities\n\nNot supported.")
        == ["Capabilities not-supported"])
    #expect(Self.facts("# Acme\n\n## UPS-RS\n\nNot supported.") == ["UPS-RS not-supported"])
    #expect(Self.facts("# Acme\n\n## UPS-RS\n\nWhat it does is described below.").isEmpty)
  }

  @Test("Media types of a list are one claim, with what they are for")
  func mediaTypes() {
    let reading = StatementReader.read(
      bytes: Array(
        """
        # Acme

        ## Retrieve (WADO-RS)

        ### Retrieve Frames

        The following `Accept` headers are supported:

        - `multipart/related; type="image/jp2"; transfer-syntax=1.2.840.10008.1.2.4.90`
        - application/octet-stream

        Note: nothing else.
        """.utf8), name: "a.md")
    #expect(reading.claims.count == 1)
    guard case .web(let web)? = reading.claims.first?.detail else {
      Issue.record("no claim")
      return
    }
    #expect(
      web.resource == "Frames" && web.mediaTypes == ["multipart/related; type=image/jp2", "application/octet-stream"])
    #expect(reading.claims[0].property == "response-media-types")
  }

  @Test("A section says whose side its lists are about")
  func roles() {
    let text = "\n\nIt retrieves:\n\n### Retrieve Transaction (WADO-RS)\n\n- Study\n- Rendered Frames\n- and more"
    #expect(
      Self.facts("# A\n\n## Client\n\nThe client is a user agent." + text)
        == ["WADO-RS Study user-agent", "WADO-RS Rendered Frames user-agent"])
    #expect(Self.facts("# A\n\n## Client" + text) == ["WADO-RS Study", "WADO-RS Rendered Frames"])
    let contradiction = StatementReader.read(
      bytes: Array("# A\n\n## Store transaction (QIDO-RS)\n\n- Study".utf8), name: "a.md")
    #expect(contradiction.claims.isEmpty && contradiction.problems.contains { $0.code == "service-name-mismatch" })
  }

  @Test(
    "Sentences claim, but never decisively",
    arguments: [
      ("The archive supports QIDO-RS as origin server.", ["QIDO-RS origin-server"]),
      ("STOW-RS is not supported.", ["STOW-RS not-supported"]),
      ("Images are read with WADO-RS.", []), ("For example, QIDO-RS supports queries.", []),
      ("QIDO-RS will be supported in a future version.", ["QIDO-RS unclear"]),
    ])
  func prose(text: String, expected: [String]) {
    let reading = StatementReader.read(bytes: Array("# Acme\n\n## Networking\n\n\(text)".utf8), name: "a.md")
    #expect(Self.facts(reading) == expected)
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }

  @Test(
    "Services and resources of real documents are those that a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."),
    arguments: [
      (
        "microsoft-dicom-server-v2.md",
        [
          "STOW-RS Studies", "STOW-RS Study", "WADO-RS Study", "WADO-RS Study Metadata", "WADO-RS Series",
          "WADO-RS Series Metadata", "WADO-RS Instance", "WADO-RS Instance Metadata", "WADO-RS Rendered Instance",
          "WADO-RS Frames", "WADO-RS Rendered Frames", "QIDO-RS Studies", "QIDO-RS Series", "QIDO-RS Study's Series",
          "QIDO-RS Instances", "QIDO-RS Study's Instances", "QIDO-RS Study's Series' Instances",
          "UPS-RS Create Workitem", "UPS-RS Request Cancellation", "UPS-RS Retrieve Workitem", "UPS-RS Update Workitem",
          "UPS-RS Change Workitem State", "UPS-RS Search Workitems",
        ].map { $0 + " origin-server" }
      ),
      (
        "orthanc-dicomweb-status.txt",
        [
          "WADO-URI", "WADO-RS Study", "WADO-RS Series", "WADO-RS Instance", "WADO-RS Frames", "WADO-RS Bulkdata",
          "WADO-RS Metadata", "WADO-RS Rendered", "STOW-RS", "Capabilities not-supported", "UPS-RS not-supported",
        ]
      ),
    ])
  func corpus(name: String, expected: [String]) throws {
    let reading = StatementReader.read(file: try #require(SharedStatements.document(name)))
    let found = Set(
      zip(Self.facts(reading), reading.claims.filter { $0.kind == .dicomweb && $0.property == nil }).filter {
        $0.1.method != "dicomweb/sentence"
      }.map(\.0))
    #expect(
      found == Set(expected),
      "missed \(Set(expected).subtracting(found).sorted()), wrong \(found.subtracting(expected).sorted())")
  }
}
