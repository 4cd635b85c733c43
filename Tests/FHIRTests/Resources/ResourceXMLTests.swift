import FHIR
import JSONTree
import Testing

@Suite("Resources in XML")
struct ResourceXMLTests {
  private static let xml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Patient xmlns="http://hl7.org/fhir">
      <id value="p1"/><meta><versionId value="2"/></meta>
      <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>A &amp; B</p></div></text>
      <contained><Organization><id value="o"/><name value="Org"/></Organization></contained>
      <extension url="http://h/x"><valueDecimal value="1.10"/></extension>
      <identifier><system value="urn:a"/><value value="5"/></identifier>
      <active value="true"/>
      <name id="n"><family value="Neil"/><given value="Ann"/><given value="May"><extension url="u"/></given></name>
      <birthDate><extension url="http://h/why"><valueCode value="unknown"/></extension></birthDate>
      <multipleBirthInteger value="2"/>
    </Patient>
    """
  private static let json = #"""
    {"resourceType":"Patient","id":"p1","meta":{"versionId":"2"},
    "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A &amp; B</p></div>"},
    "contained":[{"resourceType":"Organization","id":"o","name":"Org"}],
    "extension":[{"url":"http://h/x","valueDecimal":1.10}],"identifier":[{"system":"urn:a","value":"5"}],"active":true,
    "name":[{"id":"n","family":"Neil","given":["Ann","May"],"_given":[null,{"extension":[{"url":"u"}]}]}],
    "_birthDate":{"extension":[{"url":"http://h/why","valueCode":"unknown"}]},"multipleBirthInteger":2}
    """#

  @Test(
    "XML gives the JSON that says the same: arrays, numbers, extensions of primitives, narrative (R4 json.html §2.6.2)")
  func same() throws {
    let resource = try Resource(xml: Array(Self.xml.utf8))
    let text = String(decoding: resource.bytes, as: UTF8.self)
    #expect(text == Self.json.filter { $0 != "\n" })
    #expect(ResourceCheck.findings(resource).isEmpty)
  }

  @Test(
    "What is no resource in XML is told",
    arguments: [
      ("<Patient xmlns=\"http://hl7.org/fhir\">", "not well-formed"), ("<Patient/>", "namespace"),
      ("<Nothing xmlns=\"http://hl7.org/fhir\"/>", "no resource of FHIR R4"), ("", "no element"),
      ("<!DOCTYPE a [<!ENTITY e \"x\">]><Patient xmlns=\"http://hl7.org/fhir\">&e;</Patient>", "declaresEntity"),
    ])
  func refused(_ text: String, part: String) {
    let error = #expect(throws: ResourceError.self) { try Resource(xml: Array(text.utf8)) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test("Deep nesting is refused, and text where a number should be stays text")
  func bounds() throws {
    let deep =
      "<Parameters xmlns=\"http://hl7.org/fhir\">" + String(repeating: "<parameter><part>", count: 5_000)
      + String(repeating: "</part></parameter>", count: 5_000) + "</Parameters>"
    #expect(throws: ResourceError.self) { try Resource(xml: Array(deep.utf8)) }
    let odd = try Resource(
      xml: Array(
        "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"yes\"/><multipleBirthInteger value=\"two\"/></Patient>"
          .utf8
      ))
    #expect(odd.root["active"]?.text == "yes")
    #expect(odd.root["multipleBirthInteger"]?.text == "two")
  }
}
