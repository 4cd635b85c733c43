import Foundation
import NIOCore
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("JSON Web Tokens")
struct JSONWebTokenTests {
  /// The example of RFC 7515 §A.1.
  static let example =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
    + "c19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

  static func parts(_ token: Secret) throws -> (
    header: [String: Any], payload: String, claims: [String: Any], signature: [UInt8]
  ) {
    let parts = token.value.split(separator: ".", omittingEmptySubsequences: false)
    func object(_ part: Substring) throws -> [String: Any] {
      let bytes = try #require(Base64URL.decoded(part))
      return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
    return (try object(parts[0]), String(parts[1]), try object(parts[1]), try #require(Base64URL.decoded(parts[2])))
  }

  @Test("The example of RFC 7515 is read")
  func example() throws {
    let token = try #require(JSONWebToken(Secret(Self.example)))
    #expect(token.algorithm == "HS256" && token.expires == 1_300_819_380 && token.audiences.isEmpty)
  }

  @Test("An audience is one text or a list of them", arguments: [#""a""#, #"["a"]"#, #"["a",1,"a"]"#])
  func audiences(_ written: String) throws {
    let header = Base64URL.encoded(Array(#"{"alg":"none"}"#.utf8))
    let payload = Base64URL.encoded(Array(#"{"aud":\#(written)}"#.utf8))
    #expect(try #require(JSONWebToken(Secret("\(header).\(payload)."))).audiences == ["a"])
  }

  @Test(
    "What is none of this form is opaque",
    arguments: ["", "abc", "a.b.c", "..", "eyJ9.e30.", "e30.e30.x.y", "e30.e30."])
  func opaque(_ text: String) { #expect(JSONWebToken(Secret(text)) == nil) }

  @Test("A forgery keeps the claims and changes what it says")
  func forgeries() async throws {
    let token = Secret(Self.example)
    let right = try Self.parts(token)
    let unsigned = try Self.parts(try await TokenForgery.unsigned.forged(from: token).get())
    #expect(unsigned.header["alg"] as? String == "none" && unsigned.signature.isEmpty)
    #expect(unsigned.payload == right.payload)
    let other = try Self.parts(try await TokenForgery.otherKey.forged(from: token).get())
    #expect(other.signature.count == right.signature.count && other.signature != right.signature)
    #expect(other.payload == right.payload)
    let tampered = try Self.parts(try await TokenForgery.tampered.forged(from: token).get())
    #expect(tampered.signature == right.signature && tampered.claims.count == right.claims.count + 1)
  }

  @Test("Every signature algorithm of the registry gives a signature of its length")
  func lengths() async throws {
    let lengths = [
      "RS256": 256, "RS384": 256, "RS512": 256, "PS256": 256, "PS384": 256, "PS512": 256, "ES256": 64, "ES384": 96,
      "ES512": 132, "HS256": 32, "HS384": 48, "HS512": 64, "EdDSA": 64,
    ]
    for (algorithm, length) in lengths {
      #expect(try await RandomKey.signature(of: [1, 2, 3], by: algorithm)?.count == length, "\(algorithm)")
    }
    #expect(try await RandomKey.signature(of: [1], by: "XX999") == nil)
  }

  @Test("An opaque token is changed in one character, and forged in no way that it does not have")
  func opaqueForgeries() async throws {
    let token = Secret("opaque-token-0123456789")
    let tampered = try await TokenForgery.tampered.forged(from: token).get().value
    #expect(tampered.count == token.value.count)
    #expect(zip(tampered, token.value).filter { $0 != $1 }.count == 1)
    for forgery in [TokenForgery.unsigned, .otherKey] {
      guard case .failure = try await forgery.forged(from: token) else {
        Issue.record("\(forgery)")
        continue
      }
    }
  }

  @Test("No mutant of a token or of an answer makes the reader trap")
  func mutants() async throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 31),
      pieces: [".", "..", "{", "}", "\"", "eyJ", "=", "-_", "1e999", "-9223372036854775809", "\u{0}", "[["].map {
        Array($0.utf8)
      })
    let answers = [
      #"{"access_token":"a.b.c","token_type":"Bearer","expires_in":300,"scope":"system/*.rs"}"#,
      #"{"access_token":"t","token_type":"bearer","expires_in":1e300}"#, #"{"error":"invalid_client"}"#,
    ].map { Array($0.utf8) }
    var read = 0
    for round in 0..<20_000 {
      let text = String(decoding: mutator.mutant(of: Array(Self.example.utf8)), as: UTF8.self)
      let token = Secret(text)
      if let parsed = JSONWebToken(token) {
        read += 1
        _ = (parsed.expires, parsed.audiences)
      }
      _ = try await TokenForgery.tampered.forged(from: token)
      let body = mutator.mutant(of: answers[round % answers.count])
      let answer = TokenAnswer(
        WebResponse(
          status: 200, version: "1.1", fields: [:], body: .memory(ByteBuffer(bytes: body)), sentLength: body.count,
          contentCoding: nil, times: WebResponse.Times(head: .zero, firstByte: nil, lastByte: .zero)))
      #expect((answer.token == nil) == answer.findings.isEmpty)
    }
    #expect(read > 100)
  }
}
