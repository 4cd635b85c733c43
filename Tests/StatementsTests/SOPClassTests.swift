import Evidence
import Statements
import Testing

@Suite("SOP class claims")
struct SOPClassTests {
  static func read(_ text: String, _ name: String = "statement.md") -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: name)
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.filter { $0.kind == .sopClass }.map {
      "\($0.uid ?? "-") \($0.role?.rawValue ?? "-") \($0.polarity.rawValue)"
    }
  }

  @Test("Columns SCU and SCP give one claim each, a denial where the cell says no, nothing where it is empty")
  func roleColumns() {
    let reading = Self.read(
      """
      # Conformance Statement of Acme

      ## SOP Classes

      | SOP Class Name | SOP Class UID | SCU | SCP |
      |---|---|---|---|
      | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No | Yes |
      | MR Image Storage | 1.2.840.10008.5.1.4.1.1.4 |  | Yes (optional) |
      | US Image Storage | 1.2.840.10008.5.1.4.1.1.6.1 | Stored and Viewed | - |
      """)
    #expect(
      Self.facts(reading) == [
        "1.2.840.10008.5.1.4.1.1.2 scu not-supported", "1.2.840.10008.5.1.4.1.1.2 scp supported",
        "1.2.840.10008.5.1.4.1.1.4 scp supported",
      ])
    #expect(reading.claims[2].availability == .configurable)
    #expect(reading.claims[1].confidence >= Claim.decisiveConfidence)
    #expect(reading.claims[1].evidence[0].line == 7)
    #expect(reading.claims[1].evidence[0].section == "SOP Classes")
    #expect(reading.claims[1].evidence[0].cells == ["CT Image Storage", "1.2.840.10008.5.1.4.1.1.2", "No", "Yes"])
    #expect(reading.product == "Acme")
  }

  @Test("Columns in the other order, and overviews with User and Provider of Service, are read by their headings")
  func columnOrder() {
    let reversed = Self.read(
      """
      | SOP Class | UID | SCP | SCU |
      |---|---|---|---|
      | Verification | 1.2.840.10008.1.1 | Yes | No |
      """)
    #expect(Self.facts(reversed) == ["1.2.840.10008.1.1 scu not-supported", "1.2.840.10008.1.1 scp supported"])
    let overview = Self.read(
      """
      | SOP Classes | User of Service (SCU) | Provider of Service (SCP) |
      |---|---|---|
      | CT Image Storage | Yes | No |
      """)
    #expect(
      Self.facts(overview) == [
        "1.2.840.10008.5.1.4.1.1.2 scu supported", "1.2.840.10008.5.1.4.1.1.2 scp not-supported",
      ])
    #expect(
      overview.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence && $0.uidOrigin == .resolvedFromName })
  }

  @Test("The role of a list stands in the sentence before it")
  func introducedList() {
    let reading = Self.read(
      """
      Acme supports the following SOP Classes as an SCP:

        CTImageStorage                1.2.840.10008.5.1.4.1.1.2
        ALongNameThatLeavesOneSpace.Storage 1.2.840.10008.5.1.4.1.1.4

      Acme does not support the following SOP Classes as an SCU:

        MRImageStorage                1.2.840.10008.5.1.4.1.1.4
      """, "statement.txt")
    #expect(
      Self.facts(reading) == [
        "1.2.840.10008.5.1.4.1.1.2 scp supported", "1.2.840.10008.5.1.4.1.1.4 scp supported",
        "1.2.840.10008.5.1.4.1.1.4 scu not-supported",
      ])
  }

  @Test("A list whose role nobody states is a claim without a role, and never decisive")
  func noRole() {
    let reading = Self.read(
      """
      The SOP classes are:

        CTImageStorage                1.2.840.10008.5.1.4.1.1.2
      """, "statement.txt")
    #expect(Self.facts(reading) == ["1.2.840.10008.5.1.4.1.1.2 - supported"])
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }

  @Test("Presentation contexts give roles and the transfer syntaxes of each class, spans and references included")
  func presentationContexts() {
    let reading = Self.read(
      """
      <html><body><h2>4.2 STORE Application Entity</h2><h3>Accepted Presentation Contexts</h3>
      <table><caption>Table 4.2-11 Accepted Presentation Contexts</caption>
      <tr><th colspan="4">Presentation Context Table</th><th rowspan="3">Role</th></tr>
      <tr><th colspan="2">Abstract Syntax</th><th colspan="2">Transfer Syntax</th></tr>
      <tr><th>Name</th><th>UID</th><th>Name</th><th>UID</th></tr>
      <tr><td rowspan="2">CT Image Storage</td><td rowspan="2">1.2.840.10008.5.1.4.1.1.2</td>
      <td>Implicit VR Little Endian</td><td>1.2.840.10008.1.2</td><td rowspan="2">SCP</td></tr>
      <tr><td>JPEG Lossless</td><td>1.2.840.10008.1.2.4.70</td></tr>
      <tr><td>MR Image Storage</td><td>1.2.840.10008.5.1.4.1.1.4</td><td colspan="2">See Table 4.2-12</td>
      <td>SCU/SCP</td></tr>
      <tr><td>US Image Storage</td><td>1.2.840.10008.5.1.4.1.1.6.1</td><td colspan="2">See Table 9</td><td>SCP</td></tr>
      </table>
      <table><caption>Table 4.2-12 Transfer Syntaxes for MR</caption>
      <tr><th>Transfer Syntax Name</th><th>UID</th></tr>
      <tr><td>Explicit VR Little Endian</td><td>1.2.840.10008.1.2.1</td></tr></table></body></html>
      """, "statement.html")
    #expect(
      Self.facts(reading) == [
        "1.2.840.10008.5.1.4.1.1.2 scp supported", "1.2.840.10008.5.1.4.1.1.4 scu supported",
        "1.2.840.10008.5.1.4.1.1.4 scp supported", "1.2.840.10008.5.1.4.1.1.6.1 scp supported",
      ])
    let syntaxes = reading.claims.filter { $0.kind == .transferSyntax && $0.sopClass != nil }
    #expect(
      syntaxes.map { "\($0.sopClass ?? "") \($0.uid ?? "")" } == [
        "1.2.840.10008.5.1.4.1.1.2 1.2.840.10008.1.2", "1.2.840.10008.5.1.4.1.1.2 1.2.840.10008.1.2.4.70",
        "1.2.840.10008.5.1.4.1.1.4 1.2.840.10008.1.2.1",
      ])
    #expect(syntaxes.last?.uidOrigin == .byReference)
    #expect(reading.problems.contains { $0.code == "dangling-reference" })
    #expect(reading.claims.allSatisfy { $0.applicationEntity == "STORE" })
  }

  @Test(
    "Glossaries, examples, contents, references, object definitions, web and media sections claim nothing",
    arguments: [
      "Terms and Definitions", "Glossary", "Example", "Table of Contents", "References", "CT Image IOD",
      "Basics of DICOM",
      "STOW-RS", "DICOMweb Support", "Media Interchange",
    ])
  func sectionsWithoutClaims(heading: String) {
    let table = """

      | SOP Class Name | SOP Class UID | SCU | SCP |
      |---|---|---|---|
      | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | Yes | Yes |
      """
    #expect(Self.read("# Acme Conformance Statement\n\n## \(heading)\n" + table).claims.isEmpty)
    #expect(Self.read("# Acme Conformance Statement\n\n## Networking\n" + table).claims.count == 2)
  }

  @Test("Prose claims by name are kept, but never decisive; a denial is a denial, and doubt is doubt")
  func prose() {
    func one(_ sentence: String) -> Claim? { Self.read("## Networking\n\n" + sentence).claims.first }
    let claim = one("The archive supports the CT Image Storage SOP Class as an SCP.")
    #expect(claim?.uid == "1.2.840.10008.5.1.4.1.1.2" && claim?.role == .scp && claim?.polarity == .supported)
    #expect((claim?.confidence ?? 100) < Claim.decisiveConfidence)
    #expect(one("The archive does not support CT Image Storage as an SCP.")?.polarity == .notSupported)
    #expect(one("The archive supports CT Image Storage as SCP but not as SCU.")?.polarity == .unclear)
    #expect(one("The CT Image Storage SOP class is one of many.") == nil)
    #expect(one("SCUs such as modalities send, for example, CT Image Storage, if supported.") == nil)
  }

  @Test("All classes of another section are claimed by reference, for the role that the sentence gives")
  func references() {
    let reading = Self.read(
      """
      ---------------------
      Store SCP Conformance
      ---------------------

      Acme supports the following SOP Classes as an SCP for C-Store:

        CTImageStorage   | 1.2.840.10008.5.1.4.1.1.2

      ---------------------
      Store SCU Conformance
      ---------------------

      All the SOP Classes that are listed in the "Store SCP Conformance"
      (see above) section are available as an SCU for C-Store.
      """, "statement.txt")
    #expect(
      Self.facts(reading) == ["1.2.840.10008.5.1.4.1.1.2 scp supported", "1.2.840.10008.5.1.4.1.1.2 scu supported"])
    #expect(reading.claims.last?.uidOrigin == .byReference)
    #expect(reading.claims.last?.evidence.map(\.line) == [13, 7])
  }

  @Test("Places that contradict each other name each other; places about two entities do not")
  func disputes() {
    func table(_ scp: String) -> String {
      "| SOP Class | UID | SCP |\n|---|---|---|\n| Verification | 1.2.840.10008.1.1 | \(scp) |\n\n"
    }
    let disputed = Self.read("## Services\n\n" + table("Yes") + "## More\n\n" + table("No"))
    #expect(disputed.claims.map { $0.disputedBy.first?.line } == [11, 5])
    let entities = Self.read("## ECHO AE\n\n" + table("Yes") + "## PRINT AE\n\n" + table("No"))
    #expect(entities.claims.allSatisfy { $0.disputedBy.isEmpty })
  }

  @Test("A private class is kept and noted; an unregistered one under DICOM's root is reported")
  func registry() {
    let reading = Self.read(
      """
      | SOP Class | UID | SCP |
      |---|---|---|
      | Acme Shutdown | 1.2.276.0.7230010.3.4.1915765545.18030.917282194.0 | Yes |
      | Acme Imaginary Storage | 1.2.840.10008.5.1.4.1.1.9999 | Yes |
      | MR Image Storage | 1.2.840.10008.5.1.4.1.1.2 | Yes |
      """)
    #expect(reading.claims.count == 3)
    #expect(reading.problems.map(\.code) == ["private-uid", "unregistered-uid", "name-uid-mismatch"])
    #expect(reading.claims.map { $0.confidence >= Claim.decisiveConfidence } == [true, false, false])
    #expect(reading.claims[2].uid == "1.2.840.10008.5.1.4.1.1.2")
  }

  @Test("A private class without a role has the one role of the class that its identifier ends like, never surely")
  func specialisedClasses() {
    func role(_ uid: String, standard: String) -> Claim.Role? {
      let claims = ReadStatement(
        """
        ## SOP Classes

        | SOP Class | UID | \(standard) |
        |---|---|---|
        | Patient Root MOVE | 1.2.840.10008.5.1.4.1.2.1.2 | Yes |

        ## Private SOP Classes

        The following private SOP Classes exist:

        | SOP Class | UID |
        |---|---|
        | Acme Retrieve | \(uid) |
        """
      ).claims(.sopClass).filter { $0.uid == uid }
      #expect(claims.count == 1 && claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
      return claims.first?.role
    }
    #expect(role("1.2.826.0.1.99.5.1.4.1.2.1.2", standard: "SCP") == .scp)
    #expect(role("1.2.826.0.1.99.5.1.4.1.2.1.2", standard: "SCU") == .scu)
    #expect(role("1.2.826.0.1.99.5.1.4.1.2.1.77", standard: "SCP") == nil)
    #expect(role("1.2.826.0.1.99.5.1.4.1.2.2.2", standard: "SCP") == nil)
  }

  @Test(
    "What a cut leaves of an identifier is reported and not claimed; one that is whole is claimed, a dot after it or not"
  )
  func cutIdentifiers() {
    func read(_ uid: String) -> ReadStatement {
      ReadStatement(
        "## SOP Classes\n\n| SOP Class | UID | SCP |\n|---|---|---|\n| MR Image Storage | \(Known.mr) | Yes |\n"
          + "| Acme Class | \(uid) | Yes |\n")
    }
    for cut in ["1.2.840.10008.5.1.4.1.2.2", "1.2.840.10008.5.1.4.1.1.2."] {
      #expect(read(cut).classes == ["\(Known.mr) scp supported"], "\(cut)")
      #expect(read(cut).problems.contains("malformed-uid"), "\(cut)")
    }
    for whole in ["1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.128.1.", "1.2.826.0.1.99.5.1"] {
      #expect(read(whole).classes.count == 2, "\(whole)")
      #expect(!read(whole).problems.contains("malformed-uid"), "\(whole)")
    }
  }

  @Test("The class of file sets has no role on a network; the classes beside it have")
  func mediaStorage() {
    let read = ReadStatement(
      """
      ## SOP Classes

      The following SOP Classes are supported as an SCU:

      | SOP Class | UID |
      |---|---|
      | Media Storage Directory Storage | 1.2.840.10008.1.3.10 |
      | CT Image Storage | \(Known.ct) |
      """)
    #expect(read.classes == ["\(Known.ct) scu supported"])
    #expect(read.problems.contains("not-for-networks"))
  }

  @Test("An introduction that lists only some of all storage classes claims all; one that lists all claims those")
  func openList() {
    func origins(_ introduction: String) -> [Claim.UIDOrigin?] {
      ReadStatement(
        "# Acme\n\n## Storage SCP\n\n\(introduction):\n\n| UID | Name |\n|---|---|\n| \(Known.ct) | CT Image Storage |\n"
      ).claims(.sopClass).map(\.uidOrigin)
    }
    #expect(origins("The AE accepts all standard DICOM Storage SOP classes, including") == [.wildcard, .printed])
    #expect(origins("The AE accepts the following Storage SOP classes") == [.printed])
  }
}
