import Foundation
import TestPeers
import Testing

@testable import IHE

@Suite("Mutants of audit events")
struct AuditEventMutantTests {
  private static let event = """
    {"resourceType":"AuditEvent","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110112"},
    "subtype":[{"system":"urn:ihe:event-type-code","code":"ITI-18"}],"action":"E","recorded":"2026-11-24T05:14:48.330Z",
    "outcome":"0","agent":[{"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110153"}]},
    "who":{"display":"a"},"requestor":true,"network":{"address":"192.0.2.1","type":"2"}}],
    "source":{"observer":{"display":"s"}},"entity":[
    {"what":{"identifier":{"system":"urn:oid:1.2.3","value":"P1"}},"type":{"code":"1"},"role":{"code":"1"}},
    {"type":{"code":"2"},"role":{"code":"24"},"query":"PHEvPg==","detail":[{"type":"a","valueString":"b"}]}]}
    """

  @Test(
    "20,000 mutants of an AuditEvent are read or refused with a reason, and not more is told of them than can be read")
  func mutants() throws {
    #expect(try AuditEventReader.read(Array(Self.event.utf8)).first?.violations.isEmpty == true)
    let pieces = [
      "[", "]", "{", "}", "\"", ",", "null", "true", "1e999", "\\ud800", "\\u0000", "\"resourceType\":\"Bundle\",",
      "urn:oid:",
      "\"entry\":[{}],",
    ]
    var mutator = Mutator(generator: SeededGenerator(state: 93), pieces: pieces.map { Array($0.utf8) })
    var (read, without) = (0, 0)
    for _ in 0..<20_000 {
      do throws(AuditReadingError) {
        let events = try AuditEventReader.read(mutator.mutant(of: Array(Self.event.utf8)))
        read += 1
        if events.isEmpty || events.contains(where: { $0.violations.count > 100 }) { without += 1 }
      } catch {
        if "\(error)".isEmpty { without += 1 }
      }
    }
    #expect(without == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }
}
