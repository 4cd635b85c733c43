import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Specification

/// One request for storage commitment, and what a report says of it (PS3.4 §J.3).
struct CommitmentRequest {
  /// Its Transaction UID.
  let transaction: String
  private let references: [(sopClass: String, sopInstance: String)]

  private static let transactionUID = Tag(0x0008, 0x1195)
  private static let referencedSequence = Tag(0x0008, 0x1199)
  private static let failedSequence = Tag(0x0008, 0x1198)
  private static let referencedClass = Tag(0x0008, 0x1150)
  private static let referencedInstance = Tag(0x0008, 0x1155)
  private static let failureReason = Tag(0x0008, 0x1197)
  private static let wellKnownInstance = "1.2.840.10008.1.20.1.1"

  /// A request for a study, and for instances that the system can't have.
  init(study: SyntheticStudy, absent: [String]) {
    // Each request is a transaction of its own, also where a run is repeated with the same seed.
    transaction = SyntheticUID.make(seed: UUID().uuidString, name: "transaction")
    references =
      study.series.flatMap { series in series.instances.map { (series.kind.definition.sopClass, $0) } }
      + absent.map { (study.kind.definition.sopClass, $0) }
  }

  /// The N-ACTION.
  func action(in syntax: TransferSyntax) throws(AssociationFailure) -> NormalizedRequest {
    var information = DataSet()
    do {
      try information.set(Self.transactionUID, UID(transaction))
      let items = try references.map { reference in
        var item = DataSet()
        try item.set(Self.referencedClass, UID(reference.sopClass))
        try item.set(Self.referencedInstance, UID(reference.sopInstance))
        return item
      }
      information.setItems(Self.referencedSequence, items)
      return NormalizedRequest(
        .action(type: 1), sopClassUID: ListenerServices.storageCommitment, sopInstanceUID: Self.wellKnownInstance,
        dataSet: try information.encoded(as: syntax))
    } catch {
      throw .misuse("the request for commitment cannot be encoded: \(error)")
    }
  }

  /// Whether a report is of this request.
  func isOf(_ report: NormalizedRequest, syntax: String) -> Bool {
    guard case .eventReport = report.operation, report.sopClassUID == ListenerServices.storageCommitment else {
      return false
    }
    return Self.dataSet(report, syntax)?.uid(Self.transactionUID)?.value == transaction
  }

  /// Writes a report into an observation: type `DICOMCommitDescription`'s fields.
  func note(
    _ report: NormalizedRequest, syntax: String, way: String, elapsed: Duration, in observation: inout [String: Value]
  ) {
    observation["reported"] = .boolean(true)
    observation["way"] = .string(way)
    observation["report-time"] = .duration(nanoseconds: elapsed.nanoseconds)
    if case .eventReport(let type) = report.operation { observation["event-type"] = .number(Decimal(type)) }
    let dataSet = Self.dataSet(report, syntax) ?? DataSet()
    let committed = (dataSet.items(Self.referencedSequence) ?? []).compactMap { $0.uid(Self.referencedInstance)?.value }
    observation["committed"] = .list(committed.map { .uid($0) })
    observation["failed"] = .list(
      (dataSet.items(Self.failedSequence) ?? []).compactMap { item in
        guard let uid = item.uid(Self.referencedInstance)?.value else { return nil }
        var fields: [String: Value] = ["sop-instance": .uid(uid)]
        if let reason = item.integer(Self.failureReason).flatMap({ UInt16(exactly: $0) }) {
          fields["reason"] = .string(DIMSEStatus(rawValue: reason).code)
        }
        return .record(fields)
      })
    let asked = Set(references.map(\.sopInstance))
    observation["foreign"] = .list(committed.filter { !asked.contains($0) }.map { .uid($0) })
  }

  private static func dataSet(_ report: NormalizedRequest, _ syntax: String) -> DataSet? {
    report.dataSet.flatMap { try? DataSetDecoder(TransferSyntax(UID(syntax))).decode($0).dataSet }
  }
}
