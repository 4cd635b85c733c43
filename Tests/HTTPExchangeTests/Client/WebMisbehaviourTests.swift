import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Web client against misbehaving peers")
struct WebMisbehaviourTests {
  static let deadlines = WebDeadlines(connect: .seconds(2), idle: .milliseconds(400), exchange: .milliseconds(1_200))

  /// What must come of each misbehaviour.
  static func isRight(_ misbehaviour: WebMisbehaviour, _ result: Result<WebResponse, WebFailure>) -> Bool {
    switch (misbehaviour, result) {
    case (.none, .success(let response)): response.status == 200 && response.body.length == WebClientTests.body.count
    case (.closesAtRequest, .failure(.closed(_, _, bytesReceived: 0))),
      (.resetsAtRequest, .failure(.closed(_, _, bytesReceived: 0))):
      true
    case (.neverAnswers, .failure(.timedOut(_, _, bytesReceived: 0))): true
    case (.dripsHead, .failure(.timedOut)): true
    case (.greetsAsSSH, .failure(.wrongService)), (.answersTLSAlert, .failure(.wrongService)),
      (.answersGarbage, .failure(.wrongService)):
      true
    case (.closesInHead, .failure(.closed(_, _, let count))): count > 0
    case (.sendsHeaderField50MB, .failure(.limitExceeded)), (.sendsHeaderFieldsWithoutEnd, .failure(.limitExceeded)):
      true
    case (.sendsTwoContentLengths, .failure(.malformed)), (.sendsNegativeContentLength, .failure(.malformed)),
      (.sendsHeaderFieldWithoutColon, .failure(.malformed)):
      true
    case (.answersInterimOnly, .failure(.closed(_, _, let count))): count > 0
    // Not followed: the redirection is the answer.
    case (.redirectsToItself, .success(let response)): response.status == 302 && response.redirection == "/"
    case (.closesInContent, .failure(.closed(_, "the end of the content", let count))),
      (.resetsInContent, .failure(.closed(_, "the end of the content", let count))),
      (.closesBeforeLastChunk, .failure(.closed(_, "the end of the content", let count))):
      count > 0
    case (.sendsBadChunkSize, .failure(.malformed)): true
    case (.hangsInContent, .failure(.timedOut(_, _, let count))), (.dripsContent, .failure(.timedOut(_, _, let count))):
      count > 0
    case (.sendsContentWithoutEnd, .failure(.limitExceeded)), (.sendsBombInGzip, .failure(.limitExceeded)): true
    // HTTP can't tell; whoever reads the content can.
    case (.sendsShortContentLength, .success(let response)): response.body.length == WebClientTests.body.count / 2
    case (.sendsGarbageAsGzip, .failure(.malformed)), (.cutsGzip, .failure(.malformed)): true
    default: false
    }
  }

  @Test("Each misbehaviour ends in time, with the right failure", arguments: WebMisbehaviour.allCases)
  func misbehaves(_ misbehaviour: WebMisbehaviour) async throws {
    let peer = try await ScriptedWebPeer(misbehaviour, type: WebClientTests.type, body: WebClientTests.body)
    let start = ContinuousClock.now
    let recorder = WebRecorder()
    let result = try await WebClientTests.exchange(
      peer.url + "/studies", settings: WebClientSettings(deadlines: Self.deadlines),
      request: { WebRequest(.GET, $0, limits: BodyLimits(memory: 1 << 20)) }, recorder: recorder)
    #expect(Self.isRight(misbehaviour, result), "\(misbehaviour): \(result)")
    #expect(ContinuousClock.now - start < .seconds(60))
    if case .failure = result { #expect(recorder.entries.last?.direction == .event) }
    #expect(recorder.entries.reduce(0) { $0 + $1.details.reduce(0) { $0 + $1.utf8.count } } < 1 << 20)
  }
}
