import HTTPExchange
import IHE
import Inventory
import NIOCore
import NIOHTTP1
import TransportSecurity

/// The harness's listeners for SOAP during a run: what came to them, and how they answer.
final class SOAPListeners: Sendable {
  /// The listeners of the network file, in its order.
  let listeners: [Inventory.SOAPListener]
  /// What came.
  let log: SOAPLog
  /// The actors that systems call.
  let actors: SOAPActors
  private let hooks: [WebListener]

  private init(
    _ listeners: [Inventory.SOAPListener], log: SOAPLog, actors: SOAPActors, hooks: [WebListener]
  ) {
    self.listeners = listeners
    self.log = log
    self.actors = actors
    self.hooks = hooks
  }

  /// Where they stand in the network file.
  private static let block = "soap-listeners"

  /// None at all.
  convenience init() { self.init([], log: SOAPLog(), actors: SOAPActors(), hooks: []) }

  /// Opens listeners, all or none.
  static func open(
    _ listeners: [Inventory.SOAPListener], networkFolder: String, group: any EventLoopGroup
  ) async throws(ListenerFailure) -> SOAPListeners {
    let log = SOAPLog()
    let actors = SOAPActors()
    var hooks: [WebListener] = []
    do throws(ListenerFailure) {
      for listener in listeners {
        hooks.append(try await open(listener, networkFolder: networkFolder, log: log, actors: actors, group: group))
      }
    } catch {
      for hook in hooks { await hook.stop() }
      throw error
    }
    return SOAPListeners(listeners, log: log, actors: actors, hooks: hooks)
  }

  private static func open(
    _ listener: Inventory.SOAPListener, networkFolder: String, log: SOAPLog, actors: SOAPActors,
    group: any EventLoopGroup
  ) async throws(ListenerFailure) -> WebListener {
    let judge: AssertionJudge?
    do throws(AssertionJudge.Problem) {
      judge = try listener.assertions.map { trust throws(AssertionJudge.Problem) in
        try AssertionJudge(trust, networkFolder: networkFolder)
      }
    } catch {
      throw ListenerFailure(
        listener: listener.id, block: block, reason: error.message,
        advice: "its assertions block names the file of certificates")
    }
    do throws(WebFailure) {
      return try await WebListener.start(settings(of: listener, networkFolder: networkFolder), group: group) {
        request in
        await answer(request, at: listener, log: log, actors: actors, judge: judge)
      }
    } catch {
      throw ListenerFailure(listener: listener.id, block: block, reason: "\(error)")
    }
  }

  private static func settings(
    of listener: Inventory.SOAPListener, networkFolder: String
  ) -> WebListener.Settings {
    var settings = WebListener.Settings(
      host: listener.host, port: listener.port, tls: listener.tls.map { ServerSecurity($0, in: networkFolder) })
    settings.maximumLength = 64 << 20
    return settings
  }

  /// Stops listening.
  func close() async { for hook in hooks { await hook.stop() } }

  /// The listener that a step means: the one of the name, or the first that plays the actor.
  func listener(_ id: String?, playing actor: Inventory.SOAPListener.Actor? = nil) -> Inventory.SOAPListener? {
    listeners.first { listener in
      (id == nil || listener.id == id) && (actor.map { listener.actors.contains($0) } ?? true)
    }
  }

  /// Namespaces of header blocks that are taken as understood: what they say is recorded.
  private static let understood: Set<String> = [
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", "urn:ihe:iti:xdr:2014",
  ]

  /// Keeps a request and answers it.
  static func answer(
    _ request: ReceivedRequest, at listener: Inventory.SOAPListener, log: SOAPLog, actors: SOAPActors,
    judge: AssertionJudge? = nil
  ) async -> WebReply {
    guard request.method == .POST else { return WebReply(.methodNotAllowed, fields: ["Allow": "POST"]) }
    guard log.hasRoom(for: request) else { return WebReply(.serviceUnavailable) }
    let message: Result<SOAPMessage, SOAPMessage.Fault>
    do throws(SOAPMessage.Fault) { message = .success(try SOAPMessage(request)) } catch { message = .failure(error) }
    let channel = log.channel(of: request.path)
    var arrival = SOAPArrival(request, at: listener.id, channel: channel, message: message)
    let reply: WebReply
    switch message {
    case .failure(.mediaType): reply = WebReply(.unsupportedMediaType)
    case .failure(let fault): reply = packed(.fault(.sender, reason: fault.description, to: nil))
    case .success(let message) where channel != nil:
      reply = fault(in: message.envelope, answersElsewhere: true).map(packed) ?? WebReply(.accepted)
    case .success(let message):
      if let fault = fault(in: message.envelope, answersElsewhere: false) {
        reply = packed(fault)
      } else if let kind = ReceivedTransaction.Kind(message.envelope, at: listener.actors),
        listener.actors.contains(kind.actor)
      {
        let (answer, transaction) = await actors.answer(kind, message)
        arrival.transaction = transaction
        arrival.assertion = judge?.judge(message)
        reply = packed(answer)
      } else if listener.actors.contains(.crossReferenceConsumer), let update = ReceivedUpdate(message) {
        arrival.update = update
        reply = packed(update.reply(to: message))
      } else {
        reply = packed(
          .fault(
            .sender, subcode: "ActionNotSupported", reason: "no actor of this listener takes this message",
            to: message.envelope))
      }
    }
    arrival.status = Int(reply.status.code)
    let signatures = arrival.envelope.map(AssertionSignatures.values) ?? []
    arrival.entries = WebEntry.entries(
      of: request, answered: arrival.status, concealing: signatures.map { Secret($0) })
    log.add(arrival)
    return reply
  }

  /// The fault of a message that can be read and yet is not taken; nil where it is.
  private static func fault(in envelope: ReceivedEnvelope, answersElsewhere: Bool) -> SOAPReply? {
    if envelope.isSOAP11 {
      return .fault(.versionMismatch, reason: "SOAP 1.2 is spoken here, not SOAP 1.1", to: envelope)
    }
    let demands = envelope.demands(beside: understood)
    if let demand = demands.first {
      return .fault(
        .mustUnderstand, reason: "the header block \(demand.prefix(64)) is not understood", to: envelope)
    }
    if !answersElsewhere, let address = envelope.replyTo, address != Envelope.anonymous {
      return .fault(
        .sender, subcode: "OnlyAnonymousAddressSupported",
        reason: "answers go on the connection on which the request came", to: envelope)
    }
    return nil
  }

  private static func packed(_ reply: SOAPReply) -> WebReply {
    (try? reply.webReply()) ?? WebReply(.internalServerError)
  }
}

extension SOAPReply {
  /// A fault under a message id of its own.
  fileprivate static func fault(
    _ code: SOAPFault.Code, subcode: String? = nil, reason: String, to request: ReceivedEnvelope?
  ) -> SOAPReply {
    .fault(code, subcode: subcode, reason: reason, to: request, messageID: Envelope.newMessageID())
  }
}
