import Evidence
import HTTPExchange
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("dicomweb.capabilities and dicomweb.origin")
struct WebCapabilitiesProbeTests {
  static let wadl = """
    <?xml version="1.0" encoding="UTF-8"?>
    <application xmlns="http://wadl.dev.java.net/2009/02">
      <resources base="https://example.org/dicom-web">
        <resource path="studies">
          <method name="GET" id="SearchForStudies"/>
          <method name="POST" id="StoreInstances"/>
          <resource path="{StudyInstanceUID}">
            <method name="GET" id="RetrieveStudy"/>
            <resource path="metadata"><method name="GET"/></resource>
          </resource>
        </resource>
      </resources>
    </application>
    """
  static let json = """
    {"application":{"resources":{"@base":"https://example.org/dicom-web","resource":{"@path":"studies",
    "method":[{"@name":"GET"},{"@name":"POST"}],"resource":[{"@path":"{StudyInstanceUID}","method":{"@name":"GET"},
    "resource":{"@path":"metadata","method":[{"@name":"GET"}]}}]}}}}
    """

  static func capabilities(_ acts: [WebAct], _ inputs: [String: Value] = [:]) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { $0.method == "OPTIONS" ? acts : [.answer("405 Method Not Allowed")] }
    let result = await bench.perform(DICOMWebCapabilitiesProbe.self, inputs, web: peer.url)
    await bench.close()
    return result
  }

  @Test(
    "Resources are listed of WADL in XML and in JSON",
    arguments: [("application/vnd.sun.wadl+xml", wadl), ("application/json", json)])
  func resources(_ type: String, _ text: String) async throws {
    let result = try await Self.capabilities([.answer(type: type, text)])
    #expect(result.failure == nil)
    let resources = result.records("resources")
    #expect(
      resources.map { $0["path"] }
        == [.string("studies"), .string("studies/{StudyInstanceUID}"), .string("studies/{StudyInstanceUID}/metadata")])
    #expect(resources.first?["methods"] == .list([.string("GET"), .string("POST")]))
    #expect(result.word("base") == "https://example.org/dicom-web")
  }

  @Test("What is no description is told, and no resource is listed")
  func malformed() async throws {
    let entity = "<!DOCTYPE a [<!ENTITY e \"x\">]><application>&e;</application>"
    for (type, text) in [
      ("application/vnd.sun.wadl+xml", "<html></html>"), ("application/vnd.sun.wadl+xml", "<application>"),
      ("application/vnd.sun.wadl+xml", entity), ("application/json", "{}"), ("application/json", "<application/>"),
      ("application/json", String(repeating: "[", count: 10_000)),
    ] {
      let result = try await Self.capabilities([.answer(type: type, text)])
      #expect(result.failure?.blame == .system && result.observation["resources"] == nil, "\(text.prefix(40))")
    }
    for act in [
      WebAct.answer("404 Not Found"), .answer(type: "text/html", "<html>"),
      .answer("204 No Content", ["Allow: GET, OPTIONS"]),
    ] {
      let result = try await Self.capabilities([act])
      #expect(result.failure == nil && result.observation["resources"] == nil)
    }
    let allow = try await Self.capabilities([.answer("204 No Content", ["Allow: GET, OPTIONS"])])
    #expect(allow.strings("allow") == ["GET", "OPTIONS"])
  }

  @Test("A description with resources without end is read up to a limit")
  func many() async throws {
    let resource = #"<resource path="a"><method name="GET"/></resource>"#
    let text =
      "<application><resources>"
      + String(repeating: resource + resource.replacing("\"a\"", with: "\"b\""), count: 5_000)
      + "</resources></application>"
    let result = try await Self.capabilities([.answer(type: "application/vnd.sun.wadl+xml", text)])
    #expect(result.records("resources").count == 2_000)
  }

  // MARK: Origins

  /// Access-Control fields of a preflight and of the answer; whether each lets the page of the origin through.
  static let policies: [(preflight: [String], answer: [String], passes: Bool, allowed: Bool)] = [
    (
      [
        "Access-Control-Allow-Origin: https://viewer.example", "Access-Control-Allow-Headers: Authorization",
        "Access-Control-Allow-Methods: GET",
      ], ["Access-Control-Allow-Origin: https://viewer.example"], true, true
    ),
    (["Access-Control-Allow-Origin: https://viewer.example"], ["Access-Control-Allow-Origin: *"], false, true),
    (
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Headers: *"],
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true"], false, false
    ),
    (
      ["Access-Control-Allow-Origin: https://other.example", "Access-Control-Allow-Headers: authorization"],
      ["Access-Control-Allow-Origin: https://viewer.example, https://other.example"], false, false
    ),
    ([], [], false, false),
    (
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Headers: authorization"],
      ["Access-Control-Allow-Origin: https://viewer.example", "Access-Control-Allow-Origin: *"], true, false
    ),
  ]

  @Test("An origin is let through as a browser would", arguments: policies)
  func origin(_ preflight: [String], _ answer: [String], _ passes: Bool, _ allowed: Bool) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { request in
      guard request.fields["origin"] == "https://viewer.example" else { return [.answer("400 Bad Request")] }
      return request.method == "OPTIONS"
        ? [.answer("200 OK", preflight)] : [.answer("200 OK", answer, body: [0x5B, 0x5D])]
    }
    let result = await bench.perform(
      DICOMWebOriginProbe.self, ["origin": .string("https://viewer.example")], web: peer.url)
    #expect(result.failure == nil)
    func field(_ record: String, _ name: String) -> Value? {
      if case .record(let fields) = result.observation[record] { fields[name] } else { nil }
    }
    #expect(field("preflight", "passes") == .boolean(passes))
    #expect(field("request", "allowed") == .boolean(allowed))
    #expect(peer.sightings.first?.fields["access-control-request-method"] == "GET")
    await bench.close()
  }

  @Test("A service that refuses an origin's request is seen to keep it out")
  func refused() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in [.answer("403 Forbidden")] }
    let result = await bench.perform(DICOMWebOriginProbe.self, ["origin": .string("https://a.example")], web: peer.url)
    #expect(result.failure?.blame == .configuration)
    guard case .record(let request) = result.observation["request"] else {
      Issue.record("nothing is recorded of the request")
      return
    }
    #expect(request["allowed"] == .boolean(false))
    await bench.close()
  }

  @Test("What is no origin is not sent")
  func misuse() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in [.answer()] }
    for origin in ["", "viewer.example", "https://viewer.example/", "ftp://viewer.example", "https://a b"] {
      let result = await bench.perform(DICOMWebOriginProbe.self, ["origin": .string(origin)], web: peer.url)
      #expect(result.failure?.blame == .harness, "\(origin)")
    }
    #expect(peer.sightings.isEmpty)
    await bench.close()
  }
}
