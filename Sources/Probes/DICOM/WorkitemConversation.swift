import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Specification

/// What was asked of one Unified Procedure Step, and what came of it.
struct WorkitemConversation {
  private var fixture: WorkitemFixture
  private var responses: [Value] = []
  private var state: String?
  private var dataSet: DataSet?
  private var claims: (contenders: Int, won: Int)?

  /// What an N-GET asks for: never the Transaction UID, which is the key to the step (PS3.4 §CC.2.7.2).
  private static let attributes: [Tag] = [
    "SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID", "PatientName", "PatientID", "StudyInstanceUID",
    "ScheduledProcedureStepPriority", "ProcedureStepLabel", "WorklistLabel", "ScheduledProcedureStepStartDateTime",
    "InputReadinessState", "InputInformationSequence", "ProcedureStepState",
    "ProcedureStepProgressInformationSequence", "UnifiedProcedureStepPerformedProcedureSequence",
  ].compactMap { Tag(keyword: $0) }

  /// Begins with a step.
  init(fixture: WorkitemFixture) { self.fixture = fixture }

  /// Fields of the observation: type `WorkitemFields.observation`.
  var fields: [String: Value] {
    var fields: [String: Value] = [
      "workitem": .uid(fixture.instance), "transaction": .uid(fixture.transaction), "responses": .list(responses),
    ]
    if let state { fields["state"] = .string(state) }
    if let dataSet { fields["data-set"] = .dataSet(dataSet.withoutBulk) }
    if let claims {
      fields["claims"] = .record([
        "contenders": .number(Decimal(claims.contenders)), "won": .number(Decimal(claims.won)),
      ])
    }
    return fields
  }

  /// How many of those who claimed at once won; nil where nobody did.
  var winners: Int? { claims?.won }

  /// The accepted service in which a request is made; nil where there is none.
  func service(of request: WorkitemRequest, on association: DICOMAssociation) -> WorkitemService? {
    WorkitemService.serving(request).first { association.acceptance.context(abstractSyntax: $0.rawValue) != nil }
  }

  /// Sends a request and notes the response.
  mutating func send(
    _ request: WorkitemRequest, by service: WorkitemService, on association: DICOMAssociation
  ) async throws(AssociationFailure) {
    let syntax = TransferSyntax(
      UID(association.acceptance.context(abstractSyntax: service.rawValue)?.transferSyntax ?? ""))
    let response = try await association.perform(
      try Self.message(request, of: fixture, in: syntax), contextClass: service.rawValue)
    note(response, to: request)
    guard request == .get, let bytes = response.dataSet else { return }
    do throws(DataSetDecodingError) {
      let decoded = try DataSetDecoder(syntax).decode(bytes).dataSet
      dataSet = decoded
      state = Tag(keyword: "ProcedureStepState").flatMap { decoded.string($0) }
    } catch {
      if error.isLimit { throw .misuse("the workitem can't be decoded: \(error)") }
      throw .malformed(
        ProtocolViolation(
          offset: error.offset, rule: error.rule ?? "PS3.5 §7", expected: "a data set in the N-GET-RSP", got: "\(error)"
        ))
    }
  }

  /// Claims the step by many associations at once, each with a Transaction UID of its own. Whoever wins is heard from now
  /// on.
  mutating func race(_ contenders: Int, by exchange: DICOMExchange) async throws(AssociationFailure) {
    var rivals: [(association: DICOMAssociation, fixture: WorkitemFixture)] = []
    for number in 1...contenders {
      let recorder = ExchangeRecorder()
      exchange.related.add(recorder)
      let rival = WorkitemFixture(
        study: fixture.study, instance: fixture.instance, transaction: number == 1 ? fixture.transaction : nil,
        receivingAETitle: fixture.receivingAETitle)
      rivals.append((try await exchange.open(recorder: recorder), rival))
    }
    // All stand before the first claims, so that the claims meet.
    let outcomes = await withTaskGroup(of: (Int, Result<NormalizedResponse, AssociationFailure>).self) { tasks in
      for (index, rival) in rivals.enumerated() {
        tasks.addTask { (index, await Self.claim(rival.fixture, on: rival.association)) }
      }
      var outcomes: [(Int, Result<NormalizedResponse, AssociationFailure>)] = []
      for await outcome in tasks { outcomes.append(outcome) }
      return outcomes.sorted { $0.0 < $1.0 }
    }
    await withTaskGroup(of: Void.self) { tasks in
      for rival in rivals { tasks.addTask { _ = try? await rival.association.release() } }
    }
    var won = 0
    var failure: AssociationFailure?
    var answered = 0
    for (index, outcome) in outcomes {
      switch outcome {
      case .success(let response):
        answered += 1
        note(response, to: .claim)
        if response.status == .success {
          won += 1
          fixture.transaction = rivals[index].fixture.transaction
        }
      case .failure(let problem): failure = failure ?? problem
      }
    }
    claims = (answered, won)
    if let failure { throw failure }
  }

  private static func claim(
    _ fixture: WorkitemFixture, on association: DICOMAssociation
  ) async -> Result<NormalizedResponse, AssociationFailure> {
    do throws(AssociationFailure) {
      guard let syntax = association.acceptance.context(abstractSyntax: WorkitemService.pull.rawValue)?.transferSyntax
      else { throw .misuse("a rival's association has no context for UPS Pull, which the step's own has") }
      return .success(
        try await association.perform(
          try message(.claim, of: fixture, in: TransferSyntax(UID(syntax))), contextClass: WorkitemService.pull.rawValue
        ))
    } catch { return .failure(error) }
  }

  private mutating func note(_ response: NormalizedResponse, to request: WorkitemRequest) {
    var fields = AssociationObservation.status(
      response.status, comment: response.errorComment, duration: response.duration)
    fields["request"] = .string(request.rawValue)
    responses.append(.record(fields))
  }

  /// The DIMSE request (PS3.4 §CC.2.1 to §CC.2.7); the SOP class is that of all steps, whatever the context is for.
  private static func message(
    _ request: WorkitemRequest, of fixture: WorkitemFixture, in syntax: TransferSyntax
  ) throws(AssociationFailure) -> NormalizedRequest {
    let operation: NormalizedRequest.Operation =
      switch request {
      case .create, .createInProgress: .create
      case .get: .get(attributes)
      case .update, .updateByOther, .describePerformed: .set
      case .claim, .claimByOther, .claimWithoutTransaction, .claimUnknown, .complete, .completeByOther, .cancel,
        .cancelByOther, .reschedule:
        .action(type: 1)
      case .requestCancel: .action(type: 2)
      case .subscribe, .subscribeAll: .action(type: 3)
      case .unsubscribe, .unsubscribeAll: .action(type: 4)
      case .suspendAll: .action(type: 5)
      }
    do {
      return NormalizedRequest(
        operation, sopClassUID: WorkitemService.push.rawValue, sopInstanceUID: fixture.instance(of: request),
        dataSet: try fixture.dataSet(of: request)?.encoded(as: syntax))
    } catch {
      throw .misuse("the workitem cannot be encoded: \(error)")
    }
  }
}
