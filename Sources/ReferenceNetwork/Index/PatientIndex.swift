import HL7
import HTTPExchange
import IHE
import NIOCore
import NIOPosix
import TransportSecurity

/// A patient identity manager on loopback: Patient Identifier Cross-reference Manager and Patient Demographics Supplier
/// over HL7 v2 and HL7 V3, and the responding gateway of patient discovery, over one store in memory.
///
/// The same over FHIR is given by ``RecordsServer`` on the same store.
public final class PatientIndex: Sendable {
  /// What is to be started.
  public struct Settings: Sendable {
    /// What it does wrong; nothing where empty.
    public var defects: Set<IndexDefect> = []
    /// Domains beside the NHS number.
    public var domains = IdentifierDomain.members
    /// Who is told of updates over HL7 v2.
    public var consumers: [MLLPConnection.Endpoint] = []
    /// Addresses of who is told of updates over HL7 V3.
    public var revisionConsumers: [String] = []
    /// Home community for which patients are discovered.
    public var homeCommunityID = "urn:oid:2.25.84291067523406471928305566214370912557"
    /// TCP port of HL7 v2; 0 for a free one.
    public var messagePort = 0
    /// TCP port of HL7 V3; 0 for a free one.
    public var webPort = 0
    /// TLS settings of HL7 V3; plain TCP where nil.
    public var tls: ServerSecurity?
    /// Decides about a request over HTTP before it is served: nil to serve it, else the refusal.
    public var authorize: (@Sendable (ReceivedRequest) -> WebReply?)?

    /// Makes the settings of an index without defects.
    public init() {}
  }

  /// Why an index does not start.
  public enum Failure: Error, Sendable {
    /// It cannot listen for HL7 v2.
    case messages(ConnectionFailure)
    /// It cannot listen for HL7 V3.
    case web(WebFailure)
    /// The home community is no OID in the form of a URN.
    case community(String)
  }

  /// Path of ITI-44, ITI-45 and ITI-47.
  static let path = "/index"
  /// Path of ITI-55.
  static let discoveryPath = "/discovery"

  /// TCP port of HL7 V3.
  public var webPort: Int { web.port }
  /// The identities that it knows.
  public let identities: PatientIdentities
  /// TCP port of HL7 v2 (MLLP).
  public let messagePort: Int
  /// Address of ITI-44, ITI-45 and ITI-47.
  public let address: String
  /// Address of ITI-55.
  public let discoveryAddress: String
  private let messages: MLLPListener
  private let web: WebListener
  private let notifier: UpdateNotifier
  private let revisions: RevisionNotifier

  private init(
    identities: PatientIdentities, messages: MLLPListener, web: WebListener, notifier: UpdateNotifier,
    revisions: RevisionNotifier, isSecured: Bool
  ) {
    self.identities = identities
    self.messages = messages
    self.web = web
    self.notifier = notifier
    self.revisions = revisions
    messagePort = messages.port
    let base = "\(isSecured ? "https" : "http")://127.0.0.1:\(web.port)"
    address = "\(base)\(Self.path)"
    discoveryAddress = "\(base)\(Self.discoveryPath)"
  }

  /// Starts an index on loopback.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(Failure) -> PatientIndex {
    guard let community = HomeCommunityID(urn: settings.homeCommunityID) else {
      throw .community(settings.homeCommunityID)
    }
    let defects = settings.defects
    let identities = PatientIdentities(domains: settings.domains, defects: defects)
    let notifier = UpdateNotifier(to: settings.consumers, of: identities, defects: defects, group: group)
    let revisions: RevisionNotifier
    do throws(WebFailure) {
      revisions = try RevisionNotifier(
        to: settings.revisionConsumers, of: identities, defects: defects, group: group)
    } catch {
      await notifier.stop()
      throw .web(error)
    }
    let changed: @Sendable (IndexChange) -> Void = {
      notifier.tell($0)
      revisions.tell($0)
    }
    let index = IndexMessages(identities, defects: defects, changed: changed)
    let interactions = IndexInteractions(identities, defects: defects, changed: changed)
    let discovery = IndexDiscovery(identities, community: community, defects: defects)
    let messages: MLLPListener
    do throws(ConnectionFailure) {
      messages = try await MLLPListener.start(
        MLLPListener.Settings(host: "127.0.0.1", port: settings.messagePort), group: group
      ) { received in
        guard case .success(let message) = received.message else { return nil }
        return ListenerAnswer(content: index.answer(message))
      }
    } catch { throw .messages(error) }
    do throws(WebFailure) {
      let carriage = Carriage(broken: [])
      let web = try await WebListener.start(
        WebListener.Settings(host: "127.0.0.1", port: settings.webPort, tls: settings.tls), group: group
      ) { request in
        if let refusal = settings.authorize?(request) { return refusal }
        return switch request.path {
        case Self.path: await carriage.answer(request, by: [interactions])
        case Self.discoveryPath: await carriage.answer(request, by: [discovery])
        default: WebReply(.notFound)
        }
      }
      return PatientIndex(
        identities: identities, messages: messages, web: web, notifier: notifier, revisions: revisions,
        isSecured: settings.tls != nil)
    } catch {
      await messages.stop()
      throw .web(error)
    }
  }

  /// Stops listening, and tells what is still to be told.
  public func stop() async {
    await messages.stop()
    await web.stop()
    await notifier.stop()
    await revisions.stop()
  }
}
