import DICOM
import DICOMNetwork
import HTTPExchange
import TransportSecurity

extension ImageArchive {
  /// What is to be started, and whom it knows.
  public struct Settings: Sendable {
    /// On which association the report of a storage commitment goes (PS3.4 §J.3.3).
    public enum CommitmentReport: Hashable, Sendable {
      /// On the one that asked.
      case sameAssociation
      /// On one that the archive opens to the address of the calling AE title; on the same where it knows none.
      case newAssociation
    }

    /// What it does wrong; nothing where empty.
    public var defects: Set<ArchiveDefect> = []
    /// AE title.
    public var aeTitle = "ARCHIVE"
    /// TCP port of the DICOM service; 0 for a free one.
    public var dicomPort = 0
    /// TCP port of the web services; 0 for a free one.
    public var webPort = 0
    /// TLS of the DICOM service; plain TCP where nil.
    public var dicomTLS: ServerSecurity?
    /// TLS of the web services; plain TCP where nil.
    public var webTLS: ServerSecurity?
    /// Addresses by AE title: where C-MOVE, reports and notices may go.
    public var destinations: [String: DICOMAddress] = [:]
    /// AE titles among the destinations that are told of the availability of instances.
    public var availabilityReceivers: [String] = []
    /// On which association the report of a storage commitment goes.
    public var commitmentReport = CommitmentReport.sameAssociation
    /// Passcodes by username. Where there are some, a username that is sent has to be one of them.
    public var users: [String: String] = [:]
    /// Origins whose pages may use the web services.
    public var allowedOrigins: Set<String> = ["https://viewer.example"]
    /// Decides about a web request before it is served: nil to serve it, else the refusal.
    public var authorize: (@Sendable (ReceivedRequest) async -> WebReply?)?
    /// Associations at a time.
    public var maximumAssociations = 256
    /// Silence after which an association is ended.
    public var silence = Duration.seconds(45)
    /// Silence after a connection, before any request for an association, after which it is ended (PS3.8 §9.1.5, ARTIM).
    public var greeting = Duration.seconds(3)
    /// Where what happens is told; nowhere where nil.
    public var trail: AuditTrail?
    /// Matches of one query; a query with more ends with “out of resources”.
    public var maximumMatches = 100_000
    /// Instances that are held; further ones are refused as out of resources.
    public var maximumInstances = 200_000
    /// Bytes of data sets that are held; what goes beyond is refused as out of resources.
    public var maximumBytes = 8 << 30
    /// Bytes of one data set; a longer one is refused.
    public var maximumLength = 512 << 20
    /// Told of each instance when it has been stored, however it came.
    public var onStored: @Sendable (StoredInstance) async -> Void = { _ in }

    /// What it does wrong with what messages say of patients.
    public var patientDefects: Set<ManagerDefect> = []
    /// What a scheduler answers on the same port: worklists, performed procedure steps, workitems; nil for none.
    var scheduler: BrokerAssociations?

    /// Asked at each query whether something else takes the machine's strength, so that it is answered late.
    var isHindered: @Sendable () -> Bool = { false }
    /// Told of each instance with its bytes, likewise.
    var onHeld: @Sendable (HeldObject) async -> Void = { _ in }
    /// Told of what came together; nil where nobody wants to know.
    var arrivals: StudyArrivals?

    /// Makes the settings of an archive without defects.
    public init() {}

    /// Whether a defect is to be had.
    func has(_ defect: ArchiveDefect) -> Bool { defects.contains(defect) }
  }
}
