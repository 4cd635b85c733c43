/// The header field WWW-Authenticate of a service that takes bearer tokens (RFC 6750 §3).
public enum BearerChallenge {
  /// The error code in a challenge, of those that RFC 6750 §3.1 defines; nil where it names none of them.
  public static func error(in challenge: String) -> String? {
    let codes = ["invalid_request", "invalid_token", "insufficient_scope"]
    let text = String(challenge.prefix(4_096))
    return codes.first { text.contains("error=\"\($0)\"") || text.contains("error=\($0)") }
  }
}
