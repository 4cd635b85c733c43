import DICOM
import DICOMNetwork
import Evidence
import Foundation
import Specification

/// `dicom.await`: waits for what a system sends to the harness's listeners by itself.
enum DICOMAwaitProbe: Probe {
  static let description = DICOMAwaitDescription.description

  /// What may be awaited.
  enum Service: String, CaseIterable {
    case storage
    case commitment
    case mpps
    case instanceAvailability = "instance-availability"

    /// The words.
    static let words = allCases.map(\.rawValue)

    /// Whether an arrival is of it.
    func has(_ arrival: Arrival) -> Bool {
      switch (self, arrival.content) {
      case (.storage, .object): true
      case (.commitment, .notice): arrival.sopClass == ListenerServices.storageCommitment
      case (.mpps, .notice): arrival.sopClass == ListenerServices.performedProcedureStep
      case (.instanceAvailability, .notice): arrival.sopClass == ListenerServices.instanceAvailability
      default: false
      }
    }
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let service = inputs.text("service").flatMap(Service.init) else {
      return .misuse("dicom.await awaits one of: \(Service.words.joined(separator: ", ")).")
    }
    guard let count = inputs.integer("count", or: 1, in: 1...ArrivalLog.countLimit) else {
      return .misuse("The count of dicom.await is a whole number from 1 to \(ArrivalLog.countLimit).")
    }
    var study: SyntheticStudy?
    if let name = inputs.text("study") {
      study = context.fixtures.studies[name]
      if study == nil { return .misuse("The study \(name) of dicom.await is not a fixture of the specification.") }
    }
    // Whoever sends images to the wrong place must not find them in the record.
    if service == .storage, study == nil { return .misuse("dicom.await of storage needs a study.") }
    let start = ContinuousClock.now
    let attribution = Attribution(context.network)
    // What came before the step began counts: a system is quicker than a scenario.
    let arrivals = await context.listeners.log.take(
      count, since: 0, until: start + .nanoseconds(context.deadline)
    ) { arrival in
      service.has(arrival) && attribution.allows(arrival, from: context.system.reference)
        && (study.map { names($0.uid, arrival) } ?? true)
    }
    let related = RelatedExchanges()
    related.add(arrivals)
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(arrivals.count)),
      "arrivals": .list(arrivals.enumerated().map { value(of: $1, number: $0) }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    var failure: StepFailure?
    if arrivals.count < count {
      observation["outcome"] = .string("timed-out")
      failure = StepFailure(
        blame: .network,
        message: """
          \(arrivals.count) of \(count) awaited (\(service.rawValue)) came from \(context.system.reference) within the \
          deadline.
          """,
        advice: """
          Check that the system knows AE title, address and port of the harness's listener, that it is set up to send to \
          it, and that no firewall stands between.
          """)
    }
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(related.entries(with: ExchangeRecorder())))
  }

  /// Whether an arrival names a study, at the top or in the sequences in which notices name it.
  private static func names(_ uid: String, _ arrival: Arrival) -> Bool {
    guard let dataSet = arrival.dataSet() else { return false }
    if dataSet.uid(.studyInstanceUID)?.value == uid { return true }
    let sequences = ["ScheduledStepAttributesSequence"].compactMap { Tag(keyword: $0) }
    return sequences.flatMap { dataSet.items($0) ?? [] }.contains { $0.uid(.studyInstanceUID)?.value == uid }
  }

  private static func value(of arrival: Arrival, number: Int) -> Value {
    var fields: [String: Value] = [
      "calling-ae": .string(arrival.callingAETitle), "listener": .string(arrival.listener),
      "remote-host": .string(arrival.remoteHost), "sop-class": .uid(arrival.sopClass),
      "transfer-syntax": .uid(arrival.transferSyntax), "answered": .string(arrival.status.code),
    ]
    if let uid = arrival.sopInstance { fields["sop-instance"] = .uid(uid) }
    switch arrival.content {
    case .object(let object):
      fields["request"] = .string(CommandField.cStoreRequest.name)
      let (dataSet, fault) = ReceivedObject.look(at: object)
      if let fault { fields["fault"] = .string(fault) }
      if let dataSet { fields["conformity"] = ObjectConformity.value(of: dataSet, as: object, number: number) }
    case .notice(let request, _):
      fields["request"] = .string(request.operation.requestField.name)
      if case .eventReport(let type) = request.operation { fields["event-type"] = .number(Decimal(type)) }
    }
    if let dataSet = arrival.dataSet() { fields["data-set"] = .dataSet(withoutBulk(dataSet)) }
    return .record(fields)
  }

  /// A data set for the record: long values are left out.
  private static func withoutBulk(_ dataSet: DataSet) -> DataSet {
    DataSet(
      dataSet.elements.filter { element in
        switch element.value {
        case .bytes(let bytes): bytes.readableBytes <= 16 << 10
        case .items: true
        case .fragments: false
        }
      })
  }
}
