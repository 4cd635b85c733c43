import IHE

/// Puts an imaging document source, a recipient or a responding imaging gateway into a system, with the archive that is
/// behind it.
enum ImagingSourceService: SimulatedService {
  static let name = "imaging document source"
  private static let source = "imaging-source"
  private static let recipient = "document-recipient"
  private static let gateway = "responding-imaging-gateway"
  /// A source that submits to the harness.
  private static let client = "document-source"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard !system.roles.contains("archive"), !system.roles.isDisjoint(with: [source, recipient, gateway, client]) else {
      return [:]
    }
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [:]
    if !system.roles.isDisjoint(with: [source, recipient]) {
      (actors[.dicom], actors[.dicomweb]) = ([ImagingSourceDefect.actor], [ImagingSourceDefect.actor])
    }
    if system.roles.contains(source) { actors[.xdsi] = [ImagingSourceDefect.actor] }
    if system.roles.contains(recipient) { actors[.xds] = [ImagingSourceDefect.actor] }
    if system.roles.contains(client) { actors[.dicom] = [ImagingSourceDefect.actor] }
    if system.roles.contains(gateway) {
      actors[.xcai] = [ImagingGatewayDefect.actor]
      actors[.dicom, default: []].insert(ImagingGatewayDefect.actor)
    }
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    try SimulatedPlace.check(context, path: ArchiveWebService.root, of: [.dicomweb])
    let defects = context.defects(ImagingSourceDefect.self)
    let identity = identity(of: context.system)
    var settings = ImageArchive.Settings()
    settings.defects = Set(defects.compactMap(\.ofArchive))
    settings.aeTitle = identity.aeTitle
    if let dicom = context.endpoints[.dicom] { (settings.dicomPort, settings.dicomTLS) = (dicom.port, dicom.tls) }
    if let web = context.endpoints[.dicomweb] { (settings.webPort, settings.webTLS) = (web.port, web.tls) }
    // The archive is there before who submits its manifests.
    let arrived = ArrivalRelay()
    settings.arrivals = StudyArrivals { await arrived.tell($0) }
    let archive = try await ImageArchive.start(settings, group: context.group)
    var submitter: ManifestSubmitter?
    if let repository = repository(of: context) {
      let made = ManifestSubmitter(
        ManifestSubmitter.Settings(repository: repository, source: identity, defects: defects),
        holdings: archive.store.holdings, group: context.group)
      await arrived.relay { await made.take($0) }
      submitter = made
    }
    let places: SOAPPlaces
    do {
      places = try await SOAPPlaces.start(
        soapActors(context, archive, identity, defects), context)
    } catch {
      await archive.stop()
      throw error
    }
    var ports = [SimulatedEndpoint.Kind.dicom: archive.dicomPort, .dicomweb: archive.webPort]
      .filter { context.endpoints[$0.key] != nil }
    ports.merge(places.ports) { first, _ in first }
    return RunningService(ports: ports) { [submitter] in
      await places.stop()
      await archive.stop()
      await submitter?.stop()
    }
  }

  private static func soapActors(
    _ context: SimulatedServiceContext, _ archive: ImageArchive, _ identity: SourceManifest.Source,
    _ defects: Set<ImagingSourceDefect>
  ) -> [SimulatedEndpoint.Kind: any SOAPActor] {
    let holdings = archive.store.holdings
    var actors: [SimulatedEndpoint.Kind: any SOAPActor] = [:]
    actors[.xdsi] = ImagingSourceActor(
      documents: ImagingDocuments(
        holdings: holdings, location: identity.location, broken: Set(defects.compactMap(\.rule))))
    actors[.xds] = ImagingRecipientActor(
      repository: RepositoryActor(
        uniqueID: identity.location, registry: RegistryActor(authorities: [SimulatedRegistries.nhsNumbers]),
        breaking: defects.contains(.takesMissingDocuments) ? [.demandsDocuments] : []),
      store: defects.contains(.keepsNoImages) ? nil : archive.store)
    if let endpoint = context.endpoints[.xcai] {
      let wrong = context.defects(ImagingGatewayDefect.self)
      actors[.xcai] = ImagingGatewayActor(
        homeCommunityID: "urn:oid:\(endpoint.settings["home-community-id"] ?? "")",
        documents: ImagingDocuments(
          holdings: holdings, location: endpoint.settings["repository-unique-id"] ?? identity.location,
          broken: Set(wrong.compactMap(\.rule))), defects: wrong)
    }
    return actors
  }

  /// Where a system is reached, as the network has it: a line may lie before it.
  private static func identity(of system: SimulatedSystem) -> SourceManifest.Source {
    SourceManifest.Source(
      aeTitle: system.endpoint(.dicom)?.settings["ae-title"] ?? ImageArchive.Settings().aeTitle,
      location: system.endpoint(.xdsi)?.settings["repository-unique-id"]
        ?? AffinityDomain.Settings().repositoryUniqueID,
      service: system.endpoint(.dicomweb)?.address ?? "")
  }

  /// The repository that takes the manifests: the harness, or one of the network; nil where none is to be submitted.
  private static func repository(of context: SimulatedServiceContext) -> ManifestPublication.Repository? {
    if context.system.roles.contains(client) {
      return context.network.actorOfHarness.map { ManifestPublication.Repository(address: $0) }
    }
    guard context.system.roles.contains(source) else { return nil }
    guard let endpoint = context.network.manifestRepository?.endpoint(.xds) else { return nil }
    return ManifestPublication.Repository(address: endpoint.address, tls: context.network.tls(to: endpoint))
  }
}

/// Tells what has arrived to whoever starts later.
private actor ArrivalRelay {
  private var receiver: @Sendable ([StoredInstance]) async -> Void = { _ in }

  func relay(_ receiver: @escaping @Sendable ([StoredInstance]) async -> Void) { self.receiver = receiver }
  func tell(_ instances: [StoredInstance]) async { await receiver(instances) }
}
