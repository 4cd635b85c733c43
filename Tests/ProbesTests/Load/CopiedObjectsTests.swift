import Evidence
import Specification
import Testing

@testable import Probes

/// Objects of copies that come back under load, against what had been sent.
@Suite("Copied objects")
struct CopiedObjectsTests {
  private static func result(
    _ instances: [[String: Value]], foreign: [Value] = [], repeated: [Value] = []
  ) -> StepResult {
    StepResult(
      observation: [
        "status": .string("success"), "missing": .list([]), "foreign": .list(foreign), "repeated": .list(repeated),
        "instances": .list(instances.map { .record($0) }),
      ], failure: nil, transcript: Transcript())
  }

  private static func instance(_ pixels: String?, fault: String? = nil) -> [String: Value] {
    var fields: [String: Value] = ["sop-instance": .uid("2.25.7")]
    if let pixels { fields["pixels"] = .string(pixels) }
    if let fault { fields["fault"] = .string(fault) }
    return fields
  }

  @Test("Objects that came as they were sent are no error")
  func same() {
    #expect(CopiedObjects.error(of: Self.result([Self.instance("equal"), Self.instance("equal")])) == nil)
  }

  @Test(
    "An object that is not as it was sent is the system's error, told by its UID",
    arguments: [
      ("other pixels", result([instance("equal"), instance("different")])),
      ("pixels undecodable", result([instance("undecodable")])),
      ("pixels missing", result([instance("missing")])),
      ("objects that can't be read", result([instance("equal", fault: "it ends in the middle")])),
      ("foreign objects", result([instance("equal")], foreign: [.uid("2.25.7")])),
      ("objects twice", result([instance("equal")], repeated: [.uid("2.25.7")])),
    ])
  func other(_ kind: String, _ result: StepResult) throws {
    let error = try #require(CopiedObjects.error(of: result))
    #expect(error.kind == kind && error.failure.blame == .system)
    #expect(error.failure.message.contains("2.25.7"), "\(error.failure.message)")
  }

  @Test("Pixels that the harness can't compare are held against nobody", arguments: ["not-compared", nil])
  func unknown(_ pixels: String?) throws {
    let error = try #require(CopiedObjects.error(of: Self.result([Self.instance(pixels)])))
    #expect(error.failure.blame == .harness)
  }

  @Test("A retrieval that brought nothing is an error, whatever its status says")
  func nothing() throws {
    #expect(try #require(CopiedObjects.error(of: Self.result([]))).failure.blame == .system)
  }
}
