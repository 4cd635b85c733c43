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
    exchange.request.isBent = inputs.values["bend"] == .boolean(true)
    if case .record(let fields) = inputs.values["window"] {
      let window = StepInputs(fields)
      guard let invoked = window.integer("invoked", or: 1, in: 0...65_535),
        let performed = window.integer("performed", or: 1, in: 0...65_535)
      else { return .misuse("The window of dicom.associate has whole numbers from 0 to 65535.") }
      exchange.request.asynchronousOperations = AsynchronousOperationsWindow(
        invoked: UInt16(invoked), performed: UInt16(performed))
    }
    if case .list(let negotiations) = inputs.values["negotiate"] {
      exchange.request.furtherInformation += negotiations.compactMap(negotiation)
    }
    if let word = inputs.text("identity-type") {
      guard let kind = UserIdentityKind(rawValue: word), let identity = inputs.text("identity") else {
        return .misuse("dicom.associate needs an identity of the kind \(word).")
      }
      exchange.request.furtherInformation.append(
        .userIdentityRequest(kind.request(identity, passcode: inputs.text("passcode"))))
    }
    return await exchange.run { _, _ in nil }
  }

  private static func negotiation(_ written: Value) -> UserInformationItem? {
    guard case .record(let fields) = written, case .uid(let sopClass) = fields["class"],
      case .list(let features) = fields["features"]
    else { return nil }
    let words = features.compactMap { if case .string(let word) = $0 { word } else { nil } }
    return .extendedNegotiation(
      ExtendedNegotiation(sopClassUID: sopClass, information: ExtendedQueryFeature.information(Set(words))))
  }
}
