import Foundation
import TestPeers
import Testing

/// What a run shows of a statement that comes as PDF: the place of each word, and both sides where they disagree.
@Suite("Evidence from a PDF statement", .serialized)
struct PaperEvidenceTests {
  /// The words on the first page are a claim that a person has to read; those of the tables decide.
  private static var statement: Data {
    var first = WrittenPDF.Page()
    first.text("1 Acme Archive 4.2 DICOM Conformance Statement", x: 60, y: 80, size: 16)
    first.text("The product supports the Verification SOP Class as an SCP.", x: 60, y: 120)
    var second = WrittenPDF.Page()
    second.text("2 Network Services", x: 60, y: 80, size: 14)
    second.text("Table 2-1. Network services", x: 60, y: 110)
    second.table(
      [
        ["SOP Class", "UID", "SCU", "SCP"], ["CT Image Storage", "1.2.840.10008.5.1.4.1.1.2", "No", "Yes"],
        ["MR Image Storage", "1.2.840.10008.5.1.4.1.1.4", "No", "Yes"],
        ["Storage Commitment Push Model", "1.2.840.10008.1.20.1", "No", "Yes"],
      ], at: [60, 260, 420, 480], y: 130)
    var third = WrittenPDF.Page()
    third.text("3 Query as SCP", x: 60, y: 80, size: 14)
    third.text("Table 3-1. Study Root C-FIND SCP query keys", x: 60, y: 110)
    third.table(
      [
        ["Attribute", "Tag", "Level", "Matching"], ["Patient ID", "(0010,0020)", "STUDY", "Single value"],
        ["Study Date", "(0008,0020)", "STUDY", "Single value, Range"],
        ["Accession Number", "(0008,0050)", "STUDY", "Single value"],
      ], at: [60, 200, 320, 400], y: 130)
    return Data(WrittenPDF(pages: [first, second, third]).bytes)
  }

  private func run() async throws -> Tender {
    let listenerPort = try PeerProcess.freePort()
    let peer = try await DCMQRSCP.start(destinations: ["ASSAY": listenerPort])
    let tender = try Tender(
      port: peer.port, aeTitle: DCMQRSCP.aeTitle, listenerPort: listenerPort, statement: Self.statement,
      file: "acme.pdf")
    let ended = try await tender.run("--only", "DST-006,DST-001a,DQR-001h,DWB-004a")
    #expect(ended.status == 4, "\(ended.error)")
    #expect(peer.isRunning, "\(peer.output)")
    return tender
  }

  @Test("Page and row stand in verdicts and report; a contradiction names both sides, a doubt says how to settle it")
  func places() async throws {
    let tender = try await run()
    let verdicts = try tender.verdicts()
    let report = try String(contentsOfFile: tender.path("out/index.html"), encoding: .utf8)

    let keys = try #require(verdicts["DQR-001h"])
    #expect(keys.state == "met", "\(keys.why)")
    let date = try #require(keys.evidence.first { $0.id == "date" }?.citations.first)
    #expect(date.document == "acme.pdf" && date.page == 3 && date.row == 2)
    #expect(date.cells == ["Study Date", "(0008,0020)", "STUDY", "Single value, Range"])
    #expect(date.headings == ["Attribute", "Tag", "Level", "Matching"])
    #expect(
      report.contains("<cite><bdi>acme.pdf</bdi>, section 3 Query as SCP, page 3, "), "the page stands below the words")

    let commitment = try #require(verdicts["DST-006"])
    #expect(commitment.state == "contradicted", "\(commitment.why)")
    #expect(commitment.why.contains("acme.pdf, page 2") && commitment.why.contains("row 3"), "\(commitment.why)")
    #expect(commitment.why.contains("Yet ") && commitment.why.contains("in step"), "\(commitment.why)")

    let verification = try #require(verdicts["DST-001a"]?.evidence.first { $0.id == "claim" })
    #expect(verification.result == "needs a human eye", "\(verification.why)")
    #expect(verification.citations.first?.page == 1)
    #expect(verdicts["DST-001a"]?.why.hasPrefix("Until a person has read the document") == true)
    for words in ["requirement: DST-001a@1", "evidence: claim", "assay explain assessment"] {
      #expect(report.contains(words), "the report says how to settle the doubt: \(words)")
    }

    // What the paper does not mention is silence, and offers nothing to settle.
    let search = try #require(verdicts["DWB-004a"])
    #expect(search.state == "not demonstrated" && search.evidence.allSatisfy { $0.citations.isEmpty })
    #expect(!report.contains("requirement: DWB-004a@1"))
  }
}
