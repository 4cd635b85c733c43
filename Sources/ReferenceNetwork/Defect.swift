/// What the reference network can be told to do wrong, each by its name. Some requirement catches each of them.
public enum Defect: String, CaseIterable, Hashable, Sendable {
  /// A search for one patient finds the documents of all.
  case ignoresPatient
  /// A search by class finds documents of every class.
  case ignoresClass
  /// A search by event finds documents of every event.
  case ignoresEvent
  /// A search by time of service finds documents of all times.
  case ignoresServiceTime
  /// A search that finds nothing fails.
  case failsEmpty
  /// Whole objects are given where references are asked for.
  case ignoresReferenceReturn
  /// References are given where whole objects are asked for.
  case ignoresWholeReturn
  /// A submission succeeds and is listed nowhere.
  case losesSubmissions
  /// Answers come in SOAP 1.1.
  case answersSOAP11
  /// Answers do not say which message they answer.
  case namesNoRequest
  /// Answers say that they answer another message.
  case namesOtherRequest
  /// Every request is answered with a fault.
  case faultsAlways
  /// Answers are cut before their last tag.
  case breaksMarkup
  /// Answers end with a status that the framework does not have.
  case inventsStatus
  /// The reference ids of a document are lost.
  case losesReferences
  /// A search by reference id finds documents with other ones.
  case ignoresReferences
  /// The registry states another hash than the document has.
  case statesWrongHash
  /// The registry states another size than the document has.
  case statesWrongSize
  /// Documents lose their last byte.
  case truncatesDocuments
  /// Documents are given with another first byte.
  case altersDocuments
  /// The first document is given for every other.
  case givesFirstDocument
  /// Each document is given twice.
  case givesTwice
  /// Documents are given without their unique id.
  case namesNoDocument
  /// Documents come as base64 in the message.
  case givesInline
  /// An unknown document is answered with success and nothing.
  case succeedsWithoutDocument
  /// An unknown document is refused with a code that says nothing.
  case miscodesUnknownDocument
  /// Documents of another repository are answered for.
  case answersForOthers
  /// Another repository is refused with a code that says nothing.
  case miscodesOtherRepository
  /// A packed request is answered without packing.
  case answersUnpacked
  /// The media type names a root part that is not there.
  case mislabelsRoot
  /// The media type names another boundary than the parts have.
  case mislabelsBoundary
  /// The message refers to a part that is not sent.
  case losesAttachments
  /// A replaced document stays approved.
  case keepsReplaced
  /// A replaced document is deleted.
  case deletesReplaced
  /// The document that replaces another is not listed.
  case losesReplacements
  /// A document that gets an addendum is deprecated.
  case deprecatesAppended
  /// Deprecated documents are listed with the approved ones.
  case ignoresStatus
  /// A query that does not exist succeeds with nothing.
  case answersUnknownQueries
  /// A query that does not exist is refused with a code that says nothing.
  case miscodesUnknownQueries
  /// A search without patient succeeds.
  case answersWithoutPatient
  /// A search without availability succeeds.
  case answersWithoutStatus
  /// A missing parameter is refused with a code that says nothing.
  case miscodesMissingParameters
  /// Metadata without a document are taken.
  case takesMissingDocuments
  /// Metadata without a document are refused with a code that says nothing.
  case miscodesMissingDocuments
  /// A document without metadata is taken.
  case takesStrayDocuments
  /// A document without metadata is refused with a code that says nothing.
  case miscodesStrayDocuments
  /// A document entry without its codes is taken.
  case takesIncomplete
  /// Another document is taken under a unique id that is there.
  case takesOtherContent
  /// Documents of patients whom nobody has told of are taken.
  case takesStrangers
  /// An unknown patient is refused with a code that says nothing.
  case miscodesStrangers
  /// What is refused is told as a success.
  case hidesRefusals

  /// What goes wrong, in a sentence.
  public var sentence: String {
    switch self {
    case .ignoresPatient: "A search for one patient finds the documents of all."
    case .ignoresClass: "A search by class finds documents of every class."
    case .ignoresEvent: "A search by event finds documents of every event."
    case .ignoresServiceTime: "A search by time of service finds documents of all times."
    case .failsEmpty: "A search that finds nothing fails."
    case .ignoresReferenceReturn: "Whole objects are given where references are asked for."
    case .ignoresWholeReturn: "References are given where whole objects are asked for."
    case .losesSubmissions: "A submission succeeds and is listed nowhere."
    case .answersSOAP11: "Answers come in SOAP 1.1."
    case .namesNoRequest: "Answers do not say which message they answer."
    case .namesOtherRequest: "Answers say that they answer another message."
    case .faultsAlways: "Every request is answered with a fault."
    case .breaksMarkup: "Answers are cut before their last tag."
    case .inventsStatus: "Answers end with a status that the framework does not have."
    case .losesReferences: "The reference ids of a document are lost."
    case .ignoresReferences: "A search by reference id finds documents with other ones."
    case .statesWrongHash: "The registry states another hash than the document has."
    case .statesWrongSize: "The registry states another size than the document has."
    case .truncatesDocuments: "Documents lose their last byte."
    case .altersDocuments: "Documents are given with another first byte."
    case .givesFirstDocument: "The first document is given for every other."
    case .givesTwice: "Each document is given twice."
    case .namesNoDocument: "Documents are given without their unique id."
    case .givesInline: "Documents come as base64 in the message."
    case .succeedsWithoutDocument: "An unknown document is answered with success and nothing."
    case .miscodesUnknownDocument: "An unknown document is refused with a code that says nothing."
    case .answersForOthers: "Documents of another repository are answered for."
    case .miscodesOtherRepository: "Another repository is refused with a code that says nothing."
    case .answersUnpacked: "A packed request is answered without packing."
    case .mislabelsRoot: "The media type names a root part that is not there."
    case .mislabelsBoundary: "The media type names another boundary than the parts have."
    case .losesAttachments: "The message refers to a part that is not sent."
    case .keepsReplaced: "A replaced document stays approved."
    case .deletesReplaced: "A replaced document is deleted."
    case .losesReplacements: "The document that replaces another is not listed."
    case .deprecatesAppended: "A document that gets an addendum is deprecated."
    case .ignoresStatus: "Deprecated documents are listed with the approved ones."
    case .answersUnknownQueries: "A query that does not exist succeeds with nothing."
    case .miscodesUnknownQueries: "A query that does not exist is refused with a code that says nothing."
    case .answersWithoutPatient: "A search without patient succeeds."
    case .answersWithoutStatus: "A search without availability succeeds."
    case .miscodesMissingParameters: "A missing parameter is refused with a code that says nothing."
    case .takesMissingDocuments: "Metadata without a document are taken."
    case .miscodesMissingDocuments: "Metadata without a document are refused with a code that says nothing."
    case .takesStrayDocuments: "A document without metadata is taken."
    case .miscodesStrayDocuments: "A document without metadata is refused with a code that says nothing."
    case .takesIncomplete: "A document entry without its codes is taken."
    case .takesOtherContent: "Another document is taken under a unique id that is there."
    case .takesStrangers: "Documents of patients whom nobody has told of are taken."
    case .miscodesStrangers: "An unknown patient is refused with a code that says nothing."
    case .hidesRefusals: "What is refused is told as a success."
    }
  }

  /// The rule that is broken.
  var breach: Breach {
    switch self {
    case .ignoresPatient: .registry(.filtersByPatient)
    case .ignoresClass: .registry(.filtersByClass)
    case .ignoresEvent: .registry(.filtersByEvent)
    case .ignoresServiceTime: .registry(.filtersByServiceTime)
    case .failsEmpty: .registry(.succeedsEmpty)
    case .ignoresReferenceReturn: .registry(.givesReferences)
    case .ignoresWholeReturn: .registry(.givesWholeObjects)
    case .losesSubmissions: .registry(.listsSubmitted)
    case .answersSOAP11: .carriage(.soap12)
    case .namesNoRequest: .carriage(.relation)
    case .namesOtherRequest: .carriage(.ownRelation)
    case .faultsAlways: .carriage(.service)
    case .breaksMarkup: .carriage(.wellFormed)
    case .inventsStatus: .carriage(.outcome)
    case .losesReferences: .registry(.keepsReferences)
    case .ignoresReferences: .registry(.filtersByReference)
    case .statesWrongHash: .repository(.computesHash)
    case .statesWrongSize: .repository(.computesSize)
    case .truncatesDocuments: .repository(.givesWhole)
    case .altersDocuments: .repository(.givesBytes)
    case .givesFirstDocument: .repository(.givesAsked)
    case .givesTwice: .repository(.givesOnce)
    case .namesNoDocument: .repository(.namesDocuments)
    case .givesInline: .repository(.attaches)
    case .succeedsWithoutDocument: .repository(.refusesUnknownDocuments)
    case .miscodesUnknownDocument: .repository(.codesUnknownDocuments)
    case .answersForOthers: .repository(.refusesOtherRepositories)
    case .miscodesOtherRepository: .repository(.codesOtherRepositories)
    case .answersUnpacked: .carriage(.packing)
    case .mislabelsRoot: .carriage(.rootName)
    case .mislabelsBoundary: .carriage(.boundary)
    case .losesAttachments: .carriage(.attachments)
    case .keepsReplaced: .registry(.deprecatesReplaced)
    case .deletesReplaced: .registry(.keepsReplaced)
    case .losesReplacements: .registry(.listsReplacements)
    case .deprecatesAppended: .registry(.leavesAppended)
    case .ignoresStatus: .registry(.filtersByStatus)
    case .answersUnknownQueries: .registry(.refusesUnknownQueries)
    case .miscodesUnknownQueries: .registry(.codesUnknownQueries)
    case .answersWithoutPatient: .registry(.demandsPatient)
    case .answersWithoutStatus: .registry(.demandsStatus)
    case .miscodesMissingParameters: .registry(.codesMissingParameters)
    case .takesMissingDocuments: .repository(.demandsDocuments)
    case .miscodesMissingDocuments: .repository(.codesMissingDocument)
    case .takesStrayDocuments: .repository(.demandsMetadata)
    case .miscodesStrayDocuments: .repository(.codesMissingMetadata)
    case .takesIncomplete: .registry(.demandsCodes)
    case .takesOtherContent: .registry(.refusesOtherContent)
    case .takesStrangers: .registry(.knowsPatients)
    case .miscodesStrangers: .registry(.codesUnknownPatients)
    case .hidesRefusals: .repository(.passesRefusals)
    }
  }
}
