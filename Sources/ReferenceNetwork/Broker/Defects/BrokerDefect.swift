/// What the broker can be told to do wrong, each by its name. Some requirement catches each of them.
///
/// The name's first word is the part that does it: `ack` for acknowledgements, `ups` for workitems over associations,
/// `ups-rs` for those over the web.
public enum BrokerDefect: String, CaseIterable, NamedDefect {
  /// A registration without identifier or name is acknowledged as taken in.
  case ackAcceptsMissingPatient = "ack.accepts-missing-patient"
  /// A date of birth that is no date is acknowledged as taken in.
  case ackAcceptsBadDates = "ack.accepts-bad-dates"
  /// Messages of a type that it does not know are acknowledged as taken in.
  case ackAcceptsUnknownTypes = "ack.accepts-unknown-types"
  /// Events that it does not know are acknowledged as taken in.
  case ackAcceptsUnknownEvents = "ack.accepts-unknown-events"
  /// Messages are taken in whatever processing they are meant for.
  case ackIgnoresProcessingID = "ack.ignores-processing-id"
  /// Messages of a version that does not exist are taken in.
  case ackIgnoresVersion = "ack.ignores-version"
  /// Messages of other versions than 2.4 are rejected.
  case ackOneVersionOnly = "ack.one-version-only"
  /// Acknowledgements give their own control id as that of the message.
  case ackNamesItself = "ack.names-itself"
  /// Each message is acknowledged twice.
  case ackTwice = "ack.twice"
  /// A line feed follows each frame.
  case ackNoiseBetweenFrames = "ack.noise-between-frames"
  /// Messages in original mode are answered with the codes of enhanced mode.
  case ackCommitsInOriginalMode = "ack.commits-in-original-mode"
  /// The connection is closed after each acknowledgement.
  case ackClosesConnection = "ack.closes-connection"
  /// Transfers are refused.
  case ackRefusesTransfers = "ack.refuses-transfers"
  /// Cancelled admissions and discharges are refused.
  case ackRefusesCancellations = "ack.refuses-cancellations"
  /// Messages about persons without a visit are refused.
  case ackRefusesPersons = "ack.refuses-persons"
  /// Acknowledgements say another version than the message.
  case ackOtherVersion = "ack.other-version"
  /// Acknowledgements have no processing id.
  case ackWithoutProcessingID = "ack.without-processing-id"
  /// Acknowledgements have no time.
  case ackWithoutTime = "ack.without-time"
  /// Control ids of acknowledgements are longer than their field.
  case ackLongControlID = "ack.long-control-id"
  /// Refusals of older messages say what is wrong in fields that came with a later version.
  case ackErrorInNewForm = "ack.error-in-new-form"
  /// Orders are acknowledged and not put on the worklist.
  case orderIgnoresNew = "order.ignores-new"
  /// Cancelled orders stay on the worklist.
  case orderKeepsCancelled = "order.keeps-cancelled"
  /// Changed orders are acknowledged and not changed.
  case orderIgnoresChanges = "order.ignores-changes"
  /// A changed order stands beside the one that it changes.
  case orderDoublesChanged = "order.doubles-changed"
  /// The worklist does not give the placer's order number.
  case orderLosesPlacerNumber = "order.loses-placer-number"
  /// The worklist does not give the filler's order number.
  case orderLosesFillerNumber = "order.loses-filler-number"
  /// Times are read without their offset.
  case orderIgnoresOffset = "order.ignores-offset"
  /// Worklists have the hour of Greenwich all year.
  case orderIgnoresSummerTime = "order.ignores-summer-time"
  /// The name of the examination is kept and its code is not.
  case orderFreeText = "order.free-text"
  /// The worklist gives a code of its own for the examination.
  case orderOwnCode = "order.own-code"
  /// The code of the examination comes without its scheme.
  case orderLosesScheme = "order.loses-scheme"
  /// The code of the examination comes without its meaning.
  case orderLosesMeaning = "order.loses-meaning"
  /// The question of the referrer is dropped.
  case orderLosesReason = "order.loses-reason"
  /// The history that the referrer gives is dropped.
  case orderLosesHistory = "order.loses-history"
  /// Every order becomes a routine one.
  case orderLosesPriority = "order.loses-priority"
  /// Allergies are dropped.
  case orderLosesAllergies = "order.loses-allergies"
  /// That the patient is pregnant is dropped.
  case orderLosesPregnancy = "order.loses-pregnancy"
  /// How the patient is to be brought is dropped.
  case orderLosesTransport = "order.loses-transport"
  /// A message that comes again is acted on again.
  case orderActsAgain = "order.acts-again"
  /// An order that comes again is acted on again some time after it was answered.
  case orderActsAgainLater = "order.acts-again-later"
  /// Status messages give the filler's number as the placer's.
  case statusUnderOwnNumber = "status.under-own-number"
  /// Status messages come without the filler's number.
  case statusWithoutFiller = "status.without-filler"
  /// Corrections of a patient are acknowledged and not taken over.
  case patientIgnoresCorrections = "patient.ignores-corrections"
  /// An older message overwrites what a newer one said.
  case patientOverwritesNewer = "patient.overwrites-newer"
  /// An older message overwrites what a newer one said, some time after it was answered.
  case patientOverwritesNewerLater = "patient.overwrites-newer-later"
  /// NHS numbers that cannot be one are taken, and patients with the same one taken for one.
  case patientTakesInvalidNumbers = "patient.takes-invalid-numbers"
  /// Merges are acknowledged and not made.
  case mergeIgnored = "merge.ignored"
  /// After a merge an examination stands under both patients.
  case mergeLeavesCopy = "merge.leaves-copy"
  /// After a merge examinations keep the name that gave way.
  case mergeKeepsPriorName = "merge.keeps-prior-name"
  /// Every message is read as UTF-8 whatever it declares.
  case textReadsAllAsUnicode = "text.reads-all-as-unicode"
  /// Worklists declare Latin-1 and are in UTF-8.
  case textMislabelsUnicode = "text.mislabels-unicode"
  /// Letters with accents become plain ones.
  case textDropsAccents = "text.drops-accents"
  /// Queries that name no patient are refused.
  case worklistNeedsPatient = "worklist.needs-patient"
  /// Items have no Study Instance UID.
  case worklistWithoutStudyUID = "worklist.without-study-uid"
  /// Items have no Requested Procedure ID.
  case worklistWithoutProcedureID = "worklist.without-procedure-id"
  /// Items have no Patient ID.
  case worklistWithoutPatientID = "worklist.without-patient-id"
  /// Items name no station.
  case worklistWithoutStation = "worklist.without-station"
  /// Items have no Scheduled Procedure Step ID.
  case worklistWithoutStepID = "worklist.without-step-id"
  /// Items have no time.
  case worklistWithoutTime = "worklist.without-time"
  /// Items name no modality.
  case worklistWithoutModality = "worklist.without-modality"
  /// Items do not say who issued the accession number.
  case worklistWithoutIssuer = "worklist.without-issuer-of-accession-number"
  /// A query by Patient ID finds every patient.
  case worklistIgnoresPatientID = "worklist.ignores-patient-id"
  /// A query by modality finds items of all.
  case worklistIgnoresModality = "worklist.ignores-modality"
  /// A query by station finds items of all.
  case worklistIgnoresStation = "worklist.ignores-station"
  /// A query by date finds items of all days.
  case worklistIgnoresDate = "worklist.ignores-date"
  /// A range of dates finds nothing.
  case worklistTakesRangesLiterally = "worklist.takes-ranges-literally"
  /// A step that ended is changed all the same.
  case mppsReopens = "mpps.reopens"
  /// Changes to a step that does not exist succeed.
  case mppsChangesUnknown = "mpps.changes-unknown"
  /// A step that was begun is not known when it ends.
  case mppsForgetsSteps = "mpps.forgets-steps"
  /// A step cannot be completed.
  case mppsRefusesEnd = "mpps.refuses-end"
  /// A step cannot be discontinued.
  case mppsRefusesDiscontinuation = "mpps.refuses-discontinuation"
  /// Workitems cannot be watched.
  case upsWithoutWatch = "ups.without-watch"
  /// Workitems cannot be claimed.
  case upsWithoutPull = "ups.without-pull"
  /// Everybody who claims a workitem is told that it is theirs.
  case upsSharesClaims = "ups.shares-claims"
  /// Workitems are changed by who does not own them.
  case upsTakesAnyTransaction = "ups.takes-any-transaction"
  /// Workitems in a final state are changed all the same.
  case upsReopens = "ups.reopens"
  /// A workitem that nobody claimed can be completed.
  case upsSkipsClaim = "ups.skips-claim"
  /// A workitem is completed without what it must hold.
  case upsForgetsRequirements = "ups.forgets-requirements"
  /// A workitem is created again under the same UID.
  case upsTakesDuplicates = "ups.takes-duplicates"
  /// A workitem can be put back to SCHEDULED.
  case upsReschedules = "ups.reschedules"
  /// A claim without a Transaction UID succeeds.
  case upsClaimsWithoutTransaction = "ups.claims-without-transaction"
  /// A claim of a workitem that does not exist succeeds.
  case upsClaimsUnknown = "ups.claims-unknown"
  /// Reports tell the state before the change.
  case upsReportsLateState = "ups.reports-late-state"
  /// Workitems are found without their state.
  case upsQueryLosesState = "ups.query-loses-state"
  /// A search by patient finds the workitems of all.
  case upsQueryIgnoresPatient = "ups.query-ignores-patient"
  /// Workitems are found without their UID.
  case upsQueryLosesInstance = "ups.query-loses-instance"
  /// Over the web, everybody who claims a workitem is told that it is theirs.
  case webSharesClaims = "ups-rs.shares-claims"
  /// Over the web, workitems are changed by who does not own them.
  case webTakesAnyTransaction = "ups-rs.takes-any-transaction"
  /// Over the web, workitems in a final state are changed all the same.
  case webReopens = "ups-rs.reopens"
  /// Over the web, the Transaction UID is handed out with the workitem.
  case webTellsTransaction = "ups-rs.tells-transaction"
  /// A workitem that was created is answered with status 200.
  case webCreatesWithOK = "ups-rs.creates-with-ok"
  /// Over the web, a workitem that was completed stays in progress.
  case webLosesCompletion = "ups-rs.loses-completion"
  /// The connection for events is refused at the address that the subscription named.
  case webRefusesEvents = "ups-rs.refuses-events"
  /// The first report comes after the second.
  case webReportsOutOfOrder = "ups-rs.reports-out-of-order"
  /// Reports come without the placer's order number.
  case reportLosesPlacerNumber = "report.loses-placer-number"
  /// Reports come without the filler's number in the common order segment.
  case reportLosesFillerNumber = "report.loses-filler-number"
  /// Reports do not say whether they are final.
  case reportLosesStatus = "report.loses-status"
  /// Reports come without the visit.
  case reportLosesVisit = "report.loses-visit"
  /// Reports come without the section that made them.
  case reportLosesSection = "report.loses-section"
  /// Reports do not say who made the images.
  case reportLosesOperator = "report.loses-operator"
  /// Reports come without the question that they answer.
  case reportLosesClinicalQuestion = "report.loses-clinical-question"
  /// Identifiers of patients in reports come without who assigned them.
  case reportLosesAuthorities = "report.loses-authorities"
  /// A corrected report is sent as a final one.
  case reportCorrectsAsFinal = "report.corrects-as-final"
  /// Alerts are written into the text, not as codes.
  case reportAlertsAsText = "report.alerts-as-text"
  /// An addendum takes the place of the report and of its reader.
  case reportOverwritesFirstReading = "report.overwrites-first-reading"
  /// Documents in messages are cut in half.
  case reportCutsDocuments = "report.cuts-documents"
  /// Documents come without the number of the examination.
  case reportUnlinksDocuments = "report.unlinks-documents"
  /// Reports name the examination by a code of their own.
  case reportUnderOwnCode = "report.under-own-code"
  /// Times in reports come without their offset.
  case reportTimesWithoutOffset = "report.times-without-offset"
  /// Times in reports always have the offset of winter.
  case reportTimesInWinter = "report.times-in-winter"
  /// Appointments come without the numbers of their order.
  case reportUnlinksAppointments = "report.unlinks-appointments"
  /// A missed appointment is told as a cancelled one.
  case reportMissedAsCancelled = "report.missed-as-cancelled"
  /// A moved appointment is told as a new one.
  case reportMovesAsBookings = "report.moves-as-bookings"
  /// Reports of version 2.5.1 are refused.
  case recordRefusesNewerReports = "record.refuses-newer-reports"
  /// Reports without a patient are acknowledged as taken in.
  case recordTakesReportsOfNobody = "record.takes-reports-of-nobody"
  /// Corrected reports are refused.
  case recordRefusesCorrections = "record.refuses-corrections"
  /// Reports with coded results are refused.
  case recordRefusesCodedResults = "record.refuses-coded-results"
  /// Documents are refused.
  case recordRefusesDocuments = "record.refuses-documents"
  /// Documents that cannot be decoded are acknowledged as taken in.
  case recordTakesBrokenDocuments = "record.takes-broken-documents"
  /// Messages about missed appointments are refused.
  case recordRefusesMissedAppointments = "record.refuses-missed-appointments"
  /// Reports go to the first receiver alone.
  case queueForgetsSecondReceiver = "queue.forgets-second-receiver"
  /// A message that could not be delivered is not sent again.
  case queueGivesUp = "queue.gives-up"
  /// What had to wait is sent twice.
  case queueRepeats = "queue.repeats"
  /// What had to wait is sent with the last first.
  case queueReorders = "queue.reorders"
  /// A message that is not acknowledged counts as delivered.
  case queueTakesSilenceForConsent = "queue.takes-silence-for-consent"
  /// The second receiver gets a shorter text.
  case queueCutsTextForSecondReceiver = "queue.cuts-text-for-second-receiver"

  /// The broker.
  public static var actor: String { "broker" }
}
