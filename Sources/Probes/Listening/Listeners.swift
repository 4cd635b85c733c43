import DICOMNetwork
import Evidence
import Foundation
import HL7
import HTTPExchange
import Inventory
import NIOCore
import TransportSecurity

/// The listeners of a run, under way from its beginning to its end.
public final class Listeners: Sendable {
  /// The listeners of the network file, in its order.
  let listeners: [Inventory.Listener]
  /// What came.
  let log: ArrivalLog
  /// Folder for objects that are too long for memory; removed at the end.
  let folder: URL
  /// Why they do not listen; nil where they do.
  let failure: StepFailure?
  /// What came as HL7 v2 messages.
  let messages: MessageLog
  /// What came to the channels of Subscriptions.
  let notifications: NotificationLog
  private let notificationListeners: [Inventory.NotificationListener]
  private let acceptors: [AssociationAcceptor]
  /// The listeners for HL7 v2 messages.
  let receivers: MessageReceivers
  private let hooks: [WebListener]
  /// The listeners for SOAP.
  let soap: SOAPListeners
  /// The audit record repositories.
  let audits: AuditListeners

  private init(
    _ listeners: [Inventory.Listener], log: ArrivalLog = ArrivalLog(), messages: MessageLog = MessageLog(),
    notifications: NotificationLog = NotificationLog(),
    notificationListeners: [Inventory.NotificationListener] = [], folder: URL, acceptors: [AssociationAcceptor] = [],
    receivers: MessageReceivers? = nil, hooks: [WebListener] = [], soap: SOAPListeners = SOAPListeners(),
    audits: AuditListeners = .none, failure: StepFailure? = nil
  ) {
    self.listeners = listeners
    self.log = log
    self.messages = messages
    self.folder = folder
    self.acceptors = acceptors
    self.receivers = receivers ?? MessageReceivers(log: messages)
    self.notifications = notifications
    self.notificationListeners = notificationListeners
    self.hooks = hooks
    self.soap = soap
    self.audits = audits
    self.failure = failure
  }

  /// Makes a folder and opens the listeners. That one can't be opened is no end of the run: the steps that need it say so.
  ///
  /// - Parameters:
  ///   - listeners: Those to open; with none there is only the folder, for what comes on the harness's own associations.
  ///   - messages: Those for HL7 v2 messages.
  ///   - notifications: Those for notifications over HTTP.
  ///   - soap: Those for SOAP messages.
  ///   - audits: Those for audit messages.
  ///   - networkFolder: Folder that paths of the network file are relative to.
  public static func open(
    _ listeners: [Inventory.Listener], messages: [Inventory.MessageListener] = [],
    notifications: [Inventory.NotificationListener] = [], soap: [Inventory.SOAPListener] = [],
    audits: [Inventory.AuditListener] = [], networkFolder: String, group: any EventLoopGroup
  ) async -> Listeners {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      return Listeners(
        listeners, folder: folder,
        failure: StepFailure(
          blame: .harness, message: "The harness has no folder for what is sent to it: \(error.localizedDescription)"))
    }
    let log = ArrivalLog()
    var acceptors: [AssociationAcceptor] = []
    for listener in listeners {
      do throws(AcceptorFailure) {
        let handlers = ListenerHandlers.make(aeTitle: listener.aeTitle, log: log)
        acceptors.append(
          try await AssociationAcceptor.start(
            settings(of: listener, networkFolder: networkFolder, folder: folder), handlers: handlers, group: group))
      } catch {
        for acceptor in acceptors { await acceptor.stop() }
        return Listeners(
          listeners, folder: folder,
          failure: StepFailure(
            blame: .harness, message: "The harness's listener \(listener.aeTitle): \(error).",
            advice: "Check listeners in the network file: the address must be this machine's and the port free."))
      }
    }
    let messageLog = MessageLog()
    let receivers = MessageReceivers(log: messageLog, group: group)
    for listener in messages {
      do throws(ConnectionFailure) {
        try await receivers.open(listener.id, settings(of: listener, networkFolder: networkFolder))
      } catch {
        for acceptor in acceptors { await acceptor.stop() }
        await receivers.close()
        return Listeners(
          listeners, folder: folder,
          failure: StepFailure(
            blame: .harness, message: "The harness's listener \(listener.id): \(error).",
            advice: "Check hl7-listeners in the network file: the address must be this machine's and the port free."))
      }
    }
    let notificationLog = NotificationLog()
    var hooks: [WebListener] = []
    for listener in notifications {
      do throws(WebFailure) {
        hooks.append(
          try await WebListener.start(settings(of: listener, networkFolder: networkFolder), group: group) { request in
            WebReply(notificationLog.add(request, at: listener.id))
          })
      } catch {
        for acceptor in acceptors { await acceptor.stop() }
        await receivers.close()
        for hook in hooks { await hook.stop() }
        return Listeners(
          listeners, folder: folder,
          failure: StepFailure(
            blame: .harness, message: "The harness's listener \(listener.id): \(error).",
            advice: "Check http-listeners in the network file: the address must be this machine's and the port free."))
      }
    }
    let soapListeners: SOAPListeners
    do throws(SOAPListeners.Failure) {
      soapListeners = try await SOAPListeners.open(soap, networkFolder: networkFolder, group: group)
    } catch {
      for acceptor in acceptors { await acceptor.stop() }
      await receivers.close()
      for hook in hooks { await hook.stop() }
      return Listeners(
        listeners, folder: folder,
        failure: StepFailure(
          blame: .harness, message: "The harness's listener \(error.listener): \(error.reason).",
          advice: "Check soap-listeners in the network file: \(error.advice)."))
    }
    let repositories: AuditListeners
    do throws(AuditListeners.Failure) {
      repositories = try await AuditListeners.open(audits, networkFolder: networkFolder, group: group)
    } catch {
      for acceptor in acceptors { await acceptor.stop() }
      await receivers.close()
      for hook in hooks { await hook.stop() }
      await soapListeners.close()
      return Listeners(
        listeners, folder: folder,
        failure: StepFailure(
          blame: .harness, message: "The harness's listener \(error.listener): \(error.reason).",
          advice: "Check audit-listeners in the network file: the address must be this machine's and the port free."))
    }
    return Listeners(
      listeners, log: log, messages: messageLog, notifications: notificationLog, notificationListeners: notifications,
      folder: folder, acceptors: acceptors, receivers: receivers, hooks: hooks, soap: soapListeners,
      audits: repositories)
  }

  private static func settings(
    of listener: Inventory.NotificationListener, networkFolder: String
  ) -> WebListener.Settings {
    func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(networkFolder)/\(relative)" }
    return WebListener.Settings(
      host: listener.host, port: listener.port,
      tls: listener.tls.map {
        ServerSecurity(
          certificateFile: path($0.certificate), privateKeyFile: path($0.key), trustRootsFile: $0.trust.map(path))
      })
  }

  private static func settings(
    of listener: Inventory.MessageListener, networkFolder: String
  ) -> MLLPListener.Settings {
    func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(networkFolder)/\(relative)" }
    return MLLPListener.Settings(
      host: listener.host, port: listener.port,
      security: listener.tls.map {
        ListenerSecurity(
          certificateFile: path($0.certificate), privateKeyFile: path($0.key), trustRootsFile: $0.trust.map(path))
      })
  }

  private static func settings(
    of listener: Inventory.Listener, networkFolder: String, folder: URL
  ) -> AcceptorSettings {
    func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(networkFolder)/\(relative)" }
    return AcceptorSettings(
      host: listener.host, port: listener.port,
      tls: listener.tls.map {
        TLSServerSettings(
          certificateFile: path($0.certificate), privateKeyFile: path($0.key), trustRootsFile: $0.trust.map(path))
      },
      policy: ListenerServices.policy(aeTitle: listener.aeTitle), maximumAssociations: 64,
      deadlines: Deadlines(association: .seconds(30), message: .seconds(120), exchange: .seconds(3_600)),
      spool: SpoolSettings(folder: folder.path))
  }

  /// Stops listening and removes what nobody took.
  public func close() async {
    for acceptor in acceptors { await acceptor.stop() }
    await receivers.close()
    for hook in hooks { await hook.stop() }
    await soap.close()
    await audits.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The listener that a step means: the one with the AE title, or the first.
  func listener(_ aeTitle: String?) -> Inventory.Listener? {
    guard let aeTitle else { return listeners.first }
    return listeners.first { $0.aeTitle == aeTitle }
  }

  /// The listener for notifications that a step means: the one of the name, or the first.
  func notificationListener(_ id: String?) -> Inventory.NotificationListener? {
    guard let id else { return notificationListeners.first }
    return notificationListeners.first { $0.id == id }
  }
}
