import DICOM
import DICOMNetwork
import NIOCore

/// What the broker answers over associations: worklists, performed procedure steps, workitems, notices of availability.
struct BrokerAssociations: Sendable {
  private typealias Service = WorkitemReport.Service

  private static let verification = "1.2.840.10008.1.1"
  static let worklist = "1.2.840.10008.5.1.4.31"
  private static let performedStep = "1.2.840.10008.3.1.2.3.3"
  private static let instanceAvailability = "1.2.840.10008.5.1.4.33"
  private static let transferSyntaxes = [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian].map(
    \.uid.value)

  let desk: BrokerDesk
  let settings: Broker.Settings

  /// What is agreed to.
  var policy: AcceptancePolicy {
    var classes = [Self.verification, Self.worklist, Self.performedStep, Self.instanceAvailability]
    classes += [Service.push, .pull, .watch, .query].map(\.rawValue)
    if settings.defects.contains(.upsWithoutWatch) { classes.removeAll { $0 == Service.watch.rawValue } }
    if settings.defects.contains(.upsWithoutPull) { classes.removeAll { $0 == Service.pull.rawValue } }
    return AcceptancePolicy(
      calledAETitles: [settings.aeTitle],
      services: classes.map { AcceptancePolicy.Service($0, transferSyntaxes: Self.transferSyntaxes) })
  }

  /// The classes of its services but verification, which whoever shares a port with it has too.
  var classes: Set<String> { Set(policy.services.keys).subtracting([Self.verification]) }

  /// What is done with requests.
  var handlers: RequestHandlers {
    var handlers = RequestHandlers()
    handlers.find = { (query, responder, _) async throws(AssociationFailure) in
      try await find(query, responder)
    }
    handlers.normalized = { request, association in
      RequestHandlers.NormalizedReply(await answer(request, association))
    }
    return handlers
  }

  private func find(
    _ query: RequestHandlers.Query, _ responder: Responder
  ) async throws(AssociationFailure) -> DIMSEReply {
    let syntax = TransferSyntax(UID(query.transferSyntax))
    guard let keys = try? DataSetDecoder(syntax).decode(query.identifier).dataSet else {
      return DIMSEReply(.unableToProcess, errorComment: "The identifier cannot be read")
    }
    let isWorklist = query.sopClassUID == Self.worklist
    guard let matches = isWorklist ? await desk.worklist(keys) : await desk.workitems(keys, way: .association) else {
      return DIMSEReply(.unableToProcess, errorComment: "A query names a patient")
    }
    for match in matches {
      if await responder.isCancelled { return DIMSEReply(.cancel) }
      guard let content = try? match.encoded(as: syntax) else { return DIMSEReply(.unableToProcess) }
      try await responder.pending(content)
    }
    return DIMSEReply()
  }

  private func answer(_ request: NormalizedRequest, _ association: AcceptedAssociation) async -> DIMSEReply {
    let uid = request.sopInstanceUID ?? ""
    guard let (dataSet, syntax) = content(of: request, association) else {
      return DIMSEReply(.processingFailure, errorComment: "The data set cannot be read")
    }
    switch (request.sopClassUID, request.operation) {
    case (Self.performedStep, .create), (Self.performedStep, .set):
      let isNew = request.operation == .create
      let named = uid.isEmpty && isNew ? OrderBook.newUID() : uid
      let outcome = await desk.perform(named, dataSet, isNew: isNew)
      var reply = DIMSEReply(outcome.status, errorComment: outcome.comment)
      if uid.isEmpty { reply.sopInstanceUID = named }
      return reply
    case (Self.instanceAvailability, .create):
      await desk.available(dataSet)
      return DIMSEReply()
    case (Service.push.rawValue, _): return await workitem(request, uid, dataSet, syntax, association)
    default: return DIMSEReply(.unrecognizedOperation)
    }
  }

  /// The request's data set. Which context it came in is not told: of several transfer syntaxes the one by which it can
  /// be read is that of the sender.
  private func content(
    of request: NormalizedRequest, _ association: AcceptedAssociation
  ) -> (DataSet, TransferSyntax)? {
    let classes = [request.sopClassUID] + Service.allCases.map(\.rawValue)
    let syntaxes = classes.compactMap { association.context(abstractSyntax: $0)?.transferSyntax }
    guard let first = syntaxes.first else { return nil }
    guard let bytes = request.dataSet else { return (DataSet(), TransferSyntax(UID(first))) }
    for syntax in syntaxes.map({ TransferSyntax(UID($0)) }) {
      if let dataSet = try? DataSetDecoder(syntax).decode(bytes).dataSet { return (dataSet, syntax) }
    }
    return nil
  }

  private func workitem(
    _ request: NormalizedRequest, _ uid: String, _ dataSet: DataSet, _ syntax: TransferSyntax,
    _ association: AcceptedAssociation
  ) async -> DIMSEReply {
    let receiver = Tag(keyword: "ReceivingAE").flatMap { dataSet.string($0) } ?? ""
    let status: WorkitemStatus
    switch request.operation {
    case .create:
      let named = uid.isEmpty ? OrderBook.newUID() : uid
      var reply = DIMSEReply(await desk.createWorkitem(named, dataSet).dimse)
      if uid.isEmpty { reply.sopInstanceUID = named }
      return reply
    case .get(let tags):
      guard let held = await desk.workitem(uid, way: .association) else {
        return DIMSEReply(WorkitemStatus.unknown.dimse)
      }
      let asked =
        tags.isEmpty ? held : DataSet(held.elements.filter { tags.contains($0.tag) || $0.tag == .specificCharacterSet })
      guard let bytes = try? asked.encoded(as: syntax) else { return DIMSEReply(.processingFailure) }
      return DIMSEReply(.success, dataSet: bytes)
    case .set: status = await desk.updateWorkitem(uid, dataSet, transaction: nil, way: .association)
    case .action(type: 1): status = await desk.changeWorkitem(uid, dataSet, way: .association)
    case .action(type: 2): status = await desk.requestCancel(uid, dataSet, by: association.request.callingAETitle)
    case .action(type: 3): status = await desk.subscribe(uid, receiver)
    case .action(type: 4): status = await desk.unsubscribe(uid, receiver)
    case .action(type: 5): status = await desk.unsubscribe(uid, receiver, keepsExisting: true)
    case .action: status = .noSuchAction
    case .eventReport, .delete: return DIMSEReply(.unrecognizedOperation)
    }
    return DIMSEReply(status.dimse)
  }
}
