import Foundation
import Synchronization
import TestPeers
import Testing
import TransportSecurity

@testable import IHE

@Suite("Syslog over the network", .timeLimit(.minutes(2)))
struct SyslogTransportTests {
  /// What a listener got.
  private final class Log: Sendable {
    private struct State {
      var received: [ReceivedSyslog] = []
      var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func add(_ message: ReceivedSyslog) {
      let ready = state.withLock { state in
        state.received.append(message)
        let ready = state.waiting.filter { $0.count <= state.received.count }
        state.waiting.removeAll { $0.count <= state.received.count }
        return ready
      }
      for waiter in ready { waiter.continuation.resume() }
    }

    /// The messages, as soon as there are so many; the suite's time limit ends a wait for what does not come.
    func wait(_ count: Int) async -> [ReceivedSyslog] {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.received.count < count { state.waiting.append((count, continuation)) }
          return state.received.count >= count
        }
        if isReady { continuation.resume() }
      }
      return state.withLock(\.received)
    }
  }

  private static let message = SyslogMessage(
    timestamp: "2026-11-24T05:14:48.330Z", host: "h", messageID: "DICOM+RFC3881", content: Array("größer".utf8))

  private struct Files {
    let authority: CertificateAuthority
    let server: (key: String, certificate: String)
    let client: (key: String, certificate: String)

    init() throws {
      authority = try CertificateAuthority()
      server = try authority.issue("server", names: "DNS:localhost,IP:127.0.0.1")
      client = try authority.issue("client", names: "DNS:localhost,IP:127.0.0.1")
    }

    var security: ServerSecurity {
      ServerSecurity(
        certificateFile: server.certificate, privateKeyFile: server.key, trustRootsFile: authority.certificate)
    }
  }

  private static func listen(_ transport: SyslogListener.Transport, _ log: Log) async throws -> SyslogListener {
    try await SyslogListener.start(.init(host: "127.0.0.1", port: 0, transport: transport)) { log.add($0) }
  }

  @Test("What is sent over TLS with certificates on both sides comes as it was, and without one nothing does")
  func mutual() async throws {
    let files = try Files()
    let log = Log()
    let listener = try await Self.listen(.tls(files.security), log)
    var sender = SyslogSender(
      host: "127.0.0.1", port: listener.port,
      security: ClientSecurity(
        trustRootsFile: files.authority.certificate, certificateFile: files.client.certificate,
        privateKeyFile: files.client.key))
    try await sender.send([Self.message, Self.message], within: .seconds(20))
    let received = await log.wait(2)
    #expect(received.count == 2)
    for one in received {
      #expect(one.isSecured && one.isAuthenticated && one.framing == .counted && !one.isTruncated)
      #expect(try one.message.get() == Self.message)
    }
    sender.security?.trustRootsFile = files.client.certificate
    await #expect(throws: SyslogSender.Failure.self) { try await sender.send([Self.message], within: .seconds(20)) }
    await listener.stop()
    await #expect(throws: SyslogSender.Failure.self) { try await sender.send([Self.message], within: .seconds(5)) }
  }

  @Test("A connection without a certificate brings nothing, and one without TLS neither")
  func strangers() async throws {
    let files = try Files()
    let log = Log()
    let listener = try await Self.listen(.tls(files.security), log)
    let bare = SyslogSender(
      host: "127.0.0.1", port: listener.port,
      security: ClientSecurity(trustRootsFile: files.authority.certificate))
    // TLS 1.3 lets a client write before it is refused.
    try? await bare.send([Self.message], within: .seconds(20))
    try? await SyslogSender(host: "127.0.0.1", port: listener.port).send([Self.message], within: .seconds(20))
    let known = SyslogSender(
      host: "127.0.0.1", port: listener.port,
      security: ClientSecurity(
        trustRootsFile: files.authority.certificate, certificateFile: files.client.certificate,
        privateKeyFile: files.client.key))
    try await known.send([Self.message], within: .seconds(20))
    #expect(await log.wait(1).count == 1)
    await listener.stop()
  }

  @Test("What util-linux's logger sends over TCP and UDP is understood", arguments: ["tcp", "udp"])
  func logger(transport: String) async throws {
    let log = Log()
    let listener = try await Self.listen(transport == "udp" ? .udp : .tcp, log)
    let process = Process()
    process.executableURL = try PeerProcess.find("logger")
    process.arguments =
      [
        "--server", "127.0.0.1", "--port", "\(listener.port)", "--rfc5424=notq", "--msgid", "IHE+RFC-3881", "-p",
        "authpriv.notice", "-t", "peer", "--\(transport)",
      ] + (transport == "tcp" ? ["--octet-count"] : []) + ["<AuditMessage/>"]
    try process.run()
    process.waitUntilExit()
    let received = try #require(await log.wait(1).first)
    let message = try received.message.get()
    #expect(message.facility == 10 && message.severity == 5 && message.messageID == "IHE+RFC-3881")
    #expect(message.application == "peer" && String(decoding: message.content, as: UTF8.self) == "<AuditMessage/>")
    #expect(received.framing == (transport == "tcp" ? .counted : .datagram) && !received.isSecured)
    await listener.stop()
  }

  @Test("A message without a length and without an end is taken after a pause, and known for what it is")
  func unframed() async throws {
    let log = Log()
    let listener = try await Self.listen(.tcp, log)
    let process = Process()
    process.executableURL = try PeerPython.interpreter()
    process.arguments = [
      "-c",
      """
      import socket, sys, time
      stream = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
      stream.sendall(b"<85>1 - - - - - - <AuditMessage/>")
      time.sleep(30)
      """, "\(listener.port)",
    ]
    try process.run()
    let received = try #require(await log.wait(1).first)
    #expect(received.framing == .line)
    #expect(try String(decoding: received.message.get().content, as: UTF8.self) == "<AuditMessage/>")
    process.terminate()
    await listener.stop()
  }

  /// rsyslog with TLS on both ways, as its own settings say.
  private static func rsyslog(_ files: Files, _ rules: @escaping @Sendable (URL, Int) -> String) async throws
    -> PeerProcess
  {
    try await PeerProcess("rsyslogd") { folder, port in
      let settings = folder.appendingPathComponent("rsyslog.conf")
      let text = """
        global(workDirectory="\(folder.path)" defaultNetstreamDriverCAFile="\(files.authority.certificate)"
          defaultNetstreamDriverCertFile="\(files.server.certificate)"
          defaultNetstreamDriverKeyFile="\(files.server.key)" maxMessageSize="64k")
        module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")
        \(rules(folder, port))

        """
      try Data(text.utf8).write(to: settings)
      return ["-n", "-f", settings.path, "-i", folder.appendingPathComponent("pid").path]
    }
  }

  @Test("rsyslog takes what the sender sends over TLS, as it was")
  func toRsyslog() async throws {
    let files = try Files()
    let peer = try await Self.rsyslog(files) { folder, port in
      """
      input(type="imtcp" port="\(port)" address="127.0.0.1")
      template(name="whole" type="string" string="%msgid% %msg%\\n")
      action(type="omfile" file="\(folder.path)/messages" template="whole")
      """
    }
    defer { peer.stop() }
    let content = AuditMessageTests.sample.element.document.filter { $0 != 0x0A }
    let sender = SyslogSender(
      host: "127.0.0.1", port: peer.port,
      security: ClientSecurity(
        trustRootsFile: files.authority.certificate, certificateFile: files.client.certificate,
        privateKeyFile: files.client.key))
    let message = SyslogMessage(
      timestamp: "2026-11-24T05:14:48.330Z", host: "h", application: "assay", messageID: "DICOM+RFC3881",
      content: content)
    try await sender.send([message], within: .seconds(20))
    let text = try await WrittenFile(peer.folder.appendingPathComponent("messages").path).first { text in
      text.hasSuffix("\n") ? text : nil
    }
    #expect(text.contains("DICOM+RFC3881 "), "\(peer.output)")
    #expect(text.contains(String(decoding: content, as: UTF8.self)))
  }

  @Test("What rsyslog passes on over TLS comes as it was")
  func fromRsyslog() async throws {
    let files = try Files()
    let log = Log()
    let listener = try await Self.listen(.tls(files.security), log)
    let target = listener.port
    let peer = try await Self.rsyslog(files) { _, port in
      """
      input(type="imtcp" port="\(port)" address="127.0.0.1")
      action(type="omfwd" target="127.0.0.1" port="\(target)" protocol="tcp" tcp_framing="octet-counted"
        template="RSYSLOG_SyslogProtocol23Format" streamDriver="gtls" streamDriverMode="1"
        streamDriverAuthMode="x509/certvalid")
      """
    }
    defer { peer.stop() }
    let sender = SyslogSender(
      host: "127.0.0.1", port: peer.port,
      security: ClientSecurity(
        trustRootsFile: files.authority.certificate, certificateFile: files.client.certificate,
        privateKeyFile: files.client.key))
    try await sender.send([Self.message], within: .seconds(20))
    let received = try #require(await log.wait(1).first, "\(peer.output)")
    #expect(received.isSecured && received.isAuthenticated && received.framing == .counted)
    let message = try received.message.get()
    #expect(message.messageID == "DICOM+RFC3881" && message.host == "h")
    #expect(String(decoding: message.content, as: UTF8.self).contains("größer"))
    await listener.stop()
  }
}
