import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Takes every request in: checks it, finds what is asked, and answers in one form, also where it refuses.
struct Reception: HTTPResponder {
  typealias Context = BasicRequestContext

  private let operations: [Operation]
  private let gatekeeper: Gatekeeper
  private let sessions: Sessions
  private let contentLength: Int

  init(_ settings: WorkbenchSettings, desk: Desk) {
    sessions = desk.sessions
    gatekeeper = Gatekeeper(settings, sessions: desk.sessions)
    operations = desk.operations
    contentLength = settings.limits.contentLength
  }

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let isForProgram = request.uri.path.hasPrefix("/api/") || request.uri.path == "/openapi.json"
    let (session, isNew) = sessions.session(
      cookies: request.headers[values: .cookie], authorization: request.headers[.authorization])
    var reply: Reply
    do {
      reply = try await answer(request, session)
    } catch let refusal as Refusal {
      reply = Self.reply(refusal, isForProgram: isForProgram, session: session, hasTokens: sessions.hasTokens)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // What went wrong inside is for the log of whoever runs the server.
      context.logger.error("\(request.method) \(request.uri.path): \(error)")
      reply = Self.reply(
        Refusal(.internalServerError, "This could not be done", "The server's log says why. Nothing was changed."),
        isForProgram: isForProgram, session: session, hasTokens: sessions.hasTokens)
    }
    if isNew, !isForProgram || request.uri.path == "/api/session", reply.fields[.setCookie] == nil {
      reply.fields[.setCookie] = Self.cookie(session)
    }
    for (name, value) in Self.protection where !reply.fields.contains(name) { reply.fields[name] = value }
    let response = Response(status: reply.status, headers: reply.fields, body: reply.body)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ request: Request, _ session: Sessions.Session) async throws -> Reply {
    let authority = request.head.authority
    try gatekeeper.checkHost(authority)
    var visit = Visit(
      method: request.method == .head ? .get : request.method, authority: authority ?? "", path: request.uri.path,
      query: try Visit.pairs(request.uri.query ?? ""), fields: request.headers, session: session)
    let operation = try find(&visit)
    guard visit.query.allSatisfy({ $0.value.unicodeScalars.count <= Self.valueLength }) else {
      throw Refusal(
        .badRequest, "The request is not understood", "A value has at most \(Self.valueLength) characters.")
    }
    for parameter in operation.query where parameter.isRequired {
      guard visit.query.contains(where: { $0.name == parameter.name }) else {
        throw Refusal(.badRequest, "The request is not understood", "`\(parameter.name)` is asked for.")
      }
    }
    guard session.isSignedIn || operation.isOpen else {
      if operation.summary == nil, visit.method == .get { return .seeOther("/sign-in") }
      var refusal = Refusal(.unauthorized, "Sign in first", "Give a token of the server's token file.")
      refusal.fields[.wwwAuthenticate] = "Bearer"
      throw refusal
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > contentLength { throw tooLong }
    do { visit.content = try await request.body.collect(upTo: contentLength) } catch is NIOTooManyBytesError {
      throw tooLong
    }
    if visit.method != .get {
      let seal = operation.summary == nil ? try visit.form()["seal"] : visit.fields[.seal]
      try gatekeeper.checkSource(visit, seal: seal)
    }
    return try await operation.handle(visit)
  }

  /// Characters of a value of the query, as the description says.
  private static let valueLength = 200

  private var tooLong: Refusal {
    Refusal(.contentTooLarge, "This is too long", "At most \(contentLength) bytes are taken.")
  }

  /// The operation of an address; which methods there are, where none has this one.
  private func find(_ visit: inout Visit) throws(Refusal) -> Operation {
    var segments: [String] = []
    for segment in visit.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let text = segment.removingPercentEncoding, !text.utf8.contains(0), !text.contains("/"), text != "..",
        text != "."
      else { throw .notFound }
      segments.append(text)
    }
    var methods: [String] = []
    for operation in operations {
      guard let places = operation.match(segments) else { continue }
      if operation.method == visit.method {
        visit.places = places
        return operation
      }
      methods.append(operation.method.rawValue)
    }
    guard !methods.isEmpty else { throw .notFound }
    if methods.contains("GET") { methods.append("HEAD") }
    var refusal = Refusal(.methodNotAllowed, "Not this way", "This address takes \(methods.joined(separator: ", ")).")
    refusal.fields[.allow] = methods.joined(separator: ", ")
    throw refusal
  }

  /// A refusal as a page, or as problem details for programs (RFC 9457).
  private static func reply(
    _ refusal: Refusal, isForProgram: Bool, session: Sessions.Session, hasTokens: Bool
  ) -> Reply {
    if isForProgram {
      var fields = refusal.fields
      fields[.contentType] = "application/problem+json"
      return .json(
        ProblemDetails(
          title: refusal.title, status: refusal.status.code, detail: refusal.detail, conflict: refusal.conflict),
        status: refusal.status, fields: fields)
    }
    var reply = Reply.page(
      RefusalPage(refusal: refusal, session: session, hasTokens: hasTokens).page, status: refusal.status)
    for field in refusal.fields { reply.fields[field.name] = field.value }
    return reply
  }

  /// What makes a browser keep a session: for this page alone, out of reach of scripts and of other pages.
  static func cookie(_ session: Sessions.Session) -> String {
    "\(Sessions.cookie)=\(session.id); Path=/; HttpOnly; SameSite=Strict; Max-Age=43200"
  }

  /// Fields of every answer: nothing is loaded from elsewhere, nothing is framed, nothing is guessed.
  private static let protection: [(HTTPField.Name, String)] = {
    var fields: [(HTTPField.Name, String)] = [
      (.contentSecurityPolicy, WorkbenchPage.policy), (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
    ]
    for (name, value) in [
      ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ] {
      if let name = HTTPField.Name(name) { fields.append((name, value)) }
    }
    return fields
  }()
}

/// Problem details (RFC 9457).
struct ProblemDetails: Codable, Hashable, Sendable {
  var title: String
  var status: Int
  var detail: String
  var conflict: Refusal.Conflict?
}
