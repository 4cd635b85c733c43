/// What an image archive can be told to do wrong.
public enum ArchiveDefect: String, NamedDefect {
  case echoFails = "echo.fails"
  case associateTakesAnyTitle = "associate.takes-any-called-title"
  case associateTakesAnyIdentity = "associate.takes-any-identity"
  case associateWaitsForSilent = "associate.waits-for-silent-callers"
  case associateTakesFew = "associate.takes-few-at-once"
  case associateDeniesExtensions = "associate.denies-relational-queries"
  case associateRefusesExplicit = "associate.refuses-explicit-vr"
  case associateRefusesImplicit = "associate.refuses-implicit-vr"
  case associateRefusesJPEGLossless = "associate.refuses-jpeg-lossless"
  case associateRefusesJPEGLS = "associate.refuses-jpeg-ls"
  case associateRefusesJPEG2000 = "associate.refuses-jpeg-2000"
  case associateRefusesRLE = "associate.refuses-rle"
  case associateRefusesHighThroughput = "associate.refuses-high-throughput-jpeg-2000"
  case associateRefusesVideo = "associate.refuses-video"
  case associateRejectsAll = "associate.rejects-all-for-an-unknown-service"
  case associateTakesUnknownSyntax = "associate.accepts-unknown-transfer-syntaxes"
  case associateTakesClassOnce = "associate.accepts-a-class-once"
  case associateHidesImplementation = "associate.hides-implementation"
  case associateAnswersSome = "associate.answers-some-contexts"
  case associateTakesAnyContext = "associate.takes-any-application-context"
  case associateRefusesForGood = "associate.rejects-for-good-when-full"

  case resilienceStopsAfterMalformed = "resilience.stops-after-malformed-message"
  case resilienceStopsAfterDisorder = "resilience.stops-after-message-out-of-order"
  case resilienceStopsAfterBreak = "resilience.stops-after-broken-transfer"
  case resilienceConfirmsUnknown = "resilience.confirms-unknown-operations"

  case storeRefusesRadiographs = "store.refuses-computed-radiographs"
  case storeRefusesMammograms = "store.refuses-mammograms"
  case storeRefusesEnhancedCT = "store.refuses-enhanced-ct"
  case storeRefusesUltrasound = "store.refuses-ultrasound-clips"
  case storeRefusesEnhancedAngiography = "store.refuses-enhanced-angiography"
  case storeRefusesPresentationStates = "store.refuses-presentation-states"
  case storeRefusesReports = "store.refuses-structured-reports"
  case storeRefusesDocuments = "store.refuses-encapsulated-documents"
  case storeRefusesWaveforms = "store.refuses-waveforms"
  case storeRefusesDoseReports = "store.refuses-dose-reports"
  case storeRefusesTracerDose = "store.refuses-radiopharmaceutical-dose-reports"
  case storeRefusesNotes = "store.refuses-key-object-notes"
  case storeRefusesSegmentations = "store.refuses-segmentations"
  case storeRefusesSlides = "store.refuses-whole-slide-images"
  case storeLosesInstances = "store.loses-instances"
  case storeRepeatsResent = "store.lists-resent-instances-twice"
  case storeRenumbersSeries = "store.renumbers-series"
  case storeRenumbersInstances = "store.renumbers-instances"
  case storeDropsAttributes = "store.drops-attributes"
  case storeDropsPrivateElements = "store.drops-private-elements"
  case storeBreaksCharacters = "store.breaks-characters-beyond-ascii"
  case storeCutsLongNames = "store.cuts-long-names"
  case storeDropsNameParts = "store.drops-parts-of-names"
  case storeDropsLossMark = "store.drops-mark-of-lossy-compression"
  case storeLosesPixels = "store.loses-pixel-depth"
  case storeTakesBrokenObjects = "store.takes-broken-objects"

  case findFailsEmpty = "find.fails-without-match"
  case findFailsUnbounded = "find.fails-without-keys"
  case findRepeatsStudies = "find.repeats-study-for-each-series"
  case findIgnoresPatientID = "find.ignores-patient-id"
  case findIgnoresAccessionNumber = "find.ignores-accession-number"
  case findIgnoresStudyDate = "find.ignores-study-date"
  case findIgnoresRanges = "find.ignores-ranges"
  case findIgnoresRangeBeginnings = "find.ignores-beginning-of-ranges"
  case findExcludesRangeEnds = "find.leaves-out-ends-of-ranges"
  case findIgnoresModalities = "find.ignores-modalities-in-study"
  case findIgnoresNames = "find.ignores-names"
  case findIgnoresWildcards = "find.takes-wild-cards-literally"
  case findTakesFirstOfList = "find.takes-first-of-uid-list"
  case findIgnoresBirthDate = "find.ignores-birth-date"
  case findTakesLong = "find.takes-long"
  case findIgnoresIssuer = "find.ignores-issuer-of-patient-id"
  case findRepeatsPatients = "find.repeats-patient-for-each-study"
  case findIgnoresSeriesKey = "find.ignores-series-uid"
  case findIgnoresSeriesOfImages = "find.ignores-series-of-images"
  case findIgnoresSeriesModality = "find.ignores-modality-of-series"
  case findOmitsSOPClass = "find.omits-sop-class"
  case findOmitsStudyCounts = "find.omits-study-counts"
  case findMiscountsInstances = "find.counts-series-for-instances"
  case findOmitsModalities = "find.omits-modalities-in-study"
  case findOmitsSeriesCounts = "find.omits-series-counts"
  case findOmitsRetrieveAE = "find.omits-retrieve-ae-title"
  case findOmitsAvailability = "find.omits-instance-availability"
  case findOmitsCharacterSet = "find.omits-character-set"
  case findOmitsIssuer = "find.omits-issuer-of-patient-id"
  case findOmitsAccessionIssuer = "find.omits-issuer-of-accession-number"
  case findRefusesWhenBusy = "find.refuses-when-busy"
  case findOmitsOtherPatientIDs = "find.omits-other-patient-ids"
  case findGivesOneOfAccession = "find.gives-one-study-for-an-accession-number"

  case moveIgnoresUnknownDestination = "move.succeeds-for-unknown-destination"
  case moveMiscodesUnknownDestination = "move.miscodes-unknown-destination"
  case moveSendsOneLess = "move.sends-one-less"
  case moveSendsOneTwice = "move.sends-one-twice"
  case moveMiscounts = "move.miscounts"
  case moveRefusesPatientRoot = "move.refuses-patient-root"
  case retrieveSendsWholeStudy = "retrieve.sends-whole-study-for-a-part"
  case getIsNotOffered = "get.is-not-offered"
  case getRefusesRoles = "get.refuses-scp-role"
  case getStopsEarly = "get.stops-before-the-last"
  case getFailsAtTimes = "get.fails-at-times-for-large-studies"
  case getRefusesWhenBusy = "get.refuses-when-busy"

  case commitPromisesAll = "commit.promises-what-is-not-held"
  case commitForgetsHeld = "commit.forgets-held-where-some-fail"
  case commitDropsFailures = "commit.drops-failures"
  case commitMiscodesReason = "commit.miscodes-reason"
  case commitMiscodesEvent = "commit.miscodes-event-type"

  case rejectIgnoresQuality = "reject.ignores-quality"
  case rejectIgnoresSafety = "reject.ignores-patient-safety"
  case rejectIgnoresWorklist = "reject.ignores-wrong-worklist-entry"
  case rejectIgnoresRetention = "reject.ignores-end-of-retention"
  case rejectHidesWholeStudy = "reject.hides-whole-study"
  case rejectLosesNotes = "reject.loses-notes"

  case notifyLeavesOneOut = "notify.leaves-one-out"
  case notifyNamesOthers = "notify.names-other-instances"
  case notifyInventsAvailability = "notify.invents-availability"

  case qidoFailsEmpty = "qido.fails-without-match"
  case qidoIgnoresPatientID = "qido.ignores-patient-id"
  case qidoIgnoresNames = "qido.ignores-names"
  case qidoIgnoresLimit = "qido.ignores-limit"
  case qidoIgnoresOffset = "qido.ignores-offset"
  case qidoShufflesPages = "qido.changes-order"
  case qidoIgnoresTags = "qido.ignores-attributes-by-tag"
  case qidoIgnoresInclude = "qido.ignores-includefield"
  case qidoHidesFuzzy = "qido.silent-about-fuzzy-matching"
  case qidoLacksSeries = "qido.lacks-series-and-instances"
  case qidoAnswersPlainJSON = "qido.answers-plain-json"
  case qidoKeepsEscapes = "qido.keeps-percent-encoding"

  case wadoAnswersUnknown = "wado.answers-unknown-with-success"
  case wadoIgnoresAccept = "wado.ignores-accept"
  case wadoMiscodesAccept = "wado.miscodes-unacceptable-type"
  case wadoLeavesOneOut = "wado.leaves-one-out"
  case wadoGivesOneTwice = "wado.gives-one-twice"
  case wadoDropsMetadata = "wado.drops-attributes-of-metadata"
  case wadoBreaksBulkData = "wado.breaks-bulk-data-addresses"
  case wadoGivesAnyFrame = "wado.gives-first-frame-for-any"
  case wadoShiftsFrames = "wado.alters-frames"
  case wadoRefusesRendered = "wado.refuses-rendered"
  case wadoMislabelsRendered = "wado.mislabels-rendered"
  case wadoMislabelsSyntax = "wado.mislabels-transfer-syntax"
  case wadoIgnoresSyntax = "wado.ignores-transfer-syntax"

  case uriIgnoresHierarchy = "wado-uri.ignores-study-and-series"
  case uriMislabels = "wado-uri.mislabels"
  case uriRefusesFiles = "wado-uri.refuses-files"
  case uriRefusesPictures = "wado-uri.refuses-pictures"

  case stowSucceedsAlways = "stow.tells-success-always"
  case stowIgnoresStudy = "stow.ignores-study-of-address"
  case stowStoresRefused = "stow.stores-what-it-refuses"
  case stowTakesAnyType = "stow.takes-any-media-type"
  case stowTakesEmpty = "stow.takes-empty-message"
  case stowOmitsReasons = "stow.omits-failure-reasons"
  case stowOmitsAddresses = "stow.omits-addresses"
  case stowForgetsOne = "stow.forgets-one-in-report"
  case stowRefusesMetadata = "stow.refuses-metadata"
  case stowLosesInstances = "stow.loses-instances"

  case capabilitiesMissing = "capabilities.missing"
  case originRefusesViewer = "origin.refuses-viewer"
  case originRefusesPreflight = "origin.refuses-preflight"
  case originLetsAnybody = "origin.lets-anybody-in"

  /// The actor that has them.
  public static let actor = "archive"
}

extension ArchiveDefect {
  /// Keywords of SOP classes that are refused.
  var refusedClasses: [String] {
    switch self {
    case .storeRefusesRadiographs: ["ComputedRadiographyImageStorage"]
    case .storeRefusesMammograms:
      ["DigitalMammographyXRayImageStorageForPresentation", "BreastTomosynthesisImageStorage"]
    case .storeRefusesEnhancedCT: ["EnhancedCTImageStorage"]
    case .storeRefusesUltrasound: ["UltrasoundMultiFrameImageStorage"]
    case .storeRefusesEnhancedAngiography: ["EnhancedXAImageStorage"]
    case .storeRefusesPresentationStates: ["GrayscaleSoftcopyPresentationStateStorage"]
    case .storeRefusesReports: ["BasicTextSRStorage", "ComprehensiveSRStorage"]
    case .storeRefusesDocuments: ["EncapsulatedPDFStorage", "EncapsulatedCDAStorage"]
    case .storeRefusesWaveforms: ["TwelveLeadECGWaveformStorage"]
    case .storeRefusesDoseReports: ["XRayRadiationDoseSRStorage"]
    case .storeRefusesTracerDose: ["RadiopharmaceuticalRadiationDoseSRStorage"]
    case .storeRefusesNotes: ["KeyObjectSelectionDocumentStorage"]
    case .storeRefusesSegmentations: ["SegmentationStorage"]
    case .storeRefusesSlides: ["VLWholeSlideMicroscopyImageStorage"]
    default: []
    }
  }

  /// Keywords of transfer syntaxes that are refused for storage.
  var refusedSyntaxes: [String] {
    switch self {
    case .associateRefusesExplicit: ["ExplicitVRLittleEndian"]
    case .associateRefusesImplicit: ["ImplicitVRLittleEndian"]
    case .associateRefusesJPEGLossless: ["JPEGLosslessSV1"]
    case .associateRefusesJPEGLS: ["JPEGLSLossless"]
    case .associateRefusesJPEG2000: ["JPEG2000Lossless"]
    case .associateRefusesRLE: ["RLELossless"]
    case .associateRefusesHighThroughput: ["HTJ2KLossless", "HTJ2KLosslessRPCL"]
    case .associateRefusesVideo: ["MPEG4HP41", "HEVCMP51"]
    default: []
    }
  }

  /// The reason whose notes are not acted on.
  var ignoredRejection: RejectionNotice.Reason? {
    switch self {
    case .rejectIgnoresQuality: .quality
    case .rejectIgnoresSafety: .patientSafety
    case .rejectIgnoresWorklist: .worklistEntry
    case .rejectIgnoresRetention: .retentionExpired
    default: nil
    }
  }
}
