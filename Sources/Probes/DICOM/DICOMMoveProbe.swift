import DICOM
import DICOMNetwork
import Evidence
import Inventory
import NIOCore
import Specification

/// `dicom.move`: C-MOVE to a listener of the harness, or to another AE title.
enum DICOMMoveProbe: Probe {
  static let description = DICOMMoveDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let scope: RetrievalScope
    do throws(RetrievalScope.Problem) {
      scope = try RetrievalScope(inputs, fixtures: context.fixtures, step: "dicom.move")
    } catch { return .misuse(error.message) }
    guard let sopClass = scope.model.move else { return .misuse("The model of dicom.move has no C-MOVE.") }
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let destination = inputs.text("destination") ?? context.listeners.listeners.first?.aeTitle else {
      return .misuse("dicom.move needs a destination: the network file gives the harness no listener.")
    }
    if let refusal = refusal(of: destination, in: context) { return .unprepared(refusal) }
    guard let cancelAfter = inputs.integer("cancel-after", or: 0, in: 0...100_000) else {
      return .misuse("The input cancel-after of dicom.move is a whole number to 100000.")
    }
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
    let isOurs = context.listeners.listener(destination) != nil
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let accepted = association.acceptance.context(abstractSyntax: sopClass),
        let syntax = accepted.transferSyntax.map({ TransferSyntax(UID($0)) })
      else {
        return DICOMExchange.refusal(
          of: sopClass, name: UIDRegistry.entry(UID(sopClass))?.name ?? "C-MOVE", in: association.acceptance)
      }
      let identifier: ByteBuffer
      do { identifier = try scope.identifier.encoded(as: syntax) } catch {
        throw .misuse("the identifier cannot be encoded: \(error)")
      }
      let arrivals = MoveArrivals(
        scope: scope, calling: exchange.request.callingAETitle, destination: destination, context: context)
      defer {
        if isOurs {
          let taken = arrivals.take()
          exchange.related.add(taken)
          observation.merge(arrivals.fields(taken), uniquingKeysWith: { _, new in new })
        }
      }
      let result = try await association.retrieve(
        RetrieveRequest(
          sopClassUID: sopClass, identifier: identifier, way: .to(destination),
          cancelsAfter: cancelAfter == 0 ? nil : cancelAfter), in: accepted)
      observation.merge(RetrieveObservation.fields(result, syntax: syntax), uniquingKeysWith: { _, new in new })
      return nil
    }
  }

  /// A system of the network is sent to only where it may be written to.
  private static func refusal(of destination: String, in context: StepContext) -> StepFailure? {
    for system in context.network.sites.flatMap(\.systems) {
      guard case .dicom(let endpoint) = system.endpoints[.dicom], endpoint.aeTitle == destination else { continue }
      guard !system.permits.contains(.write) || !context.permits.contains(.write) else { return nil }
      return StepFailure(
        blame: .configuration,
        message: """
          A C-MOVE to \(destination) writes into \(system.reference), on which “write” is not permitted; nothing was sent.
          """)
    }
    return nil
  }
}

/// The objects that come to the harness's listener because of one C-MOVE.
private struct MoveArrivals {
  let scope: RetrievalScope
  let calling: String
  let destination: String
  let system: String
  let log: ArrivalLog
  let attribution: Attribution
  let position: Int
  let start = ContinuousClock.now

  init(scope: RetrievalScope, calling: String, destination: String, context: StepContext) {
    self.scope = scope
    self.calling = calling
    self.destination = destination
    system = context.system.reference
    log = context.listeners.log
    attribution = Attribution(context.network)
    position = log.position
  }

  /// Takes them: those that name us as the originator, and those of the studies asked for that name nobody or, against
  /// PS3.7 §9.3.1.1, the sender itself.
  func take() -> [Arrival] {
    log.take(since: position) { arrival in
      guard case .object(let object) = arrival.content, arrival.listener == destination,
        attribution.allows(arrival, from: system)
      else { return false }
      if let originator = object.originator, originator.aeTitle != arrival.callingAETitle {
        return originator.aeTitle == calling
      }
      guard let study = arrival.dataSet()?.uid(.studyInstanceUID)?.value else { return true }
      return scope.studies.isEmpty || scope.studies.contains(study)
    }
  }

  func fields(_ arrivals: [Arrival]) -> [String: Value] {
    let objects: [StoreIndication] = arrivals.compactMap { arrival in
      if case .object(let object) = arrival.content { object } else { nil }
    }
    var fields = RetrievedSet(objects: objects, study: scope.study, expected: scope.expected).fields
    if let first = arrivals.map(\.time).min() {
      fields["first-object"] = .duration(nanoseconds: (first - start).nanoseconds)
    }
    fields["named-originator"] = .boolean(!objects.isEmpty && objects.allSatisfy { $0.originator?.aeTitle == calling })
    return fields
  }
}
