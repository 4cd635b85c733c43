import Crypto
import Foundation
import HTTPExchange
import JSONTree
import NIOHTTP1
import NIOPosix
import TestPeers
import Testing

@testable import ReferenceNetwork

/// What anybody may send to the records of the reference network: tokens, forms for tokens, requests.
@Suite("Mutants of what records are sent")
struct RecordsMutantTests {
  private static let base = "http://127.0.0.1:1/fhir"
  private static let endpoint = "http://127.0.0.1:1/token"

  private static func mutator(_ seed: UInt64, _ pieces: [String]) -> Mutator {
    Mutator(generator: SeededGenerator(state: seed), pieces: pieces.map { Array($0.utf8) })
  }

  private static let tokenPieces = [
    ".", "..", "=", "+", "/", " ", "eyJhbGciOiJub25lIn0", "e30", "bnVsbA", "W10", "\u{0}", "%41", "Bearer ",
  ]

  @Test("None of 20,000 mutants of a token opens the records; the token itself does")
  func tokens() {
    let authority = TokenAuthority(TokenAuthority.Settings(clients: ["one": .secret("word")]), defects: [])
    let token = authority.token(scope: "system/*.rs", lifetime: 3_600, audience: Self.base)
    func problem(_ token: String) -> (status: Int, error: String)? {
      authority.problem("Bearer \(token)", type: "Patient", audience: Self.base)
    }
    #expect(problem(token) == nil)
    var mutator = Self.mutator(71, Self.tokenPieces)
    var (readable, opened) = (0, 0)
    for number in 0..<20_000 {
      let mutant: [UInt8]
      if number % 2 == 0 {
        mutant = mutator.mutant(of: Array(token.utf8))
      } else {
        // What is signed, changed before it is encoded: so that it is read.
        let parts = token.split(separator: ".").map(String.init)
        let claims = Array(Data(base64Encoded: Self.padded(parts[1])) ?? Data())
        mutant = Array("\(parts[0]).\(SignedToken.encoded(mutator.renumbered(claims))).\(parts[2])".utf8)
      }
      let text = String(decoding: mutant, as: UTF8.self)
      if SignedToken(text) != nil { readable += 1 }
      if text != token, problem(text) == nil { opened += 1 }
    }
    #expect(opened == 0)
    #expect((1_000..<19_800).contains(readable), "\(readable)")
  }

  private static func padded(_ text: String) -> String {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    return plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
  }

  @Test("None of 20,000 mutants of a client's own token gets one; that token gets one, and once")
  func assertions() throws {
    let key = P384.Signing.PrivateKey()
    var settings = TokenAuthority.Settings()
    settings.clients = ["one": .key(pem: key.publicKey.pemRepresentation, id: "first"), "two": .secret("word")]
    let authority = TokenAuthority(settings, defects: [])
    let claims: JSONContent = [
      "iss": "one", "sub": "one", "aud": .string(Self.endpoint), "jti": "a1",
      "exp": .number(String(Int(Date().timeIntervalSince1970) + 240)),
    ]
    let head: JSONContent = ["alg": "ES384", "kid": "first", "typ": "JWT"]
    let signed = "\(SignedToken.encoded(head.bytes)).\(SignedToken.encoded(claims.bytes))"
    let signature = try key.signature(for: Data(signed.utf8)).rawRepresentation
    let assertion = "\(signed).\(SignedToken.encoded(Array(signature)))"
    let form = "grant_type=client_credentials&scope=system%2F*.rs&client_assertion=\(assertion)"
    func grant(_ form: String, _ authorization: String?) -> Result<JSONContent, TokenAuthority.Refusal> {
      Result { () throws(TokenAuthority.Refusal) in
        try authority.grant(
          RecordsState.parameters(form), authorization: authorization, endpoint: Self.endpoint, audience: Self.base)
      }
    }
    guard case .success = grant(form, nil), case .failure = grant(form, nil) else {
      Issue.record("the token is not taken once")
      return
    }
    var mutator = Self.mutator(72, Self.tokenPieces + ["&", "&&", "client_assertion=", "scope=%", "=", "%zz"])
    let basic = "Basic \(Data("two:word".utf8).base64EncodedString())"
    var (granted, odd, readable) = (0, 0, 0)
    for number in 0..<20_000 {
      let isForm = number % 2 == 0
      let mutant = String(decoding: mutator.mutant(of: Array((isForm ? form : basic).utf8)), as: UTF8.self)
      if isForm {
        let given = RecordsState.parameters(mutant)
        let shown = given.first { $0.name == "client_assertion" }?.value
        if shown.flatMap({ SignedToken($0) }) != nil { readable += 1 }
        // A change of the rest of the form is none of the token: it is refused for what it asks, or served.
        if shown != assertion, case .success = grant(mutant, nil) { granted += 1 }
      } else {
        let word = mutant.split(separator: " ").last.flatMap { Data(base64Encoded: String($0)) }
        let isSame = word.map { String(decoding: $0, as: UTF8.self) } == "two:word"
        if !isSame, case .success = grant("grant_type=client_credentials", mutant) { granted += 1 }
      }
      if case .failure(let refusal) = grant(mutant, isForm ? nil : mutant),
        ![400, 401].contains(refusal.status) || refusal.error.isEmpty
      {
        odd += 1
      }
    }
    #expect(granted == 0 && odd == 0)
    #expect(readable > 500, "\(readable)")
  }

  private static let fhir = "Content-Type: application/fhir+json"
  private static let patient = #"{"resourceType":"Patient","name":[{"family":"Smith"}],"birthDate":"1980-01-02"}"#
  private static let bundle = #"""
    {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:05efabf0-4be2-4561-91ce-51548425acb9",\#
    "resource":{"resourceType":"Patient","name":[{"family":"Jones"}]},"request":{"method":"POST","url":"Patient",\#
    "ifNoneExist":"family=Jones"}},{"request":{"method":"GET","url":"Patient?family=Jones"}},{"resource":\#
    {"resourceType":"DocumentReference","status":"current","subject":{"reference":\#
    "urn:uuid:05efabf0-4be2-4561-91ce-51548425acb9"},"content":[{"attachment":{"url":"a"}}]},\#
    "request":{"method":"POST","url":"DocumentReference"}}]}
    """#

  /// A request as it stands on the wire.
  private static func text(_ line: String, _ fields: [String] = [], _ content: String = "") -> String {
    (["\(line) HTTP/1.1"] + fields + ["", content]).joined(separator: "\r\n")
  }

  private static let requests: [String] = [
    text(
      "GET /fhir/Patient?family=Smith&birthdate=ge1980-01&identifier=https%3A%2F%2Ffhir.nhs.uk%2FId|9990000018&_count=5",
      ["Accept: application/fhir+json;q=0.9, */*", "Prefer: handling=strict"]),
    text(
      "POST /fhir/Patient/_search", ["Content-Type: application/x-www-form-urlencoded"],
      "name:contains=sm&_offset=1&gender:not=male&_revinclude=ImagingStudy:patient"),
    text(
      "GET /fhir/ImagingStudy?patient.identifier=a|b&started=lt2026-06-01T10:00:00.5+01:00,sa2020"
        + "&_include=ImagingStudy:endpoint", ["Accept: application/json"]),
    text(
      "PUT /fhir/Patient/a-1", [fhir, "If-Match: W/\"1\""],
      #"{"resourceType":"Patient","id":"a-1","name":[{"family":"Smith","given":["Al"]}],"birthDate":"1980-01-02"}"#),
    text("PUT /fhir/Patient/a-1", [fhir], #"{"resourceType":"Patient","id":"a-1","name":[{"family":"Smith"}]}"#),
    text("POST /fhir/Patient", [fhir, "If-None-Exist: family=Smith&birthdate=1980-01-02"], patient),
    text("POST /fhir", [fhir, "Prefer: return=minimal"], bundle),
    text(
      "POST /fhir/Patient/$match", [fhir],
      #"{"resourceType":"Parameters","parameter":[{"name":"resource","resource":"# + patient
        + #"},{"name":"onlyCertainMatches","valueBoolean":true}]}"#),
    text("GET /fhir/Patient/$ihe-pix?sourceIdentifier=urn:oid:1.2.3|4&targetSystem=a"),
    text("GET /fhir/ValueSet/$expand?url=http%3A%2F%2Fa&filter=x"), text("GET /fhir/Patient/a-1/$everything"),
    text("GET /fhir/Patient/a-1/_history/1"), text("GET /fhir/Binary/a", ["Accept: */*"]),
    text("DELETE /fhir/DocumentReference/a"), text("GET /fhir/metadata"),
    text("GET /fhir/.well-known/smart-configuration"),
  ]

  /// A request of bytes that may be none: what is missing is empty.
  private static func request(_ bytes: [UInt8]) -> ReceivedRequest {
    let text = String(decoding: bytes, as: UTF8.self)
    let (head, body) =
      text.firstRange(of: "\r\n\r\n").map { (text[..<$0.lowerBound], text[$0.upperBound...]) } ?? (text[...], "")
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(
      String.init)
    var fields = HTTPHeaders()
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      // Names of fields have passed the parser of HTTP: they are ASCII (RFC 9110 §5.1).
      if parts.count == 2, parts[0].utf8.allSatisfy({ $0 < 0x80 }) { fields.add(name: parts[0], value: parts[1]) }
    }
    return ReceivedRequest(
      method: HTTPMethod(rawValue: words.first ?? ""), target: words.count > 1 ? words[1] : "", fields: fields,
      content: Array(body.utf8), remoteHost: "127.0.0.1")
  }

  @Test(
    "20,000 mutants of requests are answered or refused, each in whole JSON", .timeLimit(.minutes(10)))
  func requests() async throws {
    var mutator = Self.mutator(
      73,
      [
        "/", "//", "?", "&", "=", "%", "%zz", "%00", "$", "$everything", ":", ".", "|", ",", "\\", "_history",
        "_count=999999", "_count=-1", "_offset=99999999999999999999", "ge", "0000-00-00", "9999-12-31T23:59:60+99:99",
        "\r\n\r\n", "\r\n", "{", "}", "[", "]", "\"", "null", "{}", "1e999", "Bundle", "batch", "\u{0}", "é",
      ])
    let notifier = try SubscriptionNotifier(defects: [], group: MultiThreadedEventLoopGroup.singleton)
    func handler() -> RecordsHandler {
      let records = RecordsHolding(
        RecordsState(defects: [], identities: PatientIdentities(), base: Self.base, refersByAddress: false),
        notifier: notifier)
      records.begin(at: Self.base, organisation: "RXX", images: nil)
      for request in Self.requests {
        _ = RecordsHandler(records: records, authority: nil, defects: []).reply(Self.request(Array(request.utf8)))
      }
      return RecordsHandler(records: records, authority: nil, defects: [])
    }
    var current = handler()
    for request in Self.requests where current.reply(Self.request(Array(request.utf8))).status.code >= 500 {
      Issue.record("\(request)")
    }
    var (answered, refused, odd): (Int, Int, [String]) = (0, 0, [])
    for number in 0..<20_000 {
      if number % 500 == 0 { current = handler() }
      let original = Array(Self.requests[number % Self.requests.count].utf8)
      let mutant = number / Self.requests.count % 4 == 0 ? mutator.renumbered(original) : mutator.mutant(of: original)
      let reply = current.reply(Self.request(mutant))
      if reply.status.code < 300 { answered += 1 } else { refused += 1 }
      let isKnown = (200..<300).contains(reply.status.code) || (400..<500).contains(reply.status.code)
      if !isKnown || !Self.isWhole(reply) { odd.append(String(decoding: mutant, as: UTF8.self)) }
    }
    await notifier.stop()
    #expect(odd.isEmpty, "\(odd.prefix(3))")
    #expect(answered > 1_000 && refused > 1_000, "\(answered) \(refused)")
  }

  /// Whether what is said to be JSON is JSON, and a refusal an OperationOutcome.
  private static func isWhole(_ reply: WebReply) -> Bool {
    let bytes = Array(reply.content.readableBytesView)
    guard reply.fields.first(name: "content-type")?.hasPrefix("application/") == true, !bytes.isEmpty else {
      return reply.status.code < 300
    }
    guard let tree = try? JSONNode(parsing: bytes) else { return false }
    return reply.status.code < 300 || tree["resourceType"]?.text == "OperationOutcome"
  }
}
