import FHIR
import Testing

@Suite("Resources against the elements of R4")
struct ResourceCheckTests {
  private func sentences(_ text: String) throws -> [String] {
    ResourceCheck.findings(try Resource(json: Array(text.utf8))).map(\.sentence)
  }

  @Test("What R4 allows has no findings")
  func good() throws {
    #expect(
      try sentences(
        #"""
        {"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.5},
         "component":[{"code":{"text":"y"},"valueString":"z"}],"_status":{"id":"s"},
         "contained":[{"resourceType":"Patient","birthDate":"1970"}]}
        """#) == [])
  }

  @Test(
    "What it does not is told",
    arguments: [
      (#"{"resourceType":"Patient","nmae":[]}"#, "`Patient` has no element `nmae`"),
      (#"{"resourceType":"Observation","code":{}}"#, "`status` is missing"),
      (#"{"resourceType":"Observation","status":"final","code":{}}"#, "`code` is empty"),
      (#"{"resourceType":"Patient","name":{"family":"A"}}"#, "`name` may be there several times"),
      (#"{"resourceType":"Patient","gender":["male"]}"#, "`gender` is there once at most"),
      (#"{"resourceType":"Patient","active":"true"}"#, "`active` is true or false"),
      (#"{"resourceType":"Patient","birthDate":1970}"#, "`birthDate` is a text"),
      (
        #"{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}"#,
        "`deceased` is there in two types"
      ),
      (#"{"resourceType":"Patients"}"#, "no resource `Patients`"),
      (#"{"resourceType":"Patient","name":[]}"#, "`name` is empty"),
      (#"{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"id":"x"}}]}"#, "`resourceType` is missing"),
      (#"{"resourceType":"DomainResource"}"#, "no resource `DomainResource`"),
    ])
  func bad(_ text: String, part: String) throws {
    let found = try sentences(text)
    #expect(found.contains { $0.contains(part) }, "\(found)")
  }
}
