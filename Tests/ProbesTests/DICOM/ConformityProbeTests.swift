import Evidence
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Conformity of received objects", .serialized, .timeLimit(.minutes(1)))
struct ConformityProbeTests {
  private func retrieve(_ spoil: String?) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start(spoil.map { ["spoil": $0] } ?? [:])
    let address = (port: peer.port, title: PynetdicomServices.aeTitle)
    _ = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: address.port, aeTitle: address.title)
    let got = await bench.perform(
      DICOMGetProbe.self, ["study": .string("chest")], port: address.port, aeTitle: address.title)
    await bench.close()
    return got
  }

  private func judge(_ result: StepResult) throws -> AssertionOutcome {
    let description = DICOMGetProbe.description
    let schema = ValueType.record(description.observation)
    let (assertions, diagnostics) = AssertionBlock.parse(
      "every instances[*].conformity conforms to iod", at: SourceSpan(file: "f", line: 1, column: 1),
      observation: schema, names: NameScope())
    #expect(diagnostics.isEmpty)
    return AssertionEvaluator.evaluate(
      try #require(assertions.first), on: .record(result.observation), schema: schema, failure: result.failure,
      variables: [:])
  }

  @Test("Objects that come back as they were conform, and dciodvfy agrees")
  func sound() async throws {
    let got = try await retrieve(nil)
    guard case .holds = try judge(got) else {
      Issue.record("\(got.observation)")
      return
    }
    for instance in got.records("instances") {
      guard case .record(let conformity)? = instance["conformity"],
        case .record(let opinion)? = conformity["second-opinion"]
      else {
        Issue.record("no conformity")
        continue
      }
      #expect(conformity["errors"] == .number(0))
      #expect(conformity["definition"] == .string("CT Image"))
      #expect(opinion["outcome"] == .string("given"))
      #expect(opinion["agrees"] == .boolean(true), "\(opinion)")
    }
  }

  @Test("A code that an edition after the tables may have added is told, and the objects conform")
  func amended() async throws {
    let got = try await retrieve("amended")
    guard case .holds = try judge(got) else {
      Issue.record("\(got.observation)")
      return
    }
    for instance in got.records("instances") {
      guard case .record(let conformity)? = instance["conformity"] else {
        Issue.record("no conformity")
        continue
      }
      #expect(conformity["errors"] == .number(0))
      #expect(conformity["warnings"] == .number(1))
    }
  }

  @Test("Objects that were spoilt do not, and the report says where and by which rule")
  func spoilt() async throws {
    let outcome = try judge(try await retrieve("invalid"))
    guard case .fails(let report) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(report.failing.count == 4)
    let line = try #require(report.failing.first)
    #expect(
      line.contains("General Series: Modality (0008,0060) is missing, and is of type 1 (PS3.3 Table C.7-5a)"), "\(line)"
    )
    #expect(line.contains("PatientSex (0010,0040)"), "\(line)")
  }
}
