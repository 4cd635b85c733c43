import Evidence
import Foundation
import Statements
import Testing

@Suite("Telling descriptions apart")
struct DescriptionFormatTests {
  private static let comment = "<!-- " + String(repeating: "about <this> & that ", count: 5_000) + "-->"

  @Test(
    "Each variety is told by its contents, whatever the name and what stands before it",
    arguments: [
      ("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}", "fhir-capability-statement"),
      (
        "\n\n  {\"text\": {\"div\": \"\(String(repeating: "x\\\"openapi\\\" ", count: 20_000))\"}, \"fhirVersion\": \"3.0.1\","
          + " \"resourceType\": \"CapabilityStatement\"}", "fhir-capability-statement"
      ),
      (
        String(repeating: " ", count: 9_000) + "{\"resourceType\": \"Conformance\", \"fhirVersion\": \"1.0.2\"}",
        "fhir-capability-statement"
      ),
      (
        "<?xml version=\"1.0\"?>\(comment)<?pi a?><f:CapabilityStatement xmlns:f='http://hl7.org/fhir'>"
          + "<f:fhirVersion value=\"4.3.0\"/></f:CapabilityStatement>", "fhir-capability-statement"
      ),
      (
        "<Conformance xmlns=\"http://hl7.org/fhir\"><fhirVersion value=\"1.0.2\"/></Conformance>",
        "fhir-capability-statement"
      ),
      ("<HL7v2xConformanceProfile HL7Version=\"2.4\"/>", "hl7v2-conformance-profile"),
      ("<ConformanceProfile ID=\"a > b\" HL7Version=\"2.5.1\"/>", "hl7v2-conformance-profile"),
      ("<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\"/>", "wsdl"),
      ("<application xmlns=\"http://research.sun.com/wadl/2006/10\"/>", "wadl"),
      (
        "<application><resources><resource path=\"a\"><method name=\"GET\"/></resource></resources></application>",
        "wadl"
      ),
      ("{\"info\": {}, \"openapi\": \"3.0.0\", \"paths\": {}}", "openapi"),
      ("---\n# comment\nswagger: '2.0'\npaths: {}\n", "openapi"),
      (
        "{\"application\": {\"resources\": {\"resource\": [{\"@path\": \"a\", \"method\": []}]}}}",
        "dicomweb-capabilities"
      ),
    ])
  func told(text: String, format: String) {
    for name in ["statement", "statement.txt"] {
      let reading = DescribedFacts.reading(text, name)
      #expect(reading.format == format)
      #expect(!reading.problems.contains { $0.severity == .unreadable })
    }
    #expect(StatementReader.read(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), name: "a").format == format)
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(StatementReader.read(bytes: wide, name: "a").format == format)
  }

  @Test(
    "What is none of them is named, or read as the text that it is",
    arguments: [
      ("<?xml version=\"1.0\"?><definitions xmlns=\"urn:x\"/>", "a", "unsupported-format"),
      ("<application><activity/></application>", "a.xml", "unsupported-format"),
      ("<resources><string name=\"GET\">x</string></resources>", "a.xml", "unsupported-format"),
      ("[{\"a\": 1}]", "a.json", "unsupported-format"), ("{\"openapis\": 1}", "a.json", "unsupported-format"),
      ("[1, 2", "a.json", "unsupported-format"), ("name: x\nversion: 1\n", "a.yaml", "unsupported-format"),
      ("{curly} words are no JSON", "a.txt", "no-claims"), ("<method> is a word here", "a.txt", "no-claims"),
      ("The openapi: key is named here", "a.txt", "no-claims"),
    ])
  func others(text: String, name: String, code: String) {
    let reading = DescribedFacts.reading(text, name)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.format == (code == "no-claims" ? "text" : "unknown"))
  }
}
