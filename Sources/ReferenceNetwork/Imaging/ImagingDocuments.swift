import DICOM
import IHE
import NIOCore

/// What a source gives of the images that it is asked for (RAD TF-2 §4.69.4.2, §4.75.4.2).
struct ImagingDocuments: Sendable {
  /// The rules that are kept, each of which can be broken on purpose.
  enum Rule: Hashable, Sendable {
    // What is given
    case givesAll, givesOnce, givesPixels, namesImages, attaches
    /// What is there is given beside the errors of what is not.
    case givesInPart
    // What is refused
    case refusesOtherSources, demandsHierarchy, keepsToSeries, keepsToStudy, refusesUnknown
    // In which transfer syntax
    case keepsToSyntaxes, refusesOtherSyntaxes, looksAtAllSyntaxes, givesCompressed
  }

  /// What is held.
  let holdings: ArchiveHoldings
  /// Repository unique id of the source.
  let location: String
  /// Rules that are broken.
  var broken: Set<Rule> = []

  private func keeps(_ rule: Rule) -> Bool { !broken.contains(rule) }

  /// Answers a request.
  ///
  /// - Parameter home: Community that the images are said to be in.
  func answer(_ request: ImagingRetrieval, home: String? = nil) -> DocumentSetAnswer {
    var answer = DocumentSetAnswer()
    for asked in request.documents {
      do throws(Refusal) {
        let object = try object(asked)
        guard let file = file(of: object, request.transferSyntaxes) else {
          throw Refusal(
            .repositoryError,
            "\(asked.document.documentUniqueID.prefix(80)) can't be had in a transfer syntax asked for",
            location: asked.document.documentUniqueID)
        }
        let name = keeps(.namesImages) ? object.instance.sopInstance : "2.25.1"
        answer.documents.append(
          DocumentSetAnswer.Document(
            reference: DocumentReference(
              repositoryUniqueID: location, documentUniqueID: name, homeCommunityID: home),
            mimeType: "application/dicom", content: file, isInline: !keeps(.attaches)))
      } catch { answer.refusals.append(error) }
    }
    if !keeps(.givesAll), !answer.documents.isEmpty { answer.documents.removeLast() }
    if !keeps(.givesOnce), let first = answer.documents.first { answer.documents.append(first) }
    if !keeps(.givesInPart), !answer.refusals.isEmpty { answer.documents = [] }
    if !keeps(.refusesUnknown), answer.documents.isEmpty {
      answer.refusals.removeAll { $0.code == RegistryErrorCode.documentUniqueIDError.rawValue }
    }
    return answer
  }

  /// The instance that is asked for.
  private func object(_ asked: ImagingDocumentReference) throws(Refusal) -> HeldObject {
    let uid = asked.document.documentUniqueID
    guard asked.document.repositoryUniqueID == location || !keeps(.refusesOtherSources) else {
      throw Refusal(
        .unknownRepositoryID, "\(asked.document.repositoryUniqueID.prefix(80)) is not this source", location: uid)
    }
    guard !asked.study.isEmpty && !asked.series.isEmpty || !keeps(.demandsHierarchy) else {
      throw Refusal(.repositoryError, "study and series have to be named", location: uid)
    }
    guard let object = holdings.object(uid) else {
      throw Refusal(.documentUniqueIDError, "\(uid.prefix(80)) is not here", location: uid)
    }
    let isInStudy = object.instance.study == asked.study || asked.study.isEmpty || !keeps(.keepsToStudy)
    let ignoresSeries = asked.series.isEmpty || !keeps(.keepsToSeries) || !keeps(.keepsToStudy)
    guard isInStudy, object.instance.series == asked.series || ignoresSeries else {
      throw Refusal(
        .documentUniqueIDError, "\(uid.prefix(80)) is not in the study and series that are named", location: uid)
    }
    return object
  }

  /// The file in a transfer syntax that is asked for: in that in which it is kept, if it is among them, else in the first
  /// that it can be had in.
  private func file(of object: HeldObject, _ asked: [String]) -> ByteBuffer? {
    let kept = object.instance.transferSyntax
    guard keeps(.givesCompressed) || !kept.isEncapsulated else { return nil }
    var wanted = asked.map { TransferSyntax(UID($0)) }
    if !keeps(.looksAtAllSyntaxes) { wanted = Array(wanted.prefix(1)) }
    if wanted.contains(kept) { wanted = [kept] }
    if !keeps(.looksAtAllSyntaxes) { wanted = wanted.filter { $0 == kept } }
    if !keeps(.keepsToSyntaxes) { wanted = [.explicitVRLittleEndian] }
    let known = wanted.filter { StorageClasses.transferSyntaxes.contains($0.uid.value) }
    for syntax in known + (keeps(.refusesOtherSyntaxes) ? [] : [kept]) {
      guard let dataSet = object.dataSet(in: syntax) else { continue }
      return ArchiveWebService.file(of: keeps(.givesPixels) ? dataSet : dataSet.withOtherPixels, in: syntax)
    }
    return nil
  }
}
