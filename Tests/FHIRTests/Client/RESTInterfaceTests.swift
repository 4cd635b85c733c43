import FHIR
import HTTPExchange
import NIOHTTP1
import Testing

@Suite("Requests of the RESTful interface")
struct RESTInterfaceTests {
  private let service = RESTInterface(base: "http://h/fhir")

  @Test("Addresses are those of the standard's page (R4 http.html)")
  func addresses() throws {
    let patient = try Resource(json: Array(#"{"resourceType":"Patient"}"#.utf8))
    let requests: [(WebRequest, String)] = [
      (service.capabilities(), "GET http://h/fhir/metadata"),
      (service.read("Patient", "7"), "GET http://h/fhir/Patient/7"),
      (service.read("Patient", "7", version: "2"), "GET http://h/fhir/Patient/7/_history/2"),
      (
        service.search("Patient", [QueryParameter("identifier=urn:a|5 6"), QueryParameter("_count=2")]),
        "GET http://h/fhir/Patient?identifier=urn:a%7C5%206&_count=2"
      ), (service.search("Patient", [QueryParameter("a=b&c")], byPost: true), "POST http://h/fhir/Patient/_search"),
      (service.create(patient), "POST http://h/fhir/Patient"),
      (service.update(patient, "7"), "PUT http://h/fhir/Patient/7"),
      (service.update(patient, where: [QueryParameter("identifier=5")]), "PUT http://h/fhir/Patient?identifier=5"),
      (service.delete("Patient", "a/../b"), "DELETE http://h/fhir/Patient/a%2F..%2Fb"),
      (service.history("Patient", "7"), "GET http://h/fhir/Patient/7/_history"),
      (service.history(), "GET http://h/fhir/_history"),
      (service.operation("everything", type: "Patient", id: "7", []), "GET http://h/fhir/Patient/7/$everything"),
      (
        service.operation("validate", type: "Patient", id: nil, [], sending: patient),
        "POST http://h/fhir/Patient/$validate"
      ),
    ]
    for (request, wanted) in requests { #expect("\(request.method.rawValue) \(request.url)" == wanted) }
  }

  @Test("Conditions go in header fields")
  func conditions() throws {
    let patient = try Resource(json: Array(#"{"resourceType":"Patient"}"#.utf8))
    #expect(
      service.create(patient, ifNoneExist: "identifier=urn:a|5&active=true").fields.first(name: "If-None-Exist")
        == "identifier=urn:a%7C5&active=true")
    #expect(service.update(patient, "7", ifMatch: "W/\"2\"").fields.first(name: "If-Match") == "W/\"2\"")
    #expect(service.create(patient).fields.first(name: "Content-Type") == "application/fhir+json")
    #expect(service.create(patient).fields.first(name: "Accept") == "application/fhir+json")
  }

  @Test("Capability statements of R4 and of DSTU2 are read, clients' parts are not")
  func stated() throws {
    let text = #"""
      ,"fhirVersion":"1.0.2","rest":[{"mode":"client","resource":[{"type":"Task","interaction":[{"code":"read"}]}]},
      {"mode":"server","interaction":[{"code":"batch"}],"resource":[{"type":"Patient","interaction":[{"code":"read"},
      {"code":"search-type"}],"searchParam":[{"name":"family","type":"string"}],"conditionalCreate":true}]}]}
      """#
    for type in ["CapabilityStatement", "Conformance"] {
      let stated = StatedCapabilities(try Resource(json: Array((#"{"resourceType":"\#(type)""# + text).utf8)))
      #expect(stated?.resources.map(\.type) == ["Patient"])
      #expect(stated?.resources.first?.interactions == ["read", "search-type"])
      #expect(stated?.resources.first?.parameters.first?.type == "string")
      #expect(stated?.interactions == ["batch"])
    }
    #expect(StatedCapabilities(try Resource(json: Array(#"{"resourceType":"Patient"}"#.utf8))) == nil)
  }
}
