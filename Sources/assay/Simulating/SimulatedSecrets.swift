import Foundation
import Inventory
import ReferenceNetwork

/// A secret that a network file names and that is not there.
struct UnreadableSecret: Error, CustomStringConvertible {
  /// What happened, and what to do.
  let description: String
}

/// Reads the secrets by which a simulated network knows the harness.
struct SimulatedSecrets {
  /// What is made for the run; nil where nothing is.
  let credentials: SimulatedCredentials?
  /// What other files are relative to.
  let folder: URL

  /// Bytes of a file that holds a secret.
  private static let limit = 64 << 10

  /// What an endpoint asks to be shown; nil where that is no password and no token issued beforehand.
  func lock(_ authorization: Authorization) throws(UnreadableSecret) -> SimulatedLock? {
    switch authorization {
    case .basic(let user, let password): .password(user: user, try text(password))
    case .bearer(let token): .token(try text(token))
    case .clientCredentials, .assertion: nil
    }
  }

  /// A secret of one line.
  func text(_ place: SecretPlace) throws(UnreadableSecret) -> String {
    switch place {
    case .environment(let name):
      guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
        throw UnreadableSecret(
          description:
            "the environment variable \(name), which the network file names, is not set; set it to any secret")
      }
      return value
    case .file(let file):
      guard let handle = FileHandle(forReadingAtPath: path(file)), let bytes = try? handle.read(upToCount: Self.limit)
      else {
        throw UnreadableSecret(
          description: "the file \(file), which the network file names, can't be read; put a secret there")
      }
      let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      guard !line.isEmpty else {
        throw UnreadableSecret(description: "the first line of \(file), which the network file names, is empty")
      }
      return line
    }
  }

  private func path(_ file: String) -> String {
    let own = ReferenceFiles.credentials + "/"
    if let credentials, file.hasPrefix(own) {
      return credentials.folder.appendingPathComponent(String(file.dropFirst(own.count))).path
    }
    return file.hasPrefix("/") ? file : folder.appendingPathComponent(file).path
  }
}
