import Evidence
import Foundation
import Inventory
import NIOCore

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
  private let opened: OpenListeners

  private init(
    _ listeners: [Inventory.Listener], log: ArrivalLog = ArrivalLog(), messages: MessageLog = MessageLog(),
    notifications: NotificationLog = NotificationLog(),
    notificationListeners: [Inventory.NotificationListener] = [], folder: URL, opened: OpenListeners = OpenListeners(),
    failure: StepFailure? = nil
  ) {
    self.listeners = listeners
    self.log = log
    self.messages = messages
    self.notifications = notifications
    self.notificationListeners = notificationListeners
    self.folder = folder
    self.opened = opened
    self.failure = failure
  }

  /// The listeners for HL7 v2 messages.
  var receivers: MessageReceivers { opened.receivers }
  /// The listeners for SOAP.
  var soap: SOAPListeners { opened.soap }
  /// The audit record repositories.
  var audits: AuditListeners { opened.audits }

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
          blame: .harness, message: "The harness has no folder for what is sent to it: \(error.systemReason)"))
    }
    let log = ArrivalLog()
    let messageLog = MessageLog()
    let notificationLog = NotificationLog()
    var opened = OpenListeners(messages: messageLog, networkFolder: networkFolder, group: group)
    do throws(ListenerFailure) {
      try await opened.open(listeners, log: log, folder: folder)
      try await opened.open(messages)
      try await opened.open(notifications, log: notificationLog)
      try await opened.open(soap)
      try await opened.open(audits)
    } catch {
      await opened.close()
      return Listeners(listeners, folder: folder, failure: error.failure)
    }
    return Listeners(
      listeners, log: log, messages: messageLog, notifications: notificationLog, notificationListeners: notifications,
      folder: folder, opened: opened)
  }

  /// Stops listening and removes what nobody took.
  public func close() async {
    await opened.close()
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
