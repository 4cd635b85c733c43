import Foundation
import HTTPExchange

/// Where an S3-compatible store is and who asks, from the variables that other tools use.
///
/// | variable | what it says |
/// |---|---|
/// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` | who asks |
/// | `AWS_SESSION_TOKEN` | the token of credentials that end |
/// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the region; `us-east-1` where neither is set |
/// | `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL` | another store than Amazon's |
/// | `AWS_CA_BUNDLE` | PEM file of the authorities trusted |
public struct S3Settings: Sendable {
  /// Scheme, host and port.
  public var endpoint: String
  /// The region.
  public var region: String
  /// Name of the key.
  public var accessKey: String
  /// The key.
  public var secretKey: Secret
  /// The token that goes with keys that end.
  public var sessionToken: Secret?
  /// PEM file of the authorities trusted; the system's where nil.
  public var trustRootsFile: String?
  /// How long is waited before each further attempt: as many as there are.
  public var pauses: [Duration] = [.milliseconds(200), .milliseconds(800), .seconds(3)]
  /// Bytes that go in one request: a longer file goes and comes in parts of so many, one after the other. 5 MiB is the least that
  /// Amazon S3 takes.
  public var partLength = 16 << 20
  /// How long a single exchange may take.
  public var deadlines = WebDeadlines(connect: .seconds(10), idle: .seconds(60), exchange: .seconds(300))

  /// Takes them from the environment.
  ///
  /// - Throws: `RunStoreError.settings`, which names the variable and never its value where that is secret.
  public init(environment: [String: String]) throws(RunStoreError) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard let access = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY") else {
      throw .settings(place: "S3", reason: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    }
    for (name, text) in [
      ("AWS_ACCESS_KEY_ID", access), ("AWS_SECRET_ACCESS_KEY", secret),
      ("AWS_SESSION_TOKEN", value("AWS_SESSION_TOKEN") ?? "-"),
    ] where !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      throw .settings(place: "S3", reason: "\(name) holds a character that no key has")
    }
    accessKey = access
    secretKey = Secret(secret)
    sessionToken = value("AWS_SESSION_TOKEN").map { Secret($0) }
    let region = value("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1"
    guard region.utf8.count <= 64, region.utf8.allSatisfy({ $0 == 0x2D || StoredRun.isName("a\(UnicodeScalar($0))") })
    else { throw .settings(place: "S3", reason: "AWS_REGION is no name of a region") }
    self.region = region
    trustRootsFile = value("AWS_CA_BUNDLE")
    endpoint = try Self.endpoint(
      value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? "https://s3.\(region).amazonaws.com")
  }

  /// Scheme, host and port alone; `http` for this machine alone, for what goes over it can be read on the way.
  private static func endpoint(_ text: String) throws(RunStoreError) -> String {
    guard let address = URLComponents(string: text), let scheme = address.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = address.encodedHost, !host.isEmpty, address.user == nil,
      address.password == nil, ["", "/"].contains(address.path), address.query == nil, address.fragment == nil
    else {
      throw .settings(place: "S3", reason: "AWS_ENDPOINT_URL is no address of the form https://host:port")
    }
    let isLoopback =
      host == "localhost" || host == "[::1]" || host.wholeMatch(of: #/127(\.[0-9]{1,3}){3}/#) != nil
    guard scheme == "https" || isLoopback else {
      throw .settings(place: "S3", reason: "AWS_ENDPOINT_URL is http and not this machine: use https")
    }
    let standard = scheme == "https" ? 443 : 80
    return "\(scheme)://\(host)" + (address.port.map { $0 == standard ? "" : ":\($0)" } ?? "")
  }

  /// The host as requests name it.
  var host: String { endpoint.split(separator: "/").last.map(String.init) ?? "" }
}
