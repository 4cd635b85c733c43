import DICOM
import HL7
import IHE

/// A document consumer that looks for a patient's documents when an order for the patient comes, and fetches them
/// (ITI TF-2 §3.18, §3.43); images too, where it is an imaging document consumer (RAD TF-2 §4.69).
struct DocumentConsumer: Sendable {
  let defects: Set<ConsumerDefect>
  /// Whether it reads manifests, and fetches what they list.
  var fetchesImages = false

  /// Looks for the documents of the patient of a message, where it is an order.
  func consult(_ message: Message, by client: SharingClient) async throws {
    guard ["ORM", "OMG", "OMI"].contains(SegmentFields("MSH", of: message).text(9)) else { return }
    let identity = SegmentFields("PID", of: message)
    let number = identity.repetitions(3).lazy.filter { identity.text(of: $0, 5) == "NH" }
      .map { identity.text(of: $0, 1) }.first
    guard let number, !number.isEmpty else { return }
    let query = StoredQuery(
      .findDocuments,
      [
        .init("$XDSDocumentEntryPatientId", text: SharingClient.patient(number)),
        .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
      ])
    let answer = try await client.send(
      query.element, action: StoredQuery.action, packaging: .simple, messageID: messageID, bend: bend)
    let entries = try RegistryResponse(answer.envelope).objects.compactMap(DocumentEntry.init)
    let references = entries.compactMap { entry -> DocumentReference? in
      guard let repository = entry.repositoryUniqueID, let document = entry.uniqueID else { return nil }
      return DocumentReference(
        repositoryUniqueID: defects.contains(.fetchesOthers) ? "\(repository).1" : repository,
        documentUniqueID: document)
    }
    guard !references.isEmpty else { return }
    let given = try await client.send(
      DocumentRetrieval(references).element, action: DocumentRetrieval.action,
      packaging: defects.contains(.asksUnpacked) ? .simple : .mtom, messageID: messageID, bend: bend)
    guard fetchesImages else { return }
    for manifest in try Self.manifests(given) {
      _ = try await client.send(
        images(of: manifest).element, action: ImagingRetrieval.action, packaging: .mtom, messageID: messageID,
        bend: bend)
    }
  }

  /// The manifests among the documents that came.
  private static func manifests(_ answer: SOAPAnswer) throws -> [ImagingManifest] {
    try RetrievedDocuments(answer).documents.compactMap { document in
      guard document.mimeType == "application/dicom", case .attachment(let id) = document.content,
        let part = answer.attachments[id], let bytes = answer.carried.bytes(in: part.range),
        let file = try? DICOMFile(reading: bytes)
      else { return nil }
      return ImagingManifest(file.dataSet)
    }
  }

  /// What is asked for of a manifest: all that it lists, where it says that it is.
  private func images(of manifest: ImagingManifest) -> ImagingRetrieval {
    let documents = manifest.references.flatMap { series in
      let location = series.retrieveLocation ?? ""
      return series.instances.map { instance in
        ImagingDocumentReference(
          study: series.study, series: defects.contains(.namesNoSeries) ? "" : series.uid,
          document: DocumentReference(
            repositoryUniqueID: defects.contains(.asksOtherSources) ? "\(location).1" : location,
            documentUniqueID: instance.sopInstance))
      }
    }
    return ImagingRetrieval(
      documents,
      transferSyntaxes: [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian].map(\.uid.value))
  }

  /// What is wrong with what it says of its user.
  private var bend: AssertionBend? {
    let bends: [(ConsumerDefect, AssertionBend)] = [
      (.assertsNobody, .missing), (.assertsUnsigned, .unsigned), (.assertsExpired, .expired),
      (.assertsElsewhere, .wrongAudience),
    ]
    return bends.first { defects.contains($0.0) }?.1
  }

  private var messageID: String? { defects.contains(.namesNoMessage) ? nil : Envelope.newMessageID() }
}
