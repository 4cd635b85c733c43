import DICOM
import DICOMNetwork
import Foundation
import HL7
import NIOCore

/// What the broker knows and what is done with it: everything that comes over its ports comes here, one at a time.
actor BrokerDesk {
  private let settings: Broker.Settings
  private let intake: MessageIntake
  private let reporter: EventReporter
  private let queues: [(receiver: Broker.MessageReceiver, queue: MessageQueue)]
  private var orders: OrderBook
  private var steps: PerformedStepBook
  private var items: WorkitemBook
  private var answers: [String: MessageAnswer] = [:]
  private var answered: [String] = []
  private var repeated: [Message] = []
  private var corrections: [Message] = []
  private var numbers = 0

  /// Control ids that are remembered, so that a message that comes again is not acted on again.
  private static let memory = 50_000

  /// Makes a desk.
  init(
    _ settings: Broker.Settings, reporter: EventReporter,
    queues: [(receiver: Broker.MessageReceiver, queue: MessageQueue)]
  ) {
    self.settings = settings
    self.reporter = reporter
    self.queues = queues
    intake = MessageIntake(defects: settings.defects)
    orders = OrderBook(defects: settings.defects, zone: settings.zone)
    steps = PerformedStepBook(defects: settings.defects)
    items = WorkitemBook(defects: settings.defects)
    if settings.hasStandingExaminations {
      for message in StandingExaminations.messages { _ = orders.order(message) }
      _ = items.create(StandingExaminations.readingUID, StandingExaminations.reading)
    }
  }

  // MARK: Messages

  /// Acts on a message; what is sent for it.
  func receive(_ received: ReceivedMessage) async -> ListenerResponse {
    let defects = settings.defects
    guard case .success(let original) = received.message else { return ListenerResponse([]) }
    let message = defects.contains(.textReadsAllAsUnicode) ? Self.relabelled(original) : original
    let header = SegmentFields("MSH", of: message)
    let key = "\(header.text(3))|\(header.text(4))|\(header.text(10))"
    numbers += 2
    let number = numbers
    if let answer = answers[key], !defects.contains(.orderActsAgain), !header.text(10).isEmpty {
      if defects.contains(.orderActsAgainLater), header.text(9) == "ORM" { repeated.append(message) }
      return answer.response(to: original, number: number, defects: defects)
    }
    // Only where that is its defect: what came again, or was older, is acted on before what comes next.
    for message in repeated { _ = orders.order(message) }
    repeated = []
    for message in corrections { orders.overwrite(message) }
    corrections = []
    var answer = MessageAnswer(code: .applicationAccept)
    var changes: [OrderBook.Change] = []
    if let refusal = intake.refusal(of: message) {
      answer = MessageAnswer(code: refusal.code, faults: [refusal.fault])
    } else if orders.isFull {
      let fault = Acknowledgement.Fault(code: "207", text: "There is no room for more")
      answer = MessageAnswer(code: .applicationError, faults: [fault])
    } else {
      changes = act(on: message, type: header.text(9), event: header.text(9, 2))
    }
    remember(answer, under: key)
    if answer.code == .applicationAccept {
      await settings.onMessage(message)
      for change in changes { await settings.onOrder(change.examination, change.kind) }
      if var writer = ReportWriter(message, number: number, defects: defects), header.text(9) == "ORM" {
        let messages = writer.messages()
        numbers += messages.count
        for message in messages { await send(message) }
      }
    }
    return answer.response(to: original, number: number, defects: defects)
  }

  private func act(on message: Message, type: String, event: String) -> [OrderBook.Change] {
    switch type {
    case "ORM", "OMG", "OMI": return orders.order(message)
    case "ADT":
      orders.administer(message, event: event)
      if settings.defects.contains(.patientOverwritesNewerLater), event == "A08" { corrections.append(message) }
    default: break
    }
    return []
  }

  private func remember(_ answer: MessageAnswer, under key: String) {
    if answers.updateValue(answer, forKey: key) == nil { answered.append(key) }
    guard answered.count > Self.memory else { return }
    for key in answered.prefix(Self.memory / 2) { answers[key] = nil }
    answered.removeFirst(Self.memory / 2)
  }

  /// The message as one of UTF-8, whatever it declares.
  private static func relabelled(_ message: Message) -> Message {
    guard let field = message.header.field(18), field.isValued else { return message }
    let before = message.bytes[..<field.bytes.startIndex]
    let after = message.bytes[field.bytes.endIndex...]
    return (try? MessageParser().parse(Array(before) + Array("UNICODE UTF-8".utf8) + Array(after))) ?? message
  }

  private func send(_ message: OutgoingMessage) async {
    if let parsed = try? MessageParser().parse(message.bytes) { await settings.onSent(parsed) }
    for (place, entry) in queues.enumerated() where entry.receiver.kinds.contains(message.kind) {
      if place > 0, message.kind == .report, settings.defects.contains(.queueForgetsSecondReceiver) { continue }
      let isCut = place > 0 && settings.defects.contains(.queueCutsTextForSecondReceiver)
      let bytes = isCut ? message.changed(Self.cut).bytes : message.bytes
      await entry.queue.put(bytes)
    }
  }

  /// A text observation with its first letters alone.
  private static func cut(_ segment: String) -> String {
    var fields = segment.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count > 5, fields[0] == "OBX", fields[2] == "TX" else { return segment }
    fields[5] = String(fields[5].prefix(6))
    return fields.joined(separator: "|")
  }

  // MARK: Worklist and performed steps

  /// The items of the worklist that match, cut down to what was asked for.
  func worklist(_ keys: DataSet) -> [DataSet]? {
    let defects = settings.defects
    if defects.contains(.worklistNeedsPatient), keys.string(.patientName) == nil, keys.string(.patientID) == nil {
      return nil
    }
    var match = KeyMatch()
    if defects.contains(.worklistIgnoresPatientID) { match.ignored.insert(.patientID) }
    if defects.contains(.worklistIgnoresModality) { match.ignored.insert(.modality) }
    let station = Tag(keyword: "ScheduledStationAETitle")
    if defects.contains(.worklistIgnoresStation), let station { match.ignored.insert(station) }
    let date = Tag(keyword: "ScheduledProcedureStepStartDate")
    if defects.contains(.worklistIgnoresDate), let date { match.ignored.insert(date) }
    match.takesRangesLiterally = defects.contains(.worklistTakesRangesLiterally)
    let items = WorklistItem(defects: defects, moments: orders.moments)
    return orders.examinations.filter(\.status.isOpen).compactMap { held -> DataSet? in
      guard let patient = orders.patients[held.patient] else { return nil }
      let item = items.dataSet(held, of: patient)
      return match.matches(keys, item) ? match.answer(keys, item) : nil
    }
  }

  /// N-CREATE and N-SET of a performed procedure step.
  func perform(_ uid: String, _ dataSet: DataSet, isNew: Bool) async -> PerformedStepBook.Outcome {
    let outcome = isNew ? steps.create(uid, dataSet) : steps.change(uid, dataSet)
    guard let change = outcome.change else { return outcome }
    let kind: Broker.OrderChange =
      switch change.status {
      case .completed: .completed
      case .discontinued: .discontinued
      default: .begun
      }
    for study in change.studies {
      for examination in orders.perform(studyInstanceUID: study, status: change.status) {
        await settings.onOrder(examination, kind)
        numbers += 1
        if let patient = orders.patients[examination.patient],
          let message = OrderStatus(defects: settings.defects).message(on: examination, of: patient, number: numbers)
        {
          await send(message)
        }
      }
    }
    return outcome
  }

  /// Takes a notice that instances are available.
  func available(_ dataSet: DataSet) async { await settings.onAvailable(dataSet) }

  // MARK: Workitems

  /// A workitem as it is handed out.
  func workitem(_ uid: String, way: WorkitemBook.Way) -> DataSet? { items.dataSet(uid, way: way) }

  /// The workitems that match.
  func workitems(_ keys: DataSet, way: WorkitemBook.Way) -> [DataSet] { items.matches(keys, way: way) }

  /// Creates a workitem.
  func createWorkitem(_ uid: String, _ dataSet: DataSet) async -> WorkitemStatus {
    await told(items.create(uid, dataSet))
  }

  /// Changes attributes of a workitem.
  func updateWorkitem(
    _ uid: String, _ dataSet: DataSet, transaction: String?, way: WorkitemBook.Way
  ) async -> WorkitemStatus {
    await told(items.update(uid, dataSet, transaction: transaction, way: way))
  }

  /// Changes the state of a workitem.
  func changeWorkitem(_ uid: String, _ asked: DataSet, way: WorkitemBook.Way) async -> WorkitemStatus {
    let state = Tag(keyword: "ProcedureStepState").flatMap { asked.string($0) } ?? ""
    let transaction = Tag(keyword: "TransactionUID").flatMap { asked.string($0) }
    return await told(items.change(uid, to: state, transaction: transaction, way: way))
  }

  /// Takes the wish that a workitem is cancelled.
  func requestCancel(_ uid: String, _ asked: DataSet, by requestor: String) async -> WorkitemStatus {
    await told(items.requestCancel(uid, asked, by: requestor))
  }

  /// Subscribes somebody to a workitem.
  func subscribe(_ uid: String, _ receiver: String) async -> WorkitemStatus {
    await told(items.subscribe(uid, receiver))
  }

  /// Ends a subscription.
  func unsubscribe(_ uid: String, _ receiver: String, keepsExisting: Bool = false) async -> WorkitemStatus {
    await told(items.unsubscribe(uid, receiver, keepsExisting: keepsExisting))
  }

  /// Hands what is to be told to the reporter.
  private func told(_ status: WorkitemStatus) async -> WorkitemStatus {
    let reports = items.takeReports()
    if !reports.isEmpty { await reporter.tell(reports) }
    return status
  }
}
