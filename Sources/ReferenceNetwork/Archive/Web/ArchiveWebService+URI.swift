import DICOM
import HTTPExchange
import NIOHTTP1

extension ArchiveWebService {
  /// Answers the URI service (PS3.18 §9.4): one instance as a file or as a picture.
  func uri(_ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    guard route.value("requestType") == "WADO" else { return WebReply(.badRequest) }
    let (study, series) = (route.value("studyUID") ?? "", route.value("seriesUID") ?? "")
    let ignores = settings.has(.uriIgnoresHierarchy)
    guard let uid = route.value("objectUID"), !uid.isEmpty, ignores || (!study.isEmpty && !series.isEmpty) else {
      return WebReply(.badRequest)
    }
    guard let object = holdings.object(uid),
      ignores || (object.instance.study == study && object.instance.series == series)
    else { return WebReply(.notFound) }
    let accept = AcceptedTypes(request, parameter: route.value("contentType"))
    if route.value("contentType") != nil, accept.takes(MediaType("application", "dicom")) {
      guard !settings.has(.uriRefusesFiles) else { return WebReply(.notAcceptable) }
      return file(of: object, route)
    }
    let type = MediaType("image", "jpeg")
    guard accept.takes(type), !settings.has(.uriRefusesPictures),
      let picture = RenderedPicture(object, frame: route.value("frameNumber").flatMap { Int($0) } ?? 1)
    else { return WebReply(.notAcceptable) }
    let label = settings.has(.uriMislabels) ? MediaType("application", "octet-stream") : type
    return WebReply(.ok, fields: ["Content-Type": label.description], content: picture.jpeg)
  }

  private func file(of object: HeldObject, _ route: WebRoute) -> WebReply {
    let asked = route.value("transferSyntax").map { TransferSyntax(UID($0)) }
    // Explicit VR Little Endian unless another is asked for (PS3.18 §9.1.2.2.1).
    let standard = TransferSyntax.explicitVRLittleEndian
    let syntax = asked ?? (object.isAvailable(in: standard) ? standard : object.instance.transferSyntax)
    guard let file = Self.file(of: object, in: syntax) else { return WebReply(.notAcceptable) }
    return WebReply(.ok, fields: ["Content-Type": "application/dicom"], content: file)
  }
}
