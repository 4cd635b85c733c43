import Foundation
import IHE
import TestPeers
import Testing

@Suite("Messages of HL7 V3 on identity")
struct IdentityMessageTests {
  @Test("What is written is read as it was meant, and breaks no rule", arguments: IdentitySamples.all)
  func roundTrip(_ sample: IdentitySamples.Sample) throws {
    let message = try sample.read()
    #expect(message.findings == [])
    #expect(message.id == IdentitySamples.transmission.id)
    #expect(message.sender.map(\.root) == ["1.2.826.0.1.3680043.1"])
    #expect(message.receiver.map(\.root) == ["1.2.826.0.1.3680043.2"])
    #expect(message.trigger?.code == message.interaction.trigger)
  }

  @Test("A patient keeps identifiers, names, birth, gender and address")
  func patient() throws {
    let message = try IdentitySamples.sample("add").read()
    #expect(message.interaction == .recordAdded)
    #expect(message.registrations == [IdentitySamples.registration])
    let merge = try IdentitySamples.sample("merge").read()
    #expect(merge.registrations.first?.replaced.map(\.cx) == ["A2^^^&1.2.3&ISO"])
    #expect(merge.registrations.first?.replacedStatus == ["obsolete"])
    #expect(merge.registrations.first?.patient.birthTime == nil)
  }

  @Test("Queries keep their parameters")
  func queries() throws {
    #expect(
      try IdentitySamples.sample("identifiers-query").read().query == .identifiers(IdentitySamples.identifiersQuery))
    guard case .candidates(let query)? = try IdentitySamples.sample("candidates-query").read().query else {
      Issue.record("no query by demographics")
      return
    }
    var expected = IdentitySamples.candidatesQuery
    // Who asks stands beside the query.
    expected.assigningAuthority = nil
    #expect(query == expected)
    #expect(try IdentitySamples.sample("candidates-query").read().senderOrganization == nil)
    let continuation = try IdentitySamples.sample("continuation").read()
    #expect(continuation.continuation == QueryContinuation(of: .init(root: "1.2.9"), start: 3, quantity: 2))
    #expect(continuation.acknowledgement?.target.root == "1.2.7.8")
    #expect(try IdentitySamples.sample("cancellation").read().continuation?.isCancelled == true)
  }

  @Test("Answers keep who was found, and why nobody was")
  func answers() throws {
    let found = try IdentitySamples.sample("identifiers-found").read()
    #expect(found.acknowledgement?.type == .applicationAccept)
    #expect(found.result?.response == .found)
    #expect(
      found.registrations.first?.patient.allIdentifiers.map(\.cx) == ["A1^^^&1.2.3&ISO", "9990000000^^^&1.2.4&ISO"])
    let unknown = try IdentitySamples.sample("identifiers-unknown").read()
    #expect(unknown.acknowledgement?.type == .applicationError)
    #expect(unknown.acknowledgement?.details.map(\.code?.code) == ["204"])
    #expect(unknown.acknowledgement?.details.first?.locations.first?.hasSuffix("patientIdentifier/value") == true)
    let candidates = try IdentitySamples.sample("candidates").read()
    #expect(candidates.result?.total == 5)
    #expect(candidates.result?.current == 1)
    #expect(candidates.result?.remaining == 4)
    #expect(candidates.registrations.first?.patient.matchDegree == 88)
    #expect(candidates.registrations.first?.custodian == "1.2.5")
    let busy = try IdentitySamples.sample("gateway-busy").read()
    #expect(busy.issues.map { $0.reasons.map(\.code) } == [["ResponderBusy"]])
    #expect(busy.issues.map { $0.requested.map(\.code) } == [["PatientAddressRequested"]])
    #expect(busy.senderOrganization?.root == "1.2.6")
    #expect(found.senderOrganization == nil)
  }

  @Test(
    "An identifier of HL7 v2 is one of HL7 V3",
    arguments: [
      ("A1^^^&1.2.3&ISO", "1.2.3", "A1"), ("A1^^^TRUST&1.2.3&ISO^PI", "1.2.3", "A1"), ("A1^^^TRUST", nil, nil),
      ("^^^&1.2.3&ISO", nil, nil), ("A1^^^&1.02.3&ISO", nil, nil), ("A1^^^&3.2&ISO", nil, nil), ("", nil, nil),
    ])
  func identifiers(cx: String, root: String?, local: String?) {
    let identifier = InstanceIdentifier(cx: cx)
    #expect(identifier?.root == root)
    #expect(identifier?.extension == local)
  }

  @Test(
    "What the wrappers must not say is told", .serialized,
    arguments: [
      ("add", #"<processingModeCode code="T""#, #"<processingModeCode code="A""#, "processingModeCode"),
      ("add", #"extension="PRPA_IN201301UV02""#, #"extension="PRPA_IN201302UV02""#, "interactionId"),
      ("add", #"<code code="PRPA_TE201301UV02""#, #"<code code="PRPA_TE201302UV02""#, "controlActProcess/code"),
      ("add", #"<id root="1.2.826.0.1.3680043.1""#, #"<id root="HOSPITAL""#, "sender/device/id"),
      ("add", #"root="1.2.3" extension="A1""#, #"root="TRUST" extension="A1""#, "patient/id"),
      ("merge", #"<statusCode code="obsolete""#, #"<statusCode code="active""#, "priorRegistration"),
      ("acknowledgement", #"<typeCode code="CA""#, #"<typeCode code="AA""#, "acknowledgement/typeCode"),
      ("identifiers-found", #"<acceptAckCode code="NE""#, #"<acceptAckCode code="AL""#, "acceptAckCode"),
      ("identifiers-found", #"<queryResponseCode code="OK""#, #"<queryResponseCode code="NF""#, "queryAck"),
      ("identifiers-found", #"root="1.2.4" extension"#, #"root="1.2.44" extension"#, "asOtherIDs/id"),
      ("identifiers-none", #"<queryResponseCode code="NF""#, #"<queryResponseCode code="OK""#, "queryAck"),
      (
        "candidates", #"<resultCurrentQuantity value="1""#, #"<resultCurrentQuantity value="2""#,
        "resultCurrentQuantity"
      ),
      (
        "candidates", #"<queryId root="1.2.9"/><statusCode code="deliveredResponse""#,
        #"<queryId root="1.2.10"/><statusCode code="deliveredResponse""#, "queryAck/queryId"
      ),
    ])
  func wrappers(name: String, old: String, new: String, place: String) throws {
    let sample = try IdentitySamples.sample(name)
    let text = String(decoding: sample.document, as: UTF8.self)
    #expect(text.contains(old))
    let message = try IdentityMessage(ReceivedEnvelope(Array(text.replacing(old, with: new, maxReplacements: 1).utf8)))
    #expect(!message.findings.isEmpty)
    #expect(message.findings.contains { $0.path.contains(place) }, "\(message.findings)")
    #expect(message.findings.allSatisfy { $0.rule.hasPrefix("ITI TF-2") }, "\(message.findings)")
  }

  @Test("Something else is no message on identity")
  func others() throws {
    let other = Envelope(action: "a", messageID: "m", to: "t", body: .init("a:b", [.init("xmlns:a", "urn:a")]))
    #expect(throws: IdentityMessage.Problem.otherElement(name: "b", line: 2)) {
      try IdentityMessage(ReceivedEnvelope(other.document))
    }
  }

  @Test("No mutant of a message traps or takes long")
  func mutants() throws {
    let sources = IdentitySamples.all.map(\.document)
    var mutator = Mutator(
      generator: SeededGenerator(state: 44),
      pieces: [
        "<id/>", "<subject>", "</subject>", "nullFlavor=\"NA\"", "root=\"", "extension=\"", "xmlns=\"urn:other\"",
        "<!--", "<![CDATA[", "&amp;", "\0", "<controlActProcess>", "value=\"-99999999999999999999\"",
      ]
      .map { Array($0.utf8) })
    var (read, found, slowest) = (0, 0, Duration.zero)
    for index in 0..<20_000 {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let (message, time) = ThreadTime.of { (try? ReceivedEnvelope(bytes)).flatMap { try? IdentityMessage($0) } }
      slowest = max(slowest, time)
      guard let message else { continue }
      read += 1
      if !message.findings.isEmpty { found += 1 }
      #expect(message.findings.count < 200)
    }
    #expect(read > 500)
    #expect(read < 19_000)
    #expect(found > 200)
    #expect(slowest < .milliseconds(200))
  }
}
