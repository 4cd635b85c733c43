/// Why an acceptor can't listen.
public enum AcceptorFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address is in use, not of this machine, or not permitted.
  case address(host: String, port: Int, detail: String)
  /// The certificates or the key can't be read.
  case certificates(String)

  /// One line for people.
  public var description: String {
    switch self {
    case .address(let host, let port, let detail): "can't listen on \(host) port \(port): \(detail)"
    case .certificates(let detail): "the certificates or the key of the listener can't be read: \(detail)"
    }
  }
}
