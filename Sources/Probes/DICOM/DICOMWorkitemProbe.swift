import DICOM
import DICOMNetwork
import Evidence
import Foundation
import NIOCore
import Specification

/// `dicom.workitem`: sends requests about one Unified Procedure Step.
enum DICOMWorkitemProbe: Probe {
  static let description = DICOMWorkitemDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.workitem is not a fixture of the specification.")
    }
    var requests: [WorkitemRequest] = [.create]
    if case .list(let written) = inputs.values["send"] {
      requests = StepInputs.words(written).compactMap(WorkitemRequest.init)
      guard requests.count == written.count, (1...40).contains(requests.count) else {
        return .misuse("dicom.workitem sends 1 to 40 of: \(WorkitemRequest.words.joined(separator: ", ")).")
      }
    }
    guard let contenders = inputs.integer("contenders", or: 1, in: 1...16) else {
      return .misuse("The contenders of dicom.workitem are a whole number from 1 to 16.")
    }
    guard let races = inputs.integer("races", or: 1, in: 1...100), races == 1 || contenders > 1 else {
      return .misuse("The races of dicom.workitem are a whole number from 1 to 100, and need contenders.")
    }
    let uncompressed = [
      TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
    ]
    let services: [WorkitemService] = [.push, .pull, .watch]
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context, contexts: AssociationRequest.contexts(services.map { ($0.rawValue, uncompressed) }))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let fixture = WorkitemFixture(
      study: study, instance: inputs.text("workitem"), transaction: inputs.text("transaction"),
      receivingAETitle: context.listeners.listeners.first?.aeTitle ?? exchange.request.callingAETitle)
    return await exchange.run { association, observation throws(AssociationFailure) in
      var tally = RaceTally()
      defer { if races > 1 { observation.merge(tally.fields, uniquingKeysWith: { _, new in new }) } }
      for number in 1...races {
        var conversation = WorkitemConversation(
          fixture: number == 1
            ? fixture : WorkitemFixture(study: study, receivingAETitle: fixture.receivingAETitle))
        defer {
          observation.merge(conversation.fields, uniquingKeysWith: { _, new in new })
          tally.note(conversation)
        }
        let failure = try await send(requests, contenders, in: &conversation, on: association, by: exchange)
        if let failure { return failure }
      }
      return nil
    }
  }

  private static func send(
    _ requests: [WorkitemRequest], _ contenders: Int, in conversation: inout WorkitemConversation,
    on association: DICOMAssociation, by exchange: DICOMExchange
  ) async throws(AssociationFailure) -> StepFailure? {
    for request in requests {
      guard let service = conversation.service(of: request, on: association) else {
        let wanted = WorkitemService.serving(request)[0].rawValue
        return DICOMExchange.refusal(
          of: wanted, name: UIDRegistry.entry(UID(wanted))?.name ?? "Unified Procedure Step",
          in: association.acceptance)
      }
      if request == .claim, contenders > 1 {
        try await conversation.race(contenders, by: exchange)
      } else {
        try await conversation.send(request, by: service, on: association)
      }
    }
    return nil
  }

  /// How several races went.
  private struct RaceTally {
    private var held = 0
    private var decided = 0
    private var workitems: [Value] = []
    private var transactions: [Value] = []

    mutating func note(_ conversation: WorkitemConversation) {
      let fields = conversation.fields
      if let workitem = fields["workitem"], let transaction = fields["transaction"] {
        workitems.append(workitem)
        transactions.append(transaction)
      }
      guard let winners = conversation.winners else { return }
      held += 1
      if winners == 1 { decided += 1 }
    }

    var fields: [String: Value] {
      [
        "races": .record(["held": .number(Decimal(held)), "decided": .number(Decimal(decided))]),
        "workitems": .list(workitems), "transactions": .list(transactions),
      ]
    }
  }
}
