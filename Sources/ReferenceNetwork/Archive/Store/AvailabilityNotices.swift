import DICOM
import DICOMNetwork
import NIOCore

/// Tells others of instances that have come: Instance Availability Notification (PS3.4 Annex R). What came on one
/// association is told together when that ends.
actor AvailabilityNotices {
  static let sopClass = "1.2.840.10008.5.1.4.33"

  private let settings: ImageArchive.Settings
  private let group: any EventLoopGroup
  private var waiting: [ObjectIdentifier: [StoredInstance]] = [:]
  private var sendings: [Task<Void, Never>] = []
  private var isStopped = false

  init(_ settings: ImageArchive.Settings, group: any EventLoopGroup) {
    self.settings = settings
    self.group = group
  }

  /// Notes an instance, to be told of when what it came on has ended; at once where it came by itself.
  func note(_ instance: StoredInstance, from source: ExchangeRecorder?) {
    guard !settings.availabilityReceivers.isEmpty else { return }
    if let source { waiting[ObjectIdentifier(source), default: []].append(instance) } else { send([instance]) }
  }

  /// An association has ended.
  func ended(_ source: ExchangeRecorder) {
    if let instances = waiting.removeValue(forKey: ObjectIdentifier(source)) { send(instances) }
  }

  /// Waits for what is being sent, and sends nothing more.
  func stop() async {
    isStopped = true
    for sending in sendings { sending.cancel() }
    for sending in sendings { await sending.value }
    sendings = []
  }

  private func send(_ instances: [StoredInstance]) {
    guard !isStopped else { return }
    let told = settings.has(.notifyLeavesOneOut) ? Array(instances.dropLast()) : instances
    let studies = Dictionary(grouping: told, by: \.study)
    for title in settings.availabilityReceivers {
      guard let address = settings.destinations[title] else { continue }
      let (settings, group) = (settings, group)
      sendings.append(
        Task {
          for (study, instances) in studies {
            let notice = Self.notice(of: study, instances, settings)
            // A receiver that can't be reached misses the notice: it can still query.
            try? await Self.send(notice, to: title, at: address, settings, group)
          }
        })
    }
  }

  private static func send(
    _ notice: DataSet, to title: String, at address: DICOMAddress, _ settings: ImageArchive.Settings,
    _ group: any EventLoopGroup
  ) async throws {
    let syntax = TransferSyntax.implicitVRLittleEndian
    let request = NormalizedRequest(
      .create, sopClassUID: sopClass, sopInstanceUID: ArchiveUID.make(), dataSet: try notice.encoded(as: syntax))
    _ = try await DICOMAssociation.with(
      address,
      request: AssociationRequest(
        calledAETitle: title, callingAETitle: settings.aeTitle,
        contexts: AssociationRequest.contexts([(sopClass, [syntax.uid.value])])), group: group
    ) { association throws(AssociationFailure) in try await association.perform(request) }
  }

  /// The attributes of PS3.4 Table R.3.2-1.
  private static func notice(
    of study: String, _ instances: [StoredInstance], _ settings: ImageArchive.Settings
  ) -> DataSet {
    var notice = DataSet()
    notice.setItems(Tag(0x0008, 0x1111), [])
    try? notice.set(.studyInstanceUID, UID(study))
    let series = Dictionary(grouping: instances, by: \.series).sorted { $0.key < $1.key }
    notice.setItems(
      Tag(0x0008, 0x1115),
      series.map { uid, instances in
        var item = DataSet()
        try? item.set(.seriesInstanceUID, UID(uid))
        item.setItems(
          Tag(0x0008, 0x1199),
          instances.map { instance in
            var reference = DataSet()
            try? reference.set(Tag(0x0008, 0x1150), UID(instance.sopClass))
            let uid =
              settings.has(.notifyNamesOthers) ? instance.sopInstance.dropLast(2) + "77" : instance.sopInstance[...]
            try? reference.set(Tag(0x0008, 0x1155), UID(String(uid)))
            try? reference.set(.instanceAvailability, settings.has(.notifyInventsAvailability) ? "READY" : "ONLINE")
            try? reference.set(.retrieveAETitle, settings.aeTitle)
            return reference
          })
        return item
      })
    return notice
  }
}

/// UIDs for what the archive itself creates.
enum ArchiveUID {
  /// A UID of a random number (PS3.5 §B.2).
  static func make() -> String {
    "2.25.\(UInt64.random(in: 1 << 62 ... UInt64.max))\(UInt32.random(in: 0...UInt32.max))"
  }
}
