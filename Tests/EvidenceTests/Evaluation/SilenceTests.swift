import Testing

@testable import Evidence
@testable import Specification

@Suite("Papers: what they do not mention is silence")
struct SilenceTests {
  static let statement: Value = .record([
    "sop-class": .list([
      .record(["uid": .uid(Sample.ct), "name": .string("CT Image Storage"), "scp": .string("supported")]),
      .record([
        "uid": .uid(Sample.mr), "name": .string("MR Image Storage"), "scp": .string("not-supported"),
        "scu": .string("configurable"),
      ]),
    ]),
    "transfer-syntaxes": .list([.record(["sop-class": .uid(Sample.ct), "uids": .list([.uid(Sample.implicit)])])]),
    "transfer-syntax": .list([.record(["uid": .uid(Sample.implicit), "support": .string("unclear")])]),
    "character-set": .list([.record(["name": .string("ISO_IR 100"), "support": .string("conditional")])]),
    "association": .record(["maximum-length": .size(bytes: 16_384), "ae-titles": .list([])]), "documents": .list([]),
  ])

  private func verdict(_ text: String) throws -> String {
    let assertion = try #require(Sample.assertion(text, StatementSchema.type))
    return Sample.verdict(
      AssertionEvaluator.evaluate(
        assertion, on: Self.statement, schema: StatementSchema.type, failure: nil, variables: Sample.variables,
        absence: .silence))
  }

  @Test(
    "What is said decides, and what is not said decides nothing",
    arguments: [
      ("sop-class[CTImageStorage].scp == supported", "holds"), ("sop-class[MRImageStorage].scp == supported", "fails"),
      ("sop-class[CTImageStorage].scu == supported", "silence"),
      ("sop-class[ComputedRadiographyImageStorage].scp == supported", "silence"),
      ("sop-class[ComputedRadiographyImageStorage].scp != not-supported", "silence"),
      ("sop-class[ComputedRadiographyImageStorage].scp not == not-supported", "silence"),
      ("sop-class[ComputedRadiographyImageStorage] exists", "silence"),
      ("sop-class[ComputedRadiographyImageStorage] not is absent", "silence"),
      ("sop-class[ComputedRadiographyImageStorage] is absent", "holds"),
      ("sop-class[ComputedRadiographyImageStorage] not exists", "holds"),
      ("sop-class[CTImageStorage] is absent", "fails"),
      ("sop-class[CTImageStorage] exists", "holds"),
      ("transfer-syntaxes of CTImageStorage contains ImplicitVRLittleEndian", "holds"),
      ("transfer-syntaxes of CTImageStorage contains JPEGLSLossless", "fails"),
      ("transfer-syntaxes of MRImageStorage contains JPEGLSLossless", "silence"),
      ("transfer-syntaxes of MRImageStorage not contains JPEGLSLossless", "silence"),
      ("association.maximum-length >= 16 KiB", "holds"), ("association.maximum-length >= 32 KiB", "fails"),
      ("association.maximum-associations >= 5", "silence"),
      ("association.ae-titles contains X", "silence"), ("association.ae-titles not contains X", "silence"),
      ("association.ae-titles is empty", "holds"), ("association.ae-titles not is empty", "silence"),
      ("association.ae-titles.count >= 1", "silence"), ("association.ae-titles.count < 5", "silence"),
      ("association.ae-titles exists", "silence"),
      ("every documents[*].claims > 0", "silence"), ("some documents[*].claims > 0", "silence"),
      ("no documents[*].claims > 5", "silence"), ("every sop-class[*].scp == supported", "fails"),
      ("some sop-class[*].scu == supported", "reservation"), ("no sop-class[*].scu == supported", "reservation"),
    ])
  func silence(_ text: String, _ expected: String) throws {
    #expect(try verdict(text) == expected)
  }

  @Test(
    "Support with a reservation is neither support nor its denial",
    arguments: [
      ("sop-class[MRImageStorage].scu == supported", "reservation"),
      ("sop-class[MRImageStorage].scu in [supported, configurable]", "holds"),
      ("sop-class[MRImageStorage].scu not == supported", "reservation"),
      ("sop-class[MRImageStorage].scu != supported", "reservation"),
      ("sop-class[MRImageStorage].scu in [supported]", "reservation"),
      ("sop-class[MRImageStorage].scu == configurable", "holds"),
      ("sop-class[MRImageStorage].scu == not-supported", "fails"),
      ("character-set[\"ISO_IR 100\"].support == supported", "reservation"),
      ("character-set[\"ISO_IR 100\"].support in [supported, configurable]", "reservation"),
      ("transfer-syntax[ImplicitVRLittleEndian].support == supported", "reservation"),
      ("transfer-syntax[ImplicitVRLittleEndian].support != not-supported", "reservation"),
      ("transfer-syntax[ImplicitVRLittleEndian].support == unclear", "holds"),
    ])
  func reservation(_ text: String, _ expected: String) throws {
    #expect(try verdict(text) == expected)
  }
}
