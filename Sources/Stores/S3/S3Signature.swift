import Crypto
import Evidence
import Foundation
import HTTPExchange

/// Signs requests by AWS Signature Version 4 (Amazon S3 API Reference, "Authenticating Requests: Using the Authorization
/// Header").
struct S3Signature {
  var accessKey: String
  var secretKey: Secret
  var region: String
  /// The moment, `20130524T000000Z`.
  var moment: String

  /// A request as far as it is signed.
  struct Request {
    var method: String
    /// The path, percent-encoded.
    var path: String
    /// Names and values, not encoded.
    var query: [(name: String, value: String)] = []
    /// All header fields that are signed, `Host` among them.
    var fields: [(name: String, value: String)]
    /// SHA-256 of the content in hex.
    var payload: String
  }

  /// Value of the field `Authorization`.
  func authorization(_ request: Request) -> String {
    let fields = request.fields.map { (name: $0.name.lowercased(), value: $0.value) }.sorted { $0.name < $1.name }
    let names = fields.map(\.name).joined(separator: ";")
    let canonical = [
      request.method, request.path, Self.query(request.query),
      fields.map { "\($0.name):\($0.value.trimmingCharacters(in: .whitespaces))\n" }.joined(), names, request.payload,
    ].joined(separator: "\n")
    let day = String(moment.prefix(8))
    let scope = "\(day)/\(region)/s3/aws4_request"
    let toSign = "AWS4-HMAC-SHA256\n\(moment)\n\(scope)\n\(Digest.sha256(canonical))"
    var key = Data("AWS4\(secretKey.value)".utf8)
    for part in [day, region, "s3", "aws4_request"] { key = Self.code(part, key) }
    let signature = Self.code(toSign, key).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0\(text)" : text
    }.joined()
    return "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
  }

  /// The query in the order and encoding in which it is signed, and sent.
  static func query(_ query: [(name: String, value: String)]) -> String {
    query.map { "\(WebAddress.encoded($0.name))=\(WebAddress.encoded($0.value))" }.sorted().joined(separator: "&")
  }

  /// A moment in the form of `x-amz-date`.
  static func moment(_ date: Date) -> String {
    var seconds = time_t(date.timeIntervalSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
  }

  private static func code(_ text: String, _ key: Data) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
  }
}
