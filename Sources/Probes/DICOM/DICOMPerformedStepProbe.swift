import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Specification

/// `dicom.mpps`: reports a performed procedure step, in the right order or in a wrong one.
enum DICOMPerformedStepProbe: Probe {
  static let description = DICOMPerformedStepDescription.description

  /// One request of the step.
  enum Action: String, CaseIterable {
    case create
    case complete
    case discontinue
    /// Back to IN PROGRESS.
    case resume
    /// An N-SET for a step that was never created.
    case changeUnknown = "change-unknown"

    /// The words.
    static let words = allCases.map(\.rawValue)
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.mpps is not a fixture of the specification.")
    }
    var actions: [Action] = [.create, .complete]
    if case .list(let written) = inputs.values["send"] {
      actions = written.compactMap { if case .string(let word) = $0 { Action(rawValue: word) } else { nil } }
      guard actions.count == written.count, (1...20).contains(actions.count) else {
        return .misuse("dicom.mpps sends 1 to 20 of: \(Action.words.joined(separator: ", ")).")
      }
    }
    var changes = DataSet()
    if case .record(let keys) = inputs.values["keys"] {
      do { changes = try FindIdentifier(keys, level: nil, characterSet: nil).dataSet } catch {
        return .misuse("The keys of dicom.mpps make no data set: \(error).")
      }
    }
    let beginning = PerformedStepFixture(study: study).beginning.changed(by: changes)
    let sopClass = ListenerServices.performedProcedureStep
    let uncompressed = [
      TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
    ]
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context, contexts: AssociationRequest.contexts([(sopClass, uncompressed)]))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    // A step is a new one each time: a repeated run must not meet its own.
    let instance = SyntheticUID.make(seed: UUID().uuidString, name: "performed procedure step")
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let syntax = association.acceptance.context(abstractSyntax: sopClass)?.transferSyntax else {
        return DICOMExchange.refusal(
          of: sopClass, name: "Modality Performed Procedure Step", in: association.acceptance)
      }
      observation["sop-instance"] = .uid(instance)
      var responses: [Value] = []
      defer { observation["responses"] = .list(responses) }
      for action in actions {
        let request = try request(
          action, of: study, beginning: beginning, instance: instance, in: TransferSyntax(UID(syntax)))
        let response = try await association.perform(request)
        var fields = AssociationObservation.status(
          response.status, comment: response.errorComment, duration: response.duration)
        fields["request"] = .string(action.rawValue)
        responses.append(.record(fields))
      }
      return nil
    }
  }

  private static func request(
    _ action: Action, of study: SyntheticStudy, beginning: DataSet, instance: String, in syntax: TransferSyntax
  ) throws(AssociationFailure) -> NormalizedRequest {
    let fixture = PerformedStepFixture(study: study)
    let dataSet =
      switch action {
      case .create: beginning
      case .complete, .changeUnknown: fixture.end("COMPLETED")
      case .discontinue: fixture.end("DISCONTINUED")
      case .resume: fixture.end("IN PROGRESS")
      }
    let unknown = SyntheticUID.make(seed: instance, name: "unknown")
    do {
      return NormalizedRequest(
        action == .create ? .create : .set, sopClassUID: ListenerServices.performedProcedureStep,
        sopInstanceUID: action == .changeUnknown ? unknown : instance, dataSet: try dataSet.encoded(as: syntax))
    } catch {
      throw .misuse("the procedure step cannot be encoded: \(error)")
    }
  }
}
