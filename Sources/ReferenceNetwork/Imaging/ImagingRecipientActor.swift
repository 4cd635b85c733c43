import DICOM
import HTTPExchange
import IHE
import NIOCore

/// A recipient of studies that are sent to it with their manifest (XDR-I): keeps the documents, and files the images.
struct ImagingRecipientActor: SOAPActor {
  /// What checks and keeps the documents of a submission.
  let repository: RepositoryActor
  /// What takes the images; they are kept nowhere where nil.
  let store: StoreService?

  /// Bytes of one image that are taken.
  private static let limit = 64 << 20

  var actions: Set<String> { [DocumentSubmission.action] }
  var packedActions: Set<String> { actions }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let answer = try await repository.respond(to: message, action: action)
    guard answer.isSuccess, let store else { return answer }
    for (_, part) in message.attachments.sorted(by: { $0.key < $1.key }) where part.range.count <= Self.limit {
      guard let bytes = message.bytes(of: part, in: 0..<part.range.count),
        let header = try? DICOMFileHeader(reading: bytes),
        let encoded = bytes.getSlice(
          at: bytes.readerIndex + header.dataSetOffset, length: bytes.readableBytes - header.dataSetOffset),
        let dataSet = try? DataSet(decoding: encoded, as: header.transferSyntax),
        dataSet.uid(.sopClassUID)?.value != ImagingManifest.keyObjectSelection
      else { continue }
      do throws(DIMSERefusal) {
        _ = try await store.store(dataSet, header.transferSyntax, encoded: encoded)
      } catch {
        return ActorAnswer(
          SharingAnswer(
            refusals: [Refusal(.repositoryError, "an image is not taken: \(error.comment ?? "no room")")]
          ).registryResponse())
      }
    }
    return answer
  }
}
