/// An audit record repository that the harness plays while it runs.
public struct AuditListener: Hashable, Sendable {
  /// What audit messages come over.
  public enum Transport: String, CaseIterable, Hashable, Sendable {
    /// Syslog over TLS (RFC 5425).
    case tls
    /// Syslog over TCP (RFC 6587).
    case tcp
    /// Syslog over UDP (RFC 5426).
    case udp
    /// AuditEvent of FHIR over HTTP (ITI-20 as RESTful ATNA has it).
    case fhir
  }

  /// Its name within the network file.
  public var id: String
  /// Host name or address of this machine.
  public var host: String
  /// Port.
  public var port: Int
  /// What audit messages come over.
  public var transport: Transport
  /// TLS settings; of `tls` always, of `fhir` where it is secured.
  public var tls: Listener.TLS?

  /// Makes a listener.
  public init(id: String, host: String, port: Int, transport: Transport, tls: Listener.TLS? = nil) {
    self.id = id
    self.host = host
    self.port = port
    self.transport = transport
    self.tls = tls
  }
}
