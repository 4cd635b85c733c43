import Foundation
import HL7
import Testing

/// Profiles and messages that fit them, which tests change in one place.
enum ProfileSample {
  /// A profile in HL7's own schema: a patient with identifiers, a visit, and orders with results.
  static let schema = """
    <?xml version="1.0" encoding="UTF-8"?>
    <HL7v2xConformanceProfile HL7Version="2.5" ProfileType="Constrainable">
      <MetaData Name="Results"/>
      <HL7v2xStaticDef MsgType="ORU" EventType="R01" MsgStructID="ORU_R01" Role="Sender">
        <Segment Name="MSH" Usage="R" Min="1" Max="1">
          <Field Name="Field Separator" Usage="R" Min="1" Max="1" Datatype="ST" Length="1" ConstantValue="|"/>
          <Field Name="Encoding Characters" Usage="R" Min="1" Max="1" Datatype="ST" ConstantValue="^~\\&amp;"/>
          <Field Name="Sending Application" Usage="RE" Min="0" Max="1" Datatype="HD"/>
          <Field Name="Sending Facility" Usage="RE" Min="0" Max="1" Datatype="HD"/>
          <Field Name="Receiving Application" Usage="RE" Min="0" Max="1" Datatype="HD"/>
          <Field Name="Receiving Facility" Usage="RE" Min="0" Max="1" Datatype="HD"/>
          <Field Name="Date/Time Of Message" Usage="R" Min="1" Max="1" Datatype="TS"/>
          <Field Name="Security" Usage="X" Min="0" Max="1" Datatype="ST"/>
          <Field Name="Message Type" Usage="R" Min="1" Max="1" Datatype="MSG">
            <Component Name="Message Code" Usage="R" Datatype="ID" Table="0076" ConstantValue="ORU"/>
            <Component Name="Trigger Event" Usage="R" Datatype="ID" ConstantValue="R01"/>
            <Component Name="Message Structure" Usage="RE" Datatype="ID"/>
          </Field>
          <Field Name="Message Control ID" Usage="R" Min="1" Max="1" Datatype="ST" Length="20"/>
          <Field Name="Processing ID" Usage="R" Min="1" Max="1" Datatype="PT"/>
          <Field Name="Version ID" Usage="R" Min="1" Max="1" Datatype="VID"/>
        </Segment>
        <SegGroup Name="PATIENT" Usage="R" Min="1" Max="1">
          <Segment Name="PID" Usage="R" Min="1" Max="1">
            <Field Name="Set ID" Usage="O" Min="0" Max="1" Datatype="SI"/>
            <Field Name="Patient ID" Usage="X" Min="0" Max="1" Datatype="CX"/>
            <Field Name="Patient Identifier List" Usage="R" Min="2" Max="3" Datatype="CX">
              <Component Name="ID Number" Usage="R" Datatype="ST" Length="10"/>
              <Component Name="Check Digit" Usage="X" Datatype="ST"/>
              <Component Name="Check Digit Scheme" Usage="C" Datatype="ID">
                <Predicate>Sent where there is a check digit.</Predicate>
              </Component>
              <Component Name="Assigning Authority" Usage="R" Datatype="HD">
                <SubComponent Name="Namespace ID" Usage="R" Datatype="IS" Table="9001"/>
                <SubComponent Name="Universal ID" Usage="O" Datatype="ST"/>
                <SubComponent Name="Universal ID Type" Usage="O" Datatype="ID" Table="0301"/>
              </Component>
              <Component Name="Identifier Type Code" Usage="R" Datatype="ID" Table="9002"/>
            </Field>
            <Field Name="Alternate Patient ID" Usage="O" Min="0" Max="*" Datatype="CX"/>
            <Field Name="Patient Name" Usage="R" Min="1" Max="*" Datatype="XPN" MinLength="3" Length="30"/>
            <Field Name="Mother's Maiden Name" Usage="O" Min="0" Max="1" Datatype="XPN"/>
            <Field Name="Date/Time of Birth" Usage="RE" Min="0" Max="1" Datatype="TS"/>
            <Field Name="Administrative Sex" Usage="RE" Min="0" Max="1" Datatype="IS" Table="0001"/>
          </Segment>
          <Segment Name="PV1" Usage="RE" Min="0" Max="1"/>
        </SegGroup>
        <SegGroup Name="ORDER" Usage="R" Min="1" Max="2">
          <Segment Name="OBR" Usage="R" Min="1" Max="1"/>
          <Segment Name="NTE" Usage="X" Min="0" Max="*"/>
          <SegGroup Name="RESULT" Usage="R" Min="1" Max="*">
            <Segment Name="OBX" Usage="R" Min="1" Max="1">
              <Field Name="Set ID" Usage="R" Min="1" Max="1" Datatype="SI"/>
              <Field Name="Value Type" Usage="R" Min="1" Max="1" Datatype="ID" Table="0125"/>
              <Field Name="Observation Identifier" Usage="R" Min="1" Max="1" Datatype="CE" Table="9003"/>
              <Field Name="Sub-ID" Usage="O" Min="0" Max="1" Datatype="ST"/>
              <Field Name="Observation Value" Usage="R" Min="1" Max="*" Datatype="varies"/>
            </Segment>
            <Segment Name="ZRS" Usage="O" Min="0" Max="1"/>
          </SegGroup>
        </SegGroup>
      </HL7v2xStaticDef>
    </HL7v2xConformanceProfile>
    """

  /// The tables of that profile: one that is closed, and one that nobody keeps.
  static let tables = """
    <Specification><hl7tables>
      <hl7table id="9001" name="Authorities"><tableElement code="NHS"/><tableElement code="RXX"/></hl7table>
      <hl7table id="9002" name="Types"><tableElement code="NH"/><tableElement code="PI"/></hl7table>
      <hl7table id="0001" name="Sex"><tableElement code="F"/><tableElement code="M"/></hl7table>
    </hl7tables></Specification>
    """

  /// A message that keeps to the profile.
  static let good = [
    #"MSH|^~\&|RIS|RXX|EPR|RXX|20260301101500||ORU^R01^ORU_R01|1|P|2.5"#,
    "PID|1||9990000018^^^NHS^NH~77^^^RXX^PI||Ann^Lee||19700102|F", "PV1|1|O", "OBR|1|A|B|C",
    "OBX|1|NM|11^Size^LN||12.5", "OBX|2|TX|12^Text^LN||No lesion", "ZRS|x",
  ]

  static func profile(_ text: String = schema, tables: String? = tables, conditions: String? = nil) throws
    -> ConformanceProfile
  {
    let result = ProfileReader.read(Array(text.utf8))
    try #require(result.faults == [], "\(result.faults)")
    var profile = try #require(result.profile)
    if let tables { #expect(ProfileReader.addTables(Array(tables.utf8), to: &profile) == []) }
    if let conditions { #expect(ProfileReader.addConditions(Array(conditions.utf8), to: &profile) == []) }
    return profile
  }

  static func message(_ segments: [String]) throws -> Message {
    try MessageParser().parse(Array((segments.joined(separator: "\r") + "\r").utf8))
  }

  /// The report on the good message with a text replaced.
  static func report(
    replacing old: String = "", with new: String = "", in profile: ConformanceProfile
  ) throws -> ProfileReport {
    var text = good.joined(separator: "\r")
    if !old.isEmpty {
      #expect(text.contains(old))
      text = text.replacingOccurrences(of: old, with: new)
    }
    return ProfileCheck.report(try MessageParser().parse(Array((text + "\r").utf8)), against: profile)
  }
}
