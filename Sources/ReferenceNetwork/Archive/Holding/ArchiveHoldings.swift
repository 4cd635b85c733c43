import DICOM
import Synchronization

/// Everything that an archive holds, by study, series and instance, and what of it is withdrawn.
final class ArchiveHoldings: Sendable {
  /// A study with what of it may be seen.
  struct Study: Sendable {
    var uid: String
    var series: [Series]

    /// All its instances.
    var objects: [HeldObject] { series.flatMap(\.objects) }
  }

  /// A series with what of it may be seen.
  struct Series: Sendable {
    var uid: String
    var objects: [HeldObject]
  }

  /// Which instances are meant: of these studies, series and instances; all where nil.
  struct Scope: Sendable {
    var patients: Set<String>?
    var studies: Set<String>?
    var series: Set<String>?
    var instances: Set<String>?
  }

  private struct State {
    var objects: [String: HeldObject] = [:]
    /// Series in their order, of each study.
    var series: [String: [String]] = [:]
    /// Instances in their order, of each series of each study.
    var instances: [[String]: [String]] = [:]
    var studies: [String] = []
    var hidden: Set<String> = []
    var bytes = 0
    var next = 0
  }

  private let state = Mutex(State())
  private let maximumInstances: Int
  private let maximumBytes: Int
  private let repeats: Bool

  init(_ settings: ImageArchive.Settings) {
    maximumInstances = settings.maximumInstances
    maximumBytes = settings.maximumBytes
    repeats = settings.has(.storeRepeatsResent)
  }

  /// Takes an instance, in place of one with its UID; false where there is no room.
  func add(_ instance: StoredInstance, _ content: HeldContent) -> Bool {
    state.withLock { state in
      let uid = instance.sopInstance
      let held = state.objects[uid]
      let bytes = state.bytes - (held?.content.length ?? 0) + content.length
      guard bytes <= maximumBytes, held != nil || state.objects.count < maximumInstances else { return false }
      let place = [instance.study, instance.series]
      // What is sent again keeps its place, so that pages of a search that goes on meanwhile keep their order.
      let keepsPlace = held.map { [$0.instance.study, $0.instance.series] == place } ?? false
      if let held, !keepsPlace { Self.forget(held, in: &state) }
      state.bytes = bytes
      state.objects[uid] = HeldObject(instance: instance, content: content, number: held?.number ?? state.next)
      state.next += 1
      if state.series[instance.study] == nil {
        state.series[instance.study] = []
        state.studies.append(instance.study)
      }
      if state.instances[place] == nil {
        state.instances[place] = []
        state.series[instance.study]?.append(instance.series)
      }
      if !keepsPlace { state.instances[place]?.append(uid) }
      if repeats, held != nil { state.instances[place]?.append(uid) }
      return true
    }
  }

  /// Takes an instance that is replaced out of its series; the series stays, as its place.
  private static func forget(_ held: HeldObject, in state: inout State) {
    state.instances[[held.instance.study, held.instance.series]]?.removeAll { $0 == held.instance.sopInstance }
  }

  /// Withdraws instances from sight.
  func hide(_ uids: some Sequence<String>) { state.withLock { $0.hidden.formUnion(uids) } }

  /// Whether an instance is held, seen or not.
  func holds(_ uid: String) -> Bool { state.withLock { $0.objects[uid] != nil } }

  /// SOP Instance UIDs of a study, seen or not.
  func instances(ofStudy uid: String) -> [String] {
    state.withLock { state in
      (state.series[uid] ?? []).flatMap { state.instances[[uid, $0]] ?? [] }
    }
  }

  /// An instance that may be seen.
  func object(_ uid: String) -> HeldObject? {
    state.withLock { $0.hidden.contains(uid) ? nil : $0.objects[uid] }
  }

  /// What may be seen of a scope, in the order in which it came; no study or series without an instance.
  func studies(in scope: Scope = Scope()) -> [Study] {
    state.withLock { state in
      let uids = scope.studies.map { wanted in
        // A short list is looked up instead of searched for.
        wanted.count < 16 ? wanted.filter { state.series[$0] != nil }.sorted() : state.studies.filter(wanted.contains)
      }
      return (uids ?? state.studies).compactMap { study in
        let series = (state.series[study] ?? []).compactMap { series -> Series? in
          guard scope.series?.contains(series) ?? true else { return nil }
          let objects = (state.instances[[study, series]] ?? []).compactMap { uid -> HeldObject? in
            guard !state.hidden.contains(uid), scope.instances?.contains(uid) ?? true else { return nil }
            return state.objects[uid]
          }
          return objects.isEmpty ? nil : Series(uid: series, objects: objects)
        }
        guard let first = series.first?.objects.first else { return nil }
        if let patients = scope.patients {
          guard patients.contains(first.instance.attributes.string(.patientID) ?? "") else { return nil }
        }
        return Study(uid: study, series: series)
      }
    }
  }
}
