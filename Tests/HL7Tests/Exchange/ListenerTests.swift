import Foundation
import HL7
import Synchronization
import TestPeers
import Testing

@Suite("Listener", .timeLimit(.minutes(2)))
struct ListenerTests {
  /// What a listener got.
  private final class Log: Sendable {
    let received = Mutex<[ReceivedMessage]>([])
  }

  private func listener(
    _ answer: ListenerAnswer?, security: ListenerSecurity? = nil, log: Log = Log()
  ) async throws -> MLLPListener {
    try await MLLPListener.start(.init(host: "127.0.0.1", port: 0, security: security)) { received in
      log.received.withLock { $0.append(received) }
      return answer
    }
  }

  private func send(
    to listener: MLLPListener, within time: Duration = .seconds(20), linger: Duration = .zero,
    security: ConnectionSecurity? = nil, connecting: Duration = .seconds(10)
  ) async throws -> MessageSender.Outcome {
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: listener.port, security: security), within: connecting)
    let bytes = ConnectionTests.message()
    let outcome = await MessageSender(connection, within: time, linger: linger).send(
      bytes, expecting: AcknowledgementMode(try MessageParser().parse(bytes)))
    await connection.close()
    return outcome
  }

  @Test("Each code is answered on command", arguments: Acknowledgement.Code.allCases)
  func codes(_ code: Acknowledgement.Code) async throws {
    let listener = try await listener(ListenerAnswer(code, text: "as told"))
    let outcome = try await send(to: listener)
    #expect(outcome.application?.acknowledgement?.code == code)
    #expect(outcome.application?.acknowledgement?.text == "as told")
    await listener.stop()
  }

  @Test("Each conduct is kept to on command", arguments: ListenerAnswer.Conduct.allCases)
  func conduct(_ conduct: ListenerAnswer.Conduct) async throws {
    let listener = try await listener(ListenerAnswer(conduct: conduct))
    let isSilent = conduct == .silent || conduct == .unterminated
    let outcome = try await send(
      to: listener, within: isSilent ? .milliseconds(300) : .seconds(20), linger: .milliseconds(200))
    let answer = outcome.application?.acknowledgement
    switch conduct {
    case .plain: #expect(answer?.controlID == "M1" && outcome.others.isEmpty)
    case .twice: #expect(answer?.controlID == "M1" && outcome.others.count == 1)
    case .wrongControlID: #expect(answer?.controlID == "0")
    case .silent:
      guard case .timedOut(_, 0, false)? = outcome.failure else { return Issue.record("\(outcome)").void }
    case .unterminated:
      guard case .timedOut(_, _, true)? = outcome.failure else { return Issue.record("\(outcome)").void }
    case .close: #expect(outcome.failure == .closed(bytesReceived: 0, isInsideFrame: false))
    }
    await listener.stop()
  }

  @Test("A late answer comes late")
  func late() async throws {
    let listener = try await listener(ListenerAnswer(delay: .milliseconds(150)))
    let outcome = try await send(to: listener)
    #expect((outcome.application?.elapsed ?? .zero) >= .milliseconds(150))
    await listener.stop()
  }

  @Test("python-hl7's client is answered, several times on one connection, and everything is noted")
  func pythonClient() async throws {
    let log = Log()
    let listener = try await listener(ListenerAnswer(), log: log)
    let text = String(decoding: ConnectionTests.message("P1"), as: UTF8.self)
    let port = listener.port
    let output = try await Task.detached {
      try Python.run(
        """
        import sys
        from hl7.client import MLLPClient
        text = sys.stdin.buffer.read().decode()
        with MLLPClient('127.0.0.1', \(port)) as client:
            for _ in range(3):
                print(client.send_message(text).decode().split('\\r')[1])
        """, input: Data(text.utf8))
    }.value
    #expect(output == "MSA|AA|P1\nMSA|AA|P1\nMSA|AA|P1\n")
    let received = log.received.withLock { $0 }
    #expect(received.map { String(decoding: $0.content, as: UTF8.self) } == [text, text, text])
    #expect(Set(received.map(\.connection)).count == 1)
    #expect(received.allSatisfy { $0.remoteHost == "127.0.0.1" && $0.faults.isEmpty && !$0.isSecured })
    await listener.stop()
  }

  @Test("What is no message is noted with its error, and faults of frames with their places")
  func faults() async throws {
    let log = Log()
    let listener = try await listener(ListenerAnswer(), log: log)
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: listener.port), within: .seconds(10))
    let good = FrameBytes.frame(ConnectionTests.message())
    try await connection.sendRaw(Array("xx\u{B}PID|1\r\u{1C}\r".utf8) + good.dropLast(1) + good)
    for _ in 0..<2 { _ = try await connection.receive(within: .seconds(20)) }
    let received = log.received.withLock { $0 }
    #expect(received.count == 3)
    guard case .failure(let error)? = received.first?.message else { return Issue.record("a message was read").void }
    #expect(error == ParsingError(.wrongFirstSegment(expected: ["MSH"]), offset: 0))
    #expect(received.last?.faults.map(\.kind) == [.garbage(count: 2), .missingCarriageReturn])
    await connection.close()
    await listener.stop()
  }

  @Test("Connections beyond the limit are closed, and there is room again when one has gone")
  func limit() async throws {
    let listener = try await MLLPListener.start(.init(host: "127.0.0.1", port: 0, maximumConnections: 1)) { _ in
      ListenerAnswer()
    }
    let first = try await MLLPConnection.open(to: .init(host: "127.0.0.1", port: listener.port), within: .seconds(10))
    try await first.send(ConnectionTests.message())
    _ = try await first.receive(within: .seconds(20))
    let second = try await send(to: listener, within: .seconds(5))
    guard case .closed? = second.failure else { return Issue.record("\(second)").void }
    await first.close()
    await listener.stop()
  }

  @Test("TLS in both directions: who is trusted is answered, who is not is refused")
  func security() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("server", names: "DNS:localhost,IP:127.0.0.1")
    let client = try authority.issue("client", names: "DNS:client")
    let log = Log()
    let listener = try await listener(
      ListenerAnswer(),
      security: ListenerSecurity(
        certificateFile: server.certificate, privateKeyFile: server.key, trustRootsFile: authority.certificate),
      log: log)
    let good = ConnectionSecurity(
      trustRootsFile: authority.certificate, certificateFile: client.certificate, privateKeyFile: client.key,
      serverName: "localhost")
    #expect(try await send(to: listener, security: good).application?.acknowledgement?.code == .applicationAccept)
    #expect(log.received.withLock { $0.allSatisfy(\.isSecured) && $0.count == 1 })
    log.received.withLock { $0 = [] }
    let stranger = try CertificateAuthority()
    await expect(.untrusted, listener, ConnectionSecurity(trustRootsFile: stranger.certificate))
    var named = good
    named.serverName = "another.example"
    // The certificate is for the address; the name is what was asked for.
    await expect(.nameMismatch, listener, named)
    named.serverName = nil
    #expect(try await send(to: listener, security: named).application?.acknowledgement?.code == .applicationAccept)
    await expect(.settings, listener, ConnectionSecurity(trustRootsFile: "/nowhere/ca.pem"))
    // Without a certificate of its own the client learns of the refusal when it waits for the answer.
    let anonymous = try await Result {
      try await send(to: listener, security: .init(trustRootsFile: authority.certificate, serverName: "localhost"))
    }
    switch anonymous {
    case .success(let outcome): #expect(outcome.application == nil && outcome.failure != nil)
    case .failure(let error): #expect(error is ConnectionFailure)
    }
    #expect(log.received.withLock { $0.count } == 1)
    await listener.stop()
    let plain = try await self.listener(ListenerAnswer())
    await expect(.silent, plain, good)
    await plain.stop()
  }

  private func expect(
    _ reason: ConnectionFailure.Security, _ listener: MLLPListener, _ security: ConnectionSecurity
  ) async {
    await #expect {
      _ = try await send(
        to: listener, security: security, connecting: reason == .silent ? .milliseconds(300) : .seconds(10))
    } throws: { error in
      guard case .security(let got, _)? = error as? ConnectionFailure else { return false }
      return got == reason
    }
  }
}

extension Issue {
  /// Nothing, so that a test can end with what it recorded.
  fileprivate var void: Void { () }
}

extension Result where Failure == any Error {
  /// What an asynchronous body gives or throws.
  fileprivate init(_ body: () async throws -> Success) async throws {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
