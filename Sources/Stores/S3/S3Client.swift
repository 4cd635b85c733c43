import Evidence
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1

/// Carries out requests to an S3-compatible store: signed, by path style, again where a fault may pass.
struct S3Client: Sendable {
  let bucket: String
  let settings: S3Settings
  private let client: WebClient

  /// A request for an object, or for the bucket where the key is nil.
  struct Request: Sendable {
    var method: HTTPMethod
    var key: String?
    var query: [(name: String, value: String)] = []
    var fields: [(name: String, value: String)] = []
    var content = ByteBuffer()
    /// Bytes of the longest answer that is taken.
    var limit = 1 << 20
    /// Whether an answer of success may hold an error nevertheless: the store answers before it has done what it was asked
    /// (`CompleteMultipartUpload`).
    var mayFailLate = false
  }

  init(bucket: String, _ settings: S3Settings, group: any EventLoopGroup) throws(RunStoreError) {
    self.bucket = bucket
    self.settings = settings
    // Nothing of these exchanges is kept: they are no evidence, and hold whole records.
    let recorder = WebRecorder(limit: 0)
    recorder.conceal(settings.secretKey)
    if let token = settings.sessionToken { recorder.conceal(token) }
    do throws(WebFailure) {
      client = try WebClient(
        WebClientSettings(
          tls: settings.trustRootsFile.map { WebTLSSettings(trustRootsFile: $0) }, deadlines: settings.deadlines),
        group: group, recorder: recorder)
    } catch {
      throw .settings(place: "S3", reason: "\(error)")
    }
  }

  func close() async { await client.close() }

  /// The place of a key, for messages.
  func place(_ key: String?) -> String { key.map { "s3://\(bucket)/\($0)" } ?? "s3://\(bucket)" }

  /// Sends a request, again after each pause while a fault may pass.
  ///
  /// - Parameter accepted: Statuses besides those of success that are answers.
  func send(_ request: Request, accepting accepted: Set<Int> = []) async throws(RunStoreError) -> WebResponse {
    var pauses = settings.pauses[...]
    while true {
      let fault: RunStoreError
      switch await attempt(request) {
      case .success(let response) where accepted.contains(response.status): return response
      case .success(let response) where response.isSuccess && !request.mayFailLate: return response
      case .success(let response):
        let said = S3Answer.refusal(response.body.bytes(upTo: request.limit).map { Array($0.readableBytesView) } ?? [])
        if response.isSuccess, said.code == nil { return response }
        fault = .refused(
          place: place(request.key), status: response.status, reason: client.recorder.redacted(said.text))
        guard Self.mayPass(response.status, said.code) else { throw fault }
      case .failure(let failure):
        fault = try Self.passing(failure, at: place(request.key))
      }
      guard let pause = pauses.popFirst() else { throw fault }
      do { try await Task.sleep(for: pause) } catch { throw .cancelled }
    }
  }

  /// Whether a refusal may pass by itself (Amazon S3 API Reference, "Error Responses").
  private static func mayPass(_ status: Int, _ code: String?) -> Bool {
    [408, 429, 500, 502, 503, 504].contains(status)
      || [
        "RequestTimeout", "InternalError", "ServiceUnavailable", "SlowDown", "ConditionalRequestConflict",
      ].contains(code)
  }

  /// A failure that may pass, as it is told where it does not.
  ///
  /// - Throws: Where it can't pass.
  private static func passing(_ failure: WebFailure, at place: String) throws(RunStoreError) -> RunStoreError {
    switch failure {
    case .cancelled: throw .cancelled
    case .limitExceeded: throw .malformed(place: place, reason: "\(failure)")
    case .tls, .misuse, .wrongService, .noToken, .tokenEndpoint: throw .unreachable(place: place, reason: "\(failure)")
    case .unreachable, .closed, .malformed, .timedOut: return .unreachable(place: place, reason: "\(failure)")
    }
  }

  private func attempt(_ request: Request) async -> Result<WebResponse, WebFailure> {
    // Each attempt is signed anew: a signature is of its moment.
    let moment = S3Signature.moment(Date())
    let payload = Digest.sha256(Data(request.content.readableBytesView))
    var fields = request.fields + [("x-amz-content-sha256", payload), ("x-amz-date", moment)]
    if let token = settings.sessionToken { fields.append(("x-amz-security-token", token.value)) }
    let path =
      "/\(bucket)" + (request.key.map { "/\(WebAddress.encoded($0, keeping: [UInt8(ascii: "/")]))" } ?? "")
    let signature = S3Signature(
      accessKey: settings.accessKey, secretKey: settings.secretKey, region: settings.region, moment: moment)
    let authorization = signature.authorization(
      S3Signature.Request(
        method: request.method.rawValue, path: path, query: request.query,
        fields: fields + [("host", settings.host)], payload: payload))
    let query = request.query.isEmpty ? "" : "?\(S3Signature.query(request.query))"
    do throws(WebFailure) {
      return .success(
        try await client.exchange(
          WebRequest(
            request.method, settings.endpoint + path + query,
            fields: HTTPHeaders(fields.map { ($0.name, $0.value) } + [("Authorization", authorization)]),
            body: [.PUT, .POST].contains(request.method) ? .bytes(request.content) : nil,
            limits: BodyLimits(memory: request.limit))))
    } catch {
      return .failure(error)
    }
  }
}
