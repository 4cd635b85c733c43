import Evidence
import Statements
import Testing

@Suite("HL7 v2 conformance profiles")
struct MessageProfileTests {
  private func rows(_ text: String) -> [String] {
    DescribedFacts.rows(DescribedFacts.reading(text, "profile.xml")).map {
      $0.split(separator: "\t").dropFirst(2).filter {
        !$0.hasPrefix("event=") && !$0.hasPrefix("version=") && !$0.hasPrefix("direction=")
          && !$0.hasPrefix("structure=")
      }.joined(separator: " ")
    }
  }

  private func message(_ body: String, role: String = "Receiver") -> String {
    """
    <HL7v2xConformanceProfile HL7Version="2.5.1"><MetaData Name="Orders" Version="3"/>
    <HL7v2xStaticDef MsgType="OMI" EventType="O23" MsgStructID="OMI_O23" Role="\(role)"
    Identifier="2.16.840.1.113883.9.16">\(body)</HL7v2xStaticDef></HL7v2xConformanceProfile>
    """
  }

  @Test("A message has its event, structure, version, direction and printed identifier")
  func identity() {
    for (role, direction, claimed) in [
      ("Receiver", ClaimDetail.Message.Direction.inbound, Claim.Role.receiver), ("Sender", .outbound, .sender),
    ] {
      let reading = DescribedFacts.reading(message("", role: role), "a.xml")
      #expect(reading.claims.count == 1)
      let claim = reading.claims.first
      #expect(
        claim?.detail
          == .message(
            ClaimDetail.Message(event: "OMI^O23", structure: "OMI_O23", version: "2.5.1", direction: direction)))
      #expect(claim?.role == claimed)
      #expect(claim?.uid == "2.16.840.1.113883.9.16")
      #expect(claim?.uidOrigin == .printed)
      #expect(reading.product == "Orders")
      #expect(reading.version == "3")
    }
  }

  @Test("A field that is not used does not dispute the message, nor another field")
  func noDispute() {
    let reading = DescribedFacts.reading(
      message("<Segment Name=\"PID\" Usage=\"R\"><Field Name=\"a\" Usage=\"X\"/></Segment>"), "a.xml")
    #expect(Set(reading.claims.map(\.polarity)) == [.supported, .notSupported])
    #expect(reading.claims.allSatisfy { $0.disputedBy.isEmpty })
  }

  @Test("Usage decides: R and RE are supported, X denies, C is conditional, O says nothing")
  func usage() {
    #expect(
      rows(
        message(
          """
          <Segment Name="PID" Usage="R" Min="1" Max="1"><Field Name="a" Usage="RE" Min="0" Max="*"/>
          <Field Name="b" Usage="O" Min="0" Max="1"/><Field Name="c" Usage="X" Min="0" Max="0"/>
          <Field Name="d" Usage="C(R/X)"><Predicate>If newborn</Predicate></Field></Segment>
          <Segment Name="NTE" Usage="X"><Field Name="a" Usage="R"/></Segment>
          """)
      ).dropFirst() == [
        "receiver supported name=PID property=usage value=R",
        "receiver supported comparator=>= name=PID property=cardinality value=1",
        "receiver supported comparator=<= name=PID property=cardinality value=1",
        "receiver supported name=PID-1 property=usage value=RE",
        "receiver supported comparator=>= name=PID-1 property=cardinality value=0",
        "receiver supported comparator=<= name=PID-1 property=cardinality value=*",
        "receiver not-supported name=PID-3 property=usage value=X",
        "receiver supported name=PID-4 property=usage value=C(R/X)",
        "receiver not-supported name=NTE property=usage value=X",
      ])
    let claims = DescribedFacts.reading(
      message(
        "<Segment Name=\"PV1\" Usage=\"C\"><Predicate>If newborn</Predicate></Segment><Segment Name=\"PV2\" Usage=\"C\"/>"
      ),
      "a.xml"
    ).claims.dropFirst()
    #expect(claims.map(\.availability) == [.conditional, .conditional])
    #expect(claims.map(\.condition) == ["If newborn", "usage C"])
  }

  @Test("The same segment in two groups is told apart by its groups")
  func groups() {
    #expect(
      rows(
        message(
          """
          <SegGroup Name="PATIENT" Usage="O"><SegGroup Name="VISIT" Usage="RE"><Segment Name="PV1" Usage="R"/></SegGroup>
          <Segment Name="PID" Usage="R"/></SegGroup>
          """)
      ).dropFirst() == [
        "receiver supported group=PATIENT name=VISIT property=usage value=RE",
        "receiver supported group=PATIENT/VISIT name=PV1 property=usage value=R",
        "receiver supported group=PATIENT name=PID property=usage value=R",
      ])
  }

  @Test("A usage that HL7 v2 does not define is a problem, and claims nothing")
  func unknownUsage() {
    let reading = DescribedFacts.reading(message("<Segment Name=\"PID\" Usage=\"REQ\"/>"), "a.xml")
    #expect(reading.claims.count == 1)
    #expect(reading.problems.map(\.code) == ["unknown-code"])
    #expect(DescribedFacts.reading(message("<Segment Name=\"PID\" Usage=\"R\"/>"), "a.xml").problems.isEmpty)
  }

  @Test("The schema of NIST: segments are found by reference, and cited where they stand and where they are used")
  func nist() {
    let text = """
      <ConformanceProfile ID="x" Type="Constrainable" HL7Version="2.5.1"><MetaData Name="Z22" OrgName="NIST" Version="1.9"/>
      <Encodings><Encoding>ER7</Encoding></Encodings>
      <Messages><Message ID="m" Name="Update" Type="VXU" Event="V04" StructID="VXU_V04">
      <Segment Ref="PID_IZ" Usage="R" Min="1" Max="1"/>
      <Group ID="g" Name="VXU_V04.ORDER" Usage="RE" Min="0" Max="*"><Segment Ref="NONE" Usage="R" Min="1" Max="1"/></Group>
      </Message></Messages>
      <Segments><Segment ID="PID_IZ" Name="PID" Label="PID_IZ" Description="d">
      <Field Name="Set ID" Usage="R" Min="1" Max="1"/><Field Name="Patient ID" Usage="X" Min="0" Max="0"/></Segment></Segments>
      </ConformanceProfile>
      """
    #expect(
      rows(text) == [
        "- supported name=Update", "- supported property=Encoding value=ER7",
        "- supported name=PID property=usage value=R",
        "- supported comparator=>= name=PID property=cardinality value=1",
        "- supported comparator=<= name=PID property=cardinality value=1",
        "- supported name=PID-1 property=usage value=R",
        "- supported comparator=>= name=PID-1 property=cardinality value=1",
        "- supported comparator=<= name=PID-1 property=cardinality value=1",
        "- not-supported name=PID-2 property=usage value=X",
        "- supported name=ORDER property=usage value=RE",
        "- supported comparator=>= name=ORDER property=cardinality value=0",
        "- supported comparator=<= name=ORDER property=cardinality value=*",
      ])
    let reading = DescribedFacts.reading(text, "a.xml")
    #expect(reading.problems.map(\.code) == ["dangling-reference"])
    #expect(reading.problems.first?.citation?.line == 5)
    #expect(
      reading.claims.first { $0.name == "PID-2" }?.evidence.map(\.element) == [
        "/ConformanceProfile/Segments[1]/Segment[1]/Field[2]",
        "/ConformanceProfile/Messages[1]/Message[1]/Segment[1]",
      ])
    #expect(reading.product == "Z22")
  }
}
