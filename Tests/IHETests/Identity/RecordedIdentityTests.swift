import IHE
import Testing

/// What an independent PIX and PDQ manager of HL7 V3 and a registry answered, and what that means.
@Suite("Recorded answers on identity", .enabled(if: RecordedExchange.areThere))
struct RecordedIdentityTests {
  private func message(_ name: String) throws -> IdentityMessage {
    try IdentityMessage(SOAPAnswer(RecordedExchange(name).response).envelope)
  }

  @Test(
    "A feed is taken, by the manager and by the registry",
    arguments: ["01-pix-iti44", "01-iti44-add", "01-rad68-iti44"])
  func feeds(name: String) throws {
    let message = try message(name)
    #expect(message.interaction == .acceptAcknowledgement)
    #expect(message.acknowledgement?.type == .commitAccept)
    #expect(message.acknowledgement?.target.root.hasSuffix(".1") == true)
    // The registry states its interaction in another register.
    #expect(message.findings.map(\.path) == (name == "01-pix-iti44" ? [] : ["MCCI_IN000002UV01/interactionId"]))
  }

  @Test("A patient without other identifiers is no error")
  func alone() throws {
    let message = try message("02-pix-iti45")
    #expect(message.acknowledgement?.type == .applicationAccept)
    #expect(message.result?.response == .notFound)
    #expect(message.result?.total == 0)
    #expect(message.registrations.isEmpty)
    #expect(message.findings == [])
    guard case .identifiers(let query)? = message.query else {
      Issue.record("no query")
      return
    }
    #expect(query.identifiers.map(\.cx) == ["XT73ad71c8^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"])
  }

  @Test("An identifier that is not known is told by its code")
  func unknown() throws {
    let message = try message("03-pix-iti45-unknown")
    #expect(message.acknowledgement?.type == .applicationError)
    #expect(message.result?.response == .applicationError)
    let detail = try #require(message.acknowledgement?.details.first)
    #expect(detail.kind == "E")
    #expect(detail.code?.code == "204")
    #expect(detail.text.contains("is not a known identifier"))
    // It names a class of the program instead of the place in the message.
    #expect(detail.locations == ["com.vangent.hieos.hl7v3util.model.message.PRPA_IN201310UV02_Message_Builder"])
  }

  @Test("Who was found by demographics is the one")
  func candidate() throws {
    let message = try message("04-pdq-iti47")
    #expect(message.result?.response == .found)
    #expect(message.result?.total == 1)
    let patient = try #require(message.registrations.first?.patient)
    #expect(message.registrations.count == 1)
    #expect(patient.identifiers.map(\.cx) == ["XT73ad71c8^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"])
    #expect(patient.names == [PersonName(family: ["Probe"], given: ["Paula"])])
    #expect(patient.birthTime == "19600102")
    #expect(patient.matchDegree == 100)
    #expect(message.findings == [])
  }
}
