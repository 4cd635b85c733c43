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
    case nil: .none
    case .basic(let user, let password): .basic(user: user, password: try secret(password))
    case .bearer(let token): .bearer(try secret(token))
    case .clientCredentials(let grant):
      .clientCredentials(
        ClientCredentials(
          tokenURL: grant.tokenURL, clientID: grant.clientID, clientSecret: try secret(grant.clientSecret),
          scope: grant.scope))
    }
  }

  private func secret(_ place: SecretPlace) throws(Problem) -> Secret {
    switch place {
    case .environment(let name):
      guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
        throw Problem(message: "the environment variable \(name) is not set.")
      }
      return Secret(value)
    case .file(let file):
      guard let path = context.path(file), let handle = FileHandle(forReadingAtPath: path),
        let bytes = try? handle.read(upToCount: Self.limit)
      else { throw Problem(message: "the file \(file) can't be read.") }
      let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      guard !line.isEmpty else { throw Problem(message: "the first line of the file \(file) is empty.") }
      return Secret(line)
    }
  }
}
