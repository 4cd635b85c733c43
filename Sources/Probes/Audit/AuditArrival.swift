import HTTPExchange
import IHE
import Inventory

/// An audit message that came to a listener of the harness, as far as it can be read.
struct AuditArrival: Sendable {
  /// Its place among all arrivals.
  var number = 0
  /// Name of the listener.
  var listener: String
  /// What it came over.
  var transport: AuditListener.Transport
  /// How it was marked off from the next one; nil for HTTP.
  var framing: SyslogFraming?
  /// Whether it came over TLS.
  var isSecured: Bool
  /// Whether its sender showed a certificate that the listener trusts.
  var isAuthenticated: Bool
  /// Address of the sender.
  var remoteHost: String
  /// When it came.
  var time: ContinuousClock.Instant
  /// The first bytes.
  var bytes: [UInt8]
  /// Its length in bytes.
  var length: Int
  /// What it says; nil where it can't be read.
  var message: AuditMessage?
  /// What of it departs from the rules of its form, the header's fault first.
  var violations: [AuditViolation]

  /// What tells an audit message from others (ITI TF-2 §3.20.4.1.2); DICOM has its own for its own events (PS3.15 §A.6).
  private static let labels = ["IHE+RFC-3881", "DICOM+RFC3881"]
  /// Bytes that are kept for the record.
  private static let kept = 16_384

  /// Of a syslog message. A fault of the header keeps nobody from reading the audit message behind it.
  init(_ received: ReceivedSyslog, at listener: AuditListener) {
    self.init(received.bytes, at: listener, from: received.remoteHost, at: received.time)
    framing = received.framing
    isSecured = received.isSecured
    isAuthenticated = received.isAuthenticated
    let content: [UInt8]
    switch received.message {
    case .success(let message):
      content = message.content
      if !Self.labels.contains(message.messageID ?? "-") {
        violations.append(
          AuditViolation(
            "MSGID", "\((message.messageID ?? "-").prefix(32)) in the place of \(Self.labels.joined(separator: " or "))"
          ))
      }
    case .failure(let error):
      violations.append(AuditViolation("SYSLOG-MSG", "\(error)"))
      content = Self.document(in: received.bytes)
    }
    if received.isTruncated { violations.append(AuditViolation("SYSLOG-MSG", "the connection ended within it")) }
    do throws(AuditReadingError) {
      let (message, violations) = try AuditMessageReader.read(content)
      self.message = message
      self.violations += violations
    } catch {
      violations.append(AuditViolation("MSG", "\(error)"))
    }
  }

  /// Of the events of a request; what can't be read is one arrival without a message.
  static func of(_ request: ReceivedRequest, at listener: AuditListener) -> [AuditArrival] {
    var arrival = AuditArrival(request.content, at: listener, from: request.remoteHost, at: request.time)
    arrival.isSecured = request.isSecured
    arrival.isAuthenticated = request.isSecured && listener.tls?.trust != nil
    do throws(AuditReadingError) {
      return try AuditEventReader.read(request.content).map { message, violations in
        var one = arrival
        one.message = message
        one.violations = violations
        return one
      }
    } catch {
      arrival.violations = [AuditViolation("AuditEvent", "\(error)")]
      return [arrival]
    }
  }

  private init(_ bytes: [UInt8], at listener: AuditListener, from host: String, at time: ContinuousClock.Instant) {
    self.listener = listener.id
    transport = listener.transport
    isSecured = false
    isAuthenticated = false
    remoteHost = host
    self.time = time
    self.bytes = Array(bytes.prefix(Self.kept))
    length = bytes.count
    violations = []
  }

  /// The document in a message whose header can't be read: from where its first tag may begin.
  private static func document(in bytes: [UInt8]) -> [UInt8] {
    for name in ["<?xml", "<AuditMessage"] {
      if let range = bytes.firstRange(of: Array(name.utf8)) { return Array(bytes[range.lowerBound...]) }
    }
    return bytes
  }
}
