import DICOM
import HTTPExchange
import NIOHTTP1

/// What became of the instances of a request to store: the Store Instances Response Module (PS3.18 Annex I).
struct WebStoreReport: Sendable {
  private let base: String
  private let settings: ImageArchive.Settings
  private var study: String?
  private var stored: [DataSet] = []
  private var failed: [DataSet] = []
  private var others: [DataSet] = []

  private static let failureReason = Tag(0x0008, 0x1197)

  init(base: String, settings: ImageArchive.Settings) {
    self.base = base
    self.settings = settings
  }

  /// Notes an instance that was stored.
  mutating func noteStored(_ instance: StoredInstance) {
    var item = Self.reference(instance.sopClass, instance.sopInstance)
    if !settings.has(.stowOmitsAddresses) {
      try? item.set(.retrieveURL, ArchiveWebService.address(of: instance, base: base))
    }
    study = instance.study
    stored.append(item)
  }

  /// Notes an instance that was not stored, and why.
  mutating func noteFailure(of dataSet: DataSet, _ reason: UInt16) {
    var item = Self.reference(
      dataSet.uid(.sopClassUID)?.value ?? "", dataSet.uid(.sopInstanceUID)?.value ?? "")
    if !settings.has(.stowOmitsReasons) { try? item.set(Self.failureReason, Int(reason)) }
    failed.append(item)
  }

  /// Notes a part that is no instance.
  mutating func noteUnreadable() {
    var item = DataSet()
    try? item.set(Self.failureReason, 0xC000)
    others.append(item)
  }

  private static func reference(_ sopClass: String, _ sopInstance: String) -> DataSet {
    var item = DataSet()
    try? item.set(Tag(0x0008, 0x1150), UID(sopClass))
    try? item.set(Tag(0x0008, 0x1155), UID(sopInstance))
    return item
  }

  /// The answer: 200 where all was stored, 202 where some was, 409 where nothing was (PS3.18 §10.5.3.1).
  var reply: WebReply {
    var module = DataSet()
    let listed = settings.has(.stowForgetsOne) ? Array(stored.dropLast()) : stored
    if let study, !settings.has(.stowOmitsAddresses) { try? module.set(.retrieveURL, "\(base)/studies/\(study)") }
    if !listed.isEmpty { module.setItems(Tag(0x0008, 0x1199), listed) }
    if !failed.isEmpty { module.setItems(Tag(0x0008, 0x1198), failed) }
    if !others.isEmpty { module.setItems(Tag(0x0008, 0x119A), others) }
    let status: HTTPResponseStatus =
      stored.isEmpty ? .conflict : failed.isEmpty && others.isEmpty ? .ok : .accepted
    return ArchiveWebService.json(
      DICOMJSON.write(module, characterSet: .utf8), status: settings.has(.stowSucceedsAlways) ? .ok : status)
  }
}
