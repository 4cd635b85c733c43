import DICOM
import Testing

@testable import Evidence
@testable import Specification

@Suite("Conformity of objects in assertions")
struct ConformityTests {
  private let schema: ValueType = .record([
    Field("conformity", .record(ConformitySchema.fields), meaning: "Conformity.")
  ])

  private func conformity(errors: Int, definition: String? = "CT Image") -> Value {
    var fields: [String: Value] = [
      "errors": .number(.init(errors)), "warnings": .number(0),
      "findings": .list(
        (0..<errors).map { number in
          .record([
            "severity": .string("error"), "rule": .string("missing"), "module": .string("General Series"),
            "attribute": .string("Modality"), "tag": .tag(.modality), "section": .string("PS3.3 Table C.7-5a"),
            "message": .string("is missing (\(number))"),
          ])
        }),
    ]
    if let definition { fields["definition"] = .string(definition) }
    return .record(["conformity": .record(fields)])
  }

  private func outcome(_ value: Value, _ text: String = "conformity conforms to iod") throws -> AssertionOutcome {
    AssertionEvaluator.evaluate(
      try #require(Sample.assertion(text, schema)), on: value, schema: schema, failure: nil, variables: [:])
  }

  @Test("An object without errors conforms, one with errors does not, and the negation is the other way round")
  func sides() throws {
    #expect(Sample.verdict(try outcome(conformity(errors: 0))) == "holds")
    #expect(Sample.verdict(try outcome(conformity(errors: 1))) == "fails")
    #expect(Sample.verdict(try outcome(conformity(errors: 1), "conformity not conforms to iod")) == "holds")
    #expect(Sample.verdict(try outcome(conformity(errors: 0), "conformity not conforms to iod")) == "fails")
  }

  @Test("A report shows module, attribute, what is wrong and section, and how much more there is")
  func report() throws {
    let found = try outcome(conformity(errors: 12)).report.found
    #expect(found.contains("12 errors: General Series: Modality (0008,0060) is missing (0) (PS3.3 Table C.7-5a)"))
    #expect(found.contains("and 4 more"))
  }

  @Test("What no definition is known of shows nothing, unless a rule for any object is broken")
  func unknown() throws {
    #expect(Sample.verdict(try outcome(conformity(errors: 0, definition: nil))) == "harness")
    #expect(Sample.verdict(try outcome(conformity(errors: 1, definition: nil))) == "fails")
  }
}
