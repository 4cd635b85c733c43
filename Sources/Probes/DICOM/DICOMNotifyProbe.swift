import DICOM
import DICOMNetwork
import Foundation
import Specification

/// `dicom.notify`: tells a system which instances can be had, as an archive does.
enum DICOMNotifyProbe: Probe {
  static let description = DICOMNotifyDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.notify is not a fixture of the specification.")
    }
    typealias Availability = AvailabilityNotice.Availability
    guard let availability = Availability(rawValue: inputs.text("availability") ?? Availability.online.rawValue) else {
      return .misuse("The availability of dicom.notify is one of: \(Availability.words.joined(separator: ", ")).")
    }
    let sopClass = ListenerServices.instanceAvailability
    let uncompressed = [TransferSyntax.explicitVRLittleEndian.uid.value, ListenerServices.implicit]
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context, contexts: AssociationRequest.contexts([(sopClass, uncompressed)]))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let notice = AvailabilityNotice(
      study, availability, from: inputs.text("retrieve-ae") ?? exchange.request.callingAETitle)
    // Each notice is a new one.
    let instance = SyntheticUID.make(seed: UUID().uuidString, name: "availability notice")
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let syntax = association.acceptance.context(abstractSyntax: sopClass)?.transferSyntax else {
        return DICOMExchange.refusal(
          of: sopClass, name: "Instance Availability Notification", in: association.acceptance)
      }
      let request: NormalizedRequest
      do {
        request = NormalizedRequest(
          .create, sopClassUID: sopClass, sopInstanceUID: instance,
          dataSet: try notice.dataSet.encoded(as: TransferSyntax(UID(syntax))))
      } catch { throw .misuse("the notice cannot be encoded: \(error)") }
      let response = try await association.perform(request)
      observation["sop-instance"] = .uid(instance)
      observation["response"] = .record(
        AssociationObservation.status(response.status, comment: response.errorComment, duration: response.duration))
      return nil
    }
  }
}
