import HL7
import Specification
import Testing

@testable import Probes

@Suite("Which messages are awaited")
struct MessageConditionTests {
  private static func condition(_ fields: [String: Value]) throws -> MessageCondition {
    var fields = fields
    fields["at"] = .string("ORC-5")
    return try MessageCondition.make(StepInputs(["where": .list([.record(fields)])])).get()
  }

  private static func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }

  @Test(
    "One of several texts at a place is enough",
    arguments: [(["CA", "DC"], true), (["DC"], true), (["CA", "IP"], false), (["D"], false)])
  func any(_ awaited: [String], _ holds: Bool) throws {
    let message = try MessageParser().parse(
      Array("MSH|^~\\&|||||20240101||ORM^O01|M1|P|2.4\rORC|SC|1|||DC\r".utf8))
    #expect(try Self.condition(["any": Self.texts(awaited)]).holds(message) == holds)
  }

  @Test(
    "What stands where it may not is not awaited, and what is not there is",
    arguments: [("ORC-5", ["DC", "CA"], false), ("ORC-5", ["CA"], true), ("OBR-25", ["P"], true)])
  func none(_ place: String, _ refused: [String], _ holds: Bool) throws {
    let message = try MessageParser().parse(
      Array("MSH|^~\\&|||||20240101||ORM^O01|M1|P|2.4\rORC|SC|1|||DC\r".utf8))
    let fields: [String: Value] = ["at": .string(place), "none": Self.texts(refused)]
    let condition = try MessageCondition.make(StepInputs(["where": .list([.record(fields)])])).get()
    #expect(condition.holds(message) == holds && !condition.isIncomplete)
  }

  @Test("A place without a text is told, and awaits nothing")
  func incomplete() throws {
    let condition = try Self.condition([:])
    #expect(condition.isIncomplete)
    #expect(try !Self.condition(["text": .string("DC")]).isIncomplete)
    #expect(try !Self.condition(["any": Self.texts(["DC"])]).isIncomplete)
  }
}
