import DICOM
import IHE
import NIOCore

/// The images that the harness gives as an imaging document source: instances of synthetic studies, made when they are asked for
/// (RAD TF-2 §4.69.4.2).
actor OfferedImages {
  /// Where an instance is in its study.
  private struct Place {
    var study: SyntheticStudy
    var series: SyntheticStudy.Series
    var index: Int
  }

  /// Repository unique id of the source.
  static let location = "2.25.173920465182730495617283940516273849505"
  /// Instances that are held.
  private static let limit = 100_000

  private var places: [String: Place] = [:]

  /// Takes a study in; false where there is no room for it.
  func offer(_ study: SyntheticStudy) -> Bool {
    guard places.count + study.instanceCount <= Self.limit else { return false }
    for series in study.series {
      for (index, instance) in series.instances.enumerated() {
        places[instance] = Place(study: study, series: series, index: index)
      }
    }
    return true
  }

  /// Answers a request: what is asked for in its place and in a transfer syntax that is taken, and an error for all else.
  func answer(_ request: ImagingRetrieval) -> DocumentSetAnswer {
    var answer = DocumentSetAnswer()
    for asked in request.documents {
      do throws(IHE.Refusal) {
        let file = try file(of: try place(asked), asked.document.documentUniqueID, in: request.transferSyntaxes)
        answer.documents.append(
          DocumentSetAnswer.Document(
            reference: DocumentReference(
              repositoryUniqueID: Self.location, documentUniqueID: asked.document.documentUniqueID),
            mimeType: "application/dicom", content: file))
      } catch { answer.refusals.append(error) }
    }
    return answer
  }

  private func place(_ asked: ImagingDocumentReference) throws(IHE.Refusal) -> Place {
    let uid = asked.document.documentUniqueID
    guard asked.document.repositoryUniqueID == Self.location else {
      throw IHE.Refusal(
        .unknownRepositoryID, "\(asked.document.repositoryUniqueID.prefix(80)) is not this source", location: uid)
    }
    guard let place = places[uid], place.study.uid == asked.study, place.series.uid == asked.series else {
      throw IHE.Refusal(
        .documentUniqueIDError, "\(uid.prefix(80)) is not in the study and series that are named", location: uid)
    }
    return place
  }

  private func file(
    of place: Place, _ uid: String, in syntaxes: [String]
  ) throws(IHE.Refusal) -> ByteBuffer {
    let image = SyntheticImage(study: place.study)
    let dataSet = image.dataSet(series: place.series, index: place.index)
    let own = image.syntax(of: dataSet)
    let wanted = syntaxes.map { TransferSyntax(UID($0)) }
    for syntax in wanted.contains(own) ? [own] : wanted {
      guard let made = try? image.dataSet(series: place.series, index: place.index, in: syntax),
        let file = try? ManifestFixture.file(made, in: syntax)
      else { continue }
      return file
    }
    throw IHE.Refusal(.repositoryError, "\(uid.prefix(80)) can't be had in a transfer syntax asked for", location: uid)
  }
}
