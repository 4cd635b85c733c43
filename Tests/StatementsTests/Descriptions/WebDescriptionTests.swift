import Evidence
import Foundation
import Statements
import Testing

@Suite("WADL, DICOMweb capabilities and OpenAPI")
struct WebDescriptionTests {
  private let wadl = """
    <application xmlns="http://wadl.dev.java.net/2009/02"><doc title="Acme Archive"/>
    <resources base="https://host/dicom-web/"><resource path="studies">
      <method name="GET" id="SearchForStudies"><request><param name="Accept" style="header">
        <option value="application/dicom+json"/></param><param name="limit" style="query"/></request>
        <response status="200"><representation mediaType="application/dicom+json"/></response></method>
      <resource path="{StudyInstanceUID}"><method name="GET"/>
        <resource path="series/{SeriesInstanceUID}/instances/{SOPInstanceUID}/rendered">
        <method href="#retrieve"/></resource></resource></resource>
      <resource path="reports"><method name="POST" id="Send"/></resource></resources>
    <method name="GET" id="retrieve"><response><representation mediaType="image/jpeg"/></response></method></application>
    """

  private let described = [
    "QIDO-RS All Studies: GET /studies [\"application/dicom+json\"] [\"limit\"]",
    "WADO-RS Study: GET /studies/{StudyInstanceUID} [] []",
    "WADO-RS Rendered Instance: GET /studies/{StudyInstanceUID}/series/{SeriesInstanceUID}/instances/{SOPInstanceUID}"
      + "/rendered [\"image/jpeg\"] []",
    "Send: POST /reports [] []",
  ]

  @Test("WADL: nested paths are put together, references followed, DICOM's paths told from others")
  func wadlDocument() {
    let reading = DescribedFacts.reading(wadl, "a.wadl")
    #expect(DescribedFacts.operations(reading) == described)
    #expect(reading.claims.map(\.kind) == [.dicomweb, .dicomweb, .dicomweb, .operation])
    #expect(reading.claims.map(\.role) == [.originServer, .originServer, .originServer, .server])
    #expect(reading.claims.map(\.value) == Array(repeating: "https://host/dicom-web/", count: 4))
    #expect(
      reading.claims.dropFirst().first?.evidence.first?.element
        == "/application/resources[1]/resource[1]/resource[1]/method[1]")
    #expect(reading.product == "Acme Archive")
    #expect(reading.problems.isEmpty)
  }

  @Test("The JSON of PS3.18 Annex G says the same as the XML")
  func wadlJSON() {
    let json = """
      {"application": {"doc": [{"@title": "Acme Archive"}], "resources": {"@base": "https://host/dicom-web/", "resource": [
        {"@path": "studies", "method": [{"@name": "GET", "@id": "SearchForStudies", "request": {"param": [
          {"@name": "Accept", "@style": "header", "option": [{"@value": "application/dicom+json"}]},
          {"@name": "limit", "@style": "query"}]},
          "response": [{"@status": "200", "representation": [{"@mediaType": "application/dicom+json"}]}]}],
         "resource": [{"@path": "{StudyInstanceUID}", "method": [{"@name": "GET"}], "resource": [
          {"@path": "series/{SeriesInstanceUID}/instances/{SOPInstanceUID}/rendered", "method": [{"@href": "#retrieve"}]}]}]},
        {"@path": "reports", "method": [{"@name": "POST", "@id": "Send"}]}]},
       "method": [{"@name": "GET", "@id": "retrieve", "response": [{"representation": [{"@mediaType": "image/jpeg"}]}]}]}}
      """
    let reading = DescribedFacts.reading(json, "capabilities.json")
    #expect(reading.format == "dicomweb-capabilities")
    #expect(DescribedFacts.operations(reading) == described)
    #expect(reading.claims.first?.evidence.first?.element == "/application/resources/resource/0/method/0")
    #expect(reading.product == "Acme Archive")
  }

  @Test(
    "Each pair of method and path of PS3.18 has its service and resource; others have none",
    arguments: [
      ("GET", "/studies", "QIDO-RS All Studies"), ("POST", "/studies", "STOW-RS All Studies"),
      ("POST", "/studies/{study}", "STOW-RS Study"), ("GET", "/studies/{s}/series", "QIDO-RS Study's Series"),
      ("GET", "/studies/{s}/metadata", "WADO-RS Study Metadata"), ("GET", "/series", "QIDO-RS All Series"),
      ("GET", "/studies/{s}/series/{t}/instances", "QIDO-RS Series' Instances"),
      ("GET", "/studies/{s}/series/{t}/instances/{i}/frames/{f}", "WADO-RS Frames"),
      ("GET", "/studies/{s}/series/{t}/thumbnail", "WADO-RS Series Thumbnail"),
      ("GET", "/v{version}/x/studies/:study/rendered", "WADO-RS Rendered Study"),
      ("POST", "/workitems{?workitem}", "UPS-RS Create Workitem"),
      ("PUT", "/workitems/{w}/state", "UPS-RS Change Workitem State"),
      ("POST", "/workitems/1.2.840.10008.5.1.4.34.5/subscribers/{aet}", "UPS-RS Subscribe"),
      ("DELETE", "/studies/{study}", nil), ("GET", "/studies/recent", nil), ("GET", "/studies/{s}/reports", nil),
      ("PUT", "/studies", nil), ("GET", "/study/{s}", nil),
    ] as [(String, String, String?)])
  func paths(method: String, path: String, meaning: String?) {
    let text = """
      {"openapi": "3.0.3", "paths": {"\(path)": {"\(method.lowercased())": {"responses": {"200": {
        "content": {"application/dicom+json": {}}}}}}}}
      """
    let reading = DescribedFacts.reading(text, "a.json")
    #expect(reading.claims.count == 1)
    #expect(reading.claims.first?.kind == (meaning == nil ? .operation : .dicomweb))
    #expect(
      DescribedFacts.operations(reading).first?.hasPrefix((meaning ?? "\(method) \(path)") + ": \(method) \(path)")
        == true)
  }

  @Test("A path that others use too is DICOM's only where something beside it is")
  func ambiguous() {
    func kinds(_ paths: [String]) -> [Claim.Kind] {
      let members = paths.map { "\"\($0)\": {\"get\": {}}" }.joined(separator: ", ")
      return DescribedFacts.reading("{\"openapi\": \"3.1.0\", \"paths\": {\(members)}}", "a.json").claims.map(\.kind)
    }
    #expect(kinds(["/studies", "/studies/{id}"]) == [.operation, .operation])
    #expect(kinds(["/studies", "/studies/{s}/series/{t}/instances"]) == [.dicomweb, .dicomweb])
    #expect(kinds(["/trials/studies", "/pacs/studies/{s}/series/{t}/instances"]) == [.operation, .dicomweb])
  }

  @Test("WADO-URI is known by its parameters")
  func wadoURI() {
    func kind(_ names: [String]) -> Claim.Kind? {
      let parameters = names.map { "{\"name\": \"\($0)\", \"in\": \"query\"}" }.joined(separator: ", ")
      let text = "{\"openapi\": \"3.0.0\", \"paths\": {\"/wado\": {\"get\": {\"parameters\": [\(parameters)]}}}}"
      return DescribedFacts.reading(text, "a.json").claims.first?.kind
    }
    #expect(kind(["requestType", "studyUID", "seriesUID", "objectUID"]) == .dicomweb)
    #expect(kind(["requestType", "studyUID", "seriesUID"]) == .operation)
  }

  private let yaml = """
    # made by hand
    openapi: 3.0.1
    info: {title: Acme, version: 2.0}
    servers:
      - url: https://host/v2
    paths:
      /studies:
        parameters:
          - $ref: '#/components/parameters/limit'
        get: &search
          operationId: search
          summary: Search for studies
          responses:
            '200':
              $ref: '#/components/responses/found'
      /patients:
        get: *search
        post:
          requestBody:
            content: {application/json: {}}
    components:
      parameters:
        limit: {name: limit, in: query}
      responses:
        found:
          content:
            application/dicom+json: {}
            multipart/related; type="application/dicom+xml": {}
    """

  @Test("OpenAPI in YAML: references and aliases are followed, places cited by pointer and line")
  func openAPI() {
    for name in ["api.yaml", "api.txt", "api.yml"] {
      let reading = DescribedFacts.reading(yaml, name)
      #expect(reading.format == "openapi")
      let types = "[\"application/dicom+json\", \"multipart/related; type=\\\"application/dicom+xml\\\"\"]"
      #expect(
        DescribedFacts.operations(reading) == [
          "QIDO-RS All Studies: GET /studies \(types) [\"limit\"]", "search: GET /patients \(types) []",
          "POST /patients: POST /patients [\"application/json\"] []",
        ])
      #expect(
        reading.claims.map { $0.evidence.first?.element } == [
          "/paths/~1studies/get", "/paths/~1patients/get", "/paths/~1patients/post",
        ])
      #expect(reading.claims.map { $0.evidence.first?.line } == [10, 17, 18])
      #expect(reading.claims.first?.name == "Search for studies")
      #expect(reading.claims.first?.value == "https://host/v2")
      #expect((reading.product, reading.version) == ("Acme", "2.0"))
      #expect(reading.problems.isEmpty)
    }
  }

  @Test("OpenAPI 2: media types of the operation, else those at the top; host and path are the base")
  func swagger() {
    let text = """
      {"swagger": "2.0", "host": "h", "basePath": "/api", "produces": ["application/json"], "paths": {
        "/a": {"get": {}, "post": {"produces": ["text/plain"], "consumes": ["application/xml"]}}}}
      """
    let reading = DescribedFacts.reading(text, "a.json")
    #expect(
      DescribedFacts.operations(reading) == [
        "GET /a: GET /a [\"application/json\"] []", "POST /a: POST /a [\"application/xml\", \"text/plain\"] []",
      ])
    #expect(reading.claims.first?.value == "h/api")
  }

  @Test(
    "References to elsewhere are noted, dangling ones and circles are warnings, good ones neither",
    arguments: [
      ("other.yaml#/x", ["external-reference"]), ("#/components/responses/none", ["dangling-reference"]),
      ("#/components/responses/a", ["dangling-reference"]), ("#/components/responses/c", []),
    ])
  func references(target: String, codes: [String]) {
    let text = """
      {"openapi": "3.0.0", "paths": {"/x": {"get": {"responses": {"200": {"$ref": "\(target)"}}}}},
       "components": {"responses": {"a": {"$ref": "#/components/responses/b"}, "b": {"$ref": "#/components/responses/a"},
        "c": {"content": {"text/plain": {}}}}}}
      """
    let reading = DescribedFacts.reading(text, "a.json")
    #expect(reading.problems.map(\.code) == codes)
    #expect(reading.claims.count == 1)
  }

  @Test("Versions of OpenAPI that are not read, merge keys and undefined aliases are named")
  func unread() {
    let four = DescribedFacts.reading("{\"openapi\": \"4.0\", \"paths\": {}}", "a.json")
    #expect(four.problems.map(\.code) == ["unsupported-format"])
    let merged = DescribedFacts.reading(
      "openapi: 3.0.0\nx: &x {a: 1}\npaths:\n  /a:\n    <<: *x\n    get: {}\n", "a.yaml")
    #expect(merged.problems.map(\.code) == ["merge-key"])
    #expect(merged.claims.count == 1)
    let undefined = DescribedFacts.reading("openapi: 3.0.0\ny: &y 1\npaths:\n  /a: *nothing\n", "a.yaml")
    #expect(undefined.problems.first?.message.contains("line 4 has the alias nothing") == true)
    let starred = DescribedFacts.reading(
      "openapi: 3.0.0\ninfo:\n  title: |\n    R&D &x\n    *bold* *x\npaths: {/a: {get: {}}}\n", "a.yaml")
    #expect(starred.product == "R&D &x\n*bold* *x\n")
    #expect(starred.claims.count == 1)
  }

  @Test(
    "Fragments of WADL in a text: every method is read, and what is not well-formed is told with its line",
    .enabled(if: SharedStatements.isThere, "The collection of statements is not beside the repository."))
  func fragments() throws {
    let reading = StatementReader.read(file: try #require(SharedStatements.document("wadl-ps318-2016-fragments.txt")))
    #expect(reading.format == "wadl")
    #expect(
      reading.claims.compactMap { claim -> String? in
        guard case .operation(let detail) = claim.detail else { return nil }
        let place = "\(claim.evidence.first?.element ?? "") \(claim.evidence.first?.line ?? 0)"
        return
          "\(place) \(detail.operation) \(detail.httpMethod ?? "") \(detail.mediaTypes.count) \(detail.parameters.count)"
      } == [
        "/method[1] 1 RetrieveStudies GET 7 0", "/method[2] 32 StoreInstances GET 9 0",
        "/method[3] 59 SearchForStudies GET 2 8", "/method[4] 92 UpdateUPS POST 2 0",
        "/method[5] 110 CreateSubscription POST 0 1",
      ])
    #expect(reading.problems.map(\.code) == ["malformed", "malformed", "fragment"])
    #expect(reading.problems.compactMap { $0.citation?.line } == [5, 83])
  }
}
