import DICOMWeb
import Foundation
import HTTPExchange
import Inventory

/// Reads the secrets that a network file names, when an exchange needs them and not before.
struct SecretReading {
  let context: StepContext

  /// Why there is no secret. Tells where it was looked for and nothing of what was found.
  struct Problem: Error {
    var message: String
  }

  /// Bytes of a file that holds a secret.
  private static let limit = 64 << 10

  /// How the harness shows who it is.
  func authorization(_ settings: Authorization?) throws(Problem) -> WebAuthorization {
    switch settings {
    // An assertion goes with the message, not with the request that carries it.
    case nil, .assertion: .none
    case .basic(let user, let password): .basic(user: user, password: try secret(password))
    case .bearer(let token): .bearer(try secret(token))
    case .clientCredentials(let grant):
      .clientCredentials(
        ClientCredentials(
          tokenURL: grant.tokenURL, clientID: grant.clientID, authentication: try authentication(grant.authentication),
          scope: grant.scope))
    }
  }

  private func authentication(
    _ settings: ClientCredentialsSettings.Authentication
  ) throws(Problem) -> ClientAuthentication {
    switch settings {
    case .secret(let place): return .secret(try secret(place))
    case .privateKey(let place, let keyID, let algorithm):
      let text = try text(place)
      guard let algorithm = SigningKey.Algorithm(rawValue: algorithm) else {
        throw Problem(message: "the harness does not sign by \(algorithm).")
      }
      context.secrets.add(lines: text)
      do throws(SigningKey.Unusable) {
        return .privateKey(try SigningKey(pem: Secret(text), algorithm: algorithm, keyID: keyID))
      } catch {
        throw Problem(message: "the key \(keyID): \(error.message).")
      }
    }
  }

  /// A secret of one line.
  func secret(_ place: SecretPlace) throws(Problem) -> Secret {
    let text = try text(place)
    guard case .file(let file) = place else { return known(Secret(text)) }
    let line = String(decoding: text.utf8.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    guard !line.isEmpty else { throw Problem(message: "the first line of the file \(file) is empty.") }
    return known(Secret(line))
  }

  /// Nothing that is read here may come into the record.
  private func known(_ secret: Secret) -> Secret {
    context.secrets.add(secret)
    return secret
  }

  /// A secret of several lines, such as a key.
  func text(_ place: SecretPlace) throws(Problem) -> String {
    switch place {
    case .environment(let name):
      guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
        throw Problem(message: "the environment variable \(name) is not set.")
      }
      return value
    case .file(let file):
      guard let path = context.path(file), let handle = FileHandle(forReadingAtPath: path),
        let bytes = try? handle.read(upToCount: Self.limit)
      else { throw Problem(message: "the file \(file) can't be read.") }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
