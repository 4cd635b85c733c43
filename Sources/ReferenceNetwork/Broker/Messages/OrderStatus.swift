import HL7

/// Tells whoever placed an order what became of it (ORM O01 with ORC-1 `SC`, HL7 v2.4 §4.2.1; RAD TF-2 §4.3).
struct OrderStatus {
  let defects: Set<BrokerDefect>

  /// The message; nil where the examination has no placer who could be told.
  func message(
    on examination: ScheduledExamination, of patient: BrokerPatient, number: Int
  ) -> OutgoingMessage? {
    guard !examination.placerNumber.isEmpty else { return nil }
    var message = OutgoingMessage(.orderStatus, type: "ORM^O01^ORM_O01", number: number, time: MessageTime.now())
    let escaped = OutgoingMessage.escaped
    let filler = "\(escaped(examination.fillerNumber))^\(escaped(examination.fillerNamespace))"
    let placer =
      defects.contains(.statusUnderOwnNumber)
      ? filler : "\(escaped(examination.placerNumber))^\(escaped(examination.placerNamespace))"
    let own = defects.contains(.statusWithoutFiller) ? "" : filler
    let identifiers = patient.identifiers.map { "\(escaped($0.number))^^^\(escaped($0.authority))^\(escaped($0.type))" }
    let name = "\(escaped(patient.name.family))^\(escaped(patient.name.given))"
    message.add(
      "PID", "1", "", identifiers.joined(separator: "~"), "", name, "", escaped(patient.birthDate), escaped(patient.sex)
    )
    message.add("PV1", "1", "O")
    message.add("ORC", "SC", placer, own, "", examination.status.rawValue)
    let code = [examination.code.value, examination.code.meaning, examination.code.scheme].map(escaped)
    message.add("OBR", "1", placer, own, code.joined(separator: "^"))
    return message
  }
}
