import DICOM
import DICOMNetwork
import Foundation
import HTTPExchange
import NIOCore
import NIOPosix

/// Carries studies between the archives of a network: what one has stored goes to every other, rejection notes too, and a
/// manifest of each study to the registry. What can't be delivered waits in its order until it can.
public actor ImagingExchange {
  /// An archive that takes part.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its AE title.
    public var aeTitle: String
    /// Where it is reached.
    public var address: DICOMAddress

    /// Makes a member.
    public init(name: String, aeTitle: String, address: DICOMAddress) {
      self.name = name
      self.aeTitle = aeTitle
      self.address = address
    }
  }

  /// What is to be started.
  public struct Settings: Sendable {
    /// What it does wrong.
    public var defects: Set<ExchangeDefect> = []
    /// Address of a document repository that takes manifests; none are made where nil.
    public var repository: String?
    /// Pause before what could not be delivered is tried again.
    public var pause = Duration.milliseconds(100)
    /// Quiet after the last instance of a study, after which its manifest is published.
    public var quiet = Duration.milliseconds(100)
    /// AE title by which it calls.
    public var aeTitle = "EXCHANGE"

    /// Makes the settings of an exchange without defects.
    public init() {}
  }

  /// The way from one member to another.
  private struct Way: Hashable {
    let from: String
    let to: String
  }

  /// Instances that go over one association.
  private static let batch = 32

  private let settings: Settings
  private let group: any EventLoopGroup
  private var members: [Member] = []
  private var queues: [Way: [HeldObject]] = [:]
  private var couriers: [Way: Task<Void, Never>] = [:]
  /// Members whose line to all others is cut.
  private var apart: Set<String> = []
  private var repository: ManifestPublication.Repository?
  private var studies: [String: [HeldObject]] = [:]
  /// Studies in the order in which they were first sent, for the defect that is about every fifth.
  private var places: [String: Int] = [:]
  private var publications: [String: Task<Void, Never>] = [:]
  /// Day and modality of studies by UID, and of those that were withdrawn for a wrong worklist entry; only where that is its
  /// defect.
  private var acquired: [String: [String]] = [:]
  private var withdrawn: Set<[String]> = []
  private var isStopped = false

  /// Makes an exchange without members.
  public init(_ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
    self.settings = settings
    self.group = group
    repository = settings.repository.map { ManifestPublication.Repository(address: $0) }
  }

  /// Lets an archive tell the exchange what it stores, before it is started.
  public nonisolated func connect(_ settings: inout ImageArchive.Settings, as name: String) {
    settings.onHeld = { [self] in await take($0, from: name) }
  }

  /// Adds an archive that has been started.
  public func add(_ member: Member) { members.append(member) }

  /// Sends manifests to a repository from now on.
  ///
  /// - Parameter tls: How to secure the connection; the system's authorities are trusted where nil.
  public func publish(at address: String, tls: WebTLSSettings? = nil) {
    repository = ManifestPublication.Repository(address: address, tls: tls)
  }

  /// Cuts the line between a member and all others: what goes either way waits.
  public func cut(_ name: String) { apart.insert(name) }

  /// Restores the line of a member.
  public func restore(_ name: String) { apart.remove(name) }

  /// How many instances wait for delivery.
  public var waiting: Int { queues.values.reduce(0) { $0 + $1.count } }

  /// Ends deliveries; what waits is dropped.
  public func stop() async {
    isStopped = true
    let tasks = Array(couriers.values) + Array(publications.values)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  // MARK: Taking

  func take(_ object: HeldObject, from name: String) {
    // What an exchange brought, this one or that of another process, goes no further: each brings it to all.
    guard !isStopped, object.caller?.trimmingCharacters(in: .whitespaces) != settings.aeTitle else { return }
    let isNote = object.instance.sopClass == RejectionNotice.sopClass
    if !isNote { note(object, from: name) }
    if settings.defects.contains(.keepsReplacements), isReplacement(object) { return }
    if settings.defects.contains(.deliversNothing) || (isNote && settings.defects.contains(.keepsNotes)) { return }
    if settings.defects.contains(.deliversOneLess), !isNote,
      object.instance.attributes.integer(.instanceNumber).map({ $0 > 1 }) ?? false
    {
      return
    }
    for member in members where member.name != name {
      let way = Way(from: name, to: member.name)
      queues[way, default: []].append(object)
      deliver(to: member, over: way)
    }
  }

  /// Whether an object is of a study that comes in the place of one that was withdrawn for a wrong worklist entry: of the same day
  /// and modality, and new.
  private func isReplacement(_ object: HeldObject) -> Bool {
    if let dataSet = object.dataSet, let notice = RejectionNotice(dataSet) {
      if notice.reason == .worklistEntry { withdrawn.formUnion(notice.studies.compactMap { acquired[$0] }) }
      return false
    }
    let attributes = object.instance.attributes
    let kind = [Tag(0x0008, 0x0020), .modality].map { attributes.string($0) ?? "" }
    guard acquired[object.instance.study] == nil, withdrawn.contains(kind) else {
      acquired[object.instance.study] = acquired[object.instance.study] ?? kind
      return false
    }
    return true
  }

  private func deliver(to member: Member, over way: Way) {
    guard couriers[way] == nil else { return }
    couriers[way] = Task { [self] in
      while let objects = next(over: way) {
        if await send(objects, to: member, over: way) || settings.defects.contains(.givesUp) {
          queues[way]?.removeFirst(objects.count)
        } else {
          do { try await Task.sleep(for: settings.pause) } catch { break }
        }
      }
      couriers[way] = nil
    }
  }

  private func next(over way: Way) -> [HeldObject]? {
    guard !isStopped, let queue = queues[way], !queue.isEmpty else { return nil }
    return Array(queue.prefix(Self.batch))
  }

  /// Whether instances are there now, as far as they are taken there.
  private func send(_ objects: [HeldObject], to member: Member, over way: Way) async -> Bool {
    guard apart.isDisjoint(with: [way.from, way.to]) else { return false }
    let requests = objects.compactMap { outgoing($0) }
    guard !requests.isEmpty else { return true }
    var proposed: [(abstractSyntax: String, transferSyntaxes: [String])] = []
    for request in requests {
      let isProposed = proposed.contains {
        $0.abstractSyntax == request.sopClassUID && $0.transferSyntaxes == [request.transferSyntax]
      }
      if !isProposed { proposed.append((request.sopClassUID, [request.transferSyntax])) }
    }
    let asked = AssociationRequest(
      calledAETitle: member.aeTitle, callingAETitle: settings.aeTitle, contexts: AssociationRequest.contexts(proposed))
    do {
      try await DICOMAssociation.with(member.address, request: asked, group: group) {
        association throws(AssociationFailure) in
        // What is not taken in its form, or refused, would be so again.
        let taken = requests.filter {
          association.acceptance.context(abstractSyntax: $0.sopClassUID, transferSyntaxes: [$0.transferSyntax]) != nil
        }
        if !taken.isEmpty { _ = try await association.store(taken) }
      }
      return true
    } catch { return false }
  }

  /// What is sent of an instance; nil where it can't be read any more.
  private func outgoing(_ object: HeldObject) -> StoreRequest? {
    let syntax = object.instance.transferSyntax
    let altersPixels = settings.defects.contains(.altersPixels) || isSpoilt(object.instance.study)
    guard altersPixels || settings.defects.contains(.losesIdentifiers) else {
      return object.request(in: syntax)
    }
    guard var dataSet = object.dataSet else { return nil }
    if settings.defects.contains(.losesIdentifiers) {
      dataSet = DataSet(dataSet.elements.filter { $0.tag != Tag(0x0010, 0x1002) })
    }
    if altersPixels { dataSet = dataSet.withOtherPixels }
    guard let bytes = try? dataSet.encoded(as: syntax) else { return nil }
    return StoreRequest(
      sopClassUID: object.instance.sopClass, sopInstanceUID: object.instance.sopInstance,
      transferSyntax: syntax.uid.value, dataSet: bytes)
  }

  /// Whether a study is one of those whose pixels a defect alters.
  private func isSpoilt(_ study: String) -> Bool {
    guard settings.defects.contains(.altersSomePixels) else { return false }
    let place = places[study, default: places.count]
    places[study] = place
    return place % 5 == 4
  }

  // MARK: Publishing

  /// Publishes a study when no more of it has come for a while.
  private func note(_ object: HeldObject, from name: String) {
    guard let repository, !settings.defects.contains(.publishesNothing) else { return }
    let study = object.instance.study
    studies[study, default: []].append(object)
    publications[study]?.cancel()
    let title = members.first { $0.name == name }?.aeTitle ?? ""
    publications[study] = Task { [self] in
      do { try await Task.sleep(for: settings.quiet) } catch { return }
      await publish(taken(study), of: title, at: repository)
    }
  }

  /// Beside the exchange: archives wait for nothing that a manifest takes.
  private nonisolated func publish(
    _ objects: [HeldObject], of title: String, at repository: ManifestPublication.Repository
  ) async {
    guard let publication = ManifestPublication(of: objects, retrieveAETitle: title) else { return }
    _ = try? await publication.send(to: repository, group: group)
  }

  private func taken(_ study: String) -> [HeldObject] { studies.removeValue(forKey: study) ?? [] }
}
