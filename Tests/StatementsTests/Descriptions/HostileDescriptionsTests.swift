import Evidence
import Foundation
import Statements
import Testing

/// Whatever the description, reading ends soon, with a reading that says where it stopped.
@Suite("Hostile descriptions")
struct HostileDescriptionsTests {
  private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(
    "Broken and oversized descriptions are named problems with place and rule",
    arguments: [
      ("a.json", "{\"resourceType\": \"CapabilityStatement\",\n \"rest\": [}", "malformed", "line 2, column 11"),
      (
        "a.json", "{\"resourceType\": \"CapabilityStatement\", \"x\": NaN}", "malformed",
        "a value is expected (RFC 8259)"
      ),
      (
        "a.json", "{\"resourceType\": \"CapabilityStatement\", \"x\": \"\\ud800\"}", "malformed", "a pair of surrogates"
      ),
      ("a.json", "{\"resourceType\": \"CapabilityStatement\", \"x\": 1, \"x\": 2}", "malformed", "x is there twice"),
      (
        "a.json", "{\"resourceType\": \"CapabilityStatement\", \"x\": " + String(repeating: "[", count: 1_000_000),
        "too-large", "nested more than 64 deep"
      ),
      (
        "a.json", "{\"openapi\": \"3.0.0\", \"x\": [" + String(repeating: "1,", count: 1_000_000) + "1]}", "too-large",
        "more than 500000 values"
      ),
      (
        "a.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><CapabilityStatement>&x;</CapabilityStatement>", "unreadable",
        "declares an entity in line 1"
      ),
      (
        "a.xml",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<CapabilityStatement>&x;</CapabilityStatement>",
        "unreadable", "declares an entity"
      ),
      (
        "a.xml", "<CapabilityStatement " + (0..<200_000).map { "a\($0)='1'" }.joined(separator: " ") + "/>",
        "unreadable",
        "more than 256 attributes"
      ),
      ("a.xml", "<CapabilityStatement>" + String(repeating: "<rest>", count: 1_000_000), "", "line 1"),
      ("a.xml", "<CapabilityStatement>\n<rest></CapabilityStatement>", "malformed", "Line 2"),
      ("a.xml", "<ConformanceProfile", "malformed", "Line 1"),
      ("a.yaml", "openapi: 3.0.0\nx: [1", "malformed", "YAML. Line"),
      ("a.yaml", "openapi: 3.0.0\nx: 1\nx: 2\n", "malformed", "twice"),
      ("a.yaml", "openapi: 3.0.0\nx: " + String(repeating: "[", count: 100_000), "malformed", "YAML. Line"),
      (
        "a.yaml", "openapi: 3.0.0\nx: " + String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
        "too-large",
        "line 2 is nested more than 64 deep"
      ),
      (
        "a.yaml",
        "openapi: 3.0.0\na0: &a0 [1]\n"
          + (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]\n" }.joined(), "too-large", "line "
      ),
      ("a.yaml", "openapi: 3.0.0\na: &a [*a, *a]\n", "too-large", "line 2"),
      (
        "a.yaml",
        "openapi: 3.0.0\na0: &a0 [1]\n"
          + (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined() + "? *a39\n: x\n", "too-large",
        "line "
      ),
    ] as [(String, String, String, String)])
  func named(name: String, text: String, code: String, words: String) {
    let clock = ContinuousClock()
    let taken = clock.measure {
      let reading = DescribedFacts.reading(text, name)
      #expect(reading.claims.isEmpty)
      #expect(reading.problems.count == 1)
      #expect(reading.problems.first?.severity == .unreadable)
      if !code.isEmpty { #expect(reading.problems.first?.code == code) }
      #expect(reading.problems.first?.message.contains(words) == true, "\(reading.problems.first?.message ?? "")")
    }
    #expect(taken < .seconds(60))
  }

  @Test(
    "Floods that repeat what they hold end within seconds, cut short where they must be",
    arguments: [
      "claims", "long version", "extensions", "references", "types", "ports", "documentation", "segments", "names",
    ])
  func floods(kind: String) {
    let (name, text): (String, String) =
      switch kind {
      case "claims":
        (
          "a.json",
          "{\"resourceType\": \"CapabilityStatement\", \"format\": [" + repeated("\"a\",", 120_000) + "\"a\"]}"
        )
      case "long version":
        (
          "a.json",
          "{\"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"\(repeated("4", 1_000_000))\", \"format\": ["
            + repeated("\"a\",", 20_000) + "\"a\"]}"
        )
      case "extensions":
        (
          "a.json",
          "{\"resourceType\": \"CapabilityStatement\", \"format\": [" + repeated("\"a\",", 40_000)
            + "\"a\"], \"_format\": ["
            + repeated("{\"extension\": []},", 40_000) + "null]}"
        )
      case "references":
        (
          "a.json",
          "{\"openapi\": \"3.0.0\", \"paths\": {"
            + (0..<20_000).map { "\"/\($0)\": {\"get\": {\"responses\": {\"200\": {\"$ref\": \"#/r\"}}}}," }.joined()
            + "\"/\": {}}, \"r\": {\"content\": {" + (0..<20_000).map { "\"t/\($0)\": {}," }.joined() + "\"t/t\": {}}}}"
        )
      case "types":
        (
          "a.wadl",
          "<application xmlns='http://wadl.dev.java.net/2009/02'><resource_type id='a'>"
            + repeated("<resource path='a' type='#a #a #a'/>", 3) + "</resource_type>"
            + "<resources><resource path='x' type='#a #a'/></resources></application>"
        )
      case "ports":
        (
          "a.wsdl",
          "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'>" + "<portType name='P'>"
            + (0..<1_000).map { "<operation name='o\($0)'/>" }.joined() + "</portType><binding name='B' type='P'/>"
            + "<service name='S'>" + repeated("<port binding='B'/>", 1_000) + "</service></definitions>"
        )
      case "documentation":
        (
          "a.wsdl",
          "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><portType name='P'><operation name='o'><documentation>"
            + repeated("words ", 1_000_000) + "</documentation></operation></portType><binding name='B' type='P'/>"
            + "<service name='S'>" + repeated("<port binding='B'/>", 20_000) + "</service></definitions>"
        )
      case "segments":
        (
          "a.xml",
          "<ConformanceProfile HL7Version='2.5'><Messages><Message Type='A' Event='B'>"
            + repeated("<Segment Ref='S' Usage='O'/>", 20_000)
            + "</Message></Messages><Segments><Segment ID='S' Name='S'>"
            + repeated("<Field Usage='O'/>", 20_000) + "</Segment></Segments></ConformanceProfile>"
        )
      default:
        (
          "a.json",
          "{\"openapi\": \"3.0.0\", \"paths\": {\"/\(repeated("a", 1_000_000))\": {"
            + (0..<2_000).map { "\"x\($0)\": {}," }.joined() + "\"get\": {}, \"put\": {}}}}"
        )
      }
    let clock = ContinuousClock()
    var reading: DocumentReading?
    let taken = clock.measure { reading = DescribedFacts.reading(text, name) }
    #expect(taken < .seconds(60), "\(kind) took \(taken)")
    #expect(reading?.problems.contains { $0.severity == .unreadable } == false)
    let isCut = reading?.problems.contains { $0.code == "cut-short" }
    #expect(isCut == ["claims", "references", "types", "ports", "segments"].contains(kind))
  }

  private static let seeds: [(name: String, text: String)] = [
    (
      "a.json",
      """
      {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "kind": "requirements", "format": ["json"],
       "_format": [{"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation",
       "valueCode": "SHOULD"}]}], "rest": [{"mode": "server", "security": {"cors": true}, "resource": [{"type": "Patient",
       "interaction": [{"code": "read"}], "searchParam": [{"name": "n\\u00e9e", "type": "token"}]}]}]}
      """
    ),
    (
      "a.xml",
      """
      <CapabilityStatement xmlns="http://hl7.org/fhir"><fhirVersion value="4.0.1"/><rest><mode value="server"/>
      <resource><type value="Patient"/><interaction><extension url="x/capabilitystatement-expectation">
      <valueCode value="MAY"/></extension><code value="read"/></interaction></resource></rest></CapabilityStatement>
      """
    ),
    (
      "profile.xml",
      """
      <ConformanceProfile HL7Version="2.5.1"><Messages><Message Type="VXU" Event="V04" StructID="VXU_V04">
      <Segment Ref="P" Usage="R" Min="1" Max="1"/><Group Name="G" Usage="C(R/X)"><Segment Ref="P" Usage="X"/></Group>
      </Message></Messages><Segments><Segment ID="P" Name="PID"><Field Usage="RE"/></Segment></Segments></ConformanceProfile>
      """
    ),
    (
      "a.wsdl",
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap12/">
      <portType name="P"><operation name="O"><input message="a:b"/></operation></portType><binding name="B" type="P">
      <s:binding/><operation name="O"/></binding><service><port binding="B"><s:address location="http://h/a"/></port>
      </service></definitions>
      """
    ),
    (
      "a.wadl",
      """
      <application xmlns="http://wadl.dev.java.net/2009/02"><resources base="http://h"><resource path="studies" type="#t">
      <method name="GET" href="#m"/></resource></resources><resource_type id="t"><resource path="{s}" type="#t">
      <method name="POST" id="m"><request><param style="query" name="a"/></request></method></resource></resource_type>
      </application>
      """
    ),
    (
      "a.txt",
      """
      <method name="GET" id="a"><response status="200"><representation mediaType="x/y" /></response></method>
      <method name="PUT" id="b"><request><param name="q" style="query"; /></request></method>
      """
    ),
    (
      "a.yaml",
      """
      openapi: 3.0.0
      paths:
        /studies/{s}/series/{t}/instances:
          get: &g {responses: {'200': {$ref: '#/c/r'}}, parameters: [{in: query, name: "é"}]}
          post: *g
      c: {r: {content: {application/dicom+json: {}}}}
      """
    ),
  ]

  @Test("20,000 mutants of each description end with a reading", arguments: seeds.indices)
  func mutants(index: Int) {
    let seed = Self.seeds[index]
    let original = Array(seed.text.utf8)
    var generator = SplitMix(seed: UInt64(index) &+ 1_105)
    var withClaims = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        guard !bytes.isEmpty else { break }
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 1: bytes.remove(at: position)
        case 2: bytes.removeSubrange(position...)
        case 3:
          let end = min(bytes.count, position + Int.random(in: 1...60, using: &generator))
          bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        case 4: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...40, using: &generator)))
        default: bytes.insert(Array("<>{}[]\"':,&*#/\\\n -9".utf8).randomElement(using: &generator) ?? 0, at: position)
        }
      }
      let reading = StatementReader.read(bytes: bytes, name: seed.name)
      if !reading.claims.isEmpty { withClaims += 1 }
      #expect(!reading.claims.isEmpty || !reading.problems.isEmpty)
    }
    #expect(withClaims > 50)
  }
}
