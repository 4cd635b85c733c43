import Foundation
import HL7

/// Whether a message can be taken in, before anything is done with it (HL7 v2.5.1 §2.9.2.2, table 0357).
struct MessageIntake {
  /// A refusal: the code of the acknowledgement and what is wrong.
  struct Refusal: Hashable {
    var code: Acknowledgement.Code
    var fault: Acknowledgement.Fault
  }

  let defects: Set<BrokerDefect>

  /// Events of patient administration that are followed.
  private static let events: Set<String> = [
    "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A18", "A24", "A28", "A31", "A34",
    "A36", "A37", "A38", "A39", "A40", "A43",
  ]
  /// Message types with the events that are taken in; any where nil.
  private static let types: [String: Set<String>?] = [
    "ADT": events, "ORM": ["O01"], "OMG": ["O19"], "OMI": ["O23"], "ORU": ["R01"], "MDM": nil, "SIU": nil,
  ]

  /// Why a message is not taken in; nil where it is.
  func refusal(of message: Message) -> Refusal? {
    let header = SegmentFields("MSH", of: message)
    return rejection(header) ?? content(message, type: header.text(9), event: header.text(9, 2))
  }

  /// What the header alone shows: the message is rejected without a look at its content.
  private func rejection(_ header: SegmentFields) -> Refusal? {
    let (type, event) = (header.text(9), header.text(9, 2))
    guard let events = Self.types[type] else {
      return defects.contains(.ackAcceptsUnknownTypes)
        ? nil : reject(9, "200", "Unsupported message type")
    }
    if let events, !events.contains(event), !defects.contains(.ackAcceptsUnknownEvents) {
      return reject(9, "201", "Unsupported event code")
    }
    if defects.contains(.ackRefusesTransfers), event == "A02" { return reject(9, "201", "Unsupported event code") }
    if defects.contains(.ackRefusesCancellations), ["A11", "A12", "A13"].contains(event) {
      return reject(9, "201", "Unsupported event code")
    }
    if defects.contains(.ackRefusesPersons), ["A28", "A31"].contains(event) {
      return reject(9, "201", "Unsupported event code")
    }
    if !["P", "T", "D"].contains(header.text(11)), !defects.contains(.ackIgnoresProcessingID) {
      return reject(11, "202", "Unsupported processing id")
    }
    let version = header.text(12)
    let isKnown = defects.contains(.ackOneVersionOnly) ? version == "2.4" : Version(rawValue: version) != nil
    if !isKnown, !defects.contains(.ackIgnoresVersion) { return reject(12, "203", "Unsupported version id") }
    return record(type, event, version)
  }

  private func record(_ type: String, _ event: String, _ version: String) -> Refusal? {
    if type == "ORU", version == "2.5.1", defects.contains(.recordRefusesNewerReports) {
      return reject(12, "203", "Unsupported version id")
    }
    if type == "MDM", defects.contains(.recordRefusesDocuments) {
      return reject(9, "200", "Unsupported message type")
    }
    if event == "S26", defects.contains(.recordRefusesMissedAppointments) {
      return reject(9, "201", "Unsupported event code")
    }
    return nil
  }

  private func content(_ message: Message, type: String, event: String) -> Refusal? {
    let patient = SegmentFields("PID", of: message)
    let identifiers = BrokerPatient.identifiers(patient, 3)
    if identifiers.isEmpty || patient.text(5).isEmpty {
      let isLenient = defects.contains(type == "ORU" ? .recordTakesReportsOfNobody : .ackAcceptsMissingPatient)
      guard isLenient else { return error("PID", identifiers.isEmpty ? 3 : 5, "101", "Required field missing") }
    }
    if !Self.isDay(patient.text(7)), !defects.contains(.ackAcceptsBadDates) {
      return error("PID", 7, "102", "Data type error")
    }
    if !defects.contains(.patientTakesInvalidNumbers) {
      for identifier in identifiers where identifier.isNHSNumber {
        if CheckDigit.nhsNumberProblem(identifier.number) != nil {
          return error("PID", 3, "103", "The NHS number is not valid")
        }
      }
    }
    return document(message, type: type)
  }

  private func document(_ message: Message, type: String) -> Refusal? {
    for segment in message.segments("OBX") {
      let fields = SegmentFields(segment, of: message)
      if defects.contains(.recordRefusesCodedResults), type == "ORU", ["CE", "CWE"].contains(fields.text(2)) {
        return error("OBX", 2, "102", "Data type error")
      }
      guard fields.text(2) == "ED", !defects.contains(.recordTakesBrokenDocuments) else { continue }
      let isBase64 = fields.text(5, 4) == "Base64"
      if isBase64, Data(base64Encoded: fields.text(5, 5)) == nil {
        return error("OBX", 5, "102", "The document is not Base64")
      }
    }
    if type == "ORU", SegmentFields("OBR", of: message).text(25) == "C", defects.contains(.recordRefusesCorrections) {
      return error("OBR", 25, "103", "Table value not found")
    }
    return nil
  }

  private static func isDay(_ text: String) -> Bool {
    text.isEmpty || (text.utf8.count >= 4 && text.utf8.prefix(8).allSatisfy { (0x30...0x39).contains($0) })
  }

  private func reject(_ field: Int, _ code: String, _ text: String) -> Refusal {
    refusal(.applicationReject, "MSH", field, code, text)
  }

  private func error(_ segment: String, _ field: Int, _ code: String, _ text: String) -> Refusal {
    refusal(.applicationError, segment, field, code, text)
  }

  private func refusal(
    _ code: Acknowledgement.Code, _ segment: String, _ field: Int, _ number: String, _ text: String
  ) -> Refusal {
    Refusal(
      code: code,
      fault: Acknowledgement.Fault(location: Address(segment: segment, field: field), code: number, text: text))
  }
}
