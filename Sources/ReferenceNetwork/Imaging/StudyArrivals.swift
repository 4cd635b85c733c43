import DICOMNetwork

/// What came together: everything that one association brought is told when that has ended, so that a study is whole when it
/// is looked at.
actor StudyArrivals {
  private let tell: @Sendable ([StoredInstance]) async -> Void
  private var waiting: [ObjectIdentifier: [StoredInstance]] = [:]

  init(tell: @escaping @Sendable ([StoredInstance]) async -> Void) { self.tell = tell }

  /// Notes an instance; it is told at once where it came by itself.
  func note(_ instance: StoredInstance, from source: ExchangeRecorder?) async {
    guard let source else { return await tell([instance]) }
    waiting[ObjectIdentifier(source), default: []].append(instance)
  }

  /// An association has ended.
  func ended(_ source: ExchangeRecorder) async {
    guard let instances = waiting.removeValue(forKey: ObjectIdentifier(source)) else { return }
    await tell(instances)
  }
}
