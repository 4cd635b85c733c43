import DICOM
import Foundation
import HL7

/// The patients and examinations that the broker knows; what messages ask for is done here, and nothing else.
struct OrderBook {
  /// What became of an examination through a message or a modality.
  struct Change: Sendable {
    var examination: ScheduledExamination
    var kind: Broker.OrderChange
  }

  /// Patients and examinations that are kept at most.
  static let limit = 20_000

  let defects: Set<BrokerDefect>
  let moments: MessageMoment
  private(set) var patients: [Int: BrokerPatient] = [:]
  /// In the order in which they came.
  private(set) var examinations: [ScheduledExamination] = []
  private var places: [BrokerPatient.Identifier: Int] = [:]
  /// Places of examinations by the numbers of placer and filler and by study.
  private var numbered: [String: [Int]] = [:]
  private var numbers = 0

  /// Makes an empty book.
  init(defects: Set<BrokerDefect>, zone: TimeZone) {
    self.defects = defects
    moments = MessageMoment(
      defects.contains(.orderIgnoresSummerTime) ? TimeZone(secondsFromGMT: 0) ?? zone : zone,
      honoursOffset: !defects.contains(.orderIgnoresOffset))
  }

  /// Whether nothing more is taken.
  var isFull: Bool { patients.count >= Self.limit || examinations.count >= Self.limit }

  // MARK: Orders

  /// Does what an order message asks for.
  mutating func order(_ message: Message) -> [Change] {
    guard !defects.contains(.orderIgnoresNew) else { return [] }
    let patient = take(SegmentFields("PID", of: message), moment: moment(of: message), overwrites: true)
    return OrderReading.orders(of: message).compactMap { order($0, of: patient) }
  }

  private mutating func order(_ order: OrderReading, of patient: Int) -> Change? {
    let places = self.places(of: order)
    switch order.control {
    case "CA", "DC", "OC":
      guard !defects.contains(.orderKeepsCancelled), let place = places.first else { return nil }
      for place in places { examinations[place].status = order.control == "DC" ? .discontinued : .cancelled }
      return Change(examination: examinations[place], kind: .cancelled)
    case "XO", "XX", "RP", "SC", "SN":
      if defects.contains(.orderIgnoresChanges) { return nil }
      guard let place = places.first, !defects.contains(.orderDoublesChanged) else {
        return add(order, of: patient)
      }
      return change(place, order)
    default:
      // A new order under a number that is known is the same order, told again.
      guard let place = places.first, defects.isDisjoint(with: [.orderActsAgain, .orderActsAgainLater]) else {
        return add(order, of: patient)
      }
      return change(place, order)
    }
  }

  /// The open examinations of an order: those of the placer's number, or of the filler's where the order has no other.
  private func places(of order: OrderReading) -> [Int] {
    let (placer, filler) = (order.placer, order.filler)
    let number = placer.number.isEmpty ? filler.number : placer.number
    guard !number.isEmpty else { return [] }
    return (numbered[number] ?? []).filter { place in
      let held = examinations[place]
      guard held.status.isOpen else { return false }
      return placer.number.isEmpty
        ? held.fillerNumber == filler.number
        : held.placerNumber == placer.number && held.placerNamespace == placer.namespace
    }
  }

  /// Notes under which numbers an examination is found; whoever looks there holds them against it as it is now.
  private mutating func index(_ place: Int) {
    let held = examinations[place]
    for number in [held.placerNumber, held.fillerNumber, held.studyInstanceUID] where !number.isEmpty {
      if numbered[number]?.contains(place) != true { numbered[number, default: []].append(place) }
    }
  }

  private mutating func add(_ order: OrderReading, of patient: Int) -> Change {
    numbers += 1
    let number = String(String(1_000_000 + numbers).dropFirst())
    var examination = ScheduledExamination()
    examination.fillerNumber = "F" + number
    examination.fillerNamespace = "BROKER"
    examination.accessionNumber = "A" + number
    examination.procedureID = "P" + number
    examination.stepID = "S" + number
    examination.studyInstanceUID = Self.newUID()
    examination.modality = "CT"
    examination.station = "CT1"
    examination.patient = patient
    examination.orderedFor = patients[patient]?.identifiers ?? []
    fill(&examination, from: order)
    examinations.append(examination)
    index(examinations.count - 1)
    return Change(examination: examination, kind: .new)
  }

  private mutating func change(_ place: Int, _ order: OrderReading) -> Change {
    fill(&examinations[place], from: order)
    index(place)
    return Change(examination: examinations[place], kind: .changed)
  }

  private func fill(_ examination: inout ScheduledExamination, from order: OrderReading) {
    order.apply(to: &examination)
    if let start = moments.date(order.start) { examination.start = start }
  }

  /// A UID of a random number (PS3.5 §B.2).
  static func newUID() -> String {
    "2.25.\(UInt64.random(in: 1...UInt64.max))\(UInt64.random(in: 0...999_999_999))"
  }

  /// Notes what a modality performed; the examinations that it was.
  mutating func perform(studyInstanceUID: String, status: ScheduledExamination.Status) -> [ScheduledExamination] {
    let places = (numbered[studyInstanceUID] ?? []).filter {
      examinations[$0].studyInstanceUID == studyInstanceUID && examinations[$0].status.isOpen
    }
    for place in places { examinations[place].status = status }
    return places.map { examinations[$0] }
  }

  // MARK: Patients

  /// Does what a message of patient administration asks for (HL7 v2.5.1 §3.3).
  mutating func administer(_ message: Message, event: String) {
    let moment = moment(of: message)
    switch event {
    case "A40", "A34", "A36", "A39", "A18":
      guard !defects.contains(.mergeIgnored) else { return }
      for number in 1...max(message.segments("MRG").count, 1) {
        merge(message, number, moment: moment)
      }
    case "A37", "A43": part(message, event: event, moment: moment)
    // Two records that are linked stay two.
    case "A24": for number in 1...2 { _ = take(SegmentFields("PID", of: message, number: number), moment: moment) }
    default:
      guard !defects.contains(.patientIgnoresCorrections) else { return }
      _ = take(SegmentFields("PID", of: message), moment: moment)
    }
  }

  /// Takes over what a message says of a patient, whatever is known.
  mutating func overwrite(_ message: Message) {
    _ = take(SegmentFields("PID", of: message), moment: moment(of: message), overwrites: true)
  }

  private func moment(of message: Message) -> Date {
    let written = SegmentFields("EVN", of: message).text(2)
    let text = written.isEmpty ? SegmentFields("MSH", of: message).text(7) : written
    return moments.date(text) ?? Date(timeIntervalSince1970: 0)
  }

  /// Takes over what a segment says of a patient, unless something newer is known; the patient's number.
  private mutating func take(_ fields: SegmentFields, moment: Date, overwrites: Bool = false) -> Int {
    let new = BrokerPatient(fields, heard: moment)
    guard let number = number(of: new.identifiers) else { return add(new) }
    guard var known = patients[number] else { return number }
    guard overwrites || moment >= known.heard || defects.contains(.patientOverwritesNewer) else { return number }
    (known.name, known.birthDate, known.sex) = (new.name, new.birthDate, new.sex)
    known.heard = max(moment, known.heard)
    for identifier in new.identifiers where places[identifier] == nil {
      known.identifiers.append(identifier)
      places[identifier] = number
    }
    patients[number] = known
    return number
  }

  /// The patient who has the first of the identifiers that is known.
  private func number(of identifiers: [BrokerPatient.Identifier]) -> Int? {
    for identifier in identifiers { if let number = places[identifier] { return number } }
    return nil
  }

  private mutating func add(_ patient: BrokerPatient) -> Int {
    numbers += 1
    patients[numbers] = patient
    for identifier in patient.identifiers { places[identifier] = numbers }
    return numbers
  }

  /// The prior record gives way: its examinations and identifiers become the surviving one's.
  private mutating func merge(_ message: Message, _ number: Int, moment: Date) {
    let prior = BrokerPatient.identifiers(SegmentFields("MRG", of: message, number: number), 1)
    let fields = SegmentFields("PID", of: message, number: number)
    let kept = take(fields, moment: moment)
    let givenUp = Set(prior.compactMap { places[$0] }).subtracting([kept])
    for place in examinations.indices where givenUp.contains(examinations[place].patient) {
      if defects.contains(.mergeLeavesCopy) {
        var copy = examinations[place]
        copy.patient = kept
        examinations.append(copy)
        index(examinations.count - 1)
      } else {
        examinations[place].patient = kept
      }
    }
    if defects.contains(.mergeKeepsPriorName), let name = givenUp.first.flatMap({ patients[$0]?.name }) {
      patients[kept]?.name = name
    }
    guard !defects.contains(.mergeLeavesCopy) else { return }
    for identifier in prior { places[identifier] = kept }
    for number in givenUp { patients[number] = nil }
  }

  /// Takes a merge or link back: each examination becomes again the one's under whose identifiers it was ordered.
  private mutating func part(_ message: Message, event: String, moment: Date) {
    let segments = message.segments("PID").map { SegmentFields($0, of: message) }
    for fields in segments {
      let patient = BrokerPatient(fields, heard: moment)
      let others = Set(patient.identifiers.compactMap { places[$0] })
      for identifier in patient.identifiers { places[identifier] = nil }
      for number in others {
        patients[number]?.identifiers.removeAll { patient.identifiers.contains($0) }
      }
      let number = add(patient)
      for place in examinations.indices where others.contains(examinations[place].patient) {
        if examinations[place].orderedFor.contains(where: { patient.identifiers.contains($0) }) {
          examinations[place].patient = number
        }
      }
    }
  }
}
