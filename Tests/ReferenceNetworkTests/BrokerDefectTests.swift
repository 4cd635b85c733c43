import Judgement
import ReferenceNetwork
import TestPeers
import Testing

/// Every defect of the broker is caught by a requirement of the bundled specification, and the broker without defects meets
/// every requirement that it is held against.
@Suite("Defects of the broker", .timeLimit(.minutes(10)))
struct BrokerDefectTests {
  /// The requirement that catches each.
  static let catching: [BrokerDefect: String] = [
    .ackAcceptsMissingPatient: "ADT-006b",
    .ackAcceptsBadDates: "ADT-006b",
    .ackAcceptsUnknownTypes: "ADT-006b",
    .ackAcceptsUnknownEvents: "ADT-006b",
    .ackIgnoresProcessingID: "ADT-006b",
    .ackIgnoresVersion: "ADT-006b",
    .ackOneVersionOnly: "ORD-001d",
    .ackNamesItself: "ADT-006a",
    .ackTwice: "ADT-006a",
    .ackNoiseBetweenFrames: "ADT-006a",
    .ackCommitsInOriginalMode: "ADT-006a",
    .ackClosesConnection: "ADT-006a",
    .ackRefusesTransfers: "ADT-001b",
    .ackRefusesCancellations: "ADT-001b",
    .ackRefusesPersons: "ADT-001b",
    .ackOtherVersion: "DOC-005a",
    .ackWithoutProcessingID: "DOC-005a",
    .ackWithoutTime: "DOC-005a",
    .ackLongControlID: "DOC-005a",
    .ackErrorInNewForm: "DOC-005b",
    .orderIgnoresNew: "ORD-001",
    .orderKeepsCancelled: "ORD-001",
    .orderIgnoresChanges: "ORD-001b",
    .orderDoublesChanged: "ORD-001b",
    .orderLosesPlacerNumber: "ORD-001c",
    .orderLosesFillerNumber: "ORD-001c",
    .orderIgnoresOffset: "ORD-001e",
    .orderIgnoresSummerTime: "ORD-001e",
    .orderFreeText: "ORD-004a",
    .orderOwnCode: "ORD-004a",
    .orderLosesScheme: "ORD-004a",
    .orderLosesMeaning: "ORD-004a",
    .orderLosesReason: "ORD-005a",
    .orderLosesHistory: "ORD-005a",
    .orderLosesPriority: "ORD-005a",
    .orderLosesAllergies: "ORD-005a",
    .orderLosesPregnancy: "ORD-005a",
    .orderLosesTransport: "ORD-005a",
    .orderActsAgain: "ADT-008a",
    .orderActsAgainLater: "ADT-008a",
    .statusUnderOwnNumber: "ORD-002",
    .statusWithoutFiller: "ORD-002",
    .patientIgnoresCorrections: "ADT-003a",
    .patientOverwritesNewer: "ADT-008b",
    .patientOverwritesNewerLater: "ADT-008b",
    .patientTakesInvalidNumbers: "IDN-002a",
    .mergeIgnored: "ADT-002b",
    .mergeLeavesCopy: "ADT-002b",
    .mergeKeepsPriorName: "ADT-002b",
    .textReadsAllAsUnicode: "ADT-009",
    .textMislabelsUnicode: "ADT-009",
    .textDropsAccents: "ADT-009",
    .worklistNeedsPatient: "ORD-008a",
    .worklistWithoutStudyUID: "ORD-008b",
    .worklistWithoutProcedureID: "ORD-008b",
    .worklistWithoutPatientID: "ORD-008b",
    .worklistWithoutStation: "ORD-008b",
    .worklistWithoutStepID: "ORD-008b",
    .worklistWithoutTime: "ORD-008b",
    .worklistWithoutModality: "ORD-008b",
    .worklistIgnoresPatientID: "ORD-009",
    .worklistIgnoresModality: "ORD-009",
    .worklistIgnoresStation: "ORD-009",
    .worklistIgnoresDate: "ORD-009",
    .worklistTakesRangesLiterally: "ORD-009",
    .mppsReopens: "ORD-010",
    .mppsChangesUnknown: "ORD-010",
    .mppsForgetsSteps: "ORD-010",
    .mppsRefusesEnd: "ORD-010",
    .mppsRefusesDiscontinuation: "ORD-002",
    .upsWithoutWatch: "DWB-007",
    .upsWithoutPull: "DWB-007",
    .upsSharesClaims: "WKL-002a",
    .upsTakesAnyTransaction: "WKL-002a",
    .upsReopens: "DWB-007b",
    .upsSkipsClaim: "DWB-007b",
    .upsForgetsRequirements: "DWB-007b",
    .upsTakesDuplicates: "DWB-007b",
    .upsReschedules: "DWB-007b",
    .upsClaimsWithoutTransaction: "DWB-007b",
    .upsClaimsUnknown: "DWB-007b",
    .upsReportsLateState: "DWB-007c",
    .upsQueryLosesState: "WKL-001a",
    .upsQueryIgnoresPatient: "WKL-001a",
    .upsQueryLosesInstance: "WKL-001a",
    .webSharesClaims: "DWB-007e",
    .webTakesAnyTransaction: "DWB-007e",
    .webReopens: "DWB-007e",
    .webTellsTransaction: "DWB-007e",
    .webCreatesWithOK: "DWB-007e",
    .webLosesCompletion: "DWB-007e",
    .webRefusesEvents: "DWB-007f",
    .webReportsOutOfOrder: "DWB-007f",
    .reportLosesPlacerNumber: "RPT-001b",
    .reportLosesFillerNumber: "RPT-001b",
    .reportLosesStatus: "RPT-003a",
    .reportLosesVisit: "RPT-002a",
    .reportLosesSection: "RPT-002a",
    .reportLosesOperator: "RPT-002a",
    .reportLosesClinicalQuestion: "RPT-002a",
    .reportLosesAuthorities: "RPT-002b",
    .reportCorrectsAsFinal: "RPT-003a",
    .reportAlertsAsText: "RPT-006a",
    .reportOverwritesFirstReading: "RPT-010",
    .reportCutsDocuments: "RPT-011a",
    .reportUnlinksDocuments: "RPT-011a",
    .reportUnderOwnCode: "TRM-001a",
    .reportTimesWithoutOffset: "TRM-004a",
    .reportTimesInWinter: "TRM-004a",
    .reportUnlinksAppointments: "ORD-007a",
    .reportMissedAsCancelled: "ORD-007a",
    .reportMovesAsBookings: "ORD-007a",
    .recordRefusesNewerReports: "RPT-001c",
    .recordTakesReportsOfNobody: "RPT-001c",
    .recordRefusesCorrections: "RPT-003b",
    .recordRefusesCodedResults: "RPT-006b",
    .recordRefusesDocuments: "RPT-011b",
    .recordTakesBrokenDocuments: "RPT-011b",
    .recordRefusesMissedAppointments: "ORD-007b",
    .queueForgetsSecondReceiver: "RPT-001b",
    .queueGivesUp: "RPT-004a",
    .queueRepeats: "RPT-004a",
    .queueReorders: "RPT-004a",
    .queueTakesSilenceForConsent: "RPT-007a",
    .queueCutsTextForSecondReceiver: "RPT-005a",
  ]

  /// Further requirements that the broker without defects meets: what no defect of its own breaks.
  static let others: Set<String> = ["ORD-009b"]

  /// What two sites alone show; `Proof.tsv` holds them.
  static let acrossSites: Set<BrokerDefect> = [.worklistWithoutIssuer]

  /// The parts of the broker: the first words of the names.
  static let parts: [String] = Set(BrokerDefect.allCases.map { part(of: $0) }).sorted()

  private static func part(of defect: BrokerDefect) -> String { String(defect.rawValue.prefix { $0 != "." }) }

  @Test("Each defect has a sentence, and a requirement that catches it")
  func catalogue() {
    #expect(Set(BrokerDefect.allCases.map(\.sentence)).count == BrokerDefect.allCases.count)
    #expect(Set(Self.catching.keys) == Set(BrokerDefect.allCases).subtracting(Self.acrossSites))
  }

  @Test("Who keeps every rule meets every requirement")
  func conformant() async throws {
    let ids = Set(Self.catching.values).union(Self.others)
    let verdicts = try await Self.verdicts(on: ids, with: [])
    #expect(verdicts.count == ids.count)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test("A defect fails the requirement that is to catch it", arguments: parts)
  func caught(_ part: String) async throws {
    let defects = BrokerDefect.allCases.filter { Self.part(of: $0) == part && !Self.acrossSites.contains($0) }
    // Several at a time: they mostly wait.
    for group in stride(from: 0, to: defects.count, by: 6) {
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for defect in defects[group..<min(group + 6, defects.count)] {
          tasks.addTask {
            let id = try #require(Self.catching[defect])
            let verdict = try #require(try await Self.verdicts(on: [id], with: [defect])[id])
            #expect(verdict.notices, "\(defect.rawValue): \(verdict.reasons)")
          }
        }
        try await tasks.waitForAll()
      }
    }
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<BrokerDefect>
  ) async throws -> [String: RequirementVerdict] {
    let ports = try (0..<3).map { _ in try PeerProcess.freePort() }
    var settings = Broker.Settings()
    settings.defects = defects
    settings.receivers = ports.prefix(2).map { port in
      Broker.MessageReceiver(.init(host: "127.0.0.1", port: port), patience: .milliseconds(300))
    }
    settings.subscribers = ["ASSAY": .init(host: "127.0.0.1", port: ports[2])]
    let broker = try await Broker.start(settings)
    let dicom = "{host: 127.0.0.1, port: \(broker.dicomPort), ae-title: \(broker.aeTitle)}"
    let evaluation = Evaluation(
      systems: [
        Evaluation.System(
          roles: ["scheduler", "reporting", "record"],
          endpoints: [
            "dicom": dicom, "hl7": "{host: 127.0.0.1, port: \(broker.messagePort)}",
            "dicomweb": "{url: \"http://127.0.0.1:\(broker.webPort)\"}",
          ])
      ],
      listeners: """
        hl7-listeners:
          - {id: ris, host: 127.0.0.1, port: \(ports[0])}
          - {id: epr, host: 127.0.0.1, port: \(ports[1])}
        listeners:
          - {ae-title: ASSAY, host: 127.0.0.1, port: \(ports[2])}
        """,
      groups: [
        "messages", "orders", "ordering", "reports", "terminology", "message-profiles", "identity-messages",
        "reporting-tasks", "web-store",
      ],
      inputs: [
        "report-time": "3 s", "receiver-outage": "600 ms", "unanswered-time": "700 ms", "linger-time": "300 ms",
      ],
      patience: Patience(repeating: 500_000_000))
    let verdicts = try await evaluation.verdicts(on: ids)
    await broker.stop()
    return verdicts
  }
}
