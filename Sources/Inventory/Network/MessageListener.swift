/// A receiver of HL7 v2 messages that the harness plays while it runs.
public struct MessageListener: Hashable, Sendable {
  /// Its name within the network file.
  public var id: String
  /// Host name or address of this machine.
  public var host: String
  /// TCP port.
  public var port: Int
  /// TLS settings; plain TCP where nil.
  public var tls: Listener.TLS?

  /// Makes a listener.
  public init(id: String, host: String, port: Int, tls: Listener.TLS? = nil) {
    self.id = id
    self.host = host
    self.port = port
    self.tls = tls
  }
}
