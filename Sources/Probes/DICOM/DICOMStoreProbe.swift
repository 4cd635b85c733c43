import DICOM
import DICOMNetwork
import Evidence
import Foundation
import NIOCore
import Specification
import Synchronization

/// `dicom.store`: sends a synthetic study.
enum DICOMStoreProbe: Probe {
  static let description = DICOMStoreDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.store is not a fixture of the specification.")
    }
    guard let rounds = inputs.integer("repeat", or: 1, in: 1...100) else {
      return .misuse("The input repeat of dicom.store is a whole number from 1 to 100.")
    }
    let standard = [TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value]
    let transfer = inputs.uids("transfer") ?? standard
    for uid in transfer where !standard.contains(uid) {
      return .misuse(
        "dicom.store of this version encodes Implicit and Explicit VR Little Endian; \(uid) is neither.",
        advice: "Negotiate other transfer syntaxes with dicom.associate.")
    }
    let sopClass = study.modality.sopClass
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context,
      contexts: AssociationRequest.contexts([(abstractSyntax: sopClass, transferSyntaxes: transfer)]))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let accepted = association.acceptance.context(abstractSyntax: sopClass),
        let syntax = accepted.transferSyntax.map({ TransferSyntax(UID($0)) })
      else {
        return DICOMExchange.refusal(
          of: sopClass, name: UIDRegistry.entry(UID(sopClass))?.name ?? "storage", in: association.acceptance)
      }
      let answered = Mutex<[StoreResponse]>([])
      let requests = StudyRequests(study: study, rounds: rounds, syntax: syntax)
      defer {
        let responses = answered.withLock { $0 }
        observation["sent"] = .number(Decimal(responses.count))
        observation["bytes"] = .size(bytes: responses.reduce(0) { $0 + Int64($1.length) })
        observation["responses"] = .list(responses.map { Self.value(of: $0, sopClass: sopClass) })
      }
      let responses = try await association.store(requests) { response in answered.withLock { $0.append(response) } }
      guard responses.count == study.instanceCount * rounds else {
        throw .misuse("only \(responses.count) of \(study.instanceCount * rounds) instances could be encoded")
      }
      return nil
    }
  }

  private static func value(of response: StoreResponse, sopClass: String) -> Value {
    var fields = AssociationObservation.status(
      response.status, comment: response.errorComment, duration: response.duration)
    fields["sop-class"] = .uid(sopClass)
    fields["sop-instance"] = .uid(response.sopInstanceUID)
    return .record(fields)
  }
}

/// The C-STORE requests of a study, each made when it is its turn.
private struct StudyRequests: Sequence, Sendable {
  let study: SyntheticStudy
  let rounds: Int
  let syntax: TransferSyntax

  func makeIterator() -> AnyIterator<StoreRequest> {
    let positions = study.series.flatMap { series in series.instances.indices.map { (series: series, index: $0) } }
    let image = SyntheticImage(study: study)
    var next = 0
    return AnyIterator {
      while next < positions.count * rounds {
        let (series, index) = positions[next % positions.count]
        next += 1
        guard
          let bytes = try? DataSetEncoder(syntax, sequenceLength: .undefined)
            .encode(image.dataSet(series: series, index: index))
        else { continue }
        return StoreRequest(
          sopClassUID: study.modality.sopClass, sopInstanceUID: series.instances[index],
          transferSyntax: syntax.uid.value, dataSet: bytes)
      }
      return nil
    }
  }
}
