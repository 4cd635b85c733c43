import DICOM
import DICOMNetwork
import Foundation
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

  private let settings: Settings
  private let group: any EventLoopGroup
  private var members: [Member] = []
  private var queues: [String: [HeldObject]] = [:]
  private var couriers: [String: Task<Void, Never>] = [:]
  /// What the exchange itself brought, as `member/instance`: it comes back from there as an event.
  private var delivered: Set<String> = []
  private var studies: [String: [HeldObject]] = [:]
  private var publications: [String: Task<Void, Never>] = [:]
  private var isStopped = false

  /// Makes an exchange without members.
  public init(_ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
    self.settings = settings
    self.group = group
  }

  /// Lets an archive tell the exchange what it stores, before it is started.
  public nonisolated func connect(_ settings: inout ImageArchive.Settings, as name: String) {
    settings.onHeld = { [self] in await take($0, from: name) }
  }

  /// Adds an archive that has been started.
  public func add(_ member: Member) { members.append(member) }

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
    guard !isStopped, !delivered.contains("\(name)/\(object.instance.sopInstance)") else { return }
    let isNote = object.instance.sopClass == RejectionNotice.sopClass
    if !isNote { note(object, from: name) }
    if settings.defects.contains(.deliversNothing) || (isNote && settings.defects.contains(.keepsNotes)) { return }
    if settings.defects.contains(.deliversOneLess), !isNote,
      object.instance.attributes.integer(.instanceNumber).map({ $0 > 1 }) ?? false
    {
      return
    }
    for member in members where member.name != name {
      queues[member.name, default: []].append(object)
      deliver(to: member)
    }
  }

  private func deliver(to member: Member) {
    guard couriers[member.name] == nil else { return }
    couriers[member.name] = Task { [self] in
      while let object = next(for: member) {
        if await send(object, to: member) || settings.defects.contains(.givesUp) {
          finish(member)
        } else {
          do { try await Task.sleep(for: settings.pause) } catch { break }
        }
      }
      couriers[member.name] = nil
    }
  }

  private func next(for member: Member) -> HeldObject? { isStopped ? nil : queues[member.name]?.first }

  private func finish(_ member: Member) {
    if queues[member.name]?.isEmpty == false { queues[member.name]?.removeFirst() }
  }

  /// Whether an instance is there now.
  private func send(_ object: HeldObject, to member: Member) async -> Bool {
    guard let request = outgoing(object) else { return true }
    delivered.insert("\(member.name)/\(object.instance.sopInstance)")
    let asked = AssociationRequest(
      calledAETitle: member.aeTitle, callingAETitle: settings.aeTitle,
      contexts: AssociationRequest.contexts([(request.sopClassUID, [request.transferSyntax])]))
    let response = try? await DICOMAssociation.with(member.address, request: asked, group: group) {
      association throws(AssociationFailure) in try await association.store(request)
    }
    // A refusal is final: the same instance would be refused again.
    return response != nil
  }

  /// What is sent of an instance; nil where it can't be read any more.
  private func outgoing(_ object: HeldObject) -> StoreRequest? {
    let syntax = object.instance.transferSyntax
    guard !settings.defects.isDisjoint(with: [.losesIdentifiers, .altersPixels]) else {
      return object.request(in: syntax)
    }
    guard var dataSet = object.dataSet else { return nil }
    if settings.defects.contains(.losesIdentifiers) {
      dataSet = DataSet(dataSet.elements.filter { $0.tag != Tag(0x0010, 0x1002) })
    }
    if settings.defects.contains(.altersPixels), case .bytes(var pixels)? = dataSet[.pixelData]?.value,
      let first = pixels.getInteger(at: pixels.readerIndex, as: UInt8.self)
    {
      pixels.setInteger(first ^ 1, at: pixels.readerIndex)
      dataSet = DataSet(
        dataSet.elements.map { element in
          guard element.tag == .pixelData else { return element }
          var element = element
          element.value = .bytes(pixels)
          return element
        })
    }
    guard let bytes = try? dataSet.encoded(as: syntax) else { return nil }
    return StoreRequest(
      sopClassUID: object.instance.sopClass, sopInstanceUID: object.instance.sopInstance,
      transferSyntax: syntax.uid.value, dataSet: bytes)
  }

  // MARK: Publishing

  /// Publishes a study when no more of it has come for a while.
  private func note(_ object: HeldObject, from name: String) {
    guard let repository = settings.repository, !settings.defects.contains(.publishesNothing) else { return }
    let study = object.instance.study
    studies[study, default: []].append(object)
    publications[study]?.cancel()
    let title = members.first { $0.name == name }?.aeTitle ?? ""
    publications[study] = Task { [self] in
      do { try await Task.sleep(for: settings.quiet) } catch { return }
      let objects = taken(study)
      guard let publication = ManifestPublication(of: objects, retrieveAETitle: title) else { return }
      _ = try? await publication.send(to: repository, group: group)
    }
  }

  private func taken(_ study: String) -> [HeldObject] { studies.removeValue(forKey: study) ?? [] }
}
