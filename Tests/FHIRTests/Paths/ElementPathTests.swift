import FHIR
import Testing

@Suite("Walking elements")
struct ElementPathTests {
  private static let bundle = #"""
    {"resourceType":"Bundle","type":"collection","entry":[
      {"fullUrl":"http://h/Patient/p","resource":{"resourceType":"Patient","id":"p","active":true,
        "identifier":[{"system":"urn:a","value":"1"},{"system":"urn:b","value":"2"}],
        "name":[{"family":"A","given":["B",null,"C"],"_given":[null,{"id":"x"},null]},{"family":"D","given":["E"]}],
        "_birthDate":{"extension":[{"url":"http://h/why","valueCode":"unknown"}]}}},
      {"fullUrl":"http://h/Observation/o","resource":{"resourceType":"Observation","id":"o",
        "contained":[{"resourceType":"Device","id":"d","status":"active"}],
        "device":{"reference":"#d"},"subject":{"reference":"http://h/Patient/p"},
        "hasMember":[{"reference":"Patient/p"},{"reference":"Patient/none"}],
        "valueQuantity":{"value":6.30,"unit":"mmol/l"}}}]}
    """#

  private func values(_ steps: ElementPath.Step...) throws -> [String] {
    try Resource(json: Array(Self.bundle.utf8)).elements(at: ElementPath(steps)).map { element in
      switch element.primitive {
      case .text(let text)?: text
      case .number(let number)?: "\(number)"
      case .boolean(let flag)?: "\(flag)"
      case nil: element.path
      }
    }
  }

  @Test("Steps take whole collections on, and a number chooses from the whole collection")
  func collections() throws {
    let names: [ElementPath.Step] = [.element("entry"), .element("resource"), .ofType("Patient"), .element("name")]
    let resource = try Resource(json: Array(Self.bundle.utf8))
    #expect(resource.elements(at: ElementPath(names + [.element("family")])).count == 2)
    let third = resource.elements(at: ElementPath(names + [.element("given"), .index(2)]))
    #expect(third.map(\.path) == ["Bundle.entry[0].resource.name[0].given[2]"])
    #expect(resource.elements(at: ElementPath(names + [.element("given"), .index(9)])).isEmpty)
  }

  @Test("A choice of types is named without its type, and ofType tells them apart")
  func choices() throws {
    let value: [ElementPath.Step] = [.element("entry"), .element("resource"), .element("value")]
    let resource = try Resource(json: Array(Self.bundle.utf8))
    #expect(resource.elements(at: ElementPath(value)).map(\.type) == ["Quantity"])
    #expect(resource.elements(at: ElementPath(value + [.ofType("Quantity"), .element("unit")])).count == 1)
    #expect(resource.elements(at: ElementPath(value + [.ofType("string")])).isEmpty)
  }

  @Test("Filters compare one element's value exactly")
  func filters() throws {
    let identifiers: [ElementPath.Step] = [.element("entry"), .element("resource"), .element("identifier")]
    #expect(
      try values(identifiers[0], identifiers[1], identifiers[2], .filter("system", .text("urn:b")), .element("value"))
        == ["2"])
    #expect(
      try values(identifiers[0], identifiers[1], identifiers[2], .filter("system", .text("urn:B")), .element("value"))
        == [])
  }

  @Test(
    "References lead to contained resources and to entries of the bundle, by full URL or by type and id, else nowhere")
  func references() throws {
    let entry: [ElementPath.Step] = [.element("entry"), .element("resource"), .ofType("Observation")]
    let resource = try Resource(json: Array(Self.bundle.utf8))
    func paths(_ steps: ElementPath.Step...) -> [String] {
      resource.elements(at: ElementPath(entry + steps)).map(\.path)
    }
    #expect(paths(.element("device"), .resolve) == ["Bundle.entry[1].resource.contained[0]"])
    #expect(paths(.element("subject"), .resolve) == ["Bundle.entry[0].resource"])
    #expect(paths(.element("hasMember"), .resolve) == ["Bundle.entry[0].resource"])
  }

  @Test("A primitive without value is there with its extensions, and null in arrays is nothing")
  func companions() throws {
    let patient: [ElementPath.Step] = [.element("entry"), .element("resource"), .ofType("Patient")]
    let resource = try Resource(json: Array(Self.bundle.utf8))
    let birth = resource.elements(at: ElementPath(patient + [.element("birthDate")]))
    #expect(birth.count == 1 && birth.first?.node == nil)
    let why = resource.elements(
      at: ElementPath(patient + [.element("birthDate"), .element("extension"), .element("value")]))
    #expect(why.map(\.primitive) == [.text("unknown")])
    #expect(resource.elements(at: ElementPath(patient + [.element("name"), .index(0), .element("given")])).count == 3)
  }

  @Test("Numbers are exact, whatever digits they have; beyond any measure they stay text")
  func numbers() throws {
    func number(_ text: String) throws -> Element.Primitive? {
      let resource = try Resource(json: Array(#"{"resourceType":"Observation","valueInteger":\#(text)}"#.utf8))
      return resource.elements(at: ElementPath([.element("value")])).first?.primitive
    }
    #expect(try number("1.10") == .number(1.1))
    #expect(try number("1e400") == .text("1e400"))
    #expect(try number(String(repeating: "9", count: 70)) == .text(String(repeating: "9", count: 70)))
  }
}
