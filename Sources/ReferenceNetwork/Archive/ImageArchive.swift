import DICOM
import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import NIOCore
import NIOPosix

/// An image manager and archive on loopback that keeps every rule, and can be given named defects: verification, storage,
/// query, retrieval, storage commitment, rejection notes and notices of availability by DIMSE, and studies over the web
/// (PS3.4, PS3.18 Chapter 10). Its index is in memory, its data sets in a temporary folder that goes with it.
public final class ImageArchive: Sendable {
  /// AE title.
  public let aeTitle: String
  /// TCP port of the DICOM service.
  public let dicomPort: Int
  /// Address of the web services without a slash at its end.
  public let webAddress: String
  /// TCP port of the web services.
  public var webPort: Int { listener.port }
  private let acceptor: AssociationAcceptor
  private let listener: WebListener
  private let notices: AvailabilityNotices
  private let patients: ArchivePatients
  private let folder: URL
  /// What takes instances that come by other ways than its own.
  let store: StoreService

  private init(
    aeTitle: String, acceptor: AssociationAcceptor, listener: WebListener, webAddress: String,
    notices: AvailabilityNotices, patients: ArchivePatients, folder: URL, store: StoreService
  ) {
    self.store = store
    self.patients = patients
    self.aeTitle = aeTitle
    dicomPort = acceptor.port
    self.webAddress = webAddress
    self.acceptor = acceptor
    self.listener = listener
    self.notices = notices
    self.folder = folder
  }

  /// Why an archive can't be started.
  public enum StartFailure: Error {
    /// There is no room for its folder.
    case folder(String)
    /// The DICOM service can't listen.
    case dicom(AcceptorFailure)
    /// The web services can't listen.
    case web(WebFailure)
  }

  /// Starts an archive.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(StartFailure) -> ImageArchive {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .folder("\(folder.path) can't be made: \(error)")
    }
    do throws(StartFailure) {
      return try await start(settings, in: folder, group: group)
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  private static func start(
    _ settings: Settings, in folder: URL, group: any EventLoopGroup
  ) async throws(StartFailure) -> ImageArchive {
    let holdings = ArchiveHoldings(settings)
    let notices = AvailabilityNotices(settings, group: group)
    let audits = settings.trail.map { ArchiveAudits(trail: $0) }
    let store = StoreService(
      holdings: holdings, notices: notices, audits: audits, settings: settings, folder: folder.path)
    let outage = Outage(defects: settings.defects)
    let acceptor: AssociationAcceptor
    do {
      acceptor = try await AssociationAcceptor.start(
        accepting(settings, outage, folder: folder.path),
        handlers: handlers(settings, holdings, store, audits, group), group: group,
        onEnd: { ended in
          outage.note(ended)
          audits?.ended(ended.recorder)
          Task {
            await notices.ended(ended.recorder)
            await settings.arrivals?.ended(ended.recorder)
          }
        })
    } catch { throw .dicom(error) }
    var listening = WebListener.Settings(host: "127.0.0.1", port: settings.webPort, tls: settings.webTLS)
    listening.maximumLength = settings.maximumLength
    listening.maximumConnections = settings.maximumAssociations
    let scheme = settings.webTLS == nil ? "http" : "https"
    do {
      let web = ArchiveWebService(holdings: holdings, store: store, settings: settings)
      let listener = try await WebListener.start(listening, group: group) { await web.answer($0) }
      return ImageArchive(
        aeTitle: settings.aeTitle, acceptor: acceptor, listener: listener,
        webAddress: "\(scheme)://127.0.0.1:\(listener.port)\(ArchiveWebService.root)", notices: notices,
        patients: ArchivePatients(holdings, folder: folder.path, defects: settings.patientDefects), folder: folder,
        store: store)
    } catch {
      await acceptor.stop()
      throw .web(error)
    }
  }

  private static func accepting(_ settings: Settings, _ outage: Outage, folder: String) -> AcceptorSettings {
    var accepting = AcceptorSettings(
      port: settings.dicomPort, tls: settings.dicomTLS, policy: ArchivePolicy.policy(settings, outage),
      maximumAssociations: settings.maximumAssociations,
      deadlines: Deadlines(
        association: settings.has(.associateWaitsForSilent)
          ? .seconds(600) : min(settings.greeting, settings.silence), message: settings.silence,
        exchange: .seconds(3_600)),
      spool: SpoolSettings(folder: folder, limit: settings.maximumLength))
    if settings.has(.associateTakesFew) { accepting.maximumAssociations = 4 }
    if settings.has(.associateRefusesForGood) {
      accepting.maximumAssociations = 16
      accepting.busy = AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 1)
    }
    return accepting
  }

  private static func handlers(
    _ settings: Settings, _ holdings: ArchiveHoldings, _ store: StoreService, _ audits: ArchiveAudits?,
    _ group: any EventLoopGroup
  ) -> RequestHandlers {
    let query = QueryService(holdings: holdings, settings: settings)
    let retrieve = RetrieveService(holdings: holdings, settings: settings, group: group)
    let commitment = CommitmentService(holdings: holdings, settings: settings, group: group)
    var handlers = RequestHandlers()
    handlers.echo = { _ in DIMSEReply(settings.has(.echoFails) ? .processingFailure : .success) }
    handlers.store = { indication, association in await store.store(indication, association) }
    let scheduled = settings.scheduler?.handlers
    let scheduledClasses = settings.scheduler?.classes ?? []
    handlers.find = { asked, responder, association throws(AssociationFailure) in
      if let find = scheduled?.find, scheduledClasses.contains(asked.sopClassUID) {
        return try await find(asked, responder, association)
      }
      let reply = try await query.find(asked, responder, association)
      audits?.searched(asked, reply, association)
      return reply
    }
    handlers.get = { asked, responder, association throws(AssociationFailure) in
      try await retrieve.get(asked, responder, association)
    }
    handlers.move = { asked, responder, association throws(AssociationFailure) in
      try await retrieve.move(asked, responder, association)
    }
    handlers.normalized = { request, association in
      if let answer = scheduled?.normalized, scheduledClasses.contains(request.sopClassUID) {
        return await answer(request, association)
      }
      // Verification has no such operations (PS3.4 §A.4).
      guard settings.has(.resilienceConfirmsUnknown), request.sopClassUID == ArchivePolicy.verification else {
        return commitment.answer(request, on: association)
      }
      return RequestHandlers.NormalizedReply(DIMSEReply())
    }
    return handlers
  }

  /// Carries what a message says of patients into what is held; to be told of messages that were accepted.
  public func administer(_ message: Message) async { await patients.administer(message) }

  /// Ends every connection, and removes what was held.
  public func stop() async {
    await listener.stop()
    await acceptor.stop()
    await notices.stop()
    try? FileManager.default.removeItem(at: folder)
  }
}
