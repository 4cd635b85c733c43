import Evidence
import Foundation
import Statements
import Testing

@Suite("Whether two products can talk")
struct StatementPairTests {
  private static func statement(
    _ product: String, _ rows: [String], syntaxes: [String] = [], after: String = ""
  ) -> DocumentReading {
    var text = """
      # DICOM Conformance Statement of \(product)

      ## SOP Classes

      | SOP Class Name | SOP Class UID | SCU | SCP |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))


      """
    if !syntaxes.isEmpty {
      text += "## Transfer Syntaxes\n\n| Transfer Syntax UID |\n|---|\n"
      text += syntaxes.map { "| \($0) |" }.joined(separator: "\n") + "\n\n"
    }
    return StatementReader.read(bytes: Array((text + after).utf8), name: "\(product).md")
  }

  private static let implicit = "1.2.840.10008.1.2"
  private static let explicit = "1.2.840.10008.1.2.1"
  private static let jpeg2000 = "1.2.840.10008.1.2.4.90"
  private static func ct(_ scu: String, _ scp: String) -> String {
    "| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | \(scu) | \(scp) |"
  }

  private static func verdicts(_ first: DocumentReading, _ second: DocumentReading) -> [String] {
    StatementPair(first, second).services.map {
      "\($0.direction == .firstUsesSecond ? "A>B" : "B>A") \($0.verdict.rawValue)"
    }
  }

  @Test("An SCU and an SCP with a common transfer syntax can talk, in that direction only")
  func canTalk() throws {
    let scanner = Self.statement("Scanner", [Self.ct("Yes", "")], syntaxes: [Self.implicit, Self.explicit])
    let archive = Self.statement("Archive", [Self.ct("", "Yes")], syntaxes: [Self.explicit, Self.jpeg2000])
    let pair = StatementPair(scanner, archive)
    let service = try #require(pair.services.first)
    #expect(pair.services.count == 1)
    #expect(service.verdict == .canTalk && service.direction == .firstUsesSecond)
    #expect(service.common == ["Explicit VR Little Endian"])
    #expect(service.userEvidence.first?.line == 7 && service.providerEvidence.first?.line == 7)
    #expect(Self.verdicts(archive, scanner) == ["B>A can talk"])
    let text = StatementPairText.text(pair)
    #expect(text.contains("of 1 service: 1 can talk, 0 cannot."), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= ClaimsText.width })
  }

  @Test("Lists without a common transfer syntax cannot; a side that lists none does not state it")
  func transferSyntaxes() throws {
    let scanner = Self.statement("Scanner", [Self.ct("Yes", "")], syntaxes: [Self.jpeg2000])
    let archive = Self.statement("Archive", [Self.ct("", "Yes")], syntaxes: [Self.explicit])
    #expect(Self.verdicts(scanner, archive) == ["A>B cannot: no common transfer syntax"])
    let silent = StatementPair(scanner, Self.statement("Archive", [Self.ct("", "Yes")]))
    let service = try #require(silent.services.first)
    #expect(service.verdict == .notStated)
    #expect(service.missing == ["Archive states no transfer syntaxes"])
    #expect(service.notes.contains { $0.contains("Implicit VR Little Endian") && $0.contains("not assumed") })
  }

  @Test("Silence is one side only; a denial in words is a no")
  func silenceAndDenial() {
    let scanner = Self.statement("Scanner", [Self.ct("Yes", "")], syntaxes: [Self.explicit])
    let silent = Self.statement("Viewer", ["| MR Image Storage | 1.2.840.10008.5.1.4.1.1.4 |  | Yes |"])
    #expect(Self.verdicts(scanner, silent) == ["A>B one side only", "A>B one side only"])
    let denying = Self.statement("Viewer", [Self.ct("", "No")], syntaxes: [Self.explicit])
    #expect(Self.verdicts(scanner, denying) == ["A>B cannot: one side says it does not support it"])
    #expect(StatementPair(scanner, silent).services.allSatisfy { !$0.verdict.isCannot })
  }

  @Test("What a document disputes or what is read from prose alone is unsure")
  func unsure() {
    let scanner = Self.statement("Scanner", [Self.ct("Yes", "")], syntaxes: [Self.explicit])
    let disputing = Self.statement(
      "Archive", [Self.ct("", "Yes")], syntaxes: [Self.explicit],
      after:
        "## More\n\n| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No |\n")
    #expect(Self.verdicts(scanner, disputing) == ["A>B unsure"])
    var doubtful = Self.statement("Archive", [Self.ct("", "Yes")], syntaxes: [Self.explicit])
    for index in doubtful.claims.indices { doubtful.claims[index].confidence = Claim.decisiveConfidence - 1 }
    #expect(Self.verdicts(scanner, doubtful) == ["A>B unsure"])
  }

  @Test("A transfer syntax that needs configuration is told apart")
  func conditional() throws {
    let scanner = Self.statement("Scanner", [Self.ct("Yes", "")], syntaxes: [Self.explicit])
    var archive = Self.statement("Archive", [Self.ct("", "Yes")], syntaxes: [Self.explicit])
    for index in archive.claims.indices where archive.claims[index].kind == .transferSyntax {
      archive.claims[index].availability = .configurable
    }
    let service = try #require(StatementPair(scanner, archive).services.first)
    #expect(service.verdict == .canTalk && service.common == [])
    #expect(service.commonByCondition == ["Explicit VR Little Endian"])
  }

  private static func reading(_ name: String, _ details: [(Claim.Kind, Claim.Role?, ClaimDetail)]) -> DocumentReading {
    DocumentReading(
      document: name, sha256: "", format: "text", product: name,
      claims: details.map { kind, role, detail in
        Claim(
          kind: kind, role: role, detail: detail, evidence: [Citation(document: name, sha256: "", words: "w")],
          method: "test", confidence: 90)
      }, problems: [])
  }

  @Test("DICOMweb, HL7, FHIR and IHE are matched by their own roles")
  func otherServices() {
    let first = Self.reading(
      "A",
      [
        (.dicomweb, .userAgent, .web(.init(service: "WADO-RS", resource: "Study", mediaTypes: ["application/dicom"]))),
        (.dicomweb, .userAgent, .web(.init(service: "STOW-RS", mediaTypes: ["application/dicom+xml"]))),
        (.hl7Message, nil, .message(.init(event: "ADT^A08", version: "2.5", direction: .outbound))),
        (.hl7Message, nil, .message(.init(event: "ORM^O01", version: "2.3.1", direction: .outbound))),
        (.fhir, .client, .resource(.init(resource: "Patient", interaction: "read", version: "4.0.1"))),
        (.ihe, nil, .integration(.init(profile: "XDS-I.b", actor: "Imaging Document Consumer"))),
        (.ihe, nil, .integration(.init(profile: "REM", actor: "Dose Information Reporter"))),
      ])
    let second = Self.reading(
      "B",
      [
        (.dicomweb, .originServer, .web(.init(service: "WADO-RS", mediaTypes: ["application/dicom; a=b"]))),
        (.dicomweb, .originServer, .web(.init(service: "STOW-RS", mediaTypes: ["application/dicom"]))),
        (.hl7Message, nil, .message(.init(event: "ADT^A08", version: "2.5", direction: .inbound))),
        (.hl7Message, nil, .message(.init(event: "ORM^O01", version: "2.5", direction: .inbound))),
        (.fhir, .server, .resource(.init(resource: "Patient", interaction: "read", version: "4.0.1"))),
        (.ihe, nil, .integration(.init(profile: "XDS-I.b", actor: "Imaging Document Source"))),
        (.ihe, nil, .integration(.init(profile: "REM", actor: "Dose Information Consumer"))),
      ])
    let services = StatementPair(first, second).services
    func verdict(_ part: String) -> [PairVerdict.Verdict] {
      services.filter { $0.service.contains(part) && $0.direction == .firstUsesSecond }.map(\.verdict)
    }
    #expect(verdict("WADO-RS Study") == [.canTalk])
    #expect(verdict("STOW-RS") == [.noCommonMediaType])
    #expect(verdict("ADT^A08") == [.canTalk])
    #expect(verdict("ORM^O01") == [.unsure])
    #expect(verdict("Patient read") == [.canTalk])
    #expect(verdict("Imaging Document Consumer to Imaging Document Source") == [.canTalk])
    #expect(verdict("REM") == [.notJudged])
  }

  @Test("Character sets in common are listed; where one side states none, that is said")
  func characterSets() {
    func statement(_ product: String, _ terms: [String]) -> DocumentReading {
      let rows = terms.map { "| \($0) | Yes |" }.joined(separator: "\n")
      return Self.statement(
        product, [Self.ct("Yes", "Yes")],
        after: terms.isEmpty ? "" : "## Support of Character Sets\n\n| Defined Term | Supported |\n|---|---|\n\(rows)\n"
      )
    }
    let pair = StatementPair(statement("A", ["ISO_IR 100", "ISO_IR 192"]), statement("B", ["ISO_IR 192"]))
    #expect(pair.characterSets.common == ["ISO_IR 192"])
    #expect(pair.characterSets.onlyFirst == ["ISO_IR 100"])
    #expect(StatementPair(statement("A", ["ISO_IR 100"]), statement("B", [])).characterSets.common == nil)
  }

  @Test("The pair survives JSON")
  func json() throws {
    let pair = StatementPair(Self.statement("A", [Self.ct("Yes", "")]), Self.statement("B", [Self.ct("", "Yes")]))
    let text = try ClaimsJSON.object(pair)
    #expect(try JSONDecoder().decode(StatementPair.self, from: Data(text.utf8)) == pair)
  }
}
