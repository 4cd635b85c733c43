import DICOM
import Foundation
import NIOCore
import XMLTree

@testable import IHE

/// What registries, repositories, directories and clocks say, and what is asked of them.
extension FuzzTarget {
  /// Requests to a registry or repository.
  static func request(_ bytes: [UInt8]) {
    guard let envelope = try? ReceivedEnvelope(bytes) else { return }
    if let query = try? ReceivedQuery(envelope) {
      let found = try? QueryEvaluation(query: query, holdings: RegistryHoldings(), broken: []).result()
      hold(found?.count ?? 0 == 0, "objects are found where none are")
    }
    _ = WrittenQuery(envelope)
    _ = try? ReceivedSubscription(envelope)
    if let retrieval = try? DocumentRetrieval(asked: envelope) {
      hold(retrieval.documents.count <= bytes.count, "more is asked for than stands in a request")
    }
    if let body = envelope.body, let received = try? ReceivedObjects(envelope.tree, body) {
      let check = SubmissionCheck(
        objects: received.objects, holdings: RegistryHoldings(), knows: { _ in true }, broken: [])
      _ = try? check.run()
    }
    if let retrieval = try? ImagingRetrieval(envelope) { _ = retrieval.element.document }
  }

  static func notification(_ bytes: [UInt8]) {
    guard let envelope = try? ReceivedEnvelope(bytes) else { return }
    _ = envelope.demands(beside: [])
    _ = try? SubscribeResponse(envelope)
    _ = try? MetadataNotification.read(envelope)
  }

  static func providers(_ bytes: [UInt8]) {
    guard let envelope = try? ReceivedEnvelope(bytes) else { return }
    _ = try? ProviderInformationAnswer(envelope)
  }

  static func names(_ bytes: [UInt8]) {
    do {
      let answer = try NameAnswer(bytes)
      hold(answer.records.count <= 256, "an answer has more records than are read")
    } catch { hold((0...bytes.count).contains(error.offset), "an error lies outside") }
  }

  static func clock(_ bytes: [UInt8]) {
    guard let packet = NTPPacket(bytes) else { return }
    _ = packet.referenceText
    _ = packet.transmitTime.nanoseconds(since: packet.originTime)
    _ = packet.rootDelay.nanoseconds + packet.rootDispersion.nanoseconds
  }
}
