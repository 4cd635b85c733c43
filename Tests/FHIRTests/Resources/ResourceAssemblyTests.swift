import FHIR
import Testing

@Suite("Putting resources together")
struct ResourceAssemblyTests {
  @Test("Values within quotation marks are escaped, and come back as they were")
  func escaped() throws {
    let value = "O\"Neil \\ \n\t\u{1} Ω"
    let resource = try ResourceAssembly.resource([
      .literal(#"{"resourceType":"Patient","id":""#), .value(value), .literal(#"","note":"a\"b","count":"#),
      .value("3"),
      .literal("}"),
    ])
    #expect(resource.id == value)
    #expect(resource.root["count"]?.value == .number("3"))
  }

  @Test("A value outside quotation marks that is no JSON leaves no resource")
  func outside() {
    #expect(throws: ResourceError.self) {
      try ResourceAssembly.resource([.literal(#"{"resourceType":"Patient","id":"#), .value("x"), .literal("}")])
    }
  }

  @Test("Another id takes the place of the old one, or comes first", arguments: [#","id":"a","x":1"#, #","x":1"#, ""])
  func identifier(_ members: String) throws {
    let resource = try Resource(json: Array("{\"resourceType\":\"Patient\"\(members)}".utf8))
    let changed = try resource.with(id: "b\"c")
    #expect(changed.id == "b\"c")
    #expect(changed.root["x"]?.value == resource.root["x"]?.value)
  }
}
