/// What a listener for syslog got as one message.
public struct ReceivedSyslog: Sendable {
  /// The bytes of the message.
  public var bytes: [UInt8]
  /// The message, or why there is none.
  public var message: Result<SyslogMessage, SyslogError>
  /// How it was marked off.
  public var framing: SyslogFraming
  /// Whether the connection ended within it.
  public var isTruncated: Bool
  /// Address of the sender, without its port.
  public var remoteHost: String
  /// Whether it came over TLS.
  public var isSecured: Bool
  /// Whether the sender showed a certificate that the listener trusts.
  public var isAuthenticated: Bool
  /// When it was complete.
  public var time: ContinuousClock.Instant

  init(
    _ bytes: [UInt8], framing: SyslogFraming, isTruncated: Bool = false, remoteHost: String, isSecured: Bool = false,
    isAuthenticated: Bool = false
  ) {
    self.bytes = bytes
    do throws(SyslogError) { message = .success(try SyslogReader.read(bytes)) } catch { message = .failure(error) }
    self.framing = framing
    self.isTruncated = isTruncated
    self.remoteHost = remoteHost
    self.isSecured = isSecured
    self.isAuthenticated = isAuthenticated
    time = .now
  }
}
