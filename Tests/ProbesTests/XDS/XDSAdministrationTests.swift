import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps that ask, register, change and remove")
struct XDSAdministrationTests {
  private static let patient: Value = .string("P1^^^\(DocumentRegistry.assigningAuthority)")

  /// Performs steps at one registry.
  private struct Bench {
    let bench: ProbeBench
    let address: String

    func perform(_ probe: any Probe.Type, _ inputs: [String: Value], seconds: Int64 = 20) async -> StepResult {
      await bench.perform(
        probe, inputs,
        at: AddressEndpoint(
          protocolName: .xds, address: address,
          settings: ["repository-unique-id": DocumentRegistry.repositoryUniqueID]), seconds: seconds)
    }

    func query(_ name: String, _ parameters: [(String, [Value])], _ more: [String: Value] = [:]) async -> StepResult {
      let records: [Value] = parameters.map { .record(["name": .string($0.0), "values": .list($0.1)]) }
      return await perform(
        XDSQueryProbe.self, more.merging(["query": .string(name), "parameters": .list(records)]) { one, _ in one })
    }
  }

  private static func records(_ result: StepResult, _ name: String) -> [[String: Value]] {
    guard case .list(let values)? = result.observation[name] else { return [] }
    return values.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }

  @Test("What is filed, changed and removed shows in the queries")
  func whole() async throws {
    let peer = try await DocumentRegistry.start()
    defer { peer.stop() }
    let bench = Bench(bench: try await ProbeBench(listens: false), address: "http://127.0.0.1:\(peer.port)/")
    let provided = await bench.perform(
      XDSProvideProbe.self,
      [
        "patient": Self.patient, "text": .string("One (1)"), "further": .list([.string("Two")]), "form": .string("pdf"),
        "folder": .string("Pathway"),
      ])
    #expect(provided.observation["response"] == .string("success"), "\(provided.observation)")
    let folder = try #require(provided.observation["folder-unique-id"])
    let contents = await bench.query("GetFolderAndContents", [("$XDSFolderUniqueId", [folder])])
    #expect(Self.records(contents, "documents").count == 2)
    #expect(Self.records(contents, "folders").first?["title"] == .string("Pathway"))
    #expect(contents.observation["other-objects"] == .number(0))
    let entry = try #require(Self.records(contents, "documents").first?["entryUUID"])
    let corrected = await bench.perform(
      XDSUpdateProbe.self, ["patient": Self.patient, "entry": entry, "title": .string("Corrected")])
    #expect(corrected.observation["response"] == .string("success"), "\(corrected.observation)")
    #expect(corrected.observation["previous-version"] == .string("1"))
    let stale = await bench.perform(
      XDSUpdateProbe.self,
      ["patient": Self.patient, "entry": entry, "title": .string("Again"), "previous-version": .string("1")])
    let error = Self.records(stale, "errors").first
    #expect(error?["code"] == .string("XDSMetadataVersionError"))
    #expect(error?["standing"] == .string("specific"))
    let nothing = await bench.perform(
      XDSUpdateProbe.self, ["patient": Self.patient, "entry": .string("urn:uuid:none"), "title": .string("x")])
    #expect(nothing.failure?.blame == .harness)
    let referred = await bench.perform(XDSRemoveMetadataProbe.self, ["objects": .list([entry])])
    #expect(Self.records(referred, "errors").first?["code"] == .string("ReferencesExistException"))
    let document = try #require(provided.observation["unique-id"])
    for expected in ["success", "failure"] {
      let removed = await bench.perform(XDSRemoveDocumentsProbe.self, ["documents": .list([document])])
      #expect(removed.observation["response"] == .string(expected))
    }
    await bench.bench.listeners.close()
  }

  @Test(
    "What goes wrong below the level of SOAP is never a pass, and has the right blame",
    arguments: WebMisbehaviour.allCases)
  func misbehaviour(_ misbehaviour: WebMisbehaviour) async throws {
    let body = """
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><r:RegistryResponse \
      xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/>\
      </e:Body></e:Envelope>
      """
    let peer = try await ScriptedWebPeer(misbehaviour, type: "application/soap+xml", body: Array(body.utf8))
    let bench = Bench(bench: try await ProbeBench(listens: false), address: "\(peer.url)/")
    let start = ContinuousClock.now
    let result = await bench.perform(
      XDSProvideProbe.self, ["patient": Self.patient, "text": .string("x")], seconds: 2)
    #expect(ContinuousClock.now - start < .seconds(30))
    let blame = misbehaviour.blame(followingRedirects: true)
    #expect(result.failure?.blame == blame, "\(misbehaviour): \(result.failure as Any)")
    #expect((result.observation["response"] != nil) == (misbehaviour == .none))
    await bench.bench.listeners.close()
  }

  @Test(
    "An answer that breaks SOAP or MTOM is the actor's failure, with the rule; a fault is an answer",
    arguments: [
      ("application/soap+xml", "<a", "XML 1.0 §2.1"),
      ("application/soap+xml", "<html><body/></html>", "SOAP 1.2 Part 1 §5.1"),
      ("multipart/related; type=\"application/xop+xml\"", "--b\r\n\r\nx\r\n--b--\r\n", "RFC 2046 §5.1.1"),
      ("multipart/related; boundary=b", "--b\r\nContent-ID: <a>\r\n\r\n<e:Env", "RFC 2046 §5.1.1"),
      (
        "multipart/related; boundary=b; start=\"<other>\"", "--b\r\nContent-ID: <a>\r\n\r\n<a/>\r\n--b--\r\n",
        "RFC 2387 §3.2"
      ),
    ])
  func broken(type: String, body: String, rule: String) async throws {
    let peer = try await ScriptedWebPeer { _ in [.answer(type: type, body)] }
    let bench = Bench(bench: try await ProbeBench(listens: false), address: "\(peer.url)/")
    let result = await bench.query("GetAll", [])
    #expect(result.observation["outcome"] == .string("malformed"))
    #expect(result.failure?.blame == .system)
    #expect(result.failure?.rule == rule)
    await bench.bench.listeners.close()
  }

  @Test("Faults under status 200, pages and busy actors are each what they are")
  func others() async throws {
    let fault = """
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>\
      </e:Code><e:Reason><e:Text xml:lang="en">no</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>
      """
    let busy = """
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><q:AdhocQueryResponse \
      xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure">\
      <r:RegistryErrorList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"><r:RegistryError errorCode="XDSRegistryBusy" \
      codeContext="later" severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"/></r:RegistryErrorList>\
      </q:AdhocQueryResponse></e:Body></e:Envelope>
      """
    for (type, body, outcome, blame) in [
      ("application/soap+xml", fault, "refused", nil),
      ("application/soap+xml", busy, "refused", StepFailure.Blame.network),
      ("text/html", "<html>Please log in</html>", "wrong-service", .configuration),
    ] {
      let peer = try await ScriptedWebPeer { _ in [.answer(type: type, body)] }
      let bench = Bench(bench: try await ProbeBench(listens: false), address: "\(peer.url)/")
      let result = await bench.query("GetAll", [])
      #expect(result.observation["outcome"] == .string(outcome))
      #expect(result.failure?.blame == blame)
      await bench.bench.listeners.close()
    }
  }
}
