extension BrokerDefect {
  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .ackAcceptsMissingPatient, .ackAcceptsBadDates, .orderActsAgain, .orderActsAgainLater,
      .recordTakesReportsOfNobody:
      "HL7 v2.5.1 §2.9.2.2"
    case .ackAcceptsUnknownTypes: "HL7 v2.5.1 §2.9.2.2, table 0357 code 200"
    case .ackAcceptsUnknownEvents: "HL7 v2.5.1 §2.9.2.2, table 0357 code 201"
    case .ackIgnoresProcessingID: "HL7 v2.5.1 §2.15.9.11, table 0357 code 202"
    case .ackIgnoresVersion: "HL7 v2.5.1 §2.15.9.12, table 0357 code 203"
    case .ackOneVersionOnly, .orderIgnoresNew, .orderKeepsCancelled, .orderIgnoresChanges, .orderDoublesChanged:
      "RAD TF-2 §4.2"
    case .ackNamesItself: "HL7 v2.5.1 §2.15.8.2"
    case .ackTwice, .ackCommitsInOriginalMode, .queueGivesUp, .queueRepeats, .queueReorders,
      .queueTakesSilenceForConsent:
      "HL7 v2.5.1 §2.9.2"
    case .ackNoiseBetweenFrames, .ackClosesConnection: "HL7 v2.5.1 Appendix C, minimal lower layer protocol"
    case .ackRefusesTransfers: "HL7 v2.5.1 §3.3.2"
    case .ackRefusesCancellations: "HL7 v2.5.1 §3.3.11"
    case .ackRefusesPersons: "HL7 v2.5.1 §3.3.28"
    case .ackOtherVersion, .recordRefusesNewerReports: "HL7 v2.5.1 §2.15.9.12"
    case .ackWithoutProcessingID: "HL7 v2.5.1 §2.15.9.11"
    case .ackWithoutTime: "HL7 v2.5.1 §2.15.9.7"
    case .ackLongControlID: "HL7 v2.4 §2.16.9.10"
    case .ackErrorInNewForm: "HL7 v2.4 §2.16.5"
    case .orderLosesPlacerNumber, .orderLosesFillerNumber, .orderFreeText, .orderOwnCode, .orderLosesReason,
      .orderLosesHistory, .orderLosesPriority, .orderLosesAllergies, .orderLosesPregnancy, .orderLosesTransport,
      .worklistWithoutStudyUID, .worklistWithoutProcedureID, .worklistWithoutPatientID, .worklistWithoutStation,
      .worklistWithoutStepID, .worklistWithoutTime, .worklistWithoutModality, .worklistWithoutIssuer:
      "PS3.4 Table K.6-1"
    case .orderIgnoresOffset, .reportTimesWithoutOffset, .reportTimesInWinter: "HL7 v2.5.1 §2.A.77"
    case .orderIgnoresSummerTime: "PS3.5 §6.2"
    case .orderLosesScheme: "PS3.3 §8.2"
    case .orderLosesMeaning: "PS3.3 §8.3"
    case .statusUnderOwnNumber, .reportLosesPlacerNumber: "HL7 v2.5.1 §4.5.1.2"
    case .statusWithoutFiller, .reportLosesFillerNumber: "HL7 v2.5.1 §4.5.1.3"
    case .patientIgnoresCorrections, .mergeIgnored, .mergeLeavesCopy, .mergeKeepsPriorName: "RAD TF-2 §4.12"
    case .patientOverwritesNewer, .patientOverwritesNewerLater: "HL7 v2.5.1 §3.4.1.2"
    case .patientTakesInvalidNumbers: "NHS Data Dictionary, NHS NUMBER"
    case .textReadsAllAsUnicode: "HL7 v2.5.1 §2.15.9.18"
    case .textMislabelsUnicode: "PS3.5 §6.1.2"
    case .textDropsAccents: "PS3.5 §6.1"
    case .worklistNeedsPatient, .worklistIgnoresPatientID, .worklistIgnoresModality, .worklistIgnoresDate,
      .worklistIgnoresStation:
      "PS3.4 §K.2.2.1"
    case .worklistTakesRangesLiterally: "PS3.4 §C.2.2.2.5"
    case .mppsReopens: "PS3.4 §F.7.2.2.2"
    case .mppsChangesUnknown, .mppsRefusesEnd, .mppsRefusesDiscontinuation: "PS3.4 §F.7.2.2"
    case .mppsForgetsSteps: "PS3.4 §F.7.2.1"
    case .upsWithoutWatch, .upsWithoutPull: "PS3.4 §CC.3"
    case .upsSharesClaims, .upsForgetsRequirements, .upsClaimsWithoutTransaction, .upsClaimsUnknown: "PS3.4 §CC.2.1.3"
    case .upsTakesAnyTransaction: "PS3.4 §CC.2.6.3"
    case .upsReopens, .upsSkipsClaim, .upsReschedules: "PS3.4 Table CC.1.1-2"
    case .upsTakesDuplicates: "PS3.7 §10.1.5"
    case .upsReportsLateState: "PS3.4 §CC.2.4"
    case .upsQueryLosesState, .upsQueryIgnoresPatient, .upsQueryLosesInstance: "PS3.4 §CC.2.8"
    case .webSharesClaims, .webReopens, .webLosesCompletion: "PS3.18 §11.7"
    case .webTakesAnyTransaction: "PS3.18 §11.6, §11.7"
    case .webTellsTransaction: "PS3.18 §11.5"
    case .webCreatesWithOK: "PS3.18 §11.4.3"
    case .webRefusesEvents: "PS3.18 §8.10.4"
    case .webReportsOutOfOrder: "PS3.18 §11.13"
    case .reportLosesStatus: "HL7 v2.5.1 §4.5.3.25"
    case .reportLosesVisit: "HL7 v2.5.1 §3.4.3.19"
    case .reportLosesSection: "HL7 v2.5.1 §4.5.3.24"
    case .reportLosesOperator: "HL7 v2.5.1 §4.5.3.34"
    case .reportLosesClinicalQuestion: "HL7 v2.5.1 §2.15.10"
    case .reportLosesAuthorities: "HL7 v2.5.1 §2.A.14.4"
    case .reportCorrectsAsFinal, .recordRefusesCorrections: "HL7 v2.5.1 table 0123"
    case .reportAlertsAsText, .queueCutsTextForSecondReceiver: "HL7 v2.5.1 §7.4.2.5"
    case .reportOverwritesFirstReading: "HL7 v2.5.1 §4.5.3.33"
    case .reportCutsDocuments, .recordTakesBrokenDocuments: "HL7 v2.5.1 §2.A.24"
    case .reportUnlinksDocuments: "HL7 v2.5.1 §9.6.1.15"
    case .reportUnderOwnCode: "HL7 v2.5.1 §4.5.3.4"
    case .reportUnlinksAppointments: "HL7 v2.5.1 §10.6.1.26"
    case .reportMissedAsCancelled, .recordRefusesMissedAppointments: "HL7 v2.5.1 §10.3.26"
    case .reportMovesAsBookings: "HL7 v2.5.1 §10.3.2"
    case .recordRefusesCodedResults: "HL7 v2.5.1 §7.4.2"
    case .recordRefusesDocuments: "HL7 v2.5.1 §9.5"
    case .queueForgetsSecondReceiver: "HL7 v2.5.1 §2.9"
    }
  }
}
