import HTTPExchange
import IHE

/// A message that came to one of the harness's listeners for SOAP.
struct SOAPArrival: Sendable {
  /// Its place among all arrivals.
  var number = 0
  /// Name of the listener.
  var listener: String
  /// The channel that it came to; nil for the actors that the harness plays.
  var channel: String?
  /// Path and query as they were sent.
  var path: String
  /// Media type in lower case, without parameters.
  var mediaType: String?
  /// Address of the sender.
  var remoteHost: String
  /// Whether it came over TLS.
  var isSecured: Bool
  /// When it was there as a whole.
  var time: ContinuousClock.Instant
  /// Bytes of its content.
  var length: Int
  /// The message, or why it is none.
  var message: Result<SOAPMessage, SOAPMessage.Fault>
  /// What it asks for, and what an actor of the harness made of it; nil where it came to a channel or to nobody.
  var transaction: ReceivedTransaction?
  /// What it tells the consumer of identifiers that the harness plays; nil where it came to another.
  var update: ReceivedUpdate?
  /// What it asserts of who sends it; nil where the listener does not judge that.
  var assertion: ReceivedAssertion?
  /// Status that answered it.
  var status = 0
  /// The request and its answer, free of credentials.
  var entries: [WebEntry] = []

  /// Of a request.
  init(
    _ request: ReceivedRequest, at listener: String, channel: String?,
    message: Result<SOAPMessage, SOAPMessage.Fault>
  ) {
    self.listener = listener
    self.channel = channel
    path = request.target
    mediaType = request.mediaType
    remoteHost = request.remoteHost
    isSecured = request.isSecured
    time = request.time
    length = request.content.count
    self.message = message
  }

  /// The envelope; nil where there is none.
  var envelope: ReceivedEnvelope? { (try? message.get())?.envelope }

  /// What it is, where no actor took it.
  var reason: String {
    switch message {
    case .failure(let fault): "\(fault)"
    case .success(let message):
      "\(message.envelope.isSOAP11 ? "SOAP 1.1, " : "")action \(message.envelope.action?.prefix(128) ?? "missing")"
    }
  }
}
