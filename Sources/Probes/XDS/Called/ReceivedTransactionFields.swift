import DICOM
import Foundation
import IHE
import NIOCore
import Specification

/// What a received transaction shows: type `XDSAwaitDescription.arrival`.
enum ReceivedTransactionFields {
  /// Most of a document's text that an observation keeps, in bytes.
  private static let textLimit = 64 << 10
  /// Longest DICOM file that is looked into.
  private static let fileLimit = 16 << 20

  /// Fields of a message.
  ///
  /// - Parameter beside: Media types of documents that are not shown.
  static func value(
    _ arrival: SOAPArrival, since start: ContinuousClock.Instant, judgesAssertions: Bool, leavingOut beside: Set<String>
  ) -> Value {
    guard case .success(let message) = arrival.message, let transaction = arrival.transaction else {
      return .record([:])
    }
    let envelope = message.envelope
    var fields: [String: Value] = [
      "after": .duration(nanoseconds: max(0, (arrival.time - start).nanoseconds)),
      "listener": .string(arrival.listener), "remote-host": .string(arrival.remoteHost),
      "secured": .boolean(arrival.isSecured), "packaging": .string(message.packaging.rawValue),
      "soap-version": .string(envelope.isSOAP11 ? "1.1" : "1.2"),
      "action-matches": .boolean(envelope.action == transaction.kind.action),
      "has-message-id": .boolean(envelope.messageID.map { !$0.isEmpty } ?? false),
      "response": .string(transaction.response.word),
      "errors": .list(transaction.faults.map { .string($0.code) }), "given": .number(Decimal(transaction.given)),
    ]
    if judgesAssertions { fields["assertion"] = arrival.assertion.map(ReceivedAssertionFields.value) }
    fields["media-type"] = arrival.mediaType.map { .string($0) }
    fields["action"] = envelope.action.map { .string($0) }
    fields["to"] = envelope.to.map { .string($0) }
    switch transaction.content {
    case .submission(let submission, let findings):
      let hidden = Set(
        submission.entries.filter { beside.contains($0.object.mimeType ?? "") }.map(\.object.id))
      let entries = submission.entries.filter { !hidden.contains($0.object.id) }
      fields["documents"] = .list(entries.map(DocumentEntryFields.value))
      let names = Dictionary(
        submission.entries.map { ($0.object.id, $0.uniqueID) }, uniquingKeysWith: { first, _ in first })
      fields["contents"] = .list(
        submission.documents.filter { !hidden.contains($0.entry) }.map {
          content($0, message, uniqueID: names[$0.entry].flatMap { $0 })
        })
      fields["associations"] = .list(submission.objects.compactMap(association))
      fields["findings"] = .list(findings.prefix(1_000).map(finding))
    case .query(let query): fields["query"] = value(query)
    case .retrieval(let documents): fields["retrieved"] = .list(documents.map(reference))
    case .images(let request):
      fields["images"] = .list(request.documents.prefix(10_000).map(image))
      fields["transfer-syntaxes"] = .list(request.transferSyntaxes.prefix(100).map { .string($0) })
    case .unreadable(let why): fields["unreadable"] = .string(why)
    }
    return .record(fields)
  }

  private static func content(
    _ document: ReceivedSubmission.Document, _ message: SOAPMessage, uniqueID: String?
  ) -> Value {
    var fields: [String: Value] = ["entry": .string(document.entry)]
    switch document.content {
    case .attachment: fields["place"] = .string("attachment")
    case .inline: fields["place"] = .string("inline")
    case .missing: fields["place"] = .string("missing")
    }
    if let digest = document.digest {
      fields["size"] = .number(Decimal(digest.size))
      fields["hash"] = .string(digest.hash)
    }
    fields["media-type"] = document.partType.map { .string($0.prefix { $0 != ";" }.lowercased()) }
    guard let bytes = message.bytes(of: document.content, upTo: fileLimit) else { return .record(fields) }
    if bytes.count <= textLimit, let text = String(validating: bytes, as: UTF8.self) { fields["text"] = .string(text) }
    if let dataSet = try? DICOMFile(reading: ByteBuffer(bytes: bytes)).dataSet {
      fields["data-set"] = .dataSet(dataSet.withoutBulk)
      fields["is-named-by-entry"] = .boolean(uniqueID != nil && uniqueID == dataSet.uid(.sopInstanceUID)?.value)
    }
    return .record(fields)
  }

  private static func association(_ object: RegistryObject) -> Value? {
    guard let association = object.association else { return nil }
    return .record([
      "type": .string(AssociationType(rawValue: association.type)?.code ?? association.type),
      "source": .string(association.source), "target": .string(association.target),
    ])
  }

  private static func finding(_ finding: SubmissionFinding) -> Value {
    let subject = if case .object(let id) = finding.subject { id } else { "submission" }
    return .record([
      "subject": .string(subject), "attribute": .string(finding.attribute), "problem": .string(finding.problem),
      "rule": .string(finding.rule),
    ])
  }

  private static func value(_ query: WrittenQuery) -> Value {
    var fields: [String: Value] = [
      "id": .string(query.id), "returns": .string(query.returnType),
      "parameters": .list(
        query.parameters.map {
          .record(["name": .string($0.name), "values": .list($0.values.map { .string($0) })])
        }),
      "findings": .list(query.findings.prefix(1_000).map { .string($0) }),
    ]
    fields["name"] = query.kind.map { .string($0.name) }
    fields["home-community-id"] = query.homeCommunityID.map { .string($0) }
    return .record(fields)
  }

  private static func image(_ asked: ImagingDocumentReference) -> Value {
    .record([
      "sop-instance": .string(asked.document.documentUniqueID), "series": .string(asked.series),
      "study": .string(asked.study), "repositoryUniqueId": .string(asked.document.repositoryUniqueID),
    ])
  }

  private static func reference(_ reference: DocumentReference) -> Value {
    var fields: [String: Value] = [
      "uniqueId": .string(reference.documentUniqueID), "repositoryUniqueId": .string(reference.repositoryUniqueID),
    ]
    fields["homeCommunityId"] = reference.homeCommunityID.map { .string($0) }
    return .record(fields)
  }
}
