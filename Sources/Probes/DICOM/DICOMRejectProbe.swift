import DICOM
import DICOMNetwork
import Foundation
import Specification

/// `dicom.reject`: stores a note that withdraws instances.
enum DICOMRejectProbe: Probe {
  static let description = DICOMRejectDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.reject is not a fixture of the specification.")
    }
    guard let reason = inputs.text("reason").flatMap(RejectionNote.Reason.init) else {
      return .misuse("The reason of dicom.reject is one of: \(RejectionNote.Reason.words.joined(separator: ", ")).")
    }
    let series = inputs.values["series"] == nil ? nil : inputs.integer("series", or: 0, in: 0...study.series.count)
    let instance =
      inputs.values["instance"] == nil ? nil : inputs.integer("instance", or: 0, in: 0...study.instanceCount)
    guard (series == nil) == (inputs.values["series"] == nil),
      (instance == nil) == (inputs.values["instance"] == nil),
      let note = RejectionNote(study, reason, series: series, instance: instance)
    else { return .misuse("The study \(name) has no such series or instance.") }
    let uncompressed = [TransferSyntax.explicitVRLittleEndian.uid.value, ListenerServices.implicit]
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context, contexts: AssociationRequest.contexts([(RejectionNote.sopClass, uncompressed)]))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let syntax = association.acceptance.context(abstractSyntax: RejectionNote.sopClass)?.transferSyntax else {
        return DICOMExchange.refusal(
          of: RejectionNote.sopClass, name: "Key Object Selection Document Storage", in: association.acceptance)
      }
      let request: StoreRequest
      do {
        request = StoreRequest(
          sopClassUID: RejectionNote.sopClass, sopInstanceUID: note.uid, transferSyntax: syntax,
          dataSet: try note.dataSet.encoded(as: TransferSyntax(UID(syntax))))
      } catch { throw .misuse("the note cannot be encoded: \(error)") }
      observation["note"] = .uid(note.uid)
      observation["note-series"] = .uid(note.seriesUID)
      observation["series"] = .list(note.series.map { .uid($0.uid) })
      observation["rejected"] = .list(note.rejected.map { .uid($0) })
      let response = try await association.store(request)
      observation["response"] = .record(
        AssociationObservation.status(response.status, comment: response.errorComment, duration: response.duration))
      return nil
    }
  }
}
