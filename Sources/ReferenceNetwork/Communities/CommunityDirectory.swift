import HTTPExchange
import IHE
import NIOCore
import XMLTree

/// The communities that an initiating gateway knows, and how it asks them.
struct CommunityDirectory: Sendable {
  /// A community.
  struct Community: Sendable {
    /// Its home community id, `urn:oid:…`; nil where its answers tell.
    var home: String?
    /// Address of its responding gateway; nil for one that does not answer.
    var address: String?
    /// How to secure the connection; the system's authorities are trusted where nil.
    var tls: WebTLSSettings?
  }

  /// Why a community gave no answer.
  struct Silence: Error {}

  /// A community that is entered at every gateway and answers nobody: what a gateway does about it, shows there.
  static let silent = Community(home: "urn:oid:2.25.281948206412350263840923651837404105720")

  /// The communities in their order.
  let communities: [Community]
  /// Threads.
  let group: any EventLoopGroup
  /// How long a community is waited for.
  private static let deadlines = WebDeadlines(connect: .seconds(3), idle: .seconds(8), exchange: .seconds(8))

  /// The community of an id; nil for one that is not entered.
  subscript(_ home: String) -> Community? { communities.first { $0.home == home } }

  /// Asks a community.
  ///
  /// - Throws: `Silence` where no answer comes that can be read.
  func ask(_ community: Community, _ message: SOAPRequest) async throws(Silence) -> SOAPAnswer {
    guard let address = community.address else { throw Silence() }
    var message = message
    message.envelope.to = address
    do {
      let client = try WebClient(WebClientSettings(tls: community.tls, deadlines: Self.deadlines), group: group)
      let response: WebResponse
      do { response = try await client.exchange(try message.webRequest()) } catch {
        await client.close()
        throw error
      }
      await client.close()
      return try SOAPAnswer(response)
    } catch { throw Silence() }
  }

  /// A request for whichever community.
  static func request(_ action: String, _ body: MarkupElement, packaging: SOAPMessage.Packaging) -> SOAPRequest {
    SOAPRequest(
      Envelope(action: action, messageID: Envelope.newMessageID(), to: "", body: body),
      packaging: packaging, limits: BodyLimits(memory: 64 << 20))
  }
}
