import DICOM
import DICOMNetwork
import Evidence
import Foundation
import NIOCore
import PixelCoding
import Specification
import Synchronization

/// `dicom.store`: sends a synthetic study, in any transfer syntax that it can be brought into.
enum DICOMStoreProbe: Probe {
  static let description = DICOMStoreDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.store is not a fixture of the specification.")
    }
    guard let rounds = inputs.integer("repeat", or: 1, in: 1...100) else {
      return .misuse("The input repeat of dicom.store is a whole number from 1 to 100.")
    }
    let transfer = inputs.uids("transfer") ?? study.proposedSyntaxes
    for uid in transfer {
      if let problem = problem(of: TransferSyntax(UID(uid)), for: study) { return .misuse(problem) }
    }
    let classes = study.sopClasses
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context,
      contexts: AssociationRequest.contexts(classes.map { (abstractSyntax: $0, transferSyntaxes: transfer) }))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    return await exchange.run { association, observation throws(AssociationFailure) in
      var syntaxes: [String: TransferSyntax] = [:]
      for sopClass in classes {
        guard
          let syntax = association.acceptance.context(abstractSyntax: sopClass, transferSyntaxes: transfer)?
            .transferSyntax
        else {
          return DICOMExchange.refusal(
            of: sopClass, name: UIDRegistry.entry(UID(sopClass))?.name ?? "storage", in: association.acceptance)
        }
        syntaxes[sopClass] = TransferSyntax(UID(syntax))
      }
      let answered = Mutex<[StoreResponse]>([])
      let requests = StudyRequests(study: study, rounds: rounds, syntaxes: syntaxes)
      defer {
        let responses = answered.withLock { $0 }
        observation["sent"] = .number(Decimal(responses.count))
        observation["bytes"] = .size(bytes: responses.reduce(0) { $0 + Int64($1.length) })
        observation["responses"] = .list(responses.map { Self.value(of: $0, study, syntaxes) })
      }
      let responses = try await association.store(requests) { response in answered.withLock { $0.append(response) } }
      guard responses.count == study.instanceCount * rounds else {
        throw .misuse(
          """
          only \(responses.count) of \(study.instanceCount * rounds) instances could be encoded: \
          \(requests.problem ?? "no reason known")
          """)
      }
      return nil
    }
  }

  /// Why objects of the study are not sent in a transfer syntax; nil where they are.
  private static func problem(of syntax: TransferSyntax, for study: SyntheticStudy) -> String? {
    let name = syntax.uid.keyword ?? syntax.uid.value
    if syntax == study.transferSyntax { return nil }
    if syntax.isEncapsulated, PixelCodec(syntax) == nil { return "dicom.store does not encode pixel data in \(name)." }
    if !syntax.isEncapsulated, UIDRegistry.entry(syntax.uid) == nil || syntax.referencesPixelData {
      return "dicom.store does not encode data sets in \(name)."
    }
    guard syntax.isLossy else { return nil }
    return """
      dicom.store does not lose information of \(study.name) on the way: declare the fixture with \
      `transfer-syntax: \(name)` to send objects that were made in it.
      """
  }

  private static func value(
    of response: StoreResponse, _ study: SyntheticStudy, _ syntaxes: [String: TransferSyntax]
  ) -> Value {
    var fields = AssociationObservation.status(
      response.status, comment: response.errorComment, duration: response.duration)
    fields["sop-instance"] = .uid(response.sopInstanceUID)
    if let sopClass = study.place(of: response.sopInstanceUID)?.series.kind.definition.sopClass {
      fields["sop-class"] = .uid(sopClass)
      if let syntax = syntaxes[sopClass] { fields["transfer-syntax"] = .uid(syntax.uid.value) }
    }
    return .record(fields)
  }
}

/// The C-STORE requests of a study, each made when it is its turn.
private final class StudyRequests: Sequence, Sendable {
  private let study: SyntheticStudy
  private let rounds: Int
  private let syntaxes: [String: TransferSyntax]
  private let failed = Mutex<String?>(nil)

  /// Requests for each instance in each round, in the transfer syntax of its SOP class.
  init(study: SyntheticStudy, rounds: Int, syntaxes: [String: TransferSyntax]) {
    self.study = study
    self.rounds = rounds
    self.syntaxes = syntaxes
  }

  /// Why an instance could not be encoded.
  var problem: String? { failed.withLock { $0 } }

  func makeIterator() -> AnyIterator<StoreRequest> {
    let positions = study.series.flatMap { series in series.instances.indices.map { (series: series, index: $0) } }
    var next = 0
    return AnyIterator { [self] in
      while next < positions.count * rounds {
        let (series, index) = positions[next % positions.count]
        next += 1
        if let request = request(series, index) { return request }
      }
      return nil
    }
  }

  private func request(_ series: SyntheticStudy.Series, _ index: Int) -> StoreRequest? {
    let sopClass = series.kind.definition.sopClass
    guard let syntax = syntaxes[sopClass] else { return nil }
    do {
      let dataSet = try SyntheticImage(study: study).dataSet(series: series, index: index, in: syntax)
      return StoreRequest(
        sopClassUID: sopClass, sopInstanceUID: series.instances[index], transferSyntax: syntax.uid.value,
        dataSet: try DataSetEncoder(syntax, sequenceLength: .undefined).encode(dataSet))
    } catch {
      failed.withLock { $0 = $0 ?? "\(error)" }
      return nil
    }
  }
}
