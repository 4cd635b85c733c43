import Evidence
import TestPeers

extension WebMisbehaviour {
  /// Whose doing it is, by hand: what the service itself sent or broke off is held against it; silence, closed doors, pages and
  /// what is more than the harness takes are not. Nil where nothing goes wrong, or a redirect is an answer like another.
  ///
  /// - Parameter followsRedirects: Whether the step has to come to an end elsewhere.
  func blame(followingRedirects followsRedirects: Bool = false) -> StepFailure.Blame? {
    switch self {
    case .none: nil
    case .redirectsToItself: followsRedirects ? .configuration : nil
    case .closesAtRequest, .resetsAtRequest, .neverAnswers, .dripsHead, .hangsInContent, .dripsContent: .network
    case .greetsAsSSH, .answersTLSAlert, .answersGarbage: .configuration
    case .sendsHeaderField50MB, .sendsHeaderFieldsWithoutEnd, .sendsContentWithoutEnd, .sendsBombInGzip: .harness
    case .closesInHead, .sendsTwoContentLengths, .sendsNegativeContentLength, .sendsHeaderFieldWithoutColon,
      .answersInterimOnly, .closesInContent, .resetsInContent, .closesBeforeLastChunk, .sendsBadChunkSize,
      .sendsShortContentLength, .sendsGarbageAsGzip, .cutsGzip:
      .system
    }
  }
}
