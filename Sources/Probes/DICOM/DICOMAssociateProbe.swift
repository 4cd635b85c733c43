import DICOMNetwork
import Specification

/// `dicom.associate`: opens an association, records the answer, releases it.
enum DICOMAssociateProbe: Probe {
  static let description = DICOMAssociateDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let proposal: AssociationProposal
    do throws(AssociationProposal.Problem) { proposal = try AssociationProposal(inputs) } catch {
      return .misuse(error.message)
    }
    var exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: proposal.contexts) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    proposal.apply(to: &exchange.request)
    let echoes = inputs.values["echo"] == .boolean(true)
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard echoes else { return nil }
      guard association.acceptance.context(abstractSyntax: ListenerServices.verification) != nil else {
        return DICOMExchange.refusal(
          of: ListenerServices.verification, name: "Verification", in: association.acceptance)
      }
      let response = try await association.echo()
      observation["echo"] = .record(
        AssociationObservation.status(response.status, comment: response.errorComment, duration: response.duration))
      return nil
    }
  }
}
