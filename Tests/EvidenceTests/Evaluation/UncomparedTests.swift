import Specification
import Testing

@testable import Evidence

@Suite("What the harness could not compare")
struct UncomparedTests {
  private static let words = ["equal", "different", "not-compared"]
  private static let schema: ValueType = .record([
    Field("pixels", .word(words), meaning: "What became of them."),
    Field("text", .string, meaning: "Whatever."),
    Field(
      "instances",
      .list(of: .record([Field("pixels", .word(words), .when("it is of the fixture"), meaning: "Each.")]), key: nil),
      meaning: "What came."),
  ])

  private static func verdict(_ text: String, _ pixels: String...) throws -> String {
    let assertion = try #require(Sample.assertion(text, schema), "\(text)")
    let fields: [String: Value] = [
      "pixels": .string(pixels[0]), "text": .string("not-compared"),
      "instances": .list(pixels.map { .record(["pixels": .string($0)]) }),
    ]
    return Sample.verdict(
      AssertionEvaluator.evaluate(assertion, on: .record(fields), schema: schema, failure: nil, variables: [:]))
  }

  @Test(
    "It neither holds nor fails where it is not named",
    arguments: [
      "pixels == equal", "pixels != different", "pixels not == equal", "pixels in [equal]", "pixels not in [different]",
      "every instances[*].pixels == equal", "no instances[*].pixels == different",
      "no instances[*].pixels in [different]",
    ])
  func undecided(_ text: String) throws {
    #expect(try Self.verdict(text, "not-compared") == "harness")
    #expect(try Self.verdict(text, "not-compared", "equal") == "harness")
    #expect(try Self.verdict(text, "equal", "equal") == (text == "pixels not == equal" ? "fails" : "holds"))
  }

  @Test("What is shown besides decides where it can")
  func decided() throws {
    #expect(try Self.verdict("every instances[*].pixels == equal", "not-compared", "different") == "fails")
    #expect(try Self.verdict("no instances[*].pixels == different", "not-compared", "different") == "fails")
    #expect(try Self.verdict("some instances[*].pixels == equal", "not-compared", "equal") == "holds")
    #expect(try Self.verdict("some instances[*].pixels == equal", "not-compared", "different") == "harness")
  }

  @Test(
    "Where it is named, or presence is asked for, it is a word like any other",
    arguments: [
      ("pixels == not-compared", "holds"), ("pixels in [equal, not-compared]", "holds"),
      ("pixels != not-compared", "fails"), ("pixels exists", "holds"), ("pixels is absent", "fails"),
      ("text == other", "fails"),
    ])
  func named(_ text: String, _ verdict: String) throws {
    #expect(try Self.verdict(text, "not-compared") == verdict)
  }
}
