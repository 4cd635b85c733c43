import Judgement
import ReferenceNetwork
import Specification
import Testing

/// An archive without defects meets what an archive has to show; each defect is caught by the requirement that is to catch it.
@Suite("Image archive and its defects", .timeLimit(.minutes(10)))
struct ArchiveDefectTests {
  /// The requirement that catches each.
  static let catching: [ArchiveDefect: String] = Dictionary(
    uniqueKeysWithValues: table.flatMap { id, defects in defects.map { ($0, id) } })

  private static let table: [(String, [ArchiveDefect])] = [
    ("DST-001a", [.echoFails]), ("DST-001f", [.associateTakesAnyTitle]), ("DST-016", [.associateTakesAnyIdentity]),
    ("DST-001b", [.associateRejectsAll]), ("DST-001c", [.associateTakesUnknownSyntax]),
    ("DST-001d", [.associateTakesClassOnce]), ("DST-001e", [.associateHidesImplementation]),
    ("DST-001g", [.associateAnswersSome]), ("DST-001h", [.associateTakesAnyContext]),
    ("DST-015b", [.associateRefusesForGood]), ("DST-002a", [.storeRefusesRadiographs]),
    ("RES-007b", [.resilienceStopsAfterDisorder]), ("RES-007c", [.resilienceConfirmsUnknown]),
    ("DST-015a", [.associateTakesFew]), ("DQR-007", [.associateDeniesExtensions]),
    ("DST-007a", [.associateRefusesExplicit, .associateRefusesImplicit]),
    ("DST-007b", [.associateRefusesJPEGLossless]), ("DST-007c", [.associateRefusesJPEGLS]),
    ("DST-007d", [.associateRefusesJPEG2000]), ("DST-007e", [.associateRefusesRLE]),
    ("DST-008", [.associateRefusesHighThroughput]), ("DST-010", [.associateRefusesVideo, .storeRefusesSlides]),
    ("DST-002b", [.storeRefusesMammograms]), ("DST-002c", [.storeRefusesEnhancedCT]),
    ("DST-002d", [.storeRefusesUltrasound]), ("DST-002e", [.storeRefusesEnhancedAngiography]),
    ("DST-003a", [.storeRefusesPresentationStates]), ("DST-003b", [.storeRefusesReports]),
    ("DST-003c", [.storeRefusesDocuments]), ("DST-003d", [.storeRefusesWaveforms]),
    ("DOS-001a", [.storeRefusesDoseReports]), ("DOS-003", [.storeRefusesTracerDose]),
    ("OBJ-001a", [.storeRefusesNotes]), ("AIW-002", [.storeRefusesSegmentations]),
    ("DST-002f", [.storeLosesInstances]), ("DST-013", [.storeRepeatsResent]),
    ("DST-012", [.storeRenumbersSeries, .storeRenumbersInstances]),
    ("DST-014", [.storeDropsAttributes, .storeDropsPrivateElements]),
    ("DST-011b", [.storeBreaksCharacters]), ("DST-011d", [.storeCutsLongNames, .storeDropsNameParts]),
    ("DST-009a", [.storeDropsLossMark, .storeLosesPixels]), ("RES-007f", [.storeTakesBrokenObjects]),
    ("DQR-001a", [.findFailsEmpty, .findRepeatsStudies]), ("DQR-009", [.findFailsUnbounded]),
    ("DQR-002", [.moveRefusesPatientRoot, .findIgnoresPatientID, .findRepeatsPatients]),
    ("DQR-001b", [.findIgnoresAccessionNumber]),
    ("DQR-001c", [.findIgnoresStudyDate, .findIgnoresRanges, .findIgnoresRangeBeginnings, .findExcludesRangeEnds]),
    ("DQR-001d", [.findIgnoresModalities]), ("DQR-001e", [.findIgnoresNames, .findIgnoresWildcards]),
    ("DQR-001f", [.findTakesFirstOfList]), ("DQR-001g", [.findIgnoresBirthDate]),
    ("DQR-005a", [.findIgnoresSeriesKey]), ("IDN-004b", [.findIgnoresIssuer]),
    ("PRF-001", [.findTakesLong]), ("RES-007e", [.associateWaitsForSilent]),
    ("DQR-005b", [.findIgnoresSeriesOfImages, .findOmitsSOPClass]), ("DSP-003", [.findIgnoresSeriesModality]),
    ("DQR-006a", [.findOmitsStudyCounts, .findMiscountsInstances, .findOmitsModalities]),
    ("DQR-006d", [.findOmitsSeriesCounts]), ("DQR-006b", [.findOmitsRetrieveAE]),
    ("DQR-006c", [.findOmitsAvailability]), ("DST-011a", [.findOmitsCharacterSet]),
    (
      "DQR-003",
      [
        .moveIgnoresUnknownDestination, .moveMiscodesUnknownDestination, .moveSendsOneLess, .moveSendsOneTwice,
        .moveMiscounts,
      ]
    ),
    ("DQR-005c", [.retrieveSendsWholeStudy]), ("DQR-004", [.getIsNotOffered, .getRefusesRoles, .getStopsEarly]),
    (
      "DST-006",
      [
        .commitPromisesAll, .commitForgetsHeld, .commitDropsFailures, .commitMiscodesReason,
        .commitMiscodesEvent,
      ]
    ),
    ("OBJ-001b", [.rejectIgnoresQuality, .rejectIgnoresSafety, .rejectHidesWholeStudy]),
    ("OBJ-002", [.rejectIgnoresWorklist]), ("OBJ-003", [.rejectIgnoresRetention]), ("OBJ-001c", [.rejectLosesNotes]),
    ("DQR-008", [.notifyLeavesOneOut, .notifyNamesOthers, .notifyInventsAvailability]),
    ("DWB-004f", [.qidoFailsEmpty]), ("DWB-004c", [.qidoIgnoresLimit, .qidoIgnoresOffset, .qidoShufflesPages]),
    ("DWB-004b", [.qidoIgnoresPatientID, .qidoIgnoresTags, .qidoAnswersPlainJSON]),
    ("DWB-004g", [.qidoIgnoresInclude]), ("DWB-004h", [.qidoHidesFuzzy]), ("DWB-004d", [.qidoLacksSeries]),
    ("DWB-004e", [.qidoKeepsEscapes, .qidoIgnoresNames]), ("DWB-001c", [.wadoAnswersUnknown]),
    ("DWB-001d", [.wadoIgnoresAccept, .wadoMiscodesAccept]), ("DWB-001b", [.wadoLeavesOneOut, .wadoGivesOneTwice]),
    ("DWB-002b", [.wadoDropsMetadata]), ("DWB-002c", [.wadoBreaksBulkData]),
    ("DWB-003a", [.wadoGivesAnyFrame, .wadoShiftsFrames]),
    ("DWB-003b", [.wadoRefusesRendered, .wadoMislabelsRendered]), ("DWB-008b", [.wadoMislabelsSyntax]),
    ("DWB-008a", [.wadoIgnoresSyntax]),
    ("DWB-010", [.uriIgnoresHierarchy, .uriMislabels, .uriRefusesFiles, .uriRefusesPictures]),
    ("DWB-005c", [.stowSucceedsAlways, .stowOmitsReasons, .stowStoresRefused]), ("DWB-005d", [.stowIgnoresStudy]),
    ("DWB-005e", [.stowTakesAnyType, .stowTakesEmpty]),
    ("DWB-005b", [.stowOmitsAddresses, .stowForgetsOne, .stowLosesInstances]), ("DWB-005f", [.stowRefusesMetadata]),
    ("DWB-006", [.capabilitiesMissing]), ("DWB-009a", [.originRefusesViewer, .originRefusesPreflight]),
    ("DWB-009b", [.originLetsAnybody]),
  ]

  /// What takes long to be caught, or is caught by requirements of other groups: the proof of the whole specification
  /// tries it.
  static let ofTheProof: Set<ArchiveDefect> = [
    .findOmitsOtherPatientIDs, .findOmitsIssuer, .findOmitsAccessionIssuer, .findRefusesWhenBusy,
    .findGivesOneOfAccession, .resilienceStopsAfterMalformed, .resilienceStopsAfterBreak, .getFailsAtTimes,
    .getRefusesWhenBusy,
  ]

  @Test("Each defect has a requirement and an account of its own")
  func catalogue() {
    #expect(Set(Self.catching.keys) == Set(ArchiveDefect.allCases).subtracting(Self.ofTheProof))
    #expect(Set(ArchiveDefect.allCases.map(\.sentence)).count == ArchiveDefect.allCases.count)
    #expect(ArchiveDefect.allCases.allSatisfy { !$0.clause.isEmpty && !$0.harm.isEmpty })
  }

  @Test("An archive that keeps every rule meets every requirement that probes can decide")
  func conformant() async throws {
    // A copy at another site, and a scheduler of tasks, are other systems.
    let others: Set<String> = ["OBJ-004", "OBJ-004a", "DWB-007e", "DWB-007f"]
    let rules = try LoadedRules.rules(groups: ArchiveBench.groups).decidedByProbes(within: Patience())
    let ids = Set(rules.requirements.map(\.id)).subtracting(others)
    let verdicts = try await ArchiveBench().verdicts(on: ids)
    #expect(verdicts.count == ids.count)
    for verdict in verdicts.values {
      #expect(verdict.state == .met || verdict.state == .notApplicable, "\(verdict.reasons)")
    }
  }

  @Test(
    "A defect fails the requirement that is to catch it",
    arguments: catching.keys.sorted { $0.rawValue < $1.rawValue })
  func caught(_ defect: ArchiveDefect) async throws {
    let id = try #require(Self.catching[defect])
    let verdict = try #require(try await ArchiveBench(defects: [defect]).verdicts(on: [id])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  @Test(
    "A wrong result is withdrawn by an archive that hides it alone, and not by one that hides nothing or the images too",
    arguments: [([], true), ([.rejectIgnoresSafety], false), ([.rejectHidesWholeStudy], false)]
      as [(Set<ArchiveDefect>, Bool)])
  func wrongResult(defects: Set<ArchiveDefect>, isMet: Bool) async throws {
    let verdict = try #require(
      try await ArchiveBench(defects: defects).verdicts(in: ["reconciliation-and-ai"], on: ["AIW-004"])["AIW-004"])
    #expect(isMet ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
  }

  @Test("An archive that offers no C-GET is held to the times over the web, and one that offers it to those of C-GET")
  func retrievalTimes() async throws {
    let ids: Set<String> = ["PRF-002"]
    let without = try await ArchiveBench(defects: [.getIsNotOffered]).verdicts(in: ["performance"], on: ids)
    #expect(without.count == ids.count)
    for verdict in without.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
    let faulty = try await ArchiveBench(defects: [.getRefusesRoles]).verdicts(in: ["performance"], on: ids)
    for verdict in faulty.values { #expect(verdict.notices, "\(verdict.reasons)") }
  }
}
