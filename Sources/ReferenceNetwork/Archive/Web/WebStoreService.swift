import DICOM
import HTTPExchange
import NIOCore
import NIOHTTP1

/// Takes instances over the web (PS3.18 §10.5), as files or as metadata with bulk data.
struct WebStoreService: Sendable {
  let store: StoreService
  let settings: ImageArchive.Settings

  /// An instance of the message, or what stands in its place.
  private enum Item {
    case instance(DataSet, TransferSyntax, encoded: ByteBuffer?)
    case unreadable
  }

  /// Answers a request to store.
  func answer(_ request: ReceivedRequest, _ route: WebRoute) async -> WebReply {
    guard let text = request.fields.first(name: "content-type"), let type = (try? MediaType.read(text))?.mediaType,
      type.essence == "multipart/related" || settings.has(.stowTakesAnyType)
    else { return WebReply(.unsupportedMediaType) }
    let related =
      type.essence == "multipart/related" ? type : MediaType.related(type).with("boundary", type["boundary"] ?? "x")
    let body = ReceivedBody.memory(ByteBuffer(bytes: request.content))
    guard let boundary = try? MultipartBoundary(of: related),
      let content = try? MultipartContent(body, boundary: boundary)
    else {
      return settings.has(.stowTakesEmpty) || settings.has(.stowTakesAnyType) ? success : WebReply(.badRequest)
    }
    guard !content.parts.isEmpty else { return settings.has(.stowTakesEmpty) ? success : WebReply(.badRequest) }
    guard let items = items(content, related) else { return WebReply(.unsupportedMediaType) }
    var report = WebStoreReport(base: route.base, settings: settings)
    for item in items { await keep(item, route, &report) }
    return report.reply
  }

  private var success: WebReply { ArchiveWebService.json(DICOMJSON.write(DataSet())) }

  private func keep(_ item: Item, _ route: WebRoute, _ report: inout WebStoreReport) async {
    guard case .instance(let dataSet, let syntax, let encoded) = item else { return report.noteUnreadable() }
    if let study = route.study, dataSet.uid(.studyInstanceUID)?.value != study, !settings.has(.stowIgnoresStudy) {
      if settings.has(.stowStoresRefused) {
        var moved = dataSet
        try? moved.set(.studyInstanceUID, UID(study))
        _ = try? await store.store(moved, syntax, encoded: nil)
      }
      return report.noteFailure(of: dataSet, 0xA900)
    }
    let sopClass = dataSet.uid(.sopClassUID)?.value ?? ""
    guard StorageClasses.taken(with: settings.defects).contains(sopClass) else {
      return report.noteFailure(of: dataSet, 0x0122)
    }
    if settings.has(.stowLosesInstances), let lost = StoredInstance(dataSet, transferSyntax: syntax) {
      return report.noteStored(lost)
    }
    do throws(DIMSERefusal) {
      _ = try await store.store(dataSet, syntax, encoded: encoded)
      if let instance = StoredInstance(dataSet, transferSyntax: syntax) { report.noteStored(instance) }
    } catch { report.noteFailure(of: dataSet, error.status.rawValue) }
  }

  /// The instances of a message; nil where its parts are of another media type.
  private func items(_ content: MultipartContent, _ type: MediaType) -> [Item]? {
    let types = content.parts.map { part in
      part.head.contentType.flatMap { try? MediaType.read($0).mediaType }?.essence ?? type["type"] ?? ""
    }
    if types.first == "application/dicom+json" {
      return settings.has(.stowRefusesMetadata) ? nil : metadata(content)
    }
    guard types.allSatisfy({ $0 == "application/dicom" }) || settings.has(.stowTakesAnyType) else { return nil }
    return content.parts.map { part in
      guard let bytes = content.bytes(of: part, upTo: settings.maximumLength),
        let header = try? DICOMFileHeader(reading: bytes),
        let encoded = bytes.getSlice(
          at: bytes.readerIndex + header.dataSetOffset, length: bytes.readableBytes - header.dataSetOffset),
        let dataSet = try? DataSet(decoding: encoded, as: header.transferSyntax)
      else { return .unreadable }
      return .instance(dataSet, header.transferSyntax, encoded: encoded)
    }
  }

  /// Attributes as JSON in the first part, and bulk data in the others by Content-Location (PS3.18 §10.5.1.4).
  private func metadata(_ content: MultipartContent) -> [Item] {
    guard let first = content.parts.first, let bytes = content.bytes(of: first, upTo: 64 << 20),
      let documents = try? DICOMJSON.readAll(Array(bytes.readableBytesView))
    else { return [.unreadable] }
    var bulk: [String: MultipartContent.Part] = [:]
    for part in content.parts.dropFirst() {
      if let location = part.head.contentLocation { bulk[location] = part }
    }
    return documents.map { document in
      var dataSet = document.dataSet
      for reference in document.bulkData {
        guard let element = dataSet[reference.tag], let part = bulk[reference.uri],
          let value = content.bytes(of: part, upTo: settings.maximumLength)
        else { return .unreadable }
        dataSet.set(reference.tag, bytes: value, vr: element.vr)
      }
      return .instance(dataSet, .explicitVRLittleEndian, encoded: nil)
    }
  }
}
