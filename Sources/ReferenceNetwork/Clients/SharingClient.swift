import HTTPExchange
import IHE
import NIOCore
import XMLTree

/// A system that calls registries and repositories: one message there, one answer back.
struct SharingClient: Sendable {
  /// The patients' authority: NHS numbers.
  static let nhsNumbers = SimulatedRegistries.nhsNumbers

  /// Where registry and repository are.
  let address: String
  let group: any EventLoopGroup
  /// Says who the user is; nobody does where nil.
  var asserter: UserAsserter?

  /// Sends a message.
  ///
  /// - Parameters:
  ///   - messageID: Nil for a message that has none, on purpose.
  ///   - bend: What is wrong with the assertion about the user, on purpose.
  func send(
    _ body: MarkupElement, action: String, packaging: SOAPMessage.Packaging,
    attachments: [SOAPRequest.Attachment] = [], messageID: String? = Envelope.newMessageID(),
    bend: AssertionBend? = nil
  ) async throws -> SOAPAnswer {
    let client = try WebClient(WebClientSettings(), group: group)
    do {
      var envelope = Envelope(action: action, messageID: messageID ?? "", to: address, body: body)
      if let asserter { envelope.headers += try asserter.headers(bend) }
      let request = SOAPRequest(envelope, packaging: packaging, attachments: attachments)
      let answer = try await client.exchange(try request.webRequest())
      let message = try SOAPAnswer(answer)
      await client.close()
      return message
    } catch {
      await client.close()
      throw error
    }
  }

  /// An NHS number as CX.
  static func patient(_ number: String) -> String { "\(number)^^^&\(nhsNumbers)&ISO" }
}
