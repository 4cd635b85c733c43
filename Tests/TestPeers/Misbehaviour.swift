/// What the misbehaving peer does wrong; each case says where it leaves the way of the standard.
public enum Misbehaviour: String, CaseIterable, Sendable {
  /// Nothing wrong: the control.
  case none
  // Before the association
  case acceptsNoConnection
  case closesAtOnce
  case resetsAtOnce
  case closesAfterRequest
  case resetsAfterRequest
  case neverAnswersRequest
  case dripsAcceptance
  case announcesFourGigabyteAcceptance
  case answersHTTP
  case greetsAsSSH
  case answersTLSAlert
  case answersUnknownPDUType
  case answersHalfAHeader
  // The answer to the request
  case acceptsUnknownContext
  case acceptsContextTwice
  case acceptsUnproposedTransferSyntax
  case acceptsWithoutTransferSyntax
  case acceptsWithEvenContext
  case acceptsWithoutUserInformation
  case acceptsWithLyingItemLength
  case acceptsWithMaximumLengthOne
  case acceptsWithoutImplementationClassUID
  case rejectsWithUndefinedResult
  case rejectsWithReservedReason
  case rejectsTransiently
  case rejectsWithWrongLength
  case abortsAtRequest
  case answersReleaseToRequest
  // The exchange
  case neverAnswersCommand
  case closesAtCommand
  case resetsAtCommand
  case abortsAtCommand
  case abortsAsProviderAtCommand
  case releasesAtCommand
  case dripsResponse
  case announcesFourGigabyteData
  case floodsAcceptances
  case floodsResponses
  case floodsDataSet
  case floodsCommand
  case sendsLongerThanMaximum
  case truncatesValue
  case sendsEmptyData
  case usesUnknownContext
  case answersWithWrongMessageID
  case answersWithWrongCommandField
  case answersWithRequest
  case omitsStatus
  case omitsMessageID
  case omitsCommandField
  case announcesDataSetAndSendsNone
  case sendsDataSetOfEcho
  case sendsDataSetWithoutCommand
  case liesAboutGroupLength
  case sendsCommandOfOddLength
  case sendsGarbageCommand
  case answersTwice
  // The end
  case neverAnswersRelease
  case closesAtRelease
  case abortsAtRelease
  // C-FIND only
  case pendingForever
  case pendingWithoutIdentifier
  // C-GET and C-MOVE only
  /// Counts that do not fit what was sent.
  case countsWrongly
  /// Another object than it was asked for.
  case sendsForeignObject
  /// A sub-operation after the final response.
  case storesAfterFinal
  /// Pending responses without end.
  case pendingRetrieveForever
  /// A sub-operation without an instance UID.
  case storesWithoutInstance
  /// A sub-operation, and then nothing.
  case neverFinal
}
