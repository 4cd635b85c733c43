import DICOMWeb
import Foundation
import Specification

extension WebFields {
  static let findings = Field(
    "findings",
    .list(
      of: .record([
        Field("rule", .string, meaning: "Rule broken, `PS3.18 §F.2.2`."),
        Field("place", .string, meaning: "Data set and attribute, `[0].00100010`."),
        Field("message", .string, meaning: "What is there."),
        Field("offset", .number, meaning: "Byte of the content."),
      ]), key: nil), .when("the answer is read"),
    meaning: "Where the content leaves the DICOM JSON model, at most 200.", source: "PS3.18 Annex F")

  /// Values of `findings`.
  static func values(_ findings: [ModelFinding]) -> Value {
    .list(
      findings.map {
        .record([
          "rule": .string($0.rule), "place": .string($0.place), "message": .string($0.message),
          "offset": .number(Decimal($0.offset)),
        ])
      })
  }
}
