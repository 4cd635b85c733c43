import DICOMNetwork
import Specification

/// `dicom.associate`: opens an association, records the answer, releases it.
enum DICOMAssociateProbe: Probe {
  static let description = DICOMAssociateDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let proposals) = inputs.values["propose"], (1...128).contains(proposals.count) else {
      return .misuse("dicom.associate proposes 1 to 128 presentation contexts (PS3.8 §9.3.2.2).")
    }
    var syntaxes: [(abstractSyntax: String, transferSyntaxes: [String])] = []
    var roles: [RoleSelection] = []
    for proposal in proposals {
      guard case .record(let fields) = proposal, case .uid(let abstract) = fields["abstract"],
        let transfer = StepInputs(fields).uids("transfer"), !transfer.isEmpty
      else {
        return .misuse("A proposal of dicom.associate needs an abstract syntax and at least one transfer syntax.")
      }
      syntaxes.append((abstract, transfer))
      if let role = StepInputs(fields).text("role"), !roles.contains(where: { $0.sopClassUID == abstract }) {
        roles.append(RoleSelection(sopClassUID: abstract, scu: role != "scp", scp: role != "scu"))
      }
    }
    guard let maximumLength = inputs.integer("maximum-length", or: 16_384, in: 0...Int(UInt32.max)) else {
      return .misuse("The maximum length of dicom.associate is a whole number from 0 to 4294967295 (PS3.8 §D.1).")
    }
    var exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: AssociationRequest.contexts(syntaxes)) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    exchange.request.maximumLength = UInt32(maximumLength)
    exchange.request.roleSelections = roles
    return await exchange.run { _, _ in nil }
  }
}
