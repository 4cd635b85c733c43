import DICOM
import Foundation

/// The workitems, their states and who watches them (PS3.4 §CC.1, §CC.2). Over associations and over the web it is one.
struct WorkitemBook {
  /// What the requests come over: some defects are of one of them.
  enum Way { case association, web }

  /// Workitems that are kept at most; more are refused.
  static let limit = 20_000
  /// The instance that stands for all workitems (PS3.4 §CC.2.3.2).
  static let globalInstance = "1.2.840.10008.5.1.4.34.5"

  private struct Step {
    var dataSet: DataSet
    var state: String
    var transaction: String?
    var watchers: Set<String> = []
  }

  let defects: Set<BrokerDefect>
  private var steps: [String: Step] = [:]
  private var order: [String] = []
  private var watchingAll: Set<String> = []
  /// What is to be told, in order; taken by `takeReports`.
  private var reports: [WorkitemReport] = []

  /// Makes an empty book.
  init(defects: Set<BrokerDefect>) { self.defects = defects }

  /// What is to be told since the last time.
  mutating func takeReports() -> [WorkitemReport] {
    defer { reports = [] }
    return reports
  }

  private func breaks(_ association: BrokerDefect, _ web: BrokerDefect, _ way: Way) -> Bool {
    defects.contains(way == .web ? web : association)
  }

  // MARK: Create and read

  /// Creates a workitem (PS3.4 §CC.2.5).
  mutating func create(_ uid: String, _ dataSet: DataSet) -> WorkitemStatus {
    if steps[uid] != nil, !defects.contains(.upsTakesDuplicates) { return .duplicate }
    guard steps.count < Self.limit else { return .processingFailure }
    guard text("ProcedureStepState", of: dataSet) == "SCHEDULED" else { return .notScheduled }
    for keyword in ["ScheduledProcedureStepPriority", "ProcedureStepLabel", "InputReadinessState"]
    where text(keyword, of: dataSet) == nil { return .missingAttribute }
    var held = dataSet
    held[.sopClassUID] = nil
    held[.sopInstanceUID] = nil
    if let tag = Tag(keyword: "TransactionUID") { held[tag] = nil }
    if steps[uid] == nil { order.append(uid) }
    steps[uid] = Step(dataSet: held, state: "SCHEDULED", watchers: watchingAll)
    reportState(of: uid, before: "SCHEDULED")
    return .success
  }

  /// The workitem as it is handed out: without the Transaction UID, which is its owner's secret (PS3.4 §CC.2.7.3).
  func dataSet(_ uid: String, way: Way) -> DataSet? {
    guard let step = steps[uid] else { return nil }
    var dataSet = step.dataSet
    if let tag = Tag(keyword: "ProcedureStepState") { try? dataSet.set(tag, strings: [step.state]) }
    try? dataSet.set(.sopClassUID, strings: [WorkitemReport.Service.push.rawValue])
    try? dataSet.set(.sopInstanceUID, strings: [uid])
    if way == .web, defects.contains(.webTellsTransaction), let transaction = step.transaction,
      let tag = Tag(keyword: "TransactionUID")
    {
      try? dataSet.set(tag, strings: [transaction])
    }
    return dataSet
  }

  /// The workitems that match, as far as they were asked for (PS3.4 §CC.2.8).
  func matches(_ keys: DataSet, way: Way) -> [DataSet] {
    var match = KeyMatch()
    if defects.contains(.upsQueryIgnoresPatient) { match.ignored = [.patientID] }
    return order.compactMap { uid -> DataSet? in
      guard let held = dataSet(uid, way: way), match.matches(keys, held) else { return nil }
      var answer = match.answer(keys, held)
      answer[.sopClassUID] = held[.sopClassUID]
      if defects.contains(.upsQueryLosesState), let tag = Tag(keyword: "ProcedureStepState") { answer[tag] = nil }
      answer[.sopInstanceUID] = defects.contains(.upsQueryLosesInstance) ? nil : held[.sopInstanceUID]
      return answer
    }
  }

  // MARK: Perform

  /// Changes attributes (PS3.4 §CC.2.6).
  mutating func update(_ uid: String, _ changes: DataSet, transaction: String?, way: Way) -> WorkitemStatus {
    guard let step = steps[uid] else { return .unknown }
    if isFinal(step.state), !breaks(.upsReopens, .webReopens, way) { return .final }
    let given = transaction ?? text("TransactionUID", of: changes)
    if step.state == "SCHEDULED", given != nil { return .notInProgress }
    if step.state == "IN PROGRESS", given != step.transaction,
      !breaks(.upsTakesAnyTransaction, .webTakesAnyTransaction, way)
    {
      return .wrongTransaction
    }
    let protected = ["TransactionUID", "ProcedureStepState", "SOPClassUID", "SOPInstanceUID"].compactMap {
      Tag(keyword: $0)
    }
    var dataSet = step.dataSet
    for element in changes.elements where !protected.contains(element.tag) { dataSet[element.tag] = element }
    steps[uid]?.dataSet = dataSet
    if let tag = Tag(keyword: "ProcedureStepProgressInformationSequence"), let items = changes.items(tag) {
      var information = DataSet()
      information.setItems(tag, items)
      report(uid, type: 3, information)
    }
    return .success
  }

  /// Changes the state (PS3.4 §CC.2.1, Table CC.1.1-2).
  mutating func change(_ uid: String, to wanted: String, transaction: String?, way: Way) -> WorkitemStatus {
    guard let step = steps[uid] else { return defects.contains(.upsClaimsUnknown) ? .success : .unknown }
    switch wanted {
    case "SCHEDULED":
      guard defects.contains(.upsReschedules) else { return .notToScheduled }
      move(uid, to: wanted)
      return .success
    case "IN PROGRESS": return claim(uid, step, transaction, way)
    case "COMPLETED", "CANCELED": return end(uid, step, wanted, transaction, way)
    default: return .missingAttribute
    }
  }

  private mutating func claim(_ uid: String, _ step: Step, _ transaction: String?, _ way: Way) -> WorkitemStatus {
    guard let transaction, !transaction.isEmpty else {
      guard defects.contains(.upsClaimsWithoutTransaction) else { return .wrongTransaction }
      move(uid, to: "IN PROGRESS")
      return .success
    }
    if step.state == "SCHEDULED" {
      steps[uid]?.transaction = transaction
      move(uid, to: "IN PROGRESS")
      return .success
    }
    if breaks(.upsSharesClaims, .webSharesClaims, way), step.state == "IN PROGRESS" { return .success }
    if isFinal(step.state) { return .final }
    return transaction == step.transaction ? .alreadyInProgress : .wrongTransaction
  }

  private mutating func end(
    _ uid: String, _ step: Step, _ wanted: String, _ transaction: String?, _ way: Way
  ) -> WorkitemStatus {
    if step.state == "SCHEDULED", !defects.contains(.upsSkipsClaim) { return .notInProgress }
    let isOwner = step.transaction != nil && transaction == step.transaction
    if step.state == "IN PROGRESS", !isOwner, !breaks(.upsTakesAnyTransaction, .webTakesAnyTransaction, way) {
      return .wrongTransaction
    }
    if isFinal(step.state), !breaks(.upsReopens, .webReopens, way) {
      guard step.state == wanted else { return .final }
      return wanted == "COMPLETED" ? .alreadyCompleted : .alreadyCanceled
    }
    if wanted == "COMPLETED", !isDescribed(step.dataSet), !defects.contains(.upsForgetsRequirements) {
      return .unmetRequirements
    }
    if way == .web, wanted == "COMPLETED", defects.contains(.webLosesCompletion) { return .success }
    move(uid, to: wanted)
    return .success
  }

  /// Whether it holds what a completed workitem must (PS3.4 §CC.2.5.1.1).
  private func isDescribed(_ dataSet: DataSet) -> Bool {
    guard let tag = Tag(keyword: "UnifiedProcedureStepPerformedProcedureSequence"), let item = dataSet.items(tag)?.first
    else { return false }
    let codes = ["PerformedStationNameCodeSequence", "PerformedWorkitemCodeSequence"].allSatisfy { keyword in
      Tag(keyword: keyword).map { item.items($0)?.isEmpty == false } ?? false
    }
    return codes && text("PerformedProcedureStepStartDateTime", of: item) != nil
      && text("PerformedProcedureStepEndDateTime", of: item) != nil
  }

  /// Takes the wish that a workitem is cancelled (PS3.4 §CC.2.2).
  mutating func requestCancel(_ uid: String, _ asked: DataSet, by requestor: String) -> WorkitemStatus {
    guard let step = steps[uid] else { return .unknown }
    switch step.state {
    case "COMPLETED": return .completed
    case "CANCELED": return .alreadyCanceled
    case "SCHEDULED":
      move(uid, to: "IN PROGRESS")
      move(uid, to: "CANCELED")
    default:
      // Only the performer can cancel what it has begun; it is told of the wish.
      var information = asked
      if let tag = Tag(keyword: "RequestingAE") { try? information.set(tag, strings: [requestor]) }
      report(uid, type: 2, information)
    }
    return .success
  }

  // MARK: Watch

  /// Subscribes (PS3.4 §CC.2.3, action type 3), to one workitem or to all.
  mutating func subscribe(_ uid: String, _ receiver: String) -> WorkitemStatus {
    if uid == Self.globalInstance {
      watchingAll.insert(receiver)
      for uid in order { steps[uid]?.watchers.insert(receiver) }
      return .success
    }
    guard let step = steps[uid] else { return .unknown }
    steps[uid]?.watchers.insert(receiver)
    reports.append(
      WorkitemReport(receiver: receiver, workitem: uid, type: 1, information: information(of: step, step.state)))
    return .success
  }

  /// Unsubscribes (action type 4), or lets a subscription to all end with what is there already (action type 5).
  mutating func unsubscribe(_ uid: String, _ receiver: String, keepsExisting: Bool = false) -> WorkitemStatus {
    guard uid == Self.globalInstance else {
      guard !keepsExisting else { return .notForOne }
      guard steps[uid] != nil else { return .unknown }
      steps[uid]?.watchers.remove(receiver)
      return .success
    }
    watchingAll.remove(receiver)
    if !keepsExisting { for uid in order { steps[uid]?.watchers.remove(receiver) } }
    return .success
  }

  private mutating func move(_ uid: String, to state: String) {
    let before = steps[uid]?.state ?? state
    steps[uid]?.state = state
    reportState(of: uid, before: before)
  }

  private mutating func reportState(of uid: String, before: String) {
    guard let step = steps[uid] else { return }
    report(uid, type: 1, information(of: step, defects.contains(.upsReportsLateState) ? before : step.state))
  }

  private func information(of step: Step, _ state: String) -> DataSet {
    var information = AttributeList()
    information.put("ProcedureStepState", state)
    information.put("InputReadinessState", text("InputReadinessState", of: step.dataSet) ?? "READY")
    return information.dataSet
  }

  private mutating func report(_ uid: String, type: UInt16, _ information: DataSet) {
    for receiver in (steps[uid]?.watchers ?? []).sorted() {
      reports.append(WorkitemReport(receiver: receiver, workitem: uid, type: type, information: information))
    }
  }

  private func isFinal(_ state: String) -> Bool { state == "COMPLETED" || state == "CANCELED" }

  private func text(_ keyword: String, of dataSet: DataSet) -> String? {
    Tag(keyword: keyword).flatMap { dataSet.string($0) }
  }
}
