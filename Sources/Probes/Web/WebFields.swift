import Foundation
import HTTPExchange
import NIOHTTP1
import Specification

/// Fields and inputs that steps over HTTP share.
enum WebFields {
  static let anonymousInput = StepInput(
    "anonymous", .boolean, standardValue: "false",
    meaning: "Whether the request goes without the credentials of the network file; a refusal is then an answer.")

  static let answer: [Field] = [
    Field(
      "status", .number, .when("an answer came"), meaning: "HTTP status code.", source: "RFC 9110 §15"),
    Field(
      "http-version", .string, .when("an answer came"), meaning: "HTTP version, `1.1`, `2.0`.", source: "RFC 9110 §2.5"),
    Field(
      "media-type", .string, .when("the answer names one"),
      meaning: "Media type of the answer in lower case, without parameters."),
    Field(
      "warnings", .list(of: .string, key: nil), .when("an answer came"), meaning: "Values of Warning header fields.",
      source: "RFC 7234 §5.5"),
    Field(
      "location", .string, .when("the answer is a redirection"),
      meaning: "Where it points to; it is not followed.", source: "RFC 9110 §10.2.2"),
    Field(
      "first-byte", .duration, .when("the answer has content"),
      meaning: "From the begin of the request to the first byte of the content."),
    Field(
      "last-byte", .duration, .when("an answer came"),
      meaning: "From the begin of the request to the end of the answer."),
  ]

  /// Fields of an answer: type `answer`.
  static func fields(_ response: WebResponse) -> [String: Value] {
    var fields: [String: Value] = [
      "status": .number(Decimal(response.status)), "http-version": .string(response.version),
      "warnings": .list(response.fields[canonicalForm: "warning"].prefix(20).map { .string(String($0)) }),
      "last-byte": .duration(nanoseconds: response.times.lastByte.nanoseconds),
    ]
    if let type = mediaType(response) { fields["media-type"] = .string(type) }
    if let location = response.redirection { fields["location"] = .string(location) }
    if let first = response.times.firstByte { fields["first-byte"] = .duration(nanoseconds: first.nanoseconds) }
    return fields
  }

  /// The media type in lower case, without parameters.
  static func mediaType(_ response: WebResponse) -> String? {
    response.contentType.map { $0.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" } }
  }
}
