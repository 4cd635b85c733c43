import DICOM
import DICOMNetwork
import Evidence
import NIOCore
import Specification
import Synchronization

/// `dicom.get`: C-GET, with the objects on the same association.
enum DICOMGetProbe: Probe {
  static let description = DICOMGetDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let scope: RetrievalScope
    do throws(RetrievalScope.Problem) {
      scope = try RetrievalScope(inputs, fixtures: context.fixtures, step: "dicom.get")
    } catch { return .misuse(error.message) }
    guard let sopClass = scope.model.get else { return .misuse("The model of dicom.get has no C-GET.") }
    let classes = inputs.uids("classes") ?? (scope.study?.sopClasses ?? []) + scope.model.storageClasses
    guard (1...127).contains(classes.count) else {
      return .misuse("dicom.get proposes 1 to 127 storage classes: give a study or classes.")
    }
    let cancelAfter = inputs.integer("cancel-after", or: 0, in: 0...100_000)
    guard let cancelAfter else { return .misuse("The input cancel-after of dicom.get is a whole number to 100000.") }
    let uncompressed = [
      TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
    ]
    let transfer = inputs.uids("transfer") ?? scope.study?.proposedSyntaxes ?? uncompressed
    let syntaxes = [(abstractSyntax: sopClass, transferSyntaxes: uncompressed)] + classes.map { ($0, transfer) }
    var exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: AssociationRequest.contexts(syntaxes)) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    exchange.request.roleSelections = classes.map { RoleSelection(sopClassUID: $0, scu: false, scp: true) }
    if inputs.values["maximum-length"] == nil { exchange.request.maximumLength = 131_072 }
    let folder = context.listeners.folder.path
    let onlyCounts = context.isUnderLoad && !context.comparesObjects
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let accepted = association.acceptance.context(abstractSyntax: sopClass),
        let syntax = accepted.transferSyntax.map({ TransferSyntax(UID($0)) })
      else {
        return DICOMExchange.refusal(
          of: sopClass, name: UIDRegistry.entry(UID(sopClass))?.name ?? "C-GET", in: association.acceptance)
      }
      let identifier: ByteBuffer
      do { identifier = try scope.identifier.encoded(as: syntax) } catch {
        throw .misuse("the identifier cannot be encoded: \(error)")
      }
      let received = ReceivedObjects()
      defer {
        observation.merge(received.fields(scope, onlyCounts: onlyCounts), uniquingKeysWith: { _, new in new })
      }
      let result = try await association.retrieve(
        RetrieveRequest(
          sopClassUID: sopClass, identifier: identifier, way: .here(SpoolSettings(folder: folder)),
          cancelsAfter: cancelAfter == 0 ? nil : cancelAfter), in: accepted
      ) { received.take($0) }
      observation.merge(RetrieveObservation.fields(result, syntax: syntax), uniquingKeysWith: { _, new in new })
      return nil
    }
  }
}

/// What comes during a C-GET, up to what the harness has room for.
private final class ReceivedObjects: Sendable {
  private struct State {
    var objects: [StoreIndication] = []
    var bytes = 0
    var first: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  func take(_ object: StoreIndication) -> DIMSEReply {
    state.withLock { state in
      guard state.objects.count < ArrivalLog.countLimit, state.bytes + object.dataSet.length <= ArrivalLog.byteLimit
      else { return DIMSEReply(.outOfResources, errorComment: "the harness has no room left") }
      if state.first == nil { state.first = .now }
      state.objects.append(object)
      state.bytes += object.dataSet.length
      return DIMSEReply()
    }
  }

  func fields(_ scope: RetrievalScope, onlyCounts: Bool) -> [String: Value] {
    let (objects, first) = state.withLock { ($0.objects, $0.first) }
    var fields = RetrievedSet(
      objects: objects, study: scope.study, expected: scope.expected, onlyCounts: onlyCounts
    ).fields
    if let first { fields["first-object"] = .duration(nanoseconds: (first - start).nanoseconds) }
    return fields
  }
}
