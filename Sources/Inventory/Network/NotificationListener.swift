/// A receiver of notifications over HTTP that the harness plays while it runs.
public struct NotificationListener: Hashable, Sendable {
  /// Its name within the network file.
  public var id: String
  /// Host name or address of this machine.
  public var host: String
  /// TCP port.
  public var port: Int
  /// Address by which systems reach it, where it is another than host and port say: a proxy, a name.
  public var url: String?
  /// TLS settings; plain TCP where nil.
  public var tls: Listener.TLS?

  /// Makes a listener.
  public init(id: String, host: String, port: Int, url: String? = nil, tls: Listener.TLS? = nil) {
    self.id = id
    self.host = host
    self.port = port
    self.url = url
    self.tls = tls
  }

  /// The address that systems are told, without a slash at the end.
  public var address: String {
    if let url { return String(url.reversed().drop { $0 == "/" }.reversed()) }
    return "\(tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
