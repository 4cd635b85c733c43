import Evidence
import FHIR
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Whose failure it is in fhir.* steps")
struct FHIRFailureTests {
  private static let json = "application/fhir+json"

  private static func read(_ acts: [WebAct], _ inputs: [String: Value] = [:], seconds: Int64 = 20) async throws
    -> StepResult
  {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in acts }
    let result = await bench.perform(
      FHIRReadProbe.self, ["type": .string("Patient"), "id": .string("7")].merging(inputs) { $1 },
      at: AddressEndpoint(protocolName: .fhir, address: peer.url + "/fhir"), seconds: seconds)
    await bench.close()
    return result
  }

  @Test(
    "Refusals of access and busy gateways are nobody's fault, unless the step asked without credentials",
    arguments: [
      ("401 Unauthorized", StepFailure.Blame.configuration), ("403 Forbidden", .configuration),
      ("429 Too Many Requests", .network), ("503 Service Unavailable", .network),
    ])
  func refused(_ status: String, blame: StepFailure.Blame) async throws {
    let result = try await Self.read([.answer(status)])
    #expect(result.failure?.blame == blame)
    #expect(result.word("outcome") == "refused")
    if blame == .configuration {
      #expect(try await Self.read([.answer(status)], ["anonymous": .boolean(true)]).failure == nil)
    }
  }

  @Test("Silence is nobody's failure")
  func silence() async throws {
    let result = try await Self.read([.hang], seconds: 1)
    #expect(result.failure?.blame == .network)
    #expect(result.observation["status"] == nil)
  }

  @Test("Content declared to be FHIR that is none is the system's failure in a success, and told in an error")
  func malformed() async throws {
    for text in [#"{"resourceType": "Patient""#, "[]", #"{"id":"7"}"#] {
      let result = try await Self.read([.answer(type: Self.json, text)])
      #expect(result.failure?.blame == .system && result.word("outcome") == "malformed")
      let error = try await Self.read([.answer("404 Not Found", type: Self.json, text)])
      #expect(error.failure == nil && error.number("status") == 404 && error.observation["unreadable"] != nil)
    }
  }

  @Test("A page of another media type is told and no resource")
  func page() async throws {
    let result = try await Self.read([.answer(type: "text/html", "<html>Sign in</html>")])
    #expect(result.failure == nil && result.observation["resource"] == nil)
    #expect(result.word("unreadable")?.contains("text/html") == true)
  }

  @Test("More than is read is not held against the system")
  func limit() async throws {
    let deep = #"{"resourceType":"Patient","x":"# + String(repeating: "[", count: 200)
    let result = try await Self.read([.answer(type: Self.json, deep)])
    #expect(result.failure?.blame == .harness)
  }

  @Test("A next page at another origin is not asked, and it is told")
  func otherOrigin() async throws {
    let other = try await ScriptedWebPeer { _ in [.answer("200 OK")] }
    let body =
      #"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"\#(other.url)/fhir?p=2"}]}"#
    let peer = try await ScriptedWebPeer { _ in [.answer(type: Self.json, body)] }
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      FHIRSearchProbe.self, ["type": .string("Patient")], at: AddressEndpoint(protocolName: .fhir, address: peer.url))
    await bench.close()
    #expect(result.failure == nil)
    #expect(result.word("paging") == "other-origin")
    #expect(other.sightings.isEmpty)
  }

  @Test("Inputs that make no request are the harness's own fault, and nothing is sent")
  func misuse() async throws {
    let peer = try await ScriptedWebPeer { _ in [.answer("200 OK")] }
    let bench = try await ProbeBench(listens: false)
    let endpoint = AddressEndpoint(protocolName: .fhir, address: peer.url)
    for (probe, inputs) in [
      (FHIRReadProbe.self as any Probe.Type, ["type": Value.string("../x"), "id": .string("1")]),
      (FHIRSearchProbe.self, ["type": .string("Patient"), "parameters": .list([.string("family")])]),
      (FHIRDeleteProbe.self, ["type": .string("Patient")]), (FHIRSearchProbe.self, ["pages": .number(0)]),
    ] {
      let result = await bench.perform(probe, inputs, at: endpoint)
      #expect(result.failure?.blame == .harness)
    }
    await bench.close()
    #expect(peer.sightings.isEmpty)
  }
}
