import DICOM
import Foundation
import HTTPExchange
import IHE
import NIOCore

/// Submits the manifests of a source, in both forms, when a study has come or has changed: as a replacement of those that it
/// submitted before (RAD TF-2 §4.68, ITI TF-3 §4.2.2.2.3).
actor ManifestSubmitter {
  /// What it needs to know.
  struct Settings: Sendable {
    /// The repository that takes manifests.
    var repository: ManifestPublication.Repository
    /// Where the source is reached.
    var source: SourceManifest.Source
    /// What goes wrong.
    var defects: Set<ImagingSourceDefect> = []
  }

  /// What of a study is listed at present.
  private struct Listed {
    /// SOP Instance UIDs.
    var instances: Set<String>
    /// Ids of the entries, by form.
    var entries: [ImagingManifest.Form: String]
  }

  /// How late a study is published, on purpose.
  private static let delay = Duration.milliseconds(2_200)

  private let settings: Settings
  private let group: any EventLoopGroup
  private let holdings: ArchiveHoldings
  private var listed: [String: Listed] = [:]
  /// The last submission, which the next one waits for: a replacement must not overtake what it replaces.
  private var last: Task<Void, Never>?
  private var isStopped = false

  init(_ settings: Settings, holdings: ArchiveHoldings, group: any EventLoopGroup) {
    self.settings = settings
    self.holdings = holdings
    self.group = group
  }

  private func has(_ defect: ImagingSourceDefect) -> Bool { settings.defects.contains(defect) }

  /// Takes note of what came together: instances, and notes that reject others.
  func take(_ arrived: [StoredInstance]) {
    guard !isStopped, !has(.publishesNothing) else { return }
    var studies: [String] = []
    for instance in arrived where !studies.contains(instance.study) {
      if has(.keepsOutdated), RejectionNotice(instance.attributes) != nil { continue }
      studies.append(instance.study)
    }
    guard !studies.isEmpty else { return }
    let before = last
    last = Task {
      await before?.value
      if self.has(.publishesLate) { try? await Task.sleep(for: Self.delay) }
      for study in studies { await self.publish(study) }
    }
  }

  /// Ends what is under way.
  func stop() async {
    isStopped = true
    last?.cancel()
    await last?.value
  }

  private func publish(_ study: String) async {
    guard !isStopped else { return }
    var scope = ArchiveHoldings.Scope()
    scope.studies = [study]
    let objects = holdings.studies(in: scope).flatMap(\.objects)
      .filter { RejectionNotice($0.instance.attributes) == nil }
    let instances = Set(objects.map(\.instance.sopInstance))
    let earlier = listed[study]
    guard instances != earlier?.instances else { return }
    var now = Listed(instances: instances, entries: [:])
    var forms = ImagingManifest.Form.allCases
    if has(.leavesBundleOut) { forms.removeAll { $0 == .bundle } }
    guard let manifest = SourceManifest(of: objects, at: settings.source, defects: settings.defects) else { return }
    // Before the whole one, so that nobody who finds that misses them.
    if has(.addsPart),
      let part = SourceManifest(of: objects.dropLast(), at: settings.source, defects: settings.defects)
    {
      try? await send(ManifestSet(part, as: .keyObjects, replacing: nil, defects: settings.defects))
    }
    if has(.addsBare) {
      let defects = settings.defects.union([.namesNoAddress, .describesNothing, .losesReferences])
      if let bare = SourceManifest(of: objects, at: settings.source, defects: defects) {
        try? await send(ManifestSet(bare, as: .keyObjects, replacing: nil, defects: defects))
      }
    }
    for form in forms {
      let submission = ManifestSet(
        manifest, as: form, replacing: has(.addsManifests) ? nil : earlier?.entries[form], defects: settings.defects)
      do {
        try await send(submission)
        now.entries[form] = submission.entry
      } catch {
        // What is not taken is submitted anew with the next change of the study; until then the registry shows that it is
        // missing.
        now.instances = []
        now.entries[form] = earlier?.entries[form]
      }
    }
    listed[study] = now
    if has(.publishesTwice), let again = SourceManifest(of: objects, at: settings.source, defects: settings.defects) {
      try? await send(ManifestSet(again, as: .keyObjects, replacing: nil, defects: settings.defects))
    }
  }

  /// The repository did not take a submission.
  private struct Refused: Error {}

  /// Submits by Provide and Register Document Set-b.
  private func send(_ submission: ManifestSet) async throws {
    var web = WebClientSettings()
    web.tls = settings.repository.tls
    let client = try WebClient(web, group: group)
    do {
      let answer = try await client.exchange(submission.request(to: settings.repository.address).webRequest())
      guard try RegistryResponse(SOAPMessage(answer).envelope).outcome == .success else { throw Refused() }
      await client.close()
    } catch {
      await client.close()
      throw error
    }
  }
}
