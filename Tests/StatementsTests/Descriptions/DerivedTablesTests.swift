import Evidence
import Foundation
import Statements
import Testing

@Suite("Real descriptions, fact by fact")
struct DerivedTablesTests {
  @Test(
    "The claims are the facts that Python finds in the document, no more and no fewer",
    .enabled(if: SharedStatements.isThere, "The collection of statements is not beside the repository."),
    arguments: [
      "fhir-cerner-dstu2.json", "fhir-epic-stu3.json", "fhir-r4-lantern.json", "fhir-ukcore-r4.xml",
      "fhir-ihe-mhd-document-responder.json", "hl7v2-profile-adt-a31.xml", "hl7v2-profile-gazelle-adt-a40.xml",
    ])
  func facts(name: String) throws {
    let file = try #require(SharedStatements.document(name))
    let reading = StatementReader.read(file: file)
    let found = DescribedFacts.rows(reading)
    let expected = try DescribedFacts.expected(name)
    #expect(expected.count > 50)
    let difference = Set(found).symmetricDifference(expected).sorted()
    #expect(difference.isEmpty, "\(difference.prefix(5))")
    #expect(found.count == expected.count)
    #expect(reading.claims.allSatisfy { $0.confidence == 100 && $0.evidence.first?.line != nil })
    #expect(!reading.problems.contains { $0.severity == .unreadable })
  }
}
