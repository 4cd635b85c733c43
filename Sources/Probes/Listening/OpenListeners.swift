import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import Inventory
import NIOCore
import NIOPosix
import TransportSecurity

/// The listeners of every kind that are open, kind after kind. Where one can't be opened those before it are closed by whoever
/// opened them.
struct OpenListeners: Sendable {
  private var acceptors: [AssociationAcceptor] = []
  private var hooks: [WebListener] = []
  /// Those for HL7 v2 messages.
  let receivers: MessageReceivers
  /// Those for SOAP.
  private(set) var soap = SOAPListeners()
  /// The audit record repositories.
  private(set) var audits = AuditListeners.none
  private let networkFolder: String
  private let group: any EventLoopGroup

  /// None of them.
  init(
    messages: MessageLog = MessageLog(), networkFolder: String = "",
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) {
    receivers = MessageReceivers(log: messages, group: group)
    self.networkFolder = networkFolder
    self.group = group
  }

  /// Opens those for associations.
  ///
  /// - Parameter folder: Where objects go that are too long for memory.
  mutating func open(_ listeners: [Inventory.Listener], log: ArrivalLog, folder: URL) async throws(ListenerFailure) {
    for listener in listeners {
      let settings = AcceptorSettings(
        host: listener.host, port: listener.port, tls: listener.tls.map { ServerSecurity($0, in: networkFolder) },
        policy: ListenerServices.policy(aeTitle: listener.aeTitle), maximumAssociations: 64,
        deadlines: Deadlines(association: .seconds(30), message: .seconds(120), exchange: .seconds(3_600)),
        spool: SpoolSettings(folder: folder.path))
      do throws(AcceptorFailure) {
        let handlers = ListenerHandlers.make(aeTitle: listener.aeTitle, log: log)
        acceptors.append(try await AssociationAcceptor.start(settings, handlers: handlers, group: group))
      } catch {
        throw ListenerFailure(listener: listener.aeTitle, block: "listeners", reason: "\(error)")
      }
    }
  }

  /// Opens those for HL7 v2 messages.
  func open(_ listeners: [Inventory.MessageListener]) async throws(ListenerFailure) {
    for listener in listeners {
      let settings = MLLPListener.Settings(
        host: listener.host, port: listener.port, security: listener.tls.map { ServerSecurity($0, in: networkFolder) })
      do throws(ConnectionFailure) { try await receivers.open(listener.id, settings) } catch {
        throw ListenerFailure(listener: listener.id, block: "hl7-listeners", reason: "\(error)")
      }
    }
  }

  /// Opens those for notifications over HTTP.
  mutating func open(
    _ listeners: [Inventory.NotificationListener], log: NotificationLog
  ) async throws(ListenerFailure) {
    for listener in listeners {
      let settings = WebListener.Settings(
        host: listener.host, port: listener.port, tls: listener.tls.map { ServerSecurity($0, in: networkFolder) })
      do throws(WebFailure) {
        hooks.append(
          try await WebListener.start(settings, group: group) { request in
            WebReply(log.add(request, at: listener.id))
          })
      } catch {
        throw ListenerFailure(listener: listener.id, block: "http-listeners", reason: "\(error)")
      }
    }
  }

  /// Opens those for SOAP.
  mutating func open(_ listeners: [Inventory.SOAPListener]) async throws(ListenerFailure) {
    soap = try await SOAPListeners.open(listeners, networkFolder: networkFolder, group: group)
  }

  /// Opens the audit record repositories.
  mutating func open(_ listeners: [Inventory.AuditListener]) async throws(ListenerFailure) {
    audits = try await AuditListeners.open(listeners, networkFolder: networkFolder, group: group)
  }

  /// Stops listening.
  func close() async {
    for acceptor in acceptors { await acceptor.stop() }
    await receivers.close()
    for hook in hooks { await hook.stop() }
    await soap.close()
    await audits.close()
  }
}
