import Evidence
import Foundation
import IHE
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps with user assertions", .serialized)
struct XUAAccessProbeTests {
  private static let patient = "9990000018"

  /// A registry that asks for assertions, with a document in it.
  private struct Bench {
    let bench: ProbeBench
    let registry: AssertedRegistry

    init(_ defect: AssertedRegistry.Defect = .none) async throws {
      bench = try await ProbeBench()
      registry = try await AssertedRegistry(defect)
    }

    func perform(_ probe: any Probe.Type, _ inputs: [String: Value]) async -> StepResult {
      await bench.perform(
        probe, inputs.merging(["patient": .string(XUAAccessProbeTests.patient)]) { $1 },
        at: AddressEndpoint(
          protocolName: .xds, address: registry.url,
          settings: ["repository-unique-id": DocumentRegistry.repositoryUniqueID],
          authorization: .assertion(
            AssertionSettings(
              issuer: "urn:assay:issuer", certificate: registry.issuer.certificate, key: .file(registry.issuer.key),
              audience: AssertedRegistry.audience, subject: "orla",
              role: .init(code: AssertedRegistry.role, scheme: "2.16.840.1.113883.6.96"),
              purposeOfUse: .init(code: "TREAT", scheme: "2.16.840.1.113883.5.8")))))
    }

    func end() async {
      registry.stop()
      await bench.listeners.close()
    }
  }

  private static func tries(_ result: StepResult) -> [String: String] {
    guard case .list(let values)? = result.observation["tries"] else { return [:] }
    var tries: [String: String] = [:]
    for case .record(let fields) in values {
      if case .string(let name)? = fields["try"], case .string(let verdict)? = fields["result"] {
        tries[name] = verdict
      }
    }
    return tries
  }

  @Test("Every wrong assertion is refused by who looks at it, and what is told of it holds no signature")
  func refusals() async throws {
    let bench = try await Bench()
    #expect(
      await bench.perform(XDSProvideProbe.self, ["text": .string("x")]).observation["response"] == .string("success"))
    let all = AssertionBend.allCases.map(\.rawValue)
    let result = await bench.perform(XUAAccessProbe.self, ["assertions": .list(all.map { .string($0) })])
    #expect(result.failure == nil)
    #expect(Self.tries(result) == Dictionary(uniqueKeysWithValues: all.map { ($0, "refused") }))
    let record = "\(result.transcript)"
    #expect(record.contains("Issuer: urn:assay:issuer") && !record.contains("SignatureValue"))
    await bench.end()
  }

  @Test("A step can bend its own assertion: the refusal is an answer then, and not a failure")
  func bent() async throws {
    let bench = try await Bench()
    #expect(await bench.perform(XDSFindDocumentsProbe.self, [:]).observation["response"] == .string("success"))
    for inputs: [String: Value] in [["assertion": .string("expired")], ["assertion": .string("wrapped-inside")]] {
      let result = await bench.perform(XDSFindDocumentsProbe.self, inputs)
      #expect(result.failure == nil && result.observation["outcome"] == .string("refused"))
    }
    let misuse = await bench.perform(XDSFindDocumentsProbe.self, ["role": .string("radiologist")])
    #expect(misuse.failure?.blame == .harness)
    await bench.end()
  }

  @Test("Who refuses the right assertion, or finds nothing under it, has shown nothing")
  func control() async throws {
    let empty = try await Bench()
    let nothing = await empty.perform(XUAAccessProbe.self, ["assertions": .list([.string("missing")])])
    #expect(nothing.failure?.blame == .configuration && nothing.observation["tries"] == nil)
    await empty.end()
    let closed = try await Bench(.trustsNobody)
    let refused = await closed.perform(XUAAccessProbe.self, ["assertions": .list([.string("missing")])])
    #expect(refused.failure?.blame == .configuration && refused.observation["tries"] == nil)
    await closed.end()
  }
}
