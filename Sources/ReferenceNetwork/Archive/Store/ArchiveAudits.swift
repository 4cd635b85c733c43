import DICOM
import DICOMNetwork
import IHE
import Synchronization

/// Tells the audit record repository what was stored at an archive, association by association, and what was searched
/// (PS3.15 §A.5.3.7, §A.5.3.10).
final class ArchiveAudits: Sendable {
  /// What came on one association: the patient of each study.
  private struct Transfer {
    var sides: Sides
    var studies: [String: String] = [:]
  }

  /// Who called, and who was called.
  private struct Sides {
    var calling: String
    var called: String
    var remoteHost: String
  }

  private let trail: AuditTrail
  private let transfers = Mutex<[ObjectIdentifier: Transfer]>([:])

  init(trail: AuditTrail) { self.trail = trail }

  /// Notes an instance that came; its study is told of when the association has ended.
  func stored(_ instance: StoredInstance, _ association: AcceptedAssociation) {
    let patient = instance.attributes.string(.patientID) ?? ""
    transfers.withLock { transfers in
      transfers[ObjectIdentifier(association.recorder), default: Transfer(sides: Self.sides(association))]
        .studies[instance.study] = patient
    }
  }

  /// An association has ended.
  func ended(_ recorder: ExchangeRecorder) {
    guard let transfer = transfers.withLock({ $0.removeValue(forKey: ObjectIdentifier(recorder)) }),
      trail.keeps(.tellsSubmissions)
    else { return }
    for (study, patient) in transfer.studies.sorted(by: { $0.key < $1.key }) {
      var objects = [
        AuditMessage.Object(
          id: study, type: "2", role: "3", idType: .init("110180", AuditMessage.dicom, "Study Instance UID"))
      ]
      if trail.keeps(.namesPatients) {
        objects.append(
          AuditMessage.Object(
            id: patient, type: "1", role: "1", idType: .init("2", "RFC-3881", "Patient Number")))
      }
      let event: AuditMessage.Code =
        trail.keeps(.codesEvents)
        ? .init("110104", AuditMessage.dicom, "DICOM Instances Transferred")
        : .init("110105", AuditMessage.dicom, "DICOM Study Deleted")
      tell(event, action: "C", isSuccess: true, transfer.sides, objects)
    }
  }

  /// Tells of a query.
  func searched(_ query: RequestHandlers.Query, _ reply: DIMSEReply, _ association: AcceptedAssociation) {
    guard trail.keeps(.tellsQueries) else { return }
    let object = AuditMessage.Object(
      id: query.sopClassUID, type: "2", role: "3", idType: .init("110181", AuditMessage.dicom, "SOP Class UID"),
      query: Array(query.identifier.readableBytesView),
      details: [.init(type: "TransferSyntax", value: Array(query.transferSyntax.utf8))])
    tell(
      .init("110112", AuditMessage.dicom, "Query"), action: "E", isSuccess: reply.status == .success,
      Self.sides(association), [object])
  }

  private static func sides(_ association: AcceptedAssociation) -> Sides {
    Sides(
      calling: association.request.callingAETitle, called: association.request.calledAETitle,
      remoteHost: association.remoteHost)
  }

  private func tell(
    _ event: AuditMessage.Code, action: String, isSuccess: Bool, _ sides: Sides, _ objects: [AuditMessage.Object]
  ) {
    func participant(_ title: String, _ role: AuditMessage.Code, at host: String) -> AuditMessage.Participant {
      AuditMessage.Participant(
        userID: title, alternativeUserID: "AETITLES=\(title)", isRequestor: role == AuditMessage.sourceRole,
        roles: [role], accessPoint: trail.keeps(.namesAccessPoints) ? host : nil,
        accessPointType: trail.keeps(.namesAccessPoints) ? "2" : nil)
    }
    trail.tell(
      AuditMessage(
        event: AuditMessage.Event(
          id: event, action: action, time: AuditTrail.now(),
          outcome: isSuccess || !trail.keeps(.statesOutcome) ? "0" : "8"),
        participants: [
          participant(sides.calling, AuditMessage.sourceRole, at: sides.remoteHost),
          participant(sides.called, AuditMessage.destinationRole, at: "127.0.0.1"),
        ], source: nil, objects: objects))
  }
}
