import Inventory
import Specification
import TestPeers

@testable import Probes

extension AuthorizationServer {
  /// How the client of a test shows itself.
  enum Way: CaseIterable, Sendable {
    case es384, rs384, secret
  }

  /// One of the services that the server protects, as a network file sets it.
  func endpoint(
    _ name: EndpointProtocol = .fhir, by way: Way = .es384, hasTokens: Bool = true, tokenURL: String? = nil
  ) -> AddressEndpoint {
    let authentication: ClientCredentialsSettings.Authentication =
      switch way {
      case .es384: .privateKey(.file(file("key-es.pem")), keyID: "key-es", algorithm: "ES384")
      case .rs384: .privateKey(.file(file("key-rs.pem")), keyID: "key-rs", algorithm: "RS384")
      case .secret: .secret(.file(file("secret")))
      }
    return AddressEndpoint(
      protocolName: name, address: url + (name == .fhir ? "/fhir" : "/dicom-web"),
      authorization: .clientCredentials(
        ClientCredentialsSettings(
          tokenURL: tokenURL ?? url + "/token", clientID: "assay", authentication: authentication, scope: "system/*.rs",
          expiredToken: hasTokens ? .file(file("expired")) : nil,
          foreignToken: hasTokens ? .file(file("foreign")) : nil)))
  }
}

extension StepResult {
  /// Words of a field of the records of a list that satisfy a condition.
  func words(_ field: String, in list: String, where holds: ([String: Value]) -> Bool) -> Set<String> {
    Set(records(list).filter(holds).compactMap { if case .string(let word) = $0[field] { word } else { nil } })
  }

  /// Members of the findings.
  var members: Set<String> { words("member", in: "findings", where: { _ in true }) }
}
