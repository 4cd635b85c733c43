import Evidence
import Foundation
import HL7
import IHE
import Inventory
import Specification
import TransportSecurity

/// `audit.send`: an audit message for the system, which is an audit record repository.
enum AuditSendProbe: Probe {
  static let description = StepDescription(
    name: "audit.send",
    summary: """
      Sends an audit message to an audit record repository by syslog: that a user of the harness looked at a patient's \
      images. Over TLS where the endpoint has a tls block, else over TCP.
      """,
    effect: .write, endpoint: .syslog,
    inputs: [
      StepInput(
        "patient", .string, required: true, meaning: "The patient, as CX; a bare identifier is taken for an NHS number."
      ),
      StepInput("study", .string, required: true, meaning: "Study Instance UID of the images."),
      StepInput("user", .string, standardValue: "assay", meaning: "Who looked."),
    ],
    observation: [
      Field("sent", .boolean, meaning: "Whether the message was written to the end. Syslog has no acknowledgement."),
      Field("event-time", .string, meaning: "EventDateTime of the message, in UTC."),
      Field("size", .number, meaning: "Length of the message in bytes."),
    ],
    example: """
      - do: audit.send
        at: repository
        with: {patient: "{{anne.nhs-number}}", study: 1.2.840.99.1}
        expect: |
          sent == true
        capture: |
          looked = event-time
      """,
    sources: ["ITI TF-2 §3.20", "PS3.15 §A.5.3.6", "RFC 5425"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .address(let given)? = context.system.endpoints[.syslog],
      let place = MLLPConnection.Endpoint(given.address)
    else { return .misuse("The network file gives no syslog endpoint for \(context.system.reference).") }
    func path(_ relative: String?) -> String? {
      relative.map { $0.hasPrefix("/") ? $0 : "\(context.networkFolder)/\($0)" }
    }
    let security = given.tls.map {
      ClientSecurity(
        trustRootsFile: path($0.trust), certificateFile: path($0.certificate), privateKeyFile: path($0.key),
        serverName: $0.serverName)
    }
    let start = ContinuousClock.now
    let time = Timestamp.now()
    let audit = message(inputs, time: time, repository: given.address)
    let message = SyslogMessage(
      timestamp: time, host: "assay", application: "assay", process: String(ProcessInfo.processInfo.processIdentifier),
      messageID: "DICOM+RFC3881", content: audit.element.document)
    var observation: [String: Value] = [
      "event-time": .string(time), "size": .number(Decimal(message.bytes.count)), "sent": .boolean(false),
      "outcome": .string("completed"),
    ]
    var failure: StepFailure?
    var isUnreachable = false
    do throws(SyslogSender.Failure) {
      try await SyslogSender(host: place.host, port: place.port, security: security).send(
        [message], within: .nanoseconds(context.deadline), group: context.group)
      observation["sent"] = .boolean(true)
    } catch {
      let blame = blame(error, given.address)
      observation["outcome"] = .string(blame.outcome)
      failure = blame.failure
      isUnreachable = true
    }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    let entry = Transcript.Entry(
      microseconds: 0, direction: .sent, summary: "DICOM Instances Accessed to \(given.address)",
      details: String(decoding: message.content, as: UTF8.self).replacing("><", with: ">\n<").split(separator: "\n")
        .map(
          String.init), length: message.bytes.count, hex: Transcript.hexadecimal(Array(message.bytes.prefix(512))))
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(entries: [entry]),
      isUnreachable: isUnreachable)
  }

  /// That somebody looked at images (PS3.15 §A.5.3.6, DICOM Instances Accessed).
  static func message(_ inputs: StepInputs, time: String, repository: String) -> AuditMessage {
    let dicom = AuditMessage.dicom
    return AuditMessage(
      event: AuditMessage.Event(
        id: AuditMessage.Code("110103", dicom, "DICOM Instances Accessed"), action: "R", time: time, outcome: "0"),
      participants: [
        AuditMessage.Participant(
          userID: inputs.text("user") ?? "assay", isRequestor: true, accessPoint: "assay", accessPointType: "1"),
        AuditMessage.Participant(
          userID: "assay-\(ProcessInfo.processInfo.processIdentifier)", isRequestor: false,
          roles: [AuditMessage.Code("110150", dicom, "Application")], accessPoint: "assay", accessPointType: "1"),
      ],
      source: "assay",
      objects: [
        AuditMessage.Object(
          id: inputs.text("study"), type: "2", role: "3",
          idType: AuditMessage.Code("110180", dicom, "Study Instance UID")),
        AuditMessage.Object(
          id: XDSFields.patient(inputs.text("patient") ?? ""), type: "1", role: "1",
          idType: AuditMessage.Code("2", "RFC-3881", "Patient Number")),
      ])
  }

  /// Whose failure it is. Nothing of it is the repository's: syslog says nothing but that the connection stands.
  private static func blame(
    _ failure: SyslogSender.Failure, _ address: String
  ) -> (outcome: String, failure: StepFailure) {
    let text = "\(address): \(failure)."
    switch failure {
    case .settings: return ("failed", StepFailure(blame: .harness, message: text, advice: "Check the tls block."))
    case .unreachable, .timedOut:
      return (
        "unreachable",
        StepFailure(
          blame: .network, message: text, advice: "Check host and port in the network file, and run again.")
      )
    case .security:
      return (
        "unreachable",
        StepFailure(
          blame: .configuration, message: text,
          advice: "Check the tls block of the network file and the certificates of both sides.")
      )
    case .closed: return ("closed", StepFailure(blame: .network, message: text))
    }
  }
}
