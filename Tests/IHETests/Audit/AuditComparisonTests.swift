import Foundation
import IHE
import TestPeers
import Testing

@Suite("What audit messages have to hold")
struct AuditComparisonTests {
  private static let patient = "XT903c89c8^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"

  private static func fields(
    _ message: AuditMessage, _ transaction: AuditedTransaction, _ side: AuditedSide = .responder,
    _ expectation: AuditExpectation = AuditExpectation()
  ) -> [String] {
    AuditComparison.differences(message, AuditDemand.of(transaction, as: side), expectation).map(\.field)
  }

  @Test(
    "An independent registry's messages lack nothing but what is wrong with them",
    .enabled(if: RecordedExchange.areThere))
  func recorded() throws {
    let messages = try AuditMessageTests.recorded().map { try AuditMessageReader.read($0.message.content).message }
    try #require(messages.count == 15)
    let own = AuditExpectation(patients: [Self.patient], isSuccess: true)
    #expect(Self.fields(messages[0], .identityFeedV3, .responder, own) == [])
    #expect(Self.fields(messages[1], .provideAndRegister, .responder, own) == [])
    #expect(Self.fields(messages[2], .register, .initiator, own) == [])
    #expect(Self.fields(messages[3], .register, .responder, own) == [])
    #expect(Self.fields(messages[12], .crossGatewayQuery, .responder, own) == [])
    #expect(Self.fields(messages[13], .storedQuery, .initiator, own) == [])
    let document = "1.2.826.0.1.3680043.8.498.80.13808139973106985386.2"
    #expect(Self.fields(messages[10], .retrieve, .responder, .init(objects: [document], isSuccess: true)) == [])
    #expect(Self.fields(messages[14], .crossGatewayRetrieve, .responder, .init(objects: [document])) == [])
    // The submission of an unknown patient was refused, and is audited as a success.
    let refused = AuditExpectation(patients: ["NOSUCH"], isSuccess: false)
    #expect(Self.fields(messages[7], .provideAndRegister, .responder, refused) == ["EventOutcomeIndicator"])
    // What was asked of another repository was refused as well.
    #expect(
      Self.fields(messages[11], .retrieve, .responder, .init(objects: [document], isSuccess: false))
        == ["EventOutcomeIndicator"])
    #expect(Self.fields(messages[1], .storedQuery).contains("EventID"))
  }

  @Test("Each field that is wrong is told by its name")
  func differences() {
    let good = AuditMessageTests.sample
    func changed(_ change: (inout AuditMessage) -> Void) -> [String] {
      var message = good
      message.participants[1].accessPoint = "192.0.2.2"
      message.participants[1].accessPointType = "2"
      change(&message)
      return Self.fields(
        message, .storedQuery, .responder,
        AuditExpectation(patients: ["P1^^^&1.2.3&ISO"], isSuccess: true, user: "a & b", purpose: "TREAT"))
    }
    #expect(changed { _ in } == [])
    #expect(changed { $0.event.id = .init("110106", "DCM") } == ["EventID"])
    #expect(changed { $0.event.types = [] } == ["EventTypeCode"])
    #expect(changed { $0.event.action = "R" } == ["EventActionCode"])
    #expect(changed { $0.event.outcome = "8" } == ["EventOutcomeIndicator"])
    #expect(changed { $0.event.purposes = [] } == ["PurposeOfUse"])
    #expect(changed { $0.participants[1].roles = [] } == ["RoleIDCode"])
    #expect(changed { $0.participants[1].accessPoint = nil } == ["NetworkAccessPointID"])
    #expect(changed { $0.participants[1].accessPointType = nil } == ["NetworkAccessPointTypeCode"])
    #expect(changed { $0.participants[0].userID = "c" } == ["UserID"])
    #expect(changed { $0.objects[0].id = "P2^^^&1.2.3&ISO" } == ["ParticipantObjectID"])
    #expect(changed { $0.objects[0].id = "P1^^^&1.2.4&ISO" } == ["ParticipantObjectID"])
    #expect(changed { $0.objects[0].id = "P1" } == [])
    #expect(changed { $0.objects.removeLast() } == ["ParticipantObjectIdentification"])
    #expect(changed { $0.objects[1].query = nil } == ["ParticipantObjectQuery"])
  }

  @Test("Application entities stand alone or in a list")
  func titles() {
    var message = AuditMessageTests.sample
    message.event = .init(id: .init("110112", "DCM"), action: "E", outcome: "0")
    let both = AuditExpectation(applicationEntities: ["A", "B"])
    #expect(Self.fields(message, .find, .responder, both) == [])
    message.participants[0].alternativeUserID = "A"
    #expect(Self.fields(message, .find, .responder, both) == ["AlternativeUserID"])
    message.participants[1].userID = "B"
    #expect(Self.fields(message, .find, .responder, both) == [])
  }

  @Test("Names and dates of birth are too much, in words and not in parts of words")
  func excess() {
    let patient = AuditExcess.Demographics(names: ["Calloway", "Ida"], birthDate: "19560412")
    func found(_ change: (inout AuditMessage.Object) -> Void) -> [AuditExcess.Kind] {
      var message = AuditMessageTests.sample
      change(&message.objects[0])
      return AuditExcess.found(in: message, of: patient).map(\.kind)
    }
    #expect(found { _ in } == [])
    #expect(found { $0.name = "CALLOWAY^EDITH" } == [.name])
    #expect(found { $0.name = "Callowayside" } == [])
    #expect(found { $0.name = "19560412" } == [.birthDate])
    #expect(found { $0.details = [.init(type: "x", value: Array("born 1956-04-12".utf8))] } == [.birthDate])
    #expect(found { $0.details = [.init(type: "x", value: Array("1.2.19560412001".utf8))] } == [])
  }

  @Test("Every transaction has a demand on both sides, with its place")
  func demands() {
    for transaction in AuditedTransaction.allCases {
      for side in AuditedSide.allCases {
        let demand = AuditDemand.of(transaction, as: side)
        #expect(!demand.events.isEmpty && !demand.actions.isEmpty && demand.source.contains("§"), "\(transaction)")
      }
    }
  }

  @Test("An AuditEvent tells the same as a message")
  func auditEvent() throws {
    let json = """
      {"resourceType":"AuditEvent","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110112"},
      "subtype":[{"system":"urn:ihe:event-type-code","code":"ITI-18"}],"action":"E","recorded":"2026-11-24T05:14:48.330Z",
      "outcome":"0","agent":[
      {"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110153"}]},
      "who":{"display":"a"},"requestor":true,"network":{"address":"192.0.2.1","type":"2"}},
      {"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110152"}]},
      "who":{"display":"b"},"requestor":false,"network":{"address":"192.0.2.2","type":"2"}}],
      "source":{"observer":{"display":"s"}},"entity":[
      {"what":{"identifier":{"system":"urn:oid:1.2.3","value":"P1"}},"type":{"code":"1"},"role":{"code":"1"}},
      {"type":{"code":"2"},"role":{"code":"24"},"query":"PHEvPg=="}]}
      """
    let read = try AuditEventReader.read(Array(json.utf8))
    try #require(read.count == 1)
    #expect(read[0].violations.isEmpty)
    #expect(
      Self.fields(
        read[0].message, .storedQuery, .responder, .init(patients: ["P1^^^&1.2.3&ISO"], isSuccess: true)) == [])
    let broken = try AuditEventReader.read(Array(json.replacing(#""action":"E","#, with: #""actions":"E","#).utf8))
    #expect(broken[0].violations.count == 1)
    #expect(throws: AuditReadingError.self) { try AuditEventReader.read(Array(#"{"resourceType":"Patient"}"#.utf8)) }
    let bundle = #"{"resourceType":"Bundle","type":"batch","entry":[{"resource":\#(json)},{"resource":\#(json)}]}"#
    #expect(try AuditEventReader.read(Array(bundle.utf8)).count == 2)
  }
}
