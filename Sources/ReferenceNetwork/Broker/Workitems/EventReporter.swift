import DICOM
import DICOMNetwork
import NIOCore

/// Tells those who watch workitems, in order: over their connection for events where they have one, and by an
/// association of its own where their address is known (PS3.4 §CC.2.4).
actor EventReporter {
  private let aeTitle: String
  private let subscribers: [String: DICOMAddress]
  private let sockets: EventSockets
  private let group: any EventLoopGroup
  private var waiting: [WorkitemReport] = []
  private var isWorking = false

  /// Reports that wait at most; more are dropped.
  private static let limit = 10_000

  /// Makes a reporter.
  init(aeTitle: String, subscribers: [String: DICOMAddress], sockets: EventSockets, group: any EventLoopGroup) {
    self.aeTitle = aeTitle
    self.subscribers = subscribers
    self.sockets = sockets
    self.group = group
  }

  /// Takes reports; they are sent one after the other.
  func tell(_ reports: [WorkitemReport]) {
    for report in reports {
      sockets.send(report.message, to: report.receiver)
      if subscribers[report.receiver] != nil, waiting.count < Self.limit { waiting.append(report) }
    }
    guard !isWorking, !waiting.isEmpty else { return }
    isWorking = true
    Task { await work() }
  }

  private func work() async {
    while !waiting.isEmpty { await send(waiting.removeFirst()) }
    isWorking = false
  }

  private func send(_ report: WorkitemReport) async {
    guard let address = subscribers[report.receiver],
      let content = try? report.information.encoded(as: .explicitVRLittleEndian)
    else { return }
    let event = WorkitemReport.Service.event.rawValue
    // Whoever reports is the provider of the service, though it opens the association.
    let request = AssociationRequest(
      calledAETitle: report.receiver, callingAETitle: aeTitle,
      contexts: AssociationRequest.contexts([(event, [TransferSyntax.explicitVRLittleEndian.uid.value])]),
      roleSelections: [RoleSelection(sopClassUID: event, scu: false, scp: true)])
    let deadlines = Deadlines(
      connect: .seconds(2), association: .seconds(2), message: .seconds(5), release: .seconds(1), exchange: .seconds(10)
    )
    // A watcher that cannot be reached hears nothing: the workitem itself can be read at any time.
    _ = try? await DICOMAssociation.with(address, request: request, deadlines: deadlines, group: group) {
      (association) async throws(AssociationFailure) in
      _ = try await association.perform(
        NormalizedRequest(
          .eventReport(type: report.type), sopClassUID: WorkitemReport.Service.push.rawValue,
          sopInstanceUID: report.workitem, dataSet: content), contextClass: event)
    }
  }
}
