import HTTPExchange
import IHE
import Inventory
import NIOHTTP1
import Testing
import XMLTree

@testable import Probes

@Suite("The harness's listeners for SOAP")
struct SOAPListenerTests {
  private static let listener = SOAPListener(id: "harness", host: "127.0.0.1", port: 1)

  private static func request(
    _ text: [UInt8], type: String? = "application/soap+xml", method: HTTPMethod = .POST, path: String = "/"
  ) -> ReceivedRequest {
    ReceivedRequest(
      method: method, target: path, fields: type.map { ["Content-Type": $0] } ?? [:], content: text,
      remoteHost: "127.0.0.1")
  }

  private static func envelope(replyTo: String? = nil, headers: [MarkupElement] = []) -> [UInt8] {
    Envelope(
      action: "urn:a", messageID: "urn:uuid:1", to: "http://127.0.0.1/", replyTo: replyTo, headers: headers,
      body: MarkupElement("x:Thing", [.init("xmlns:x", "urn:x")])
    ).document
  }

  private static func answer(_ request: ReceivedRequest, log: SOAPLog = SOAPLog()) async -> WebReply {
    await SOAPListeners.answer(request, at: listener, log: log, actors: SOAPActors())
  }

  private static func fault(_ reply: WebReply) throws -> SOAPFault? {
    let message = try SOAPMessage(
      contentType: reply.fields.first(name: "content-type"), .memory(reply.content))
    return message.envelope.fault
  }

  @Test("What is no SOAP is told so by the status")
  func noSOAP() async {
    #expect(await Self.answer(Self.request([], method: .GET)).status == .methodNotAllowed)
    #expect(await Self.answer(Self.request(Array("hello".utf8), type: "text/plain")).status == .unsupportedMediaType)
    #expect(await Self.answer(Self.request(Array("hello".utf8), type: nil)).status == .unsupportedMediaType)
  }

  @Test("A malformed message, an old envelope and an unknown demand get faults")
  func faults() async throws {
    let broken = await Self.answer(Self.request(Array("<a><b></a>".utf8)))
    #expect(broken.status == .badRequest)
    #expect(try Self.fault(broken)?.code == "Sender")
    let old = String(decoding: Self.envelope(), as: UTF8.self).replacing(Namespace.soap, with: Namespace.soap11)
    let outdated = await Self.answer(Self.request(Array(old.utf8), type: "text/xml"))
    #expect(try Self.fault(outdated)?.code == "VersionMismatch")
    let demand = MarkupElement("y:Toll", [.init("xmlns:y", "urn:y"), .init("soap:mustUnderstand", "true")])
    #expect(
      try Self.fault(await Self.answer(Self.request(Self.envelope(headers: [demand]))))?.code == "MustUnderstand")
    let elsewhere = try Self.fault(await Self.answer(Self.request(Self.envelope(replyTo: "http://127.0.0.1:9/"))))
    #expect(elsewhere?.subcodes == ["OnlyAnonymousAddressSupported"])
    let unknown = try Self.fault(await Self.answer(Self.request(Self.envelope())))
    #expect(unknown?.code == "Sender" && unknown?.subcodes == ["ActionNotSupported"])
  }

  @Test("What comes to a channel is taken and kept, and nobody else's room is used up")
  func channels() async {
    let log = SOAPLog()
    let channel = log.open()
    let reply = await Self.answer(Self.request(Self.envelope(), path: "/some/where/\(channel)"), log: log)
    #expect(reply.status == .accepted && reply.content.readableBytes == 0)
    let come = await log.arrivals(until: .now, isEnough: { !$0.isEmpty }, where: { $0.channel == channel })
    #expect(come.count == 1)
    #expect(come.first?.envelope?.messageID == "urn:uuid:1")
    for _ in 0..<SOAPLog.countLimit {
      _ = await Self.answer(Self.request(Array("x".utf8), type: "text/plain"), log: log)
    }
    #expect(await Self.answer(Self.request(Self.envelope()), log: log).status == .serviceUnavailable)
    var other = Self.request(Self.envelope(), path: "/\(channel)")
    other.remoteHost = "127.0.0.2"
    #expect(await Self.answer(other, log: log).status == .accepted)
  }
}
