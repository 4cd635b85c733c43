import DICOM
import HL7
import HTTPExchange
import NIOCore
import NIOHTTP1
import NIOPosix
import TransportSecurity

/// The FHIR facade of a site on loopback.
///
/// Patients, orders, studies, reports, documents, directory, terminology and log are resources of R4, in memory. What an archive and a broker took, they hand on by ``received(study:)`` and
/// ``received(message:)``.
public final class RecordsServer: Sendable {
  /// How a client shows that it is the one.
  public enum Client: Hashable, Sendable {
    /// By a shared secret.
    case secret(String)
    /// By a key of the curve P-384: its public half in PEM, and its name.
    case key(pem: String, id: String)
  }

  /// What is to be started.
  public struct Settings: Sendable {
    /// What it does wrong; nothing where empty.
    public var defects: Set<RecordsDefect> = []
    /// Identities behind it, shared with a ``PatientIndex``; its own where nil.
    public var identities: PatientIdentities?
    /// ODS code of its organisation.
    public var organisation = "RXX"
    /// Whether patients, organisations, clinicians and texts stand in resources of their own to which others refer by their
    /// address, and not in place by identifier and content. R4 has both.
    public var refersByAddress = false
    /// Base address of the DICOMweb service that gives the images of its studies; nil for none.
    public var images: String?
    /// Clients by their names. Nobody needs a token where it is empty.
    public var clients: [String: Client] = [:]
    /// Decides about a request before it is served: nil to serve it, else the refusal.
    public var authorize: (@Sendable (ReceivedRequest) -> WebReply?)?
    /// TCP port of HTTP; 0 for a free one.
    public var port = 0
    /// TCP port of HL7 v2 (MLLP), 0 for a free one; nil for none.
    public var messagePort: Int?
    /// TLS settings of HTTP; plain TCP where nil.
    public var tls: ServerSecurity?
    /// The port under which it is reached, where that is not the one on which it listens.
    public var statedPort: Int?

    /// Makes the settings of records without defects, and open to all.
    public init() {}
  }

  /// Why records do not start.
  public enum Failure: Error, Sendable {
    /// They cannot listen for HL7 v2.
    case messages(ConnectionFailure)
    /// They cannot listen for HTTP, or call others.
    case web(WebFailure)
  }

  /// Path under which resources are.
  static let path = "/fhir"

  /// TCP port of HTTP.
  public var port: Int { web.port }
  /// Address under which resources are.
  public let address: String
  /// Address at which clients get tokens.
  public let tokenAddress: String
  /// TCP port of HL7 v2; nil where there is none.
  public let messagePort: Int?
  private let records: RecordsHolding
  private let authority: TokenAuthority?
  private let web: WebListener
  private let messages: MLLPListener?
  private let notifier: SubscriptionNotifier

  private init(
    records: RecordsHolding, authority: TokenAuthority?, web: WebListener, messages: MLLPListener?,
    notifier: SubscriptionNotifier, isSecured: Bool,
    statedPort: Int?
  ) {
    self.records = records
    self.authority = authority
    self.web = web
    self.messages = messages
    self.notifier = notifier
    messagePort = messages?.port
    let root = "\(isSecured ? "https" : "http")://127.0.0.1:\(statedPort ?? web.port)"
    address = "\(root)\(Self.path)"
    tokenAddress = "\(root)/token"
  }

  /// Starts records on loopback.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(Failure) -> RecordsServer {
    let identities = settings.identities ?? PatientIdentities()
    var registered = TokenAuthority.Settings()
    registered.clients = settings.clients.mapValues { client in
      switch client {
      case .secret(let secret): .secret(secret)
      case .key(let pem, let id): .key(pem: pem, id: id)
      }
    }
    let authority = settings.clients.isEmpty ? nil : TokenAuthority(registered, defects: settings.defects)
    let notifier: SubscriptionNotifier
    do throws(WebFailure) { notifier = try SubscriptionNotifier(defects: settings.defects, group: group) } catch {
      throw .web(error)
    }
    let records = RecordsHolding(
      RecordsState(
        defects: settings.defects, identities: identities, base: "", refersByAddress: settings.refersByAddress),
      notifier: notifier)
    let handler = RecordsHandler(records: records, authority: authority, defects: settings.defects)
    let lateness = Lateness(every: settings.defects.contains(.tracesLate) ? 5 : 0, by: .milliseconds(2_500))
    let web: WebListener
    do throws(WebFailure) {
      web = try await WebListener.start(
        WebListener.Settings(host: "127.0.0.1", port: settings.port, tls: settings.tls), group: group
      ) { request in
        if let refusal = settings.authorize?(request) { return refusal }
        if request.path == "\(Self.path)/Patient" { await lateness.wait() }
        return handler.reply(request)
      }
    } catch {
      await notifier.stop()
      throw .web(error)
    }
    var messages: MLLPListener?
    if let port = settings.messagePort {
      do throws(ConnectionFailure) {
        messages = try await MLLPListener.start(MLLPListener.Settings(host: "127.0.0.1", port: port), group: group) {
          received in
          guard case .success(let message) = received.message else { return nil }
          return ListenerAnswer(records.take(message))
        }
      } catch {
        await web.stop()
        await notifier.stop()
        throw .messages(error)
      }
    }
    let server = RecordsServer(
      records: records, authority: authority, web: web, messages: messages, notifier: notifier,
      isSecured: settings.tls != nil, statedPort: settings.statedPort)
    records.begin(at: server.address, organisation: settings.organisation, images: settings.images)
    return server
  }

  /// Takes an object that an archive stored: its study becomes an ImagingStudy, or a new version of it.
  public func received(study object: DataSet) { records.take(object) }

  /// Takes a message that a broker took: an order becomes a ServiceRequest, a report a DiagnosticReport.
  ///
  /// - Returns: How it is to be acknowledged; a message of another type is rejected and changes nothing.
  @discardableResult
  public func received(message: Message) -> Acknowledgement.Code { records.take(message) }

  /// The refusal of a request for resources of a type whose token does not open them; nil where it does, or where nobody
  /// needs one. For other services of the system, which its authority gives tokens for too.
  ///
  /// Not to be asked before the records have started.
  func refusal(_ request: ReceivedRequest, type: String) -> WebReply? {
    let field = request.fields.first(name: "authorization")
    guard let problem = authority?.problem(field, type: type, audience: address) else { return nil }
    let challenge = "Bearer realm=\"records\"" + (problem.error.isEmpty ? "" : ", error=\"\(problem.error)\"")
    return WebReply(HTTPResponseStatus(statusCode: problem.status), fields: ["WWW-Authenticate": challenge])
  }

  /// A token as its authority signs them, of another lifetime or for another service, to show that it is refused.
  ///
  /// Nil where nobody needs a token.
  ///
  /// - Parameter lifetime: Seconds from now; negative for one whose time is over.
  public func token(lifetime: Int, audience: String? = nil) -> String? {
    authority?.token(scope: "system/*.rs", lifetime: lifetime, audience: audience ?? address)
  }

  /// Stops listening, closes every connection and ends every call.
  public func stop() async {
    await web.stop()
    await messages?.stop()
    await notifier.stop()
  }
}
