import DICOMNetwork
import Evidence
import Testing

@testable import Probes

@Suite("Blame")
struct FailureBlameTests {
  @Test(
    "Only what the system said or broke off counts against it",
    arguments: [
      (.unreachable(.refused, detail: ""), "unreachable", .network),
      (.unreachable(.unknownHost, detail: ""), "unreachable", .network),
      (.unreachable(.timedOut, detail: ""), "timed-out", .network),
      (.tls(.untrusted, detail: ""), "unreachable", .configuration),
      (.tls(.notTLS, detail: ""), "wrong-service", .configuration),
      (.rejected(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 1)), "rejected", .system),
      (
        .rejected(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 3)), "rejected",
        .configuration
      ),
      (
        .rejected(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 7)), "rejected",
        .configuration
      ),
      (
        .rejected(AssociateReject(result: .rejectedTransient, source: .serviceProviderPresentation, reason: 2)),
        "rejected", .network
      ),
      (.rejected(AssociateReject(result: .rejectedTransient, source: .serviceUser, reason: 1)), "rejected", .network),
      // That an application context or a protocol version is not supported does not pass.
      (.rejected(AssociateReject(result: .rejectedTransient, source: .serviceUser, reason: 2)), "rejected", .system),
      (
        .rejected(AssociateReject(result: .rejectedTransient, source: .serviceProviderACSE, reason: 2)), "rejected",
        .system
      ),
      (.aborted(Abort(source: 2, reason: 0), waitingFor: "C-ECHO-RSP"), "aborted", .system),
      (.closed(.closed, waitingFor: "C-ECHO-RSP", bytesReceived: 180), "closed", .system),
      (.closed(.closed, waitingFor: "A-ASSOCIATE-AC", bytesReceived: 0), "closed", .network),
      (.timedOut(waitingFor: "A-ASSOCIATE-AC", after: .seconds(1), bytesReceived: 0), "timed-out", .network),
      (.timedOut(waitingFor: "C-ECHO-RSP", after: .seconds(1), bytesReceived: 12), "timed-out", .network),
      (.wrongService("HTTP", firstBytes: Array("HTTP/1.1".utf8)), "wrong-service", .configuration),
      (.limitExceeded(what: "data set", limit: 10), "failed", .harness), (.cancelled, "failed", .harness),
      (.misuse("x"), "failed", .harness),
    ] as [(AssociationFailure, String, StepFailure.Blame)])
  func blame(failure: AssociationFailure, outcome: String, blame: StepFailure.Blame) {
    let judged = FailureBlame(failure, endpoint: "dicom://A@127.0.0.1:104")
    #expect(judged.outcome == outcome)
    #expect(judged.failure.blame == blame)
    #expect(judged.failure.message.contains("dicom://A@127.0.0.1:104"))
    if blame != .system, blame != .harness { #expect(judged.failure.advice != nil, "a user needs to know what to do") }
  }
}
