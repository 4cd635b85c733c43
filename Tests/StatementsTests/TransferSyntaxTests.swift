import Evidence
import Statements
import Testing

@Suite("Transfer syntax claims")
struct TransferSyntaxTests {
  private func facts(_ text: String, _ name: String = "statement.txt") -> [String] {
    StatementReader.read(bytes: Array(text.utf8), name: name).claims.filter { $0.kind == .transferSyntax }.map {
      "\($0.uid ?? "-") \($0.polarity.rawValue) \($0.availability.rawValue)"
    }
  }

  @Test("A list is claimed as delivered; one that depends on options is conditional, in the words of the document")
  func conditional() {
    let text = """
      The application will accept presentation contexts using any of the following
      transfer syntaxes:

      LittleEndianImplicitTransferSyntax        1.2.840.10008.1.2
      DeflatedExplicitVRLittleEndian            1.2.840.10008.1.2.1.99 (*)

      (*) if compiled with zlib support

      The default can be changed. Depending on these options, the following transfer
      syntaxes are supported:

      JPEGProcess14SV1TransferSyntax            1.2.840.10008.1.2.4.70
      """
    #expect(
      facts(text) == [
        "1.2.840.10008.1.2 supported default", "1.2.840.10008.1.2.1.99 supported conditional",
        "1.2.840.10008.1.2.4.70 supported conditional",
      ])
    let claims = StatementReader.read(bytes: Array(text.utf8), name: "a.txt").claims
    #expect(claims[1].condition == "(*) if compiled with zlib support")
    #expect(
      claims[2].condition == "Depending on these options, the following transfer syntaxes are supported:")
  }

  @Test("The support column decides, and a denial is recorded as one")
  func support() {
    let text = """
      ## Transfer Syntaxes

      | Transfer Syntax | UID | Support |
      |---|---|---|
      | Implicit VR Little Endian | 1.2.840.10008.1.2 | Full |
      | JPEG 2000 | 1.2.840.10008.1.2.4.91 | Not supported |
      | RLE Lossless | 1.2.840.10008.1.2.5 | Optional |
      """
    #expect(
      facts(text, "a.md") == [
        "1.2.840.10008.1.2 supported default", "1.2.840.10008.1.2.4.91 not-supported default",
        "1.2.840.10008.1.2.5 supported configurable",
      ])
  }

  @Test("A list for some SOP classes is not one for all")
  func restricted() {
    let html = """
      <h2>Transfer Syntaxes</h2><table><caption>Table 2 Transfer Syntaxes for Video Storage SOP Classes</caption>
      <tr><th>Transfer Syntax Name</th><th>UID</th></tr>
      <tr><td>MPEG2 Main Profile / Main Level</td><td>1.2.840.10008.1.2.4.100</td></tr></table>
      """
    #expect(facts(html, "a.html") == ["1.2.840.10008.1.2.4.100 supported conditional"])
  }

  @Test("Media types of web services are no transfer syntaxes of associations")
  func web() {
    let text = """
      # Conformance Statement

      ## Retrieve (WADO-RS)

      - `multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.90`

      | Transfer Syntax | UID |
      |---|---|
      | JPEG 2000 | 1.2.840.10008.1.2.4.90 |
      """
    #expect(facts(text, "a.md").isEmpty)
  }
}
