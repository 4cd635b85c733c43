import Foundation
import HL7
import Testing

@Suite("Profiles in the schema of NIST's tools")
struct ValidationProfileTests {
  static let profile = """
    <ConformanceProfile ID="p" HL7Version="2.5.1" Type="Constrainable">
      <MetaData Name="Vaccination" OrgName="x" Version="1" Date="20260101"/>
      <Messages>
        <Message ID="m1" Type="VXU" Event="V04" StructID="VXU_V04">
          <Segment Ref="MSH_1" Usage="R" Min="1" Max="1"/>
          <Segment Ref="PID_1" Usage="R" Min="1" Max="1"/>
          <Group ID="VXU_V04.ORDER" Name="VXU_V04.ORDER" Usage="RE" Min="0" Max="*">
            <Segment Ref="ORC_1" Usage="R" Min="1" Max="1"/>
            <Segment Ref="OBX_1" Usage="C" Min="0" Max="*"/>
          </Group>
        </Message>
      </Messages>
      <Segments>
        <Segment ID="MSH_1" Name="MSH" Label="MSH" Description="Header"/>
        <Segment ID="PID_1" Name="PID" Label="PID" Description="Patient">
          <Field Name="Set ID" Usage="R" Min="1" Max="1" Datatype="SI" MinLength="1" MaxLength="4"/>
          <Field Name="Patient ID" Usage="X" Min="0" Max="0" Datatype="CX_1" MinLength="1" MaxLength="20"/>
          <Field Name="Identifiers" Usage="R" Min="1" Max="*" Datatype="CX_1" MinLength="1" MaxLength="5"/>
          <Field Name="Twins" Usage="RE" Min="0" Max="1" Datatype="ID" MinLength="1" MaxLength="1" Binding="HL70136_X"
            BindingStrength="R"/>
          <Field Name="Birth Order" Usage="C(R/X)" Min="0" Max="1" Datatype="NM" MinLength="1" MaxLength="2"/>
          <Field Name="Note" Usage="O" Min="0" Max="1" Datatype="ST" MinLength="1" MaxLength="NA" ConfLength="20#"/>
        </Segment>
        <Segment ID="ORC_1" Name="ORC" Label="ORC" Description="Order">
          <Field Name="Order Control" Usage="R" Min="1" Max="1" Datatype="ID" MinLength="2" MaxLength="2"/>
        </Segment>
        <Segment ID="OBX_1" Name="OBX" Label="OBX" Description="Result">
          <DynamicMapping>
            <Mapping Position="5" Reference="2"><Case Value="CE" Datatype="CX_1"/></Mapping>
          </DynamicMapping>
          <Field Name="Set ID" Usage="O" Min="0" Max="1" Datatype="SI" MinLength="1"/>
          <Field Name="Type" Usage="R" Min="1" Max="1" Datatype="ID" MinLength="1"/>
          <Field Name="Identifier" Usage="O" Min="0" Max="1" Datatype="ST" MinLength="1"/>
          <Field Name="Sub-ID" Usage="O" Min="0" Max="1" Datatype="ST" MinLength="1"/>
          <Field Name="Value" Usage="O" Min="0" Max="*" Datatype="varies" MinLength="1"/>
        </Segment>
      </Segments>
      <Datatypes>
        <Datatype ID="SI" Name="SI" Description="Sequence"/>
        <Datatype ID="ST" Name="ST" Description="String"/>
        <Datatype ID="ID" Name="ID" Description="Code"/>
        <Datatype ID="NM" Name="NM" Description="Number"/>
        <Datatype ID="CX_1" Name="CX" Description="Identifier">
          <Component Name="ID" Usage="R" Datatype="ST" MinLength="1" MaxLength="12"/>
          <Component Name="Check digit" Usage="C" Datatype="ST" MinLength="1" MaxLength="1"/>
          <Component Name="Scheme" Usage="O" Datatype="ID" MinLength="1" Binding="HL70061_X" BindingStrength="R"/>
        </Datatype>
      </Datatypes>
    </ConformanceProfile>
    """

  static let tables = """
    <ValueSetLibrary ValueSetLibraryIdentifier="x">
      <NoValidation><BindingIdentifier>HL70061_X</BindingIdentifier></NoValidation>
      <ValueSetDefinitions Group="g" Order="1">
        <ValueSetDefinition BindingIdentifier="HL70136_X" Name="Yes or no">
          <ValueElement Value="Y" Usage="R"/><ValueElement Value="N" Usage="P"/><ValueElement Value="U" Usage="E"/>
        </ValueSetDefinition>
      </ValueSetDefinitions>
    </ValueSetLibrary>
    """

  static let conditions = """
    <ConformanceContext UUID="x">
      <Predicates>
        <Datatype>
          <ByID ID="CX_1">
            <Predicate ID="c" Target="2[1]" TrueUsage="R" FalseUsage="X">
              <Description>If CX.3 is valued.</Description><Condition><Presence Path="3[1]"/></Condition>
            </Predicate>
          </ByID>
        </Datatype>
        <Segment>
          <ByName Name="PID">
            <Predicate ID="t" Target="5[1]" TrueUsage="R" FalseUsage="X">
              <Description>If PID-4 is Y.</Description>
              <Condition>
                <AND><Presence Path="4[1]"/><PlainText Path="4[1]" Text="y" IgnoreCase="true"/></AND>
              </Condition>
            </Predicate>
          </ByName>
        </Segment>
        <Group>
          <ByName Name="VXU_V04.ORDER">
            <Predicate ID="g" Target="2[1]" TrueUsage="R" FalseUsage="X">
              <Description>If ORC-1 is RE.</Description>
              <Condition><StringList Path="1[1].1[1]" CSV="RE, XX"/></Condition>
            </Predicate>
          </ByName>
        </Group>
      </Predicates>
      <Constraints>
        <Segment>
          <ByID ID="PID_1">
            <Constraint ID="S-1">
              <Description>The set ID is 1.</Description>
              <Assertion><SimpleValue Path="1[1]" Operator="EQ" Value="1" Type="Number"/></Assertion>
            </Constraint>
            <Constraint ID="S-2">
              <Description>An identifier has three digits.</Description>
              <Assertion><Format Path="3[*].1[1]" Regex="[0-9]{3}" AtLeastOnce="true"/></Assertion>
            </Constraint>
            <Constraint ID="S-3">
              <Description>A plug-in decides.</Description><Assertion><Plugin QualifiedClassName="x.Y"/></Assertion>
            </Constraint>
            <Constraint ID="S-4">
              <Description>The note is not the identifier.</Description>
              <Assertion><PathValue Path1="6[1]" Operator="NE" Path2="3[1].1[1]"/></Assertion>
            </Constraint>
          </ByID>
        </Segment>
      </Constraints>
    </ConformanceContext>
    """

  private func findings(_ segments: String...) throws -> [String] {
    try report(segments).findings.map { "\($0.rule.rawValue) \($0.address)" }
  }

  private func report(_ segments: [String]) throws -> ProfileReport {
    let profile = try ProfileSample.profile(Self.profile, tables: Self.tables, conditions: Self.conditions)
    let header = #"MSH|^~\&|||||20260101||VXU^V04^VXU_V04|1|P|2.5.1"#
    return ProfileCheck.report(try ProfileSample.message([header] + segments), against: profile) { pattern, text in
      pattern == "[0-9]{3}" ? text.count == 3 && text.allSatisfy(\.isNumber) : nil
    }
  }

  @Test("A message that keeps to it has no finding")
  func good() throws {
    #expect(try findings("PID|1||123^0^M10|Y|2", "ORC|RE", "OBX|1|CE|||999") == [])
    #expect(try findings("PID|1||123") == [])
  }

  @Test("Predicates decide usage at segments, groups and data types")
  func predicates() throws {
    #expect(try findings("PID|1||123|Y") == ["usage PID-5"])
    #expect(try findings("PID|1||123|N|2") == ["usage PID-5"])
    #expect(try findings("PID|1||123^^M10") == ["usage PID-3.2"])
    #expect(try findings("PID|1||123^4") == ["usage PID-3.2"])
    #expect(try findings("PID|1||123", "ORC|RE") == ["usage VXU_V04.ORDER.OBX"])
    #expect(try findings("PID|1||123", "ORC|NW", "OBX|1|CE|||999") == ["usage VXU_V04.ORDER.OBX"])
  }

  @Test("Value sets, lengths of values and mapped data types are held to")
  func values() throws {
    #expect(try findings("PID|1||123|U") == ["table PID-4"])
    #expect(try findings("PID|1||123|Q") == ["table PID-4"])
    #expect(try findings("PID|1||123~1234567890123") == ["length PID-3[2].1"])
    #expect(try findings("PID|1||123|||\(String(repeating: "x", count: 90))") == [])
    #expect(try findings("PID|1||123", "ORC|RE", "OBX|1|CE|||^4") == ["usage OBX-5.1", "usage OBX-5.2"])
  }

  @Test("Statements that do not hold are found, and those that nothing decides are listed")
  func statements() throws {
    #expect(try findings("PID|2||123") == ["statement PID"])
    #expect(try findings("PID|1||12") == ["statement PID"])
    #expect(try findings("PID|1||12~123") == [])
    #expect(try findings("PID|1||123|||123") == ["statement PID"])
    #expect(try report(["PID|1||123"]).undecided?.sentence.contains("S-3") == true)
    let omissions = try report(["PID|1||123"]).omissions.map(\.description)
    #expect(omissions.contains { $0.contains("S-3") })
    #expect(!omissions.contains { $0.contains("HL70061_X") })
  }
}
