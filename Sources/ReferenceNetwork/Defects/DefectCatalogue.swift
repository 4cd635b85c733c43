/// All defects of the reference network, whatever actor has them.
public struct DefectCatalogue: Sendable {
  /// A defect as the catalogue lists it.
  public struct Entry: Hashable, Sendable {
    /// Full name: `archive.find.ignores-issuer-of-patient-id`.
    public let name: String
    /// The actor that has it.
    public let actor: String
    /// What goes wrong.
    public let sentence: String
    /// The clause that is broken.
    public let clause: String
    /// What becomes of patients and staff.
    public let harm: String

    init(_ defect: some NamedDefect) {
      name = defect.name
      actor = type(of: defect).actor
      sentence = defect.sentence
      clause = defect.clause
      harm = defect.harm
    }
  }

  /// The kinds of defects, one an actor.
  static let kinds: [any NamedDefect.Type] = [
    RegistryDefect.self,
    RepositoryDefect.self,
    GatewayDefect.self,
    CarriageDefect.self,
    AuditDefect.self,
    ArchiveDefect.self,
    ManagerDefect.self,
    ExchangeDefect.self,
    BrokerDefect.self,
    IndexDefect.self,
    RecordsDefect.self,
    NotificationDefect.self,
    PublisherDefect.self,
    ConsumerDefect.self,
    EngineDefect.self,
    ResearchDefect.self,
    AssertionDefect.self,
    ClockDefect.self,
    NamesDefect.self,
    ProvidersDefect.self,
    WorkflowDefect.self,
    LocatorDefect.self,
    TrailDefect.self,
    SecurityDefect.self,
    ImagingSourceDefect.self,
    ImagingGatewayDefect.self,
    InitiatingGatewayDefect.self,
    InitiatingImagingGatewayDefect.self,
    LockDefect.self,
  ]

  /// Every defect, actor by actor.
  public static let entries: [Entry] = kinds.flatMap { listed($0) }

  /// The defects of one kind among full names.
  static func defects<Kind: NamedDefect>(_ kind: Kind.Type, among names: Set<String>) -> Set<Kind> {
    Set(kind.allCases.filter { names.contains($0.name) })
  }

  private static func listed<Kind: NamedDefect>(_ kind: Kind.Type) -> [Entry] { kind.allCases.map(Entry.init) }
}
