import HTTPExchange
import NIOHTTP1

/// Which pages of other origins may use the web services (Fetch Standard, CORS protocol).
struct ArchiveOrigins: Sendable {
  private let settings: ImageArchive.Settings

  init(_ settings: ImageArchive.Settings) { self.settings = settings }

  /// Answers a preflight; nil where the request is none.
  func preflight(_ request: ReceivedRequest) -> WebReply? {
    guard request.fields.first(name: "origin") != nil,
      request.fields.first(name: "access-control-request-method") != nil
    else { return nil }
    if settings.has(.originRefusesPreflight) { return WebReply(.methodNotAllowed) }
    var reply = WebReply(.noContent)
    mark(&reply, of: request)
    guard reply.fields.contains(name: "access-control-allow-origin") else { return reply }
    reply.fields.add(name: "Access-Control-Allow-Methods", value: "GET, POST, OPTIONS")
    reply.fields.add(name: "Access-Control-Allow-Headers", value: "authorization, content-type, accept")
    reply.fields.add(name: "Access-Control-Max-Age", value: "600")
    return reply
  }

  /// Says who may read an answer.
  func mark(_ reply: inout WebReply, of request: ReceivedRequest) {
    reply.fields.add(name: "Vary", value: "Origin")
    guard let origin = request.fields.first(name: "origin"), !settings.has(.originRefusesViewer),
      settings.allowedOrigins.contains(origin) || settings.has(.originLetsAnybody)
    else { return }
    reply.fields.add(name: "Access-Control-Allow-Origin", value: origin)
    reply.fields.add(name: "Access-Control-Allow-Credentials", value: "true")
  }
}
