import Foundation
import HL7

/// Reports an examination as the note of its order says: what a radiologist would do, in one word each.
///
/// PRELIMINARY, FINAL, CORRECTED and ADDENDUM make reports in that order, CRITICAL, URGENT and CANCER alerts of the
/// final one; PDF puts a document into it, DOCUMENT sends one by itself; BOOKED, MOVED, CHANGED, CANCELLED and NOSHOW
/// tell of an appointment.
struct ReportWriter {
  /// What is asked for.
  enum Word: String, CaseIterable {
    case preliminary = "PRELIMINARY"
    case final = "FINAL"
    case corrected = "CORRECTED"
    case addendum = "ADDENDUM"
    case critical = "CRITICAL"
    case urgent = "URGENT"
    case cancer = "CANCER"
    case pdf = "PDF"
    case document = "DOCUMENT"
    case booked = "BOOKED"
    case moved = "MOVED"
    case changed = "CHANGED"
    case cancelled = "CANCELLED"
    case noShow = "NOSHOW"

    /// Whether it is about an alert (HL7 v2.5.1 §7.4.2, OBX-5 as a code).
    var isAlert: Bool { self == .critical || self == .urgent || self == .cancer }
  }

  let defects: Set<BrokerDefect>
  private let order: Message
  private let words: [Word]
  private let placer: String
  private let filler: String
  private let accession: String
  private var number: Int

  private static let observation = "18748-4^Diagnostic imaging report^LN"
  private static let readers = ["7001&Reader&First", "7002&Reader&Second", "7003&Reader&Third"]

  /// Nil where the order's note asks for nothing of this.
  init?(_ order: Message, number: Int, defects: Set<BrokerDefect>) {
    let note = SegmentFields("NTE", of: order).text(3)
    let words = note.split(separator: " ").prefix(20).map { Word(rawValue: String($0)) }
    guard !words.isEmpty, words.allSatisfy({ $0 != nil }) else { return nil }
    self.order = order
    self.words = words.compactMap { $0 }
    self.number = number
    self.defects = defects
    let fields = SegmentFields("ORC", of: order)
    func written(_ field: Int) -> String {
      [fields.text(field), fields.text(field, 2)].map(OutgoingMessage.escaped).joined(separator: "^")
    }
    (placer, filler, accession) = (written(2), written(3), OutgoingMessage.escaped(fields.text(3)))
  }

  /// The messages, in order.
  mutating func messages() -> [OutgoingMessage] {
    var messages: [OutgoingMessage] = []
    let finding = "No focal lesion in \(accession)."
    let texts = [finding, "Heart size normal."]
    if words.contains(.preliminary) {
      messages.append(report("P", ["Provisional: " + finding], Self.readers[0], Self.readers[1]))
    }
    if words.contains(.final) {
      var alerts = words.filter(\.isAlert)
      var lines = texts
      if defects.contains(.reportAlertsAsText) {
        lines += alerts.map { "\($0.rawValue) ALERT" }
        alerts = []
      }
      messages.append(
        report(
          "F", lines, Self.readers[0], Self.readers[1], alerts: alerts, hasDocument: words.contains(.pdf)))
    }
    if words.contains(.corrected) {
      let status = defects.contains(.reportCorrectsAsFinal) ? "F" : "C"
      messages.append(report(status, ["Corrected: " + finding], Self.readers[0], Self.readers[1]))
    }
    if words.contains(.addendum) {
      let addendum = "Addendum: nodule seen."
      messages.append(
        defects.contains(.reportOverwritesFirstReading)
          ? report("C", [addendum], Self.readers[1], Self.readers[2])
          : report("C", texts + [addendum], Self.readers[1], Self.readers[0]))
    }
    if words.contains(.document) { messages.append(document()) }
    for word in words {
      if let message = appointment(word) { messages.append(message) }
    }
    return messages
  }

  private mutating func begin(_ kind: Broker.MessageReceiver.Kind, _ type: String) -> OutgoingMessage {
    number += 1
    return OutgoingMessage(kind, type: type, number: number, time: moment(MessageTime.now()))
  }

  /// A moment, as this broker writes it.
  private func moment(_ text: String) -> String {
    guard let place = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return text }
    if defects.contains(.reportTimesWithoutOffset) { return String(text[..<place]) }
    return defects.contains(.reportTimesInWinter) ? text[..<place] + "+0000" : text
  }

  private var patient: String {
    let copy = OutgoingMessage.copy("PID", of: order)
    guard defects.contains(.reportLosesAuthorities) else { return copy }
    var fields = copy.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count > 3 else { return copy }
    fields[3] = fields[3].split(separator: "~").map { String($0.prefix { $0 != "^" }) }.joined(separator: "~")
    return fields.joined(separator: "|")
  }

  private var visit: String {
    defects.contains(.reportLosesVisit) ? "PV1|1|O" : OutgoingMessage.copy("PV1", of: order)
  }

  /// ORU R01 (HL7 v2.4 §7.2.1).
  private mutating func report(
    _ status: String, _ texts: [String], _ reader: String, _ other: String, alerts: [Word] = [],
    hasDocument: Bool = false
  ) -> OutgoingMessage {
    var message = begin(.report, "ORU^R01^ORU_R01")
    let ordered = defects.contains(.reportLosesPlacerNumber) ? "" : placer
    let shown = defects.contains(.reportLosesStatus) ? "" : status
    message.add(segment: patient)
    message.add(segment: visit)
    message.add("ORC", "RE", ordered, defects.contains(.reportLosesFillerNumber) ? "" : filler)
    message.add(segment: request(status: shown, ordered: ordered, reader: reader, other: other))
    if !defects.contains(.reportLosesClinicalQuestion) { message.add("NTE", "1", "", "Clinical question as ordered") }
    let time = moment(MessageTime.now())
    var results = texts.map {
      "TX|\(Self.observation)||\(OutgoingMessage.escaped($0))||||||\(status)|||\(time)"
    }
    results += alerts.map { "CE|ALERT^Alert^L||\($0.rawValue)^Alert^L|||AA|||\(status)" }
    if hasDocument { results.append("ED|\(Self.observation)||^AP^PDF^Base64^\(content)||||||\(status)") }
    for (place, result) in results.enumerated() { message.add(segment: "OBX|\(place + 1)|\(result)") }
    return message
  }

  private func request(status: String, ordered: String, reader: String, other: String) -> String {
    let fields = SegmentFields("OBR", of: order)
    var values = [String](repeating: "", count: 35)
    values[0] = "OBR"
    values[1] = "1"
    values[2] = ordered
    values[3] = filler
    values[4] =
      defects.contains(.reportUnderOwnCode)
      ? "X17^Thorax^L"
      : (1...3).map { OutgoingMessage.escaped(fields.text(4, $0)) }.joined(separator: "^")
    let begun = fields.text(7).isEmpty ? fields.text(27, 4) : fields.text(7)
    values[7] = moment(OutgoingMessage.escaped(begun))
    values[8] = values[7]
    values[22] = moment(MessageTime.now())
    values[24] = defects.contains(.reportLosesSection) ? "" : "CT"
    values[25] = status
    values[27] = "^^^" + moment(OutgoingMessage.escaped(fields.text(27, 4)))
    values[32] = reader
    values[33] = other
    values[34] = defects.contains(.reportLosesOperator) ? "" : Self.readers[2]
    return values.joined(separator: "|")
  }

  /// A PDF of no page, as Base64.
  private var content: String {
    let lines = [
      "%PDF-1.4", "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj",
      "trailer<</Size 3/Root 1 0 R>>", "startxref", "0", "%%EOF", "",
    ]
    let bytes = Data(lines.joined(separator: "\n").utf8)
    return (defects.contains(.reportCutsDocuments) ? bytes.prefix(bytes.count / 2) : bytes).base64EncodedString()
  }

  /// MDM T02 (HL7 v2.4 §9.6.2).
  private mutating func document() -> OutgoingMessage {
    var message = begin(.report, "MDM^T02^MDM_T02")
    let time = moment(MessageTime.now())
    message.add("EVN", "T02", time)
    message.add(segment: patient)
    message.add(segment: visit)
    let linked = defects.contains(.reportUnlinksDocuments) ? "" : filler
    message.add(segment: "TXA|1|DI|AP|\(time)||||||||D\(accession)^BROKER||\(placer)|\(linked)||AU")
    message.add(segment: "OBX|1|ED|\(Self.observation)||^AP^PDF^Base64^\(content)||||||F")
    return message
  }

  /// SIU S12 to S26 (HL7 v2.4 §10.4).
  private mutating func appointment(_ word: Word) -> OutgoingMessage? {
    let (event, status): (String, String)
    switch word {
    case .booked: (event, status) = ("S12", "Booked")
    case .moved: (event, status) = (defects.contains(.reportMovesAsBookings) ? "S12" : "S13", "Booked")
    case .changed: (event, status) = ("S14", "Booked")
    case .cancelled: (event, status) = ("S15", "Cancelled")
    case .noShow: (event, status) = (defects.contains(.reportMissedAsCancelled) ? "S15" : "S26", "Noshow")
    default: return nil
    }
    var message = begin(.appointment, "SIU^\(event)^SIU_S12")
    let isLinked = !defects.contains(.reportUnlinksAppointments)
    let time = moment(MessageTime.now())
    message.add(
      segment: "SCH|S\(accession)|F\(accession)||||\(word.rawValue)^\(word.rawValue)^L|||||^^^\(time)|||||7009^Clerk"
        + "||||7009^Clerk|||||\(status)|\(isLinked ? placer : "")|\(isLinked ? filler : "")")
    message.add(segment: patient)
    message.add("RGS", "1")
    let fields = SegmentFields("OBR", of: order)
    let code = (1...3).map { OutgoingMessage.escaped(fields.text(4, $0)) }.joined(separator: "^")
    message.add("AIS", "1", "", code, time)
    return message
  }
}
