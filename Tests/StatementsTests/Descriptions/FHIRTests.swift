import Evidence
import Foundation
import Statements
import Testing

@Suite("FHIR capability statements")
struct FHIRTests {
  private func rows(_ text: String, _ name: String = "metadata.json") -> [String] {
    DescribedFacts.rows(DescribedFacts.reading(text, name)).map { $0.replacingOccurrences(of: "\t", with: " ") }
  }

  private func rest(_ members: String, kind: String = "instance") -> String {
    """
    {"resourceType": "CapabilityStatement", "kind": "\(kind)", "rest": [{"mode": "server", "resource": [
      {"type": "Patient", \(members)}]}]}
    """
  }

  @Test("JSON and XML of the same statement say the same")
  func syntaxes() {
    let json = """
      {"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0", "software": {"name": "Acme", "version": "7"},
       "rest": [{"mode": "client", "security": {"cors": false}, "resource": [{"type": "ImagingStudy",
         "interaction": [{"code": "read"}], "conditionalPatch": true, "conditionalDelete": "not-supported",
         "searchParam": [{"name": "patient", "type": "reference"}], "operation": [{"name": "$everything"}]}],
         "interaction": [{"code": "batch"}]}]}
      """
    let xml = """
      <?xml version="1.0"?><!-- made by hand -->
      <f:CapabilityStatement xmlns:f="http://hl7.org/fhir"><f:fhirVersion value="5.0.0"/>
      <f:software><f:name value="Acme"/><f:version value="7"/></f:software>
      <f:rest><f:mode value="client"/><f:security><f:cors value="false"/></f:security>
      <f:resource><f:type value="ImagingStudy"/><f:interaction><f:code value="read"/></f:interaction>
      <f:conditionalPatch value="true"/><f:conditionalDelete value="not-supported"/>
      <f:searchParam><f:name value="patient"/><f:type value="reference"/></f:searchParam>
      <f:operation><f:name value="$everything"/></f:operation></f:resource>
      <f:interaction><f:code value="batch"/></f:interaction></f:rest></f:CapabilityStatement>
      """
    func facts(_ text: String, _ name: String) -> [String] {
      rows(text, name).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    }
    #expect(
      facts(json, "a.json") == [
        "fhir - supported property=fhirVersion value=5.0.0 version=5.0.0",
        "fhir client supported property=mode value=client version=5.0.0",
        "fhir client not-supported property=cors value=false version=5.0.0",
        "fhir client supported property=type resource=ImagingStudy value=ImagingStudy version=5.0.0",
        "fhir client supported interaction=read resource=ImagingStudy version=5.0.0",
        "fhir client not-supported property=conditionalDelete resource=ImagingStudy value=not-supported version=5.0.0",
        "fhir client supported property=conditionalPatch resource=ImagingStudy value=true version=5.0.0",
        "fhir client supported resource=ImagingStudy searchParameter=patient searchType=reference version=5.0.0",
        "fhir client supported operation=everything resource=ImagingStudy version=5.0.0",
        "fhir client supported interaction=batch version=5.0.0",
      ])
    #expect(facts(xml, "a.xml") == facts(json, "a.json"))
    let reading = DescribedFacts.reading(xml, "a.xml")
    #expect((reading.product, reading.version) == ("Acme", "7"))
    let read = reading.claims.first { $0.evidence.first?.element?.hasSuffix("/interaction[1]") == true }
    #expect(read?.evidence.first?.element == "/CapabilityStatement/rest[1]/resource[1]/interaction[1]")
    #expect(read?.evidence.first?.line == 5)
    #expect(read?.evidence.first?.words == "<interaction><code value=\"read\"/></interaction>")
  }

  @Test("A claim is cited by JSON pointer, line and words")
  func citation() {
    let reading = DescribedFacts.reading(
      rest("\"interaction\": [{\"code\": \"read\"},\n {\"code\": \"vread\"}]"), "a.json")
    let claim = reading.claims.last
    #expect(claim?.evidence.first?.element == "/rest/0/resource/0/interaction/1")
    #expect(claim?.evidence.first?.line == 3)
    #expect(claim?.evidence.first?.words == "{\"code\": \"vread\"}")
  }

  @Test(
    "Codes that FHIR does not define are problems and claim nothing; those it defines are no problems",
    arguments: [
      ("\"interaction\": [{\"code\": \"serach-type\"}]", false),
      ("\"interaction\": [{\"code\": \"search-type\"}]", true),
      ("\"interaction\": [{\"code\": \"transaction\"}]", false), ("\"interaction\": [{\"code\": \"Read\"}]", false),
      ("\"versioning\": \"version\"", false), ("\"versioning\": \"versioned\"", true),
      ("\"conditionalRead\": \"full\"", false), ("\"conditionalRead\": \"full-support\"", true),
      ("\"readHistory\": \"yes\"", false), ("\"readHistory\": true", true),
    ])
  func codes(member: String, isDefined: Bool) {
    let reading = DescribedFacts.reading(rest(member), "a.json")
    #expect(reading.claims.count == (isDefined ? 3 : 2))
    #expect(reading.problems.map(\.code) == (isDefined ? [] : ["unknown-code"]))
    #expect(reading.problems.allSatisfy { $0.citation?.line == 2 })
  }

  @Test(
    "Expectations decide what is claimed: on the element, on a primitive, and on what is around it",
    arguments: [
      ("SHALL", Claim.Polarity.supported, Claim.Availability.standard), ("SHOULD", .supported, .conditional),
      ("MAY", .supported, .conditional), ("SHOULD-NOT", .notSupported, .standard),
      ("SHALL-NOT", .notSupported, .standard),
    ])
  func expectations(code: String, polarity: Claim.Polarity, availability: Claim.Availability) {
    let address = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation"
    let expectation = "\"extension\": [{\"url\": \"\(address)\", \"valueCode\": \"\(code)\"}]"
    for (members, index) in [
      ("\"interaction\": [{\"code\": \"read\", \(expectation)}]", 2),
      ("\"searchInclude\": [\"a\", \"b\"], \"_searchInclude\": [null, {\(expectation)}]", 3),
      ("\(expectation), \"interaction\": [{\"code\": \"read\"}]", 2),
    ] {
      let claims = DescribedFacts.reading(rest(members), "a.json").claims
      #expect(claims.count == index + 1)
      #expect(claims.last?.polarity == polarity)
      #expect(claims.last?.availability == availability)
      #expect(claims.last?.condition == (availability == .conditional ? "expectation: \(code)" : nil))
    }
    // The first of two primitives has no expectation.
    let claims = DescribedFacts.reading(
      rest("\"searchInclude\": [\"a\", \"b\"], \"_searchInclude\": [null, {\(expectation)}]"), "a.json"
    ).claims
    #expect(claims.dropLast().last?.polarity == .supported)
    #expect(claims.dropLast().last?.availability == .standard)
  }

  @Test("A statement of requirements is noted, and its claims are conditional")
  func requirements() {
    let address = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation"
    let members =
      "\"interaction\": [{\"code\": \"read\", \"extension\": [{\"url\": \"\(address)\", \"valueCode\": \"SHALL\"}]}]"
    let reading = DescribedFacts.reading(rest(members, kind: "requirements"), "a.json")
    #expect(reading.problems.map(\.code) == ["requirements"])
    #expect(reading.problems.map(\.severity) == [.note])
    #expect(reading.claims.allSatisfy { $0.availability == .conditional })
    #expect(reading.claims.last?.condition == "kind: requirements; expectation: SHALL")
    #expect(DescribedFacts.reading(rest(members), "a.json").problems.isEmpty)
  }

  @Test("DSTU2: prohibited things, transaction mode, operations and search modifiers")
  func dstu2() {
    let text = """
      <Conformance xmlns="http://hl7.org/fhir"><fhirVersion value="1.0.2"/><rest><mode value="server"/>
      <resource><type value="Patient"/><profile><reference value="p"/></profile>
      <interaction><extension url="http://hl7.org/fhir/StructureDefinition/conformance-prohibited">
      <valueBoolean value="true"/></extension><code value="delete"/></interaction>
      <searchParam><name value="name"/><type value="string"/><modifier value="exact"/></searchParam></resource>
      <transactionMode value="not-supported"/>
      <operation><name value="validate"/><definition><reference value="d"/></definition></operation></rest>
      <messaging><event><code><code value="admin"/></code><mode value="sender"/><focus value="Patient"/></event></messaging>
      <document><mode value="consumer"/><profile><reference value="x"/></profile></document></Conformance>
      """
    #expect(
      rows(text, "a.xml").map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") } == [
        "- supported property=fhirVersion value=1.0.2 version=1.0.2",
        "server supported property=mode value=server version=1.0.2",
        "server supported property=type resource=Patient value=Patient version=1.0.2",
        "server supported property=profile resource=Patient value=p version=1.0.2",
        "server not-supported interaction=delete resource=Patient version=1.0.2",
        "server supported resource=Patient searchParameter=name searchType=string version=1.0.2",
        "server supported property=searchParam.modifier resource=Patient searchParameter=name value=exact version=1.0.2",
        "server not-supported property=transactionMode value=not-supported version=1.0.2",
        "server supported operation=validate property=definition value=d version=1.0.2",
        "sender supported property=messaging.event resource=Patient value=admin version=1.0.2",
        "consumer supported property=document.profile value=x version=1.0.2",
      ])
  }

  @Test(
    "The product is the software, else the implementation, else the statement",
    arguments: [
      ("\"software\": {\"name\": \"A\", \"version\": \"1\"}, \"name\": \"N\", \"version\": \"9\"", "A", "1"),
      ("\"implementation\": {\"description\": \"I\"}, \"name\": \"N\", \"version\": \"9\"", "I", nil),
      ("\"name\": \"N\", \"version\": \"9\"", "N", "9"),
    ] as [(String, String, String?)])
  func product(members: String, product: String, version: String?) {
    let reading = DescribedFacts.reading("{\"resourceType\": \"CapabilityStatement\", \(members)}", "a.json")
    #expect(reading.product == product)
    #expect(reading.version == version)
  }

  @Test(
    "Drafts, retired and experimental statements are noted; active ones are not",
    arguments: [
      ("\"status\": \"draft\"", ["status"]), ("\"status\": \"retired\"", ["status"]), ("\"status\": \"active\"", []),
      ("\"experimental\": true", ["experimental"]), ("\"experimental\": false", []),
    ])
  func notes(member: String, codes: [String]) {
    let text = "{\"resourceType\": \"CapabilityStatement\", \"fhirVersion\": \"4.0.1\", \(member)}"
    #expect(DescribedFacts.reading(text, "a.json").problems.map(\.code) == codes)
  }

  @Test(
    "Other resources are named, not read",
    arguments: [
      ("{\"resourceType\": \"Bundle\", \"entry\": []}", "a.json", "Bundle"),
      ("{\"id\": \"x\", \"resourceType\": \"OperationOutcome\"}", "a.json", "OperationOutcome"),
      ("<OperationOutcome xmlns=\"http://hl7.org/fhir\"/>", "a.xml", "OperationOutcome"),
    ])
  func others(text: String, name: String, type: String) {
    let reading = DescribedFacts.reading(text, name)
    #expect(reading.claims.isEmpty)
    #expect(reading.problems.map(\.severity) == [.unreadable])
    #expect(reading.problems.first?.message.contains("a FHIR resource of type \(type)") == true)
  }
}
