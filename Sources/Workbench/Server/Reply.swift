import Foundation
import Hummingbird
import NIOCore

/// What an operation answers.
struct Reply: Sendable {
  /// Status.
  var status: HTTPResponse.Status
  /// Fields besides those that every answer has.
  var fields: HTTPFields
  /// Content.
  var body: ResponseBody

  init(_ status: HTTPResponse.Status = .ok, fields: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// A page.
  static func page(_ page: WorkbenchPage, status: HTTPResponse.Status = .ok) -> Reply {
    Reply(
      status, fields: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: page.text)))
  }

  /// A value as JSON, keys in order.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:]) -> Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      return Reply(.internalServerError, fields: [.contentType: "application/json"])
    }
    var fields = fields
    fields[.contentType] = fields[.contentType] ?? "application/json"
    fields[.cacheControl] = "no-store"
    return Reply(status, fields: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  /// Something that was rendered before, or that the browser has already.
  static func rendered(_ page: RenderedPages.Page, type: String, for visit: Visit, policy: String? = nil) -> Reply {
    let packed = visit.takesGzip ? page.packed : nil
    let tag = page.tag(isPacked: packed != nil)
    var fields: HTTPFields = [
      .contentType: type, .eTag: tag, .cacheControl: "private, no-cache", .vary: "Accept-Encoding",
    ]
    if let policy { fields[.contentSecurityPolicy] = policy }
    let known = visit.fields[.ifNoneMatch]?.split(separator: ",").map { $0.trimmingPrefix { $0.isWhitespace } } ?? []
    if known.contains(where: { $0 == tag[...] || $0 == "*" }) { return Reply(.notModified, fields: fields) }
    if packed != nil { fields[.contentEncoding] = "gzip" }
    return Reply(fields: fields, body: ResponseBody(byteBuffer: packed ?? page.bytes))
  }

  /// Another address that shows what came of a form.
  static func seeOther(_ address: String) -> Reply {
    Reply(.seeOther, fields: [.location: address, .cacheControl: "no-store"])
  }
}
