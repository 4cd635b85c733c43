import DICOM
import DICOMNetwork
import Evidence
import Inventory
import NIOCore
import Specification

/// `dicom.misbehave`: one act of bad manners, and whether the system goes on serving others.
///
/// A system that no longer serves after the act is to blame for it: it served before, nothing else of the harness is
/// under way on it, and the way to it is still there. Where it did not serve before, nothing is sent.
enum DICOMMisbehaveProbe: Probe {
  static let description = DICOMMisbehaveDescription.description

  /// Half-open connections of the act `silent-connections`.
  private static let silentConnections = 20

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let act = inputs.text("act").flatMap(Misconduct.init) else {
      return .misuse("The act of dicom.misbehave is none that this version knows.")
    }
    guard case .dicom(let endpoint) = context.system.endpoints[.dicom] else {
      return .misuse("The network file gives no DICOM endpoint for \(context.system.reference).")
    }
    let whole = Duration.nanoseconds(context.deadline)
    let patience = inputs.duration("within") ?? (act.isNoticedByTimer ? .seconds(40) : .seconds(5))
    let beside = inputs.duration("beside-within") ?? .seconds(3)
    let recovery = inputs.duration("recovery") ?? .seconds(5)
    guard max(patience, beside) + .seconds(1) <= whole else {
      return .misuse(
        "dicom.misbehave waits \(max(patience, beside)) for the system, and the step has \(whole) in all.",
        advice: "Give the step a longer `timeout`, or a shorter `within`.")
    }
    var object: StoreRequest?
    if act.stage == .storage {
      guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
        return .misuse("The act \(act.rawValue) of dicom.misbehave stores an object: give a study.")
      }
      object = broken(study.copy(act.rawValue), for: act)
    }
    let contexts = AssociationRequest.contexts([
      (object?.sopClassUID ?? "1.2.840.10008.1.1", ["1.2.840.10008.1.2"])
    ])
    let attempt = MisconductAttempt(
      act: act, address: DICOMAddress(endpoint, folder: context.networkFolder),
      request: AssociationRequest(endpoint, inputs: inputs, context: context, contexts: contexts),
      endpoint: EndpointText.text(of: endpoint), object: object, patience: patience, beside: beside, recovery: recovery,
      further: act == .silentConnections ? silentConnections - 1 : 0, group: context.group)
    return await attempt.result()
  }

  /// The first instance of a study, encoded as the act wants it.
  private static func broken(_ study: SyntheticStudy, for act: Misconduct) -> StoreRequest? {
    guard let series = study.series.first, let instance = series.instances.first else { return nil }
    let syntax: TransferSyntax = act == .wrongTransferSyntax ? .explicitVRLittleEndian : .implicitVRLittleEndian
    guard let dataSet = try? SyntheticImage(study: study).dataSet(series: series, index: 0, in: syntax),
      let bytes = try? DataSetEncoder(syntax, sequenceLength: .undefined).encode(dataSet)
    else { return nil }
    return StoreRequest(
      sopClassUID: series.kind.definition.sopClass, sopInstanceUID: instance, transferSyntax: syntax.uid.value,
      dataSet: bytes)
  }
}

extension StepInputs {
  /// A length of time.
  func duration(_ name: String) -> Duration? {
    if case .duration(let nanoseconds) = values[name] { .nanoseconds(nanoseconds) } else { nil }
  }
}
