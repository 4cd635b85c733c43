import HTTPExchange
import IHE
import NIOCore
import NIOHTTP1
import NIOPosix

/// Rules of how messages are carried (ITI TF-2 Appendix V.3).
enum CarriageRule: Hashable, Sendable {
  case soap12
  case relation
  case ownRelation
  case packing
  case rootName
  case boundary
  case attachments
  case wellFormed
  case service
  case outcome
  case replyAddress
}

/// Carries SOAP messages over HTTP to actors and back, by the rules or with some of them broken on purpose.
struct Carriage: Sendable {
  /// Rules that are broken.
  let broken: Set<CarriageRule>

  /// Answers a request by the first actor that takes its action.
  func answer(_ request: ReceivedRequest, by actors: [any SOAPActor]) async -> WebReply {
    guard request.method == .POST else { return WebReply(.methodNotAllowed, fields: ["Allow": "POST"]) }
    let message: SOAPMessage
    do throws(SOAPMessage.Fault) { message = try SOAPMessage(request) } catch {
      if case .mediaType = error { return WebReply(.unsupportedMediaType) }
      return Self.fault(error.description)
    }
    guard keeps(.service) else { return Self.fault("out of order") }
    let action = message.envelope.action ?? ""
    guard let actor = actors.first(where: { $0.actions.contains(action) }) ?? actors.first else {
      return WebReply(.notFound)
    }
    var reply = await actor.answer(message)
    if !keeps(.relation) { reply.envelope.relatesTo = nil }
    if !keeps(.ownRelation) { reply.envelope.relatesTo = "urn:uuid:00000000-0000-4000-8000-000000000000" }
    if !keeps(.packing) {
      reply.packaging = .simple
      reply.attachments = []
    }
    if !keeps(.attachments) { reply.attachments = [] }
    if let address = message.envelope.replyTo, address != Envelope.anonymous, keeps(.replyAddress) {
      await Self.send(reply, to: address)
      return WebReply(.accepted)
    }
    guard let written = try? reply.webReply() else { return WebReply(.internalServerError) }
    return bent(written)
  }

  /// Sends an answer by itself to the address that the question names (ITI TF-2 Appendix V.5). Who does not take it there gets
  /// none.
  private static func send(_ reply: SOAPReply, to address: String) async {
    var envelope = reply.envelope
    envelope.to = address
    let packaging = reply.packaging
    guard let client = try? WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton) else { return }
    if let request = try? SOAPRequest(envelope, packaging: packaging, attachments: reply.attachments).webRequest() {
      _ = try? await client.exchange(request)
    }
    await client.close()
  }

  private func keeps(_ rule: CarriageRule) -> Bool { !broken.contains(rule) }

  private static func fault(_ reason: String) -> WebReply {
    let fault = SOAPReply.fault(
      .receiver, reason: reason, to: nil, messageID: "urn:uuid:00000000-0000-4000-8000-000000000001")
    return (try? fault.webReply()) ?? WebReply(.internalServerError)
  }

  /// What is broken in the bytes of an answer. Documents of the tests are text.
  private func bent(_ reply: WebReply) -> WebReply {
    guard !broken.isDisjoint(with: [.soap12, .rootName, .boundary, .wellFormed, .outcome]) else { return reply }
    var reply = reply
    var type = reply.fields.first(name: "content-type") ?? ""
    var text = String(buffer: reply.content)
    if !keeps(.soap12) { text = text.replacing(Namespace.soap, with: Namespace.soap11) }
    if !keeps(.outcome) { text = text.replacing("ResponseStatusType:Success", with: "ResponseStatusType:Done") }
    if !keeps(.wellFormed) { text = text.replacing("</soap:Envelope>", with: "") }
    if !keeps(.rootName) { type = type.replacing("root@", with: "origin@") }
    if !keeps(.boundary) { type = type.replacing("boundary=", with: "boundary=other-") }
    reply.fields.replaceOrAdd(name: "Content-Type", value: type)
    reply.content = ByteBuffer(string: text)
    return reply
  }
}
