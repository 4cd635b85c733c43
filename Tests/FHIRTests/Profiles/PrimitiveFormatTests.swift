import FHIR
import Testing

/// A primitive type with values that are of it and values that are not (R4 datatypes.html §2.24.0.1).
struct PrimitiveCase: CustomTestStringConvertible {
  let type: String
  /// An element of the type, with `%` for the value.
  let element: String
  let good: [String]
  let bad: [String]

  var testDescription: String { type }

  static let all: [PrimitiveCase] = [
    PrimitiveCase(
      type: "boolean", element: #""valueBoolean": %"#, good: ["true", "false"], bad: ["\"true\"", "1", "null"]),
    PrimitiveCase(
      type: "integer", element: #""valueInteger": %"#, good: ["0", "-1", "2147483647", "-2147483648"],
      bad: ["2147483648", "1.0", "1e3", "\"1\""]),
    PrimitiveCase(
      type: "unsignedInt", element: #""valueUnsignedInt": %"#, good: ["0", "2147483647"], bad: ["-1", "0.5"]),
    PrimitiveCase(type: "positiveInt", element: #""valuePositiveInt": %"#, good: ["1"], bad: ["0", "-3"]),
    PrimitiveCase(
      type: "decimal", element: #""valueDecimal": %"#, good: ["1", "-0.10", "1e3", "1.00"], bad: ["\"1.0\"", "true"]),
    PrimitiveCase(
      type: "date", element: #""valueDate": %"#, good: ["\"2024\"", "\"2024-02\"", "\"2024-02-29\"", "\"1900-02-28\""],
      bad: [
        "\"2023-02-29\"", "\"1900-02-29\"", "\"24-02-01\"", "\"2024-13\"", "\"2024-1-1\"", "\"20240101\"", "\"0000\"",
      ]),
    PrimitiveCase(
      type: "dateTime", element: #""valueDateTime": %"#,
      good: ["\"2024\"", "\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00.123+01:00\"", "\"2024-12-31T23:59:60Z\""],
      bad: [
        "\"2024-05-01T10:00:00\"", "\"2024-05-01T10:00Z\"", "\"2024-05-01T24:00:00Z\"", "\"2024-05-01T10:00:00+15:00\"",
        "\"2024-05T10:00:00Z\"", "\"2024-05-01 10:00:00Z\"",
      ]),
    PrimitiveCase(
      type: "instant", element: #""valueInstant": %"#, good: ["\"2024-05-01T10:00:00.5-05:00\""],
      bad: ["\"2024-05-01\"", "\"2024-05-01T10:00:00\""]),
    PrimitiveCase(
      type: "time", element: #""valueTime": %"#, good: ["\"10:00:00\"", "\"23:59:59.999\""],
      bad: ["\"10:00\"", "\"24:00:00\"", "\"10:00:00Z\"", "\"10:00:00.\""]),
    PrimitiveCase(
      type: "code", element: #""valueCode": %"#, good: ["\"a\"", "\"a b\""],
      bad: ["\" a\"", "\"a \"", "\"a  b\"", "\"\""]),
    PrimitiveCase(
      type: "id", element: #""valueId": %"#, good: ["\"a-1.B\"", "\"\(String(repeating: "a", count: 64))\""],
      bad: ["\"a_1\"", "\"\(String(repeating: "a", count: 65))\"", "\"\""]),
    PrimitiveCase(
      type: "uri", element: #""valueUri": %"#, good: ["\"urn:dicom:uid\"", "\"#a\""], bad: ["\"a b\"", "7"]),
    PrimitiveCase(
      type: "oid", element: #""valueOid": %"#, good: ["\"urn:oid:1.2.840.10008.1\""],
      bad: ["\"1.2.840\"", "\"urn:oid:3.1\"", "\"urn:oid:1.02\"", "\"urn:oid:1\"", "\"urn:oid:1.\""]),
    PrimitiveCase(
      type: "uuid", element: #""valueUuid": %"#, good: ["\"urn:uuid:c757873d-ec9a-4326-a141-556f43239520\""],
      bad: ["\"c757873d-ec9a-4326-a141-556f43239520\"", "\"urn:uuid:C757873D-ec9a-4326-a141-556f43239520\""]),
    PrimitiveCase(
      type: "base64Binary", element: #""valueBase64Binary": %"#,
      good: ["\"QUJD\"", "\"QUI=\"", "\"QQ==\"", "\"QU JD\""],
      bad: ["\"QUJ\"", "\"Q===\"", "\"QUJ?\"", "\"QQ=A\""]),
    PrimitiveCase(
      type: "string", element: #""valueString": %"#, good: ["\"a\\nb\"", "\" a\""],
      bad: ["\"\"", "\"  \"", "\"a\\u0007\""]),
  ]
}

@Suite("Formats of FHIR's primitive types")
struct PrimitiveFormatTests {
  private func findings(_ sample: PrimitiveCase, _ value: String) throws -> [String] {
    try ProfileSample.base(
      #"{"resourceType": "Patient", "extension": [{"url": "https://a.example/x", "#
        + sample.element.replacing("%", with: value) + "}]}")
  }

  @Test("values of a type are taken and others told", arguments: PrimitiveCase.all)
  func format(sample: PrimitiveCase) throws {
    for value in sample.good { #expect(try findings(sample, value) == [], "\(value)") }
    for value in sample.bad {
      let found = try findings(sample, value)
      #expect(
        found.count == 1 && found.first?.hasPrefix("format Patient.extension[0].value") == true, "\(value): \(found)")
    }
  }
}
