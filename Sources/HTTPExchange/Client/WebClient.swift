import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import TransportSecurity

/// Carries out HTTP exchanges under deadlines and limits, and records each of them.
///
/// It follows no redirection, keeps no cookies and undoes `gzip` and `deflate` by itself. Every exchange ends, whatever the
/// peer does.
public final class WebClient: Sendable {
  private let clients: NamedClients
  /// What holds for every exchange.
  public let settings: WebClientSettings
  /// Where connections live.
  public let eventLoopGroup: any EventLoopGroup
  private let tokens: AccessTokens?
  /// Whether a connection may be an old one, which a peer may have closed in the meantime.
  private let hasConnected = Atomic(false)
  /// The exchanges as they happen.
  public let recorder: WebRecorder

  /// Makes a client; files of certificates are read now. It must be closed.
  public init(
    _ settings: WebClientSettings, group: any EventLoopGroup, recorder: WebRecorder = WebRecorder()
  ) throws(WebFailure) {
    let tls: TLSConfiguration
    do { tls = try (settings.tls ?? WebTLSSettings()).security().configuration() } catch {
      throw .tls(.settings, detail: error.description)
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(
        connect: TimeAmount(settings.deadlines.connect), read: TimeAmount(settings.deadlines.idle)))
    configuration.connectionPool.retryConnectionEstablishment = false
    if let server = settings.tls?.serverName { configuration.dnsOverride = [server.name: server.host] }
    self.settings = settings
    eventLoopGroup = group
    self.recorder = recorder
    clients = NamedClients(configuration, group: group)
    tokens = settings.authorization.credentials.map { AccessTokens($0) }
    switch settings.authorization {
    case .none: break
    case .basic(_, let password): recorder.conceal(password)
    case .bearer(let token): recorder.conceal(token)
    case .clientCredentials(let credentials):
      if case .secret(let secret) = credentials.authentication { recorder.conceal(secret) }
    }
  }

  /// Closes every connection.
  public func close() async { await clients.close() }

  /// Sends a request and takes the whole answer.
  public func exchange(_ request: WebRequest) async throws(WebFailure) -> WebResponse {
    let fields = request.isAnonymous ? request.fields : try await authorized(request.fields)
    return try await timed(request, fields: fields)
  }

  /// Header fields with the one that shows who the harness is.
  package func authorized(_ fields: HTTPHeaders) async throws(WebFailure) -> HTTPHeaders {
    var fields = fields
    switch settings.authorization {
    case .none: break
    case .basic(let user, let password):
      let pair = Data("\(user):\(password.value)".utf8).base64EncodedString()
      recorder.conceal(Secret(pair))
      fields.replaceOrAdd(name: "Authorization", value: "Basic \(pair)")
    case .bearer(let token): fields.replaceOrAdd(name: "Authorization", value: "Bearer \(token.value)")
    case .clientCredentials: fields.replaceOrAdd(name: "Authorization", value: "Bearer \(try await token().value)")
    }
    return fields
  }

  private func token() async throws(WebFailure) -> Secret {
    guard let tokens else { throw .misuse("there is nobody to ask for a token") }
    return try await tokens.token { request async throws(WebFailure) in try await self.ask(request) }
  }

  /// One exchange within the whole deadline.
  private func timed(_ request: WebRequest, fields: HTTPHeaders) async throws(WebFailure) -> WebResponse {
    let progress = ExchangeProgress()
    let deadline = settings.deadlines.exchange
    let result: Result<WebResponse, WebFailure> = await withTaskGroup(of: Result<WebResponse, WebFailure>?.self) {
      tasks in
      tasks.addTask {
        do throws(WebFailure) {
          return .success(
            try await self.carryOut(request, fields: fields, progress: progress))
        } catch { return .failure(error) }
      }
      tasks.addTask {
        try? await Task.sleep(for: deadline)
        return nil
      }
      let first = await tasks.next() ?? nil
      tasks.cancelAll()
      if let first { return first }
      return .failure(
        Task.isCancelled
          ? .cancelled
          : .timedOut(
            waitingFor: progress.waitingFor, after: deadline, bytesReceived: progress.bytesReceived))
    }
    do {
      return try result.get()
    } catch {
      recorder.event("No complete answer: \(error)")
      throw error
    }
  }

  /// One exchange, begun again once where nothing came on a connection that had been idle: peers may close such at any
  /// time (RFC 9112 §9.3.1).
  private func carryOut(
    _ request: WebRequest, fields: HTTPHeaders, progress: ExchangeProgress
  ) async throws(WebFailure) -> WebResponse {
    let mayRepeat = hasConnected.load(ordering: .relaxed) && [.GET, .HEAD, .OPTIONS].contains(request.method)
    do throws(WebFailure) {
      return try await attempt(request, fields: fields, progress: progress)
    } catch {
      guard mayRepeat, case .closed(_, _, bytesReceived: 0) = error else { throw error }
      recorder.event("The connection had been closed while idle; the request is sent again")
      return try await attempt(request, fields: fields, progress: progress)
    }
  }

  private func attempt(
    _ request: WebRequest, fields: HTTPHeaders, progress: ExchangeProgress
  ) async throws(WebFailure) -> WebResponse {
    let start = ContinuousClock.now
    let (outgoing, name) = try outgoing(request, fields: fields)
    guard let client = clients.client(for: name) else { throw .misuse("the client is closed") }
    recorder.request(request, fields: outgoing.headers)
    do {
      let response = try await client.execute(
        outgoing, deadline: .now() + TimeAmount(settings.deadlines.exchange))
      let head = ContinuousClock.now - start
      progress.begin()
      hasConnected.store(true, ordering: .relaxed)
      recorder.head(response.status, version: response.version, fields: response.headers)
      var intake = try BodyIntake(request.limits, fields: response.headers)
      var firstByte: Duration?
      do {
        for try await piece in response.body {
          if firstByte == nil { firstByte = ContinuousClock.now - start }
          progress.add(piece.readableBytes)
          try intake.add(piece)
        }
        try intake.end()
      } catch {
        recorder.content(length: intake.sentLength, first: intake.first, isSecret: request.holdsSecrets)
        throw error
      }
      let lastByte = ContinuousClock.now - start
      recorder.content(length: intake.sentLength, first: intake.first, isSecret: request.holdsSecrets)
      return WebResponse(
        status: Int(response.status.code), version: "\(response.version.major).\(response.version.minor)",
        fields: response.headers, body: intake.finish(), sentLength: intake.sentLength,
        contentCoding: intake.contentCoding,
        times: WebResponse.Times(head: head, firstByte: firstByte, lastByte: lastByte))
    } catch {
      throw FailureDiagnosis(
        waitingFor: progress.waitingFor, bytesReceived: progress.bytesReceived, deadlines: settings.deadlines
      ).failure(of: error)
    }
  }

  /// The request as the library wants it, and the name that the server's certificate must bear.
  private func outgoing(
    _ request: WebRequest, fields: HTTPHeaders
  ) throws(WebFailure) -> (HTTPClientRequest, name: String?) {
    guard var address = URLComponents(string: request.url), let host = address.encodedHost, !host.isEmpty else {
      throw .misuse("\(request.url) is no address")
    }
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = request.method
    outgoing.headers = fields
    if let server = settings.tls?.serverName, address.scheme == "https", host.lowercased() == server.host.lowercased() {
      address.encodedHost = server.name
      guard let url = address.string else { throw .misuse("\(server.name) is no server name") }
      outgoing.url = url
      outgoing.headers.replaceOrAdd(name: "Host", value: address.port.map { "\(host):\($0)" } ?? host)
    }
    if !outgoing.headers.contains(name: "user-agent") { outgoing.headers.add(name: "User-Agent", value: "Assay") }
    switch request.body {
    case .bytes(let bytes): outgoing.body = .bytes(bytes)
    case .stream(let length, let chunks): outgoing.body = Self.body(chunks, length: length)
    case nil: break
    }
    guard address.scheme?.lowercased() == "https" else { return (outgoing, nil) }
    let name = address.encodedHost ?? host
    return (outgoing, name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name)
  }

  private static func body<Chunks: AsyncSequence & Sendable>(
    _ chunks: Chunks, length: Int?
  ) -> HTTPClientRequest.Body where Chunks.Element == ByteBuffer {
    .stream(chunks, length: length.map { .known(Int64($0)) } ?? .unknown)
  }
}

extension TimeAmount {
  /// Of a duration, cut to what a time amount holds.
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(min(max(seconds, 0), 1 << 32) * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
