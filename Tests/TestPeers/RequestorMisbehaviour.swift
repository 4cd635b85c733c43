/// What a misbehaving requestor does wrong towards an acceptor.
public enum RequestorMisbehaviour: String, CaseIterable, Sendable {
  /// Nothing wrong: the control.
  case none
  case saysNothing
  case closesAtOnce
  case speaksHTTP
  case speaksTLS
  case sendsHalfARequest
  case announcesFourGigabyteRequest
  case sendsUnknownPDUType
  case sendsDataFirst
  case sendsReleaseFirst
  case sendsAcceptance
  case proposesNoContext
  case proposesContextTwice
  case proposesEvenContext
  case omitsUserInformation
  case asksForVersionTwo
  case requestsTwice
  case sendsDataInUnknownContext
  case sendsLongerThanMaximum
  case sendsEmptyData
  case sendsGarbageCommand
  case sendsResponse
  case omitsMessageID
  case omitsSOPClassOfQuery
  case sendsDataSetWithoutCommand
  case neverSendsDataSet
  case floodsDataSet
  case floodsCommand
  case abortsInDataSet
  case closesInDataSet
  case releasesAndGoesOn
  case neverClosesAfterRelease
}
