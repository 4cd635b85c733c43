import FHIR
import HTTPExchange
import TestPeers
import Testing

@Suite("SMART configurations")
struct SMARTConfigurationTests {
  /// The members of the specification's example for services without users.
  static let backend = """
    {"token_endpoint": "https://ehr.example/token", "grant_types_supported": ["client_credentials"],
     "token_endpoint_auth_methods_supported": ["private_key_jwt"],
     "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"], "scopes_supported": ["system/*.rs"],
     "capabilities": ["client-confidential-asymmetric", "permission-v2"]}
    """

  static func members(_ text: String) throws -> [String] {
    try SMARTConfiguration(Array(text.utf8)).findings.map(\.member)
  }

  @Test("The specification's own example has no findings")
  func example() throws { #expect(try Self.members(Self.backend).isEmpty) }

  @Test(
    "Each rule is told by its member",
    arguments: [
      (#""https://ehr.example/token""#, #""http://ehr.example/token""#, ["token_endpoint"]),
      (#""https://ehr.example/token""#, #""/token""#, ["token_endpoint"]),
      (#""https://ehr.example/token""#, "7", ["token_endpoint"]),
      (#""https://ehr.example/token""#, #""https://ehr.example/token#x""#, ["token_endpoint"]),
      (#"["client_credentials"]"#, "[]", ["grant_types_supported"]),
      (#"["client_credentials"]"#, #"["authorization_code"]"#, ["code_challenge_methods_supported"]),
      (#""permission-v2""#, #""launch-ehr""#, ["authorization_endpoint", "code_challenge_methods_supported"]),
      (#""RS384", "ES384""#, #""RS256""#, ["token_endpoint_auth_signing_alg_values_supported"]),
      (#"["private_key_jwt"]"#, #"["client_secret_basic"]"#, ["token_endpoint_auth_methods_supported"]),
      (#""system/*.rs""#, #""system/ImagingStudy.rs?modality=CT", "user/*.cruds", "patient/*.*""#, []),
      (#""system/*.rs""#, #""system/*""#, ["scopes_supported"]),
      (#""system/*.rs""#, #""system/Image-Study.rs""#, ["scopes_supported"]),
      (#""system/*.rs""#, #""system/*.rr""#, ["scopes_supported"]),
      (#""system/*.rs""#, #""system/*.""#, ["scopes_supported"]),
      (#""system/*.rs""#, "3", ["scopes_supported"]),
    ])
  func findings(_ part: String, _ other: String, _ members: [String]) throws {
    #expect(try Self.members(Self.backend.replacing(part, with: other)) == members)
  }

  @Test("What is no JSON object is an error with its place", arguments: ["", "[]", "{", "null"])
  func malformed(_ text: String) { #expect(throws: (any Error).self) { try SMARTConfiguration(Array(text.utf8)) } }

  @Test("No mutant makes the reader trap")
  func mutants() {
    var mutator = Mutator(
      generator: SeededGenerator(state: 37),
      pieces: ["[", "]", "{", "\"", "system/", ".cruds", "https://[::", "\\uD800", "null", "#", "?"].map {
        Array($0.utf8)
      })
    var read = 0
    for _ in 0..<20_000 {
      if let configuration = try? SMARTConfiguration(mutator.mutant(of: Array(Self.backend.utf8))) {
        read += 1
        _ = configuration.findings
      }
    }
    #expect(read > 1_000)
  }

  private static let server = """
    {"issuer":"https://issuer.example/a","authorization_endpoint":"https://issuer.example/authorize",
     "token_endpoint":"https://issuer.example/token","jwks_uri":"https://issuer.example/keys","scopes_supported":[],
     "response_types_supported":["code"],"subject_types_supported":["public"],
     "id_token_signing_alg_values_supported":["RS256"]}
    """

  @Test("No mutant of what an authorization server tells of itself makes the reader trap")
  func metadataMutants() {
    var mutator = Mutator(
      generator: SeededGenerator(state: 38),
      pieces: ["[", "]", "{", "\"", "https://[::", "\\uD800", "null", "#", "?", "\"none\""].map { Array($0.utf8) })
    var read = 0
    for _ in 0..<20_000 {
      guard let metadata = try? AuthorizationServerMetadata(mutator.mutant(of: Array(Self.server.utf8))) else {
        continue
      }
      read += 1
      for document in AuthorizationServerMetadata.Document.allCases {
        _ = metadata.findings(document, for: "https://issuer.example/a")
      }
    }
    #expect(read > 1_000)
  }
}
