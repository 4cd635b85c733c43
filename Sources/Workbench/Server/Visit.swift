import Foundation
import Hummingbird
import NIOCore

/// A request as an operation sees it: checked, taken apart, its content read.
struct Visit: Sendable {
  /// Method.
  var method: HTTPRequest.Method
  /// Host and port that were called.
  var authority: String
  /// The path as it was sent, without the query.
  var path: String
  /// Values of the placeholders in the operation's path.
  var places: [String: String] = [:]
  /// The query's values, in order.
  var query: [(name: String, value: String)]
  /// Fields of the request.
  var fields: HTTPFields
  /// The content.
  var content = ByteBuffer()
  /// Who asks.
  var session: Sessions.Session

  /// A value of the path.
  func place(_ name: String) -> String { places[name] ?? "" }

  /// A value of the query, nil where it is not given or empty.
  func value(_ name: String) -> String? {
    query.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Whether the browser takes gzip's form (RFC 9110 §12.5.3).
  var takesGzip: Bool {
    (fields[.acceptEncoding] ?? "").split(separator: ",").contains { coding in
      let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
      guard parts.first == "gzip" || parts.first == "x-gzip" else { return false }
      return !parts.dropFirst().contains { $0.wholeMatch(of: #/q=0(\.0*)?/#) != nil }
    }
  }

  /// The fields of a form that was sent.
  func form() throws(Refusal) -> [String: String] {
    let type = fields[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
    guard type == "application/x-www-form-urlencoded" else {
      throw Refusal(.unsupportedMediaType, "Another form is expected", "Send application/x-www-form-urlencoded.")
    }
    var result: [String: String] = [:]
    for (name, value) in try Self.pairs(String(buffer: content)) { result[name] = value }
    return result
  }

  /// The content as JSON of a type.
  func json<Value: Decodable>(_ type: Value.Type) throws(Refusal) -> Value {
    let media = fields[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
    guard media == "application/json" else {
      throw Refusal(.unsupportedMediaType, "Another form is expected", "Send application/json.")
    }
    do { return try JSONDecoder().decode(type, from: Data(content.readableBytesView)) } catch {
      throw Refusal(
        .badRequest, "The content is not understood", "It is not JSON of the form that /openapi.json describes.")
    }
  }

  /// Names and values of a query or a form.
  static func pairs(_ text: String) throws(Refusal) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    for part in text.split(separator: "&", maxSplits: 512) {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = halves.map { $0.replacing("+", with: " ").removingPercentEncoding }
      guard let name = decoded.first, let name, decoded.allSatisfy({ $0 != nil }) else {
        throw Refusal(.badRequest, "The request is not understood", "A value is not percent-encoded UTF-8.")
      }
      let value = decoded.count == 2 ? decoded[1] ?? "" : ""
      guard !name.utf8.contains(0), !value.utf8.contains(0) else {
        throw Refusal(.badRequest, "The request is not understood", "A value holds a zero.")
      }
      result.append((name, value))
    }
    return result
  }
}
