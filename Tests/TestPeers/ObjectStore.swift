/// An S3-compatible store: moto's, which holds each request against botocore's own signer.
public final class ObjectStore: Sendable {
  private let process: PeerProcess

  /// Name of the key that it knows.
  public static let accessKey = "AKIACANARYCANARYCANA"
  /// The key.
  public static let secretKey = "canary-secret/key+of0the1store2with3forty4ch"
  /// The token that goes with it.
  public static let sessionToken = "canary-session-token-of-the-store"

  /// Starts it with an empty bucket `records`. What it does wrong below which prefix, `Python/object_store.py` says.
  public init() async throws {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/object_store.py").path
    process = try await PeerProcess(try PeerPython.interpreter().path, within: 60) { _, port in
      [script, String(port), Self.accessKey, Self.secretKey, Self.sessionToken]
    }
  }

  /// Its port.
  public var port: Int { process.port }

  /// What it wrote so far, a line for each request.
  public var output: String { process.output }

  /// The variables by which programs find it.
  public var environment: [String: String] {
    [
      "AWS_ACCESS_KEY_ID": Self.accessKey, "AWS_SECRET_ACCESS_KEY": Self.secretKey,
      "AWS_SESSION_TOKEN": Self.sessionToken, "AWS_REGION": "eu-west-2",
      "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)",
    ]
  }

  /// Ends it.
  public func stop() { process.stop() }
}
