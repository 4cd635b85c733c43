import FHIR
import JSONTree
import Testing

@Suite("Reading resources")
struct ResourceTests {
  @Test("What was sent is kept: bytes, digits of numbers, order of members")
  func kept() throws {
    let text =
      #"{ "valueQuantity":{"value":1.10},  "resourceType" : "Observation", "id":"o1","meta":{"versionId":"3"}}"#
    let resource = try Resource(json: Array(text.utf8))
    #expect(String(decoding: resource.bytes, as: UTF8.self) == text)
    #expect(resource.type == "Observation")
    #expect(resource.id == "o1")
    #expect(resource.versionID == "3")
    #expect(resource.root["valueQuantity"]?["value"]?.value == .number("1.10"))
  }

  @Test(
    "What is no resource is told with its offset and the rule",
    arguments: [
      ("", 0, "a value is expected"), ("[]", 0, "a JSON object is expected"),
      (" {\"id\": \"x\"}", 1, "no resourceType"),
      (#"{"resourceType": 5}"#, 17, "not the name of a resource"),
      (#"{"resourceType": "../etc"}"#, 17, "not the name of a resource"),
      (#"{"resourceType": "Patient", "id": }"#, 34, "a value is expected"),
      (#"{"resourceType": "Patient", "resourceType": "Patient"}"#, 28, "there twice"),
      ("<Patient xmlns=\"http://hl7.org/fhir\"/>", 0, "a value is expected"),
    ])
  func refused(_ text: String, offset: Int, part: String) {
    let error = #expect(throws: ResourceError.self) { try Resource(json: Array(text.utf8)) }
    #expect(error?.offset == offset)
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    #expect(error?.reason.isLimit == false)
  }

  @Test("Depth, length and digits are bounded by this program, and it says so")
  func bounds() {
    let deep = #"{"resourceType":"Patient","extension":"# + String(repeating: "[", count: 100_000)
    let long = #"{"resourceType":"Patient","id":""# + String(repeating: "x", count: 65 << 20) + "\"}"
    let digits = #"{"resourceType":"Observation","valueInteger":"# + String(repeating: "9", count: 5_000) + "}"
    for (text, part) in [(deep, "deep"), (long, "bytes"), (digits, "characters")] {
      let error = #expect(throws: ResourceError.self) { try Resource(json: Array(text.utf8)) }
      #expect(error?.reason.isLimit == true)
      #expect(error?.description.contains(part) == true)
    }
  }

  @Test("A resource within another stands by itself")
  func inner() throws {
    let bundle = try Resource(
      json: Array(#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p"}}]}"#.utf8))
    let node = try #require(bundle.elements(at: ElementPath([.element("entry"), .element("resource")])).first?.node)
    let patient = try #require(bundle.inner(node))
    #expect(patient.type == "Patient")
    #expect(String(decoding: patient.bytes, as: UTF8.self) == #"{"resourceType":"Patient","id":"p"}"#)
  }
}
