import FHIR
import JSONTree
import TestPeers
import Testing

@Suite("Mutants of bundles")
struct ResourceMutationTests {
  private static let mutants = 20_000
  /// Time of the processor for one mutant.
  private static let patience = Duration.milliseconds(200)
  private static let limits = JSONLimits(bytes: 1 << 20, depth: 32, nodes: 20_000, numberLength: 200)

  private static let bundle = #"""
    {"resourceType":"Bundle","type":"searchset","total":2,"link":[{"relation":"next","url":"http://h/fhir?p=2"}],"entry":[
    {"fullUrl":"http://h/Patient/p","resource":{"resourceType":"Patient","id":"p","active":true,"contained":[{"resourceType":
    "Organization","id":"o"}],"identifier":[{"system":"urn:a","value":"1"}],"name":[{"family":"Ä","given":["B",null],"_given":
    [null,{"id":"x"}]}],"managingOrganization":{"reference":"#o"},"_birthDate":{"extension":[{"url":"u","valueCode":"x"}]}},
    "search":{"mode":"match"}},{"resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"c"},
    "subject":{"reference":"Patient/p"},"valueQuantity":{"value":-6.30e-2,"unit":"mm"}},"search":{"mode":"include"}}]}
    """#

  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "null", "true", "1e999999", "-", "0",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "\"resourceType\":\"Bundle\"", "_", "\u{0}", "é",
  ].map { Array($0.utf8) }

  private static let paths: [ElementPath] = [
    ElementPath([.element("entry"), .element("resource"), .element("name"), .element("given"), .index(1)]),
    ElementPath([
      .element("entry"), .element("resource"), .element("subject"), .resolve, .element("managingOrganization"),
      .resolve,
    ]),
    ElementPath([.element("entry"), .element("resource"), .element("value"), .ofType("Quantity"), .element("value")]),
    ElementPath([.element("entry"), .element("resource"), .element("identifier"), .filter("system", .text("urn:a"))]),
    ElementPath([
      .element("entry"), .element("resource"), .element("birthDate"), .element("extension"), .element("value"),
    ]),
  ]

  @Test("No mutant of a bundle traps or takes long, and errors lie within its bytes")
  func json() {
    var mutator = Mutator(generator: SeededGenerator(state: 5), pieces: Self.pieces)
    let source = Array(Self.bundle.utf8)
    var (read, refused) = (0, 0)
    for number in 0..<Self.mutants {
      let mutant = mutator.mutant(of: source)
      let (resource, time) = ThreadTime.of { () -> Resource? in
        do throws(ResourceError) { return try Resource(json: mutant, limits: Self.limits) } catch {
          if !(0...mutant.count).contains(error.offset) { Issue.record("mutant \(number): \(error)") }
          return nil
        }
      }
      #expect(time < Self.patience, "mutant \(number)")
      guard let resource else {
        refused += 1
        continue
      }
      read += 1
      let (_, walking) = ThreadTime.of {
        for path in Self.paths { for element in resource.elements(at: path) { _ = element.primitive } }
        _ = ResourceCheck.findings(resource)
        var pages = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 3)
        pages.take(resource)
        _ = StatedCapabilities(resource)
      }
      #expect(walking < Self.patience, "mutant \(number)")
    }
    #expect(read > 1_000 && refused > 1_000)
  }

  @Test("No mutant of a resource in XML traps or takes long")
  func xml() throws {
    let text = """
      <Patient xmlns="http://hl7.org/fhir"><id value="p"/><text><div xmlns="http://www.w3.org/1999/xhtml">A</div></text>\
      <contained><Organization><name value="O"/></Organization></contained><name><given value="A"/><given value="B">\
      <extension url="u"/></given></name><multipleBirthInteger value="2"/></Patient>
      """
    var mutator = Mutator(
      generator: SeededGenerator(state: 6),
      pieces: ["<", ">", "/>", "</name>", "<name>", "value=\"\"", "&amp;", "&#0;", "\u{0}", "xmlns=\"\""].map {
        Array($0.utf8)
      })
    let source = Array(text.utf8)
    for number in 0..<Self.mutants {
      let mutant = mutator.mutant(of: source)
      let (_, time) = ThreadTime.of { try? Resource(xml: mutant, limits: Self.limits) }
      #expect(time < Self.patience, "mutant \(number)")
    }
  }
}
