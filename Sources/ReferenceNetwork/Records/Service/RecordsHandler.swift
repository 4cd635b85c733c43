import Foundation
import HTTPExchange
import JSONTree
import NIOCore
import NIOHTTP1

/// The records over HTTP: paths, formats, errors, and who may ask.
struct RecordsHandler: Sendable {
  private static let media = "application/fhir+json"
  private static let formats: Set<String> = [
    "json", "application/json", "application/fhir+json", "text/json", "*/*", "application/*",
  ]

  let records: RecordsHolding
  let authority: TokenAuthority?
  let defects: Set<RecordsDefect>

  private func has(_ defect: RecordsDefect) -> Bool { defects.contains(defect) }

  /// The answer to a request.
  func reply(_ request: ReceivedRequest) -> WebReply {
    let path = String(request.path)
    let base = records.base
    switch path {
    case "/fhir/.well-known/smart-configuration": return json(200, configuration(base), type: "application/json")
    case "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server":
      return json(200, metadata(base, isProvider: path.contains("openid")), type: "application/json")
    case "/token" where authority != nil: return token(request, base)
    default: break
    }
    do throws(RecordsRefusal) {
      guard path == "/fhir" || path.hasPrefix("/fhir/") else {
        throw RecordsRefusal(404, "not-found", "nothing is here")
      }
      let steps = path.dropFirst(5).split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
      if let refused = refusal(request, steps, base) { return refused }
      return try reply(request, steps)
    } catch { return refuse(error) }
  }

  private func reply(_ request: ReceivedRequest, _ steps: [String]) throws(RecordsRefusal) -> WebReply {
    var asked = RecordsRequest(method: request.method.rawValue, path: steps)
    asked.query = RecordsState.parameters(String(request.target.drop { $0 != "?" }.dropFirst()))
    asked.ifMatch = request.fields.first(name: "if-match")
    asked.ifNoneExist = request.fields.first(name: "if-none-exist")
    asked.isStrict = request.fields.first(name: "prefer")?.contains("handling=strict") ?? false
    if asked.method == "POST", steps.last == "_search" {
      asked.method = "GET"
      asked.path.removeLast()
      asked.query += RecordsState.parameters(String(decoding: request.content, as: UTF8.self))
    } else if !request.content.isEmpty {
      asked.content = try content(of: request)
    }
    let accepted = request.fields["accept"].flatMap { $0.split(separator: ",") }.map(Self.essence)
    let isBinary = asked.method == "GET" && steps.count == 2 && steps[0] == "Binary"
    try negotiate(accepted, format: asked.query.first { $0.name == "_format" }?.value, isBinary: isBinary)
    let answer = try records.answer(asked, from: request.remoteHost)
    if isBinary, let content = answer.content, !accepted.contains(where: { $0.contains("fhir") }) {
      return binary(content, answer)
    }
    guard let content = answer.content else { return empty(answer) }
    let isMinimal = request.fields.first(name: "prefer")?.contains("return=minimal") ?? false
    if isMinimal, ["POST", "PUT"].contains(asked.method), content["resourceType"]?.text != "Bundle" {
      return empty(answer)
    }
    return json(answer.status, content, fields: answer.fields)
  }

  private static func essence(_ text: some StringProtocol) -> String {
    text.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
  }

  private func negotiate(_ accepted: [String], format: String?, isBinary: Bool) throws(RecordsRefusal) {
    let wanted = format.map { [Self.essence($0.replacing(" ", with: "+"))] } ?? accepted
    guard !wanted.isEmpty, !isBinary, !has(.ignoresAccept), Self.formats.isDisjoint(with: wanted) else { return }
    throw RecordsRefusal(406, "not-supported", "none of the formats that are asked for can be given")
  }

  private func content(of request: ReceivedRequest) throws(RecordsRefusal) -> JSONContent {
    let type = request.mediaType ?? ""
    guard type.hasSuffix("json") else {
      throw RecordsRefusal(415, "not-supported", "a body of the type \(type.prefix(80)) is not taken")
    }
    do throws(JSONSyntaxError) { return JSONContent(try JSONNode(parsing: request.content)) } catch {
      throw RecordsRefusal(400, "structure", "the body is no JSON: \(error)")
    }
  }

  // MARK: Answers

  private func json(
    _ status: Int, _ content: JSONContent, type: String = Self.media, fields: [(name: String, value: String)] = []
  ) -> WebReply {
    var headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
    let isPlain = type == Self.media && has(.sendsTextPlain)
    headers.replaceOrAdd(name: "Content-Type", value: isPlain ? "text/plain" : type)
    return WebReply(HTTPResponseStatus(statusCode: status), fields: headers, content: ByteBuffer(bytes: content.bytes))
  }

  private func empty(_ answer: RecordsAnswer) -> WebReply {
    let headers = HTTPHeaders(answer.fields.map { ($0.name, $0.value) })
    return WebReply(HTTPResponseStatus(statusCode: answer.status), fields: headers)
  }

  private func binary(_ content: JSONContent, _ answer: RecordsAnswer) -> WebReply {
    var bytes = Data(base64Encoded: content["data"]?.text ?? "") ?? Data()
    if has(.altersDocument), !bytes.isEmpty { bytes.removeLast() }
    var headers = HTTPHeaders(answer.fields.map { ($0.name, $0.value) })
    let type = has(.mislabelsDocument) ? "application/octet-stream" : content["contentType"]?.text ?? ""
    headers.replaceOrAdd(name: "Content-Type", value: type)
    return WebReply(.ok, fields: headers, content: ByteBuffer(bytes: Array(bytes)))
  }

  private func refuse(_ refusal: RecordsRefusal) -> WebReply {
    let status = HTTPResponseStatus(statusCode: refusal.status)
    if has(.answersErrorsInHTML) {
      return WebReply(
        status, fields: ["Content-Type": "text/html"], content: ByteBuffer(string: "<h1>Error \(refusal.status)</h1>"))
    }
    if has(.omitsOutcome) { return WebReply(status) }
    return json(has(.succeedsWithOutcome) ? 200 : refusal.status, refusal.outcome)
  }

  // MARK: Access

  /// The refusal of a request whose token does not open what it asks for; what all may know needs none.
  private func refusal(_ request: ReceivedRequest, _ steps: [String], _ base: String) -> WebReply? {
    guard let authority, steps.first != "metadata" else { return nil }
    let field = request.fields.first(name: "authorization")
    guard let problem = authority.problem(field, type: steps.first ?? "*", audience: base) else { return nil }
    let challenge = "Bearer realm=\"records\"" + (problem.error.isEmpty ? "" : ", error=\"\(problem.error)\"")
    let outcome = RecordsRefusal(problem.status, "security", "the token does not open this").outcome
    return json(problem.status, outcome, fields: [("WWW-Authenticate", challenge)])
  }

  private func token(_ request: ReceivedRequest, _ base: String) -> WebReply {
    guard request.method == .POST, let authority else { return WebReply(.methodNotAllowed, fields: ["Allow": "POST"]) }
    let form = RecordsState.parameters(String(decoding: request.content, as: UTF8.self))
    let fields = [(name: "Cache-Control", value: "no-store"), (name: "Pragma", value: "no-cache")]
    let endpoint = base.hasSuffix("/fhir") ? "\(base.dropLast(5))/token" : "\(base)/token"
    do throws(TokenAuthority.Refusal) {
      let answer = try authority.grant(
        form, authorization: request.fields.first(name: "authorization"), endpoint: endpoint, audience: base)
      return json(200, answer, type: "application/json", fields: fields)
    } catch {
      return json(error.status, ["error": .string(error.error)], type: "application/json", fields: fields)
    }
  }

  /// What applications find out before they are launched. Users reach the records through a proxy with TLS, at the same
  /// address (SMART App Launch 2.2, Conformance).
  private func configuration(_ base: String) -> JSONContent {
    let root = Self.root(base)
    var capabilities: [JSONContent] = ["launch-ehr", "context-ehr-patient", "permission-v2"]
    capabilities.append("client-confidential-asymmetric")
    if has(.omitsLaunch) { capabilities.removeFirst() }
    let methods: JSONContent = has(.plainChallenge) ? ["S256", "plain"] : ["S256"]
    var scopes: [JSONContent] = ["system/*.rs", "system/Organization.rs", "launch", "launch/patient", "openid"]
    if has(.oddScopes) { scopes.append("system/*.sr") }
    return [
      "issuer": .string(root), "authorization_endpoint": .string("\(root)/authorize"),
      "token_endpoint": .string(has(.plainTokenEndpoint) ? "http\(root.dropFirst(5))/token" : "\(root)/token"),
      "grant_types_supported": ["client_credentials", "authorization_code"],
      "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
      "token_endpoint_auth_signing_alg_values_supported": ["ES384"], "scopes_supported": .array(scopes),
      "response_types_supported": ["code"], "code_challenge_methods_supported": methods,
      "capabilities": .array(capabilities),
    ]
  }

  /// What the authorization server tells of itself, and as provider of sign-on (RFC 8414 §2, OpenID Connect Discovery 1.0
  /// §3).
  private func metadata(_ base: String, isProvider: Bool) -> JSONContent {
    let root = Self.root(base)
    var document: JSONContent = [
      "issuer": .string(has(.namesAnotherIssuer) ? "https://elsewhere.example" : root),
      "authorization_endpoint": .string("\(root)/authorize"), "token_endpoint": .string("\(root)/token"),
      "jwks_uri": .string(has(.plainKeySet) ? "http\(root.dropFirst(5))/keys" : "\(root)/keys"),
      "response_types_supported": ["code"], "grant_types_supported": ["client_credentials", "authorization_code"],
      "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
      "token_endpoint_auth_signing_alg_values_supported": has(.takesUnsignedClients) ? ["ES384", "none"] : ["ES384"],
      "code_challenge_methods_supported": ["S256"], "scopes_supported": ["openid", "launch", "system/*.rs"],
    ]
    guard isProvider else { return document }
    document["subject_types_supported"] = ["public"]
    document["id_token_signing_alg_values_supported"] = ["RS256", "ES384"]
    document["acr_values_supported"] = ["AAL2_OR_AAL3_ANY", "AAL3_ANY"]
    return document
  }

  /// The address of the authorization server, as users reach it.
  private static func root(_ base: String) -> String {
    base.replacing("http://", with: "https://").replacing("/fhir", with: "")
  }
}
