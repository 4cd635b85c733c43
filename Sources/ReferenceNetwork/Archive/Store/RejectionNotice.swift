import DICOM

/// A Key Object Selection Document that withdraws instances (RAD TF-2 §4.66, PS3.3 §A.35.4).
struct RejectionNotice: Sendable {
  /// Why instances are withdrawn: code values of CID 7011.
  enum Reason: String, CaseIterable, Sendable {
    case quality = "113001"
    case patientSafety = "113037"
    case worklistEntry = "113038"
    case retentionExpired = "113039"
  }

  /// Why.
  var reason: Reason
  /// The note itself.
  var uid: String
  /// Studies of the evidence.
  var studies: [String]
  /// What is withdrawn.
  var instances: [String]

  static let sopClass = "1.2.840.10008.5.1.4.1.1.88.59"

  /// Reads a note; nil where the data set is none that withdraws.
  init?(_ dataSet: DataSet) {
    guard dataSet.uid(.sopClassUID)?.value == Self.sopClass,
      let title = dataSet.items(Tag(0x0040, 0xA043))?.first,
      title.string(Tag(0x0008, 0x0102)) == "DCM", let reason = title.string(Tag(0x0008, 0x0100)).flatMap(Reason.init)
    else { return nil }
    self.reason = reason
    uid = dataSet.uid(.sopInstanceUID)?.value ?? ""
    studies = []
    instances = []
    for study in dataSet.items(Tag(0x0040, 0xA375)) ?? [] {
      if let uid = study.uid(.studyInstanceUID)?.value { studies.append(uid) }
      for series in study.items(Tag(0x0008, 0x1115)) ?? [] {
        for item in series.items(Tag(0x0008, 0x1199)) ?? [] {
          if let uid = item.uid(Tag(0x0008, 0x1155))?.value { instances.append(uid) }
        }
      }
    }
  }
}
