import DICOM
import DICOMNetwork

/// What a listener of the harness agrees to: every storage class in every transfer syntax, and the notices that systems
/// send.
enum ListenerServices {
  static let verification = "1.2.840.10008.1.1"
  static let storageCommitment = "1.2.840.10008.1.20.1"
  static let performedProcedureStep = "1.2.840.10008.3.1.2.3.3"
  static let instanceAvailability = "1.2.840.10008.5.1.4.33"

  /// The transfer syntax that everybody has.
  static let implicit = TransferSyntax.implicitVRLittleEndian.uid.value

  /// The policy of a listener.
  static func policy(aeTitle: String) -> AcceptancePolicy {
    let uncompressed = [
      TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
    ]
    let storage = storageClasses.map { AcceptancePolicy.Service($0, transferSyntaxes: transferSyntaxes) }
    let notices = [verification, performedProcedureStep, instanceAvailability].map {
      AcceptancePolicy.Service($0, transferSyntaxes: uncompressed)
    }
    // The reporter of a commitment is its provider, and opens the association (PS3.4 §J.3.3).
    let commitment = AcceptancePolicy.Service(
      storageCommitment, transferSyntaxes: uncompressed, requestorMayBeSCU: false, requestorMayBeSCP: true)
    // So is the reporter of a workitem's events (PS3.4 §CC.2.4).
    let events = AcceptancePolicy.Service(
      WorkitemService.event.rawValue, transferSyntaxes: uncompressed, requestorMayBeSCU: false, requestorMayBeSCP: true)
    return AcceptancePolicy(
      calledAETitles: [aeTitle], services: storage + notices + [commitment, events],
      // What the sender would rather send is what it holds: nothing is converted for the harness's sake.
      preference: .requestor, maximumLength: 131_072)
  }

  /// All storage SOP classes of PS3.6.
  static let storageClasses: [String] = UIDRegistry.entries(of: .sopClass).filter { entry in
    entry.keyword.contains("Storage") && !entry.keyword.hasPrefix("StorageCommitment")
      && !entry.keyword.hasPrefix("MediaStorage")
  }.map(\.uid.value)

  /// All transfer syntaxes of PS3.6, the uncompressed ones first.
  static let transferSyntaxes: [String] = {
    let first = [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian].map(\.uid.value)
    return first + UIDRegistry.entries(of: .transferSyntax).map(\.uid.value).filter { !first.contains($0) }
  }()
}
