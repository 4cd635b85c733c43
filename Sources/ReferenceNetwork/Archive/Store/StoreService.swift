import DICOM
import DICOMNetwork
import NIOCore

/// Takes instances, however they come: checks that they are what they say to be, and acts on rejection notes.
struct StoreService: Sendable {
  let holdings: ArchiveHoldings
  let notices: AvailabilityNotices
  /// Where what came is told; nowhere where nil.
  let audits: ArchiveAudits?
  let settings: ImageArchive.Settings
  /// Where data sets are written that did not come by C-STORE.
  let folder: String

  /// Answers a C-STORE (PS3.4 §B.2.3).
  func store(_ indication: StoreIndication, _ association: AcceptedAssociation) async -> DIMSEReply {
    guard let bytes = indication.dataSet.bytes(upTo: settings.maximumLength) else {
      return DIMSEReply(.outOfResources, errorComment: "the data set is too long, or can't be read")
    }
    let syntax = TransferSyntax(UID(indication.transferSyntax))
    let dataSet: DataSet
    do throws(DataSetDecodingError) { dataSet = try DataSet(decoding: bytes, as: syntax) } catch {
      guard settings.has(.storeTakesBrokenObjects) else {
        return DIMSEReply(.unableToProcess, errorComment: "the data set can't be decoded")
      }
      return DIMSEReply()
    }
    guard let instance = StoredInstance(dataSet, transferSyntax: syntax) else {
      return DIMSEReply(
        settings.has(.storeTakesBrokenObjects) ? .success : .identifierMismatch,
        errorComment: "SOP Class, SOP Instance, Study or Series Instance UID is missing")
    }
    guard instance.sopClass == indication.sopClassUID, instance.sopInstance == indication.sopInstanceUID else {
      return DIMSEReply(.identifierMismatch, errorComment: "the data set is another instance than the command says")
    }
    do throws(DIMSERefusal) {
      try await keep(dataSet, instance, .received(indication.dataSet), from: association)
      audits?.stored(instance, association)
      return DIMSEReply()
    } catch { return error.reply }
  }

  /// Takes a data set that was not received by C-STORE.
  func store(
    _ dataSet: DataSet, _ syntax: TransferSyntax, encoded: ByteBuffer?
  ) async throws(DIMSERefusal) -> StoredInstance {
    guard let instance = StoredInstance(dataSet, transferSyntax: syntax) else {
      throw DIMSERefusal(.identifierMismatch, "a UID is missing")
    }
    guard let bytes = encoded ?? (try? dataSet.encoded(as: syntax)), let file = HeldFile(bytes, in: folder) else {
      throw DIMSERefusal(.outOfResources)
    }
    try await keep(dataSet, instance, .written(file), from: nil)
    return instance
  }

  private func keep(
    _ dataSet: DataSet, _ instance: StoredInstance, _ content: HeldContent, from association: AcceptedAssociation?
  ) async throws(DIMSERefusal) {
    if let fault = Self.fault(in: dataSet, instance.transferSyntax), !settings.has(.storeTakesBrokenObjects) {
      throw DIMSERefusal(.unableToProcess, fault)
    }
    let note = RejectionNotice(dataSet)
    if note != nil, settings.has(.rejectLosesNotes) {
      reject(note)
      return
    }
    if settings.has(.storeLosesInstances), dataSet.integer(.instanceNumber).map({ $0 > 1 }) ?? false { return }
    let (kept, content) = altered(dataSet, instance, content)
    guard holdings.add(kept, content) else { throw DIMSERefusal(.outOfResources, "the archive is full") }
    reject(note)
    await notices.note(kept, from: association?.recorder)
    await settings.onStored(kept)
    await settings.onHeld(
      HeldObject(instance: kept, content: content, number: 0, caller: association?.request.callingAETitle))
    await settings.arrivals?.note(kept, from: association?.recorder)
  }

  /// Acts on a note (RAD TF-2 §4.66): what it names is hidden, also where it is still to come.
  private func reject(_ note: RejectionNotice?) {
    guard let note, !settings.defects.contains(where: { $0.ignoredRejection == note.reason }) else { return }
    if settings.has(.rejectHidesWholeStudy) {
      holdings.hide(note.studies.flatMap { holdings.instances(ofStudy: $0) }.filter { $0 != note.uid })
    } else {
      holdings.hide(note.instances)
    }
  }

  /// What is wrong with pixel data; nil where nothing is.
  private static func fault(in dataSet: DataSet, _ syntax: TransferSyntax) -> String? {
    guard !syntax.referencesPixelData, let element = dataSet[.pixelData] else { return nil }
    switch element.value {
    case .fragments: return syntax.isEncapsulated ? nil : "fragments in a transfer syntax of native pixel data"
    case .items: return "pixel data are no sequence"
    case .bytes(let bytes):
      if syntax.isEncapsulated { return "no fragments in a transfer syntax of encapsulated pixel data" }
      let numbers = [
        dataSet.integer(.rows), dataSet.integer(.columns), dataSet.integer(Tag(0x0028, 0x0002)),
        dataSet.integer(Tag(0x0028, 0x0100)), dataSet.integer(Tag(0x0028, 0x0008)) ?? 1,
      ].compactMap { $0 }
      guard numbers.count == 5 else { return nil }
      var bits = 1
      for number in numbers {
        let (product, overflow) = bits.multipliedReportingOverflow(by: number)
        guard !overflow else { return "the pixel description overflows" }
        bits = product
      }
      // Colours may be stored with half of their chrominance (PS3.3 §C.7.6.3.1.2).
      if dataSet.string(Tag(0x0028, 0x0004))?.hasSuffix("_422") == true { bits = bits / 3 * 2 }
      return bytes.readableBytes >= bits / 8 ? nil : "the pixel data end early"
    }
  }
}
