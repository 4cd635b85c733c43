import HTTPExchange
import IHE
import Inventory
import NIOCore
import NIOHTTP1
import TransportSecurity

/// The audit record repositories that the harness plays during a run.
final class AuditListeners: Sendable {
  /// The listeners of the network file.
  let listeners: [AuditListener]
  /// What came.
  let log: AuditLog
  private let syslog: [SyslogListener]
  private let web: [WebListener]

  private init(_ listeners: [AuditListener], log: AuditLog, syslog: [SyslogListener], web: [WebListener]) {
    self.listeners = listeners
    self.log = log
    self.syslog = syslog
    self.web = web
  }

  /// Without any listener.
  static let none = AuditListeners([], log: AuditLog(), syslog: [], web: [])

  /// Opens listeners, all or none.
  static func open(
    _ listeners: [AuditListener], networkFolder: String, group: any EventLoopGroup
  ) async throws(ListenerFailure) -> AuditListeners {
    let log = AuditLog()
    var syslog: [SyslogListener] = []
    var web: [WebListener] = []
    for listener in listeners {
      do {
        if listener.transport == .fhir {
          var settings = WebListener.Settings(host: listener.host, port: listener.port)
          settings.tls = listener.tls.map { ServerSecurity($0, in: networkFolder) }
          web.append(
            try await WebListener.start(settings, group: group) { answer($0, at: listener, into: log) })
        } else {
          syslog.append(
            try await SyslogListener.start(settings(of: listener, networkFolder), group: group) { received in
              log.add([AuditArrival(received, at: listener)])
            })
        }
      } catch {
        for open in syslog { await open.stop() }
        for open in web { await open.stop() }
        throw ListenerFailure(listener: listener.id, block: "audit-listeners", reason: "\(error)")
      }
    }
    return AuditListeners(listeners, log: log, syslog: syslog, web: web)
  }

  /// Stops listening.
  func close() async {
    for listener in syslog { await listener.stop() }
    for listener in web { await listener.stop() }
  }

  private static func settings(of listener: AuditListener, _ networkFolder: String) -> SyslogListener.Settings {
    let transport: SyslogListener.Transport =
      switch (listener.transport, listener.tls) {
      case (.udp, _): .udp
      case (.tls, let tls?): .tls(ServerSecurity(tls, in: networkFolder))
      default: .tcp
      }
    return SyslogListener.Settings(host: listener.host, port: listener.port, transport: transport)
  }

  /// Answers what comes by FHIR: an AuditEvent to its own address, a Bundle of them to the root (ITI-20; R4 http.html).
  private static func answer(_ request: ReceivedRequest, at listener: AuditListener, into log: AuditLog) -> WebReply {
    guard request.method == .POST else { return WebReply(.methodNotAllowed, fields: ["Allow": "POST"]) }
    let arrivals = AuditArrival.of(request, at: listener)
    guard log.add(arrivals) else { return WebReply(.serviceUnavailable) }
    guard arrivals.allSatisfy({ $0.message != nil }) else { return WebReply(.badRequest) }
    guard request.path.hasSuffix("/AuditEvent") else {
      let entries = arrivals.map { _ in #"{"response":{"status":"201"}}"# }.joined(separator: ",")
      return WebReply(
        .ok, fields: ["Content-Type": "application/fhir+json"],
        content: ByteBuffer(
          string: #"{"resourceType":"Bundle","type":"batch-response","entry":[\#(entries)]}"#))
    }
    return WebReply(.created, fields: ["Location": "\(request.path)/\(SOAPFields.messageID().suffix(36))/_history/1"])
  }
}
