import DICOM
import DICOMNetwork
import NIOCore

/// Answers requests for storage commitment (PS3.4 Annex J).
struct CommitmentService: Sendable {
  static let sopClass = "1.2.840.10008.1.20.1"
  private static let instance = "1.2.840.10008.1.20.1.1"
  private static let transactionUID = Tag(0x0008, 0x1195)
  private static let referencedSequence = Tag(0x0008, 0x1199)
  private static let failedSequence = Tag(0x0008, 0x1198)

  let holdings: ArchiveHoldings
  let settings: ImageArchive.Settings
  let group: any EventLoopGroup

  /// Answers an N-ACTION, and reports afterwards.
  func answer(_ request: NormalizedRequest, on association: AcceptedAssociation) -> RequestHandlers.NormalizedReply {
    guard request.sopClassUID == Self.sopClass, case .action(type: 1) = request.operation else {
      return .init(DIMSEReply(.unrecognizedOperation))
    }
    guard request.sopInstanceUID == Self.instance else { return .init(DIMSEReply(.noSuchInstance)) }
    guard
      let syntax = association.context(abstractSyntax: Self.sopClass).map({ TransferSyntax(UID($0.transferSyntax)) }),
      let information = request.dataSet.flatMap({ try? DataSet(decoding: $0, as: syntax) }),
      information.uid(Self.transactionUID) != nil, information.items(Self.referencedSequence)?.isEmpty == false
    else {
      return .init(DIMSEReply(DIMSEStatus(rawValue: 0x0115), errorComment: "the action information is incomplete"))
    }
    let (report, type) = report(on: information)
    let caller = association.request.callingAETitle
    let address = settings.commitmentReport == .newAssociation ? settings.destinations[caller] : nil
    return .init(DIMSEReply()) { association throws(AssociationFailure) in
      if let address {
        // Whoever is not there misses the report, and asks again.
        try? await send(report, type, to: caller, at: address)
      } else {
        _ = try await association.perform(try Self.request(report, type, in: syntax))
      }
    }
  }

  /// The event information (PS3.4 Table J.3-2) and the event type.
  private func report(on information: DataSet) -> (DataSet, UInt16) {
    var (held, failed): ([DataSet], [DataSet]) = ([], [])
    for var item in information.items(Self.referencedSequence) ?? [] {
      let uid = item.uid(Tag(0x0008, 0x1155))?.value ?? ""
      if holdings.holds(uid) || settings.has(.commitPromisesAll) {
        held.append(item)
      } else {
        let reason = settings.has(.commitMiscodesReason) ? DIMSEStatus.processingFailure : .noSuchInstance
        try? item.set(Tag(0x0008, 0x1197), Int(reason.rawValue))
        failed.append(item)
      }
    }
    if settings.has(.commitForgetsHeld), !failed.isEmpty { held = [] }
    if settings.has(.commitDropsFailures) { failed = [] }
    var report = DataSet()
    report[Self.transactionUID] = information[Self.transactionUID]
    try? report.set(.retrieveAETitle, settings.aeTitle)
    if !held.isEmpty { report.setItems(Self.referencedSequence, held) }
    if !failed.isEmpty { report.setItems(Self.failedSequence, failed) }
    let isComplete = failed.isEmpty || settings.has(.commitMiscodesEvent)
    return (report, isComplete ? 1 : 2)
  }

  private static func request(
    _ report: DataSet, _ type: UInt16, in syntax: TransferSyntax
  ) throws(AssociationFailure) -> NormalizedRequest {
    guard let bytes = try? report.encoded(as: syntax) else { throw .misuse("the report can't be encoded") }
    return NormalizedRequest(
      .eventReport(type: type), sopClassUID: sopClass, sopInstanceUID: instance, dataSet: bytes)
  }

  /// Reports on an association of the archive's own, as SCP by role selection (PS3.4 §J.3.3).
  private func send(
    _ report: DataSet, _ type: UInt16, to title: String, at address: DICOMAddress
  ) async throws(AssociationFailure) {
    let syntax = TransferSyntax.implicitVRLittleEndian
    let request = try Self.request(report, type, in: syntax)
    _ = try await DICOMAssociation.with(
      address,
      request: AssociationRequest(
        calledAETitle: title, callingAETitle: settings.aeTitle,
        contexts: AssociationRequest.contexts([(Self.sopClass, [syntax.uid.value])]),
        roleSelections: [RoleSelection(sopClassUID: Self.sopClass, scu: false, scp: true)]), group: group
    ) { association throws(AssociationFailure) in try await association.perform(request) }
  }
}
