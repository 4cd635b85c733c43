import Foundation
import HL7

/// One order of a message: its segment ORC with what follows up to the next (HL7 v2.5.1 §4.4).
struct OrderReading {
  private let message: Message
  private let segments: [Segment]

  /// The orders of a message.
  static func orders(of message: Message) -> [OrderReading] {
    var groups: [[Segment]] = []
    for segment in message.segments {
      if segment.name == "ORC" {
        groups.append([segment])
      } else if !groups.isEmpty {
        groups[groups.count - 1].append(segment)
      }
    }
    return groups.map { OrderReading(message: message, segments: $0) }
  }

  private init(message: Message, segments: [Segment]) {
    self.message = message
    self.segments = segments
  }

  private func fields(_ name: String) -> SegmentFields? {
    segments.first { $0.name == name }.map { SegmentFields($0, of: message) }
  }

  private func text(_ name: String, _ field: Int, _ component: Int = 1) -> String {
    fields(name)?.text(field, component) ?? ""
  }

  private func first(_ texts: String...) -> String { texts.first { !$0.isEmpty } ?? "" }

  /// ORC-1: `NW`, `XO`, `CA`, …
  var control: String { text("ORC", 1) }
  /// ORC-2
  var placer: (number: String, namespace: String) {
    (first(text("ORC", 2), text("OBR", 2)), first(text("ORC", 2, 2), text("OBR", 2, 2)))
  }
  /// ORC-3
  var filler: (number: String, namespace: String) {
    (first(text("ORC", 3), text("OBR", 3)), first(text("ORC", 3, 2), text("OBR", 3, 2)))
  }
  /// NTE-3
  var note: String { text("NTE", 3) }
  /// When it is to begin, as written.
  var start: String { first(text("TQ1", 7), text("ORC", 7, 4), text("OBR", 27, 4)) }

  /// Fills in what the order says; identifiers that it does not give are left as they are.
  func apply(to examination: inout ScheduledExamination) {
    if !placer.number.isEmpty {
      (examination.placerNumber, examination.placerNamespace) = (placer.number, placer.namespace)
    }
    if !filler.number.isEmpty {
      (examination.fillerNumber, examination.fillerNamespace) = (filler.number, filler.namespace)
    }
    func put(_ text: String, _ path: WritableKeyPath<ScheduledExamination, String>) {
      if !text.isEmpty { examination[keyPath: path] = text }
    }
    put(first(text("IPC", 1), text("OBR", 18), filler.number), \.accessionNumber)
    put(text("IPC", 1, 2), \.accessionIssuer)
    put(first(text("IPC", 2), text("OBR", 19)), \.procedureID)
    put(first(text("IPC", 4), text("OBR", 20)), \.stepID)
    put(first(text("IPC", 3), text("ZDS", 1)), \.studyInstanceUID)
    put(first(text("IPC", 5), text("OBR", 24)), \.modality)
    put(text("IPC", 9), \.station)
    examination.code = ScheduledExamination.Code(
      value: text("OBR", 4), meaning: text("OBR", 4, 2), scheme: text("OBR", 4, 3))
    examination.referral = referral
  }

  private var referral: ScheduledExamination.Referral {
    var referral = ScheduledExamination.Referral()
    referral.reason = first(text("OBR", 31, 2), text("OBR", 31))
    referral.history = text("OBR", 13)
    referral.priority = first(text("TQ1", 9), text("ORC", 7, 6), text("OBR", 27, 6))
    referral.transport = text("OBR", 30)
    referral.note = note
    referral.allergies = message.segments("AL1").prefix(20).map {
      let fields = SegmentFields($0, of: message)
      return first(fields.text(3, 2), fields.text(3))
    }
    // HL7 table 0009
    referral.isPregnant = SegmentFields("PV1", of: message).repetitions(15).contains {
      SegmentFields("PV1", of: message).text(of: $0, 1) == "B6"
    }
    return referral
  }
}
