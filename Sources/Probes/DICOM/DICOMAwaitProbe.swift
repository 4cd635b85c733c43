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
    case workitem

    /// The words.
    static let words = allCases.map(\.rawValue)

    /// Whether an arrival is of it.
    func has(_ arrival: Arrival) -> Bool {
      switch (self, arrival.content) {
      case (.storage, .object): true
      case (.commitment, .notice): arrival.sopClass == ListenerServices.storageCommitment
      case (.mpps, .notice): arrival.sopClass == ListenerServices.performedProcedureStep
      case (.instanceAvailability, .notice): arrival.sopClass == ListenerServices.instanceAvailability
      case (.workitem, .notice): arrival.sopClass == WorkitemService.push.rawValue
      default: false
      }
    }
  }

  /// So long is waited for more, where of what came nothing shows whose it is.
  private static let doubt = Duration.seconds(2)

  private static func remark(_ strangers: Int) -> String {
    strangers > 0 ? "; \(strangers) of other studies came meanwhile" : ""
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let service = inputs.text("service").flatMap(Service.init) else {
      return .misuse("dicom.await awaits one of: \(Service.words.joined(separator: ", ")).")
    }
    guard let count = inputs.integer("count", or: 1, in: 0...ArrivalLog.countLimit) else {
      return .misuse("The count of dicom.await is a whole number from 0 to \(ArrivalLog.countLimit).")
    }
    var study: SyntheticStudy?
    if let name = inputs.text("study") {
      study = context.fixtures.studies[name]
      if study == nil { return .misuse("The study \(name) of dicom.await is not a fixture of the specification.") }
    }
    var planted: SyntheticStudy?
    if let name = inputs.text("canaries-of") {
      planted = context.fixtures.studies[name]
      guard service == .storage, study == nil, planted?.hasCanaries == true else {
        return .misuse(
          "canaries-of of dicom.await names a study fixture with canaries, of service storage, without study.")
      }
    }
    let others = Set(context.fixtures.studies.values.map(\.uid)).subtracting([planted?.uid].compactMap { $0 })
    let instance = inputs.text("instance")
    // Whoever sends to the wrong place must not find their patients in the record.
    guard study != nil || instance != nil || planted != nil else {
      return .misuse(
        "dicom.await needs a study, an instance or canaries-of, so that nothing else comes into the record.")
    }
    let isComplete = inputs.values["complete"] == .boolean(true)
    guard !isComplete || (study != nil && (service == .storage || service == .instanceAvailability)) else {
      return .misuse("Only the storage or the availability of a study can be complete.")
    }
    var patience = context.deadline
    if case .duration(let time) = inputs.values["within"] { patience = min(patience, time) }
    let start = ContinuousClock.now
    let attribution = Attribution(context.network)
    let expected = Set(study?.series.flatMap(\.instances) ?? [])
    var exported = planted.map { ExportedSet(study: $0) }
    // What came before the step began counts: a system is quicker than a scenario.
    let all = await context.listeners.log.take(
      since: 0, until: start + .nanoseconds(patience),
      isEnough: { arrivals in
        guard isComplete else {
          guard count > 0, arrivals.count >= count else { return false }
          // To look into objects takes time: only when so many are there.
          for arrival in arrivals.dropFirst(exported?.count ?? arrivals.count) { exported?.add(arrival.dataSet()) }
          guard arrivals.count - (exported?.strangers ?? 0) >= count else { return false }
          // Of what does not show whose it is, others may have come first.
          return exported?.hasOwn != false || arrivals.allSatisfy { ContinuousClock.now - $0.time > doubt }
        }
        return arrivals.count >= count && expected.isSubset(of: ArrivalFields.instances(of: arrivals))
      }
    ) { arrival in
      service.has(arrival) && attribution.allows(arrival, from: context.system.reference)
        && (instance.map { arrival.sopInstance == $0 } ?? true)
        && (study.map { ArrivalFields.names($0, arrival) } ?? true)
        && (planted == nil || ArrivalFields.isForeign(arrival, to: others))
    }
    for arrival in all.dropFirst(exported?.count ?? all.count) { exported?.add(arrival.dataSet()) }
    let related = RelatedExchanges()
    related.add(all)
    let arrivals = exported.map { $0.withoutStrangers(all) } ?? all
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(arrivals.count)),
      "arrivals": .list(
        arrivals.enumerated().map {
          ArrivalFields.value(of: $1, number: $0, since: start, withDataSet: planted == nil)
        }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    if let exported { observation["deidentification"] = exported.value }
    let summary = study.flatMap { ArrivalFields.summary(of: arrivals, on: $0, since: start) }
    observation["studies"] = .list(summary.map { [$0] } ?? [])
    var failure: StepFailure?
    if count == 0, !arrivals.isEmpty, exported?.hasOwn == false {
      failure = StepFailure(
        blame: .silence,
        message: """
          \(arrivals.count) objects came from \(context.system.reference), and nothing in them shows whether they were made of \
          the study's.
          """, advice: "Make sure that the system exports nothing else to the harness meanwhile, and run again.")
    } else if arrivals.count < count {
      observation["outcome"] = .string("timed-out")
      failure = context.silence(
        "\(arrivals.count) of \(count) awaited (\(service.rawValue)) came from \(context.system.reference)",
        within: patience, remark: Self.remark(all.count - arrivals.count),
        advice: """
          Check that the system knows AE title, address and port of the harness's listener, that it is set up to send to \
          it, and that no firewall stands between.
          """)
    }
    var result = StepResult(
      observation: observation, failure: failure, transcript: Transcript(related.entries(with: ExchangeRecorder())))
    result.exported = exported?.patients
    result.arrivals = arrivals.map(\.time)
    return result
  }
}
