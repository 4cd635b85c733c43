/// An audit message (PS3.15 §A.5), as far as its sender filled it in. The same facts come as an AuditEvent of FHIR R4.
public struct AuditMessage: Hashable, Sendable {
  /// A coded value.
  public struct Code: Hashable, Sendable {
    /// The code: `110112`.
    public var code: String
    /// Name of its coding system: `DCM`.
    public var system: String
    /// Meaning for people.
    public var meaning: String

    /// Makes a code.
    public init(_ code: String, _ system: String, _ meaning: String = "") {
      self.code = code
      self.system = system
      self.meaning = meaning
    }
  }

  /// What happened.
  public struct Event: Hashable, Sendable {
    /// EventID: the kind of event.
    public var id: Code?
    /// EventTypeCode: more precisely, such as the transaction.
    public var types: [Code]
    /// EventActionCode: `C`, `R`, `U`, `D` or `E`.
    public var action: String?
    /// EventDateTime as it stands.
    public var time: String?
    /// EventOutcomeIndicator: `0`, `4`, `8` or `12`.
    public var outcome: String?
    /// PurposeOfUse.
    public var purposes: [Code]

    /// Makes an event.
    public init(
      id: Code? = nil, types: [Code] = [], action: String? = nil, time: String? = nil, outcome: String? = nil,
      purposes: [Code] = []
    ) {
      self.id = id
      self.types = types
      self.action = action
      self.time = time
      self.outcome = outcome
      self.purposes = purposes
    }
  }

  /// Who or what took part.
  public struct Participant: Hashable, Sendable {
    /// UserID.
    public var userID: String
    /// AlternativeUserID: AE titles, or the process.
    public var alternativeUserID: String?
    /// UserName.
    public var name: String?
    /// UserIsRequestor.
    public var isRequestor: Bool
    /// RoleIDCode.
    public var roles: [Code]
    /// NetworkAccessPointID.
    public var accessPoint: String?
    /// NetworkAccessPointTypeCode: `1` name, `2` address, `5` URI.
    public var accessPointType: String?

    /// Makes a participant.
    public init(
      userID: String, alternativeUserID: String? = nil, name: String? = nil, isRequestor: Bool, roles: [Code] = [],
      accessPoint: String? = nil, accessPointType: String? = nil
    ) {
      self.userID = userID
      self.alternativeUserID = alternativeUserID
      self.name = name
      self.isRequestor = isRequestor
      self.roles = roles
      self.accessPoint = accessPoint
      self.accessPointType = accessPointType
    }
  }

  /// What it was about.
  public struct Object: Hashable, Sendable {
    /// ParticipantObjectID.
    public var id: String?
    /// ParticipantObjectTypeCode: `1` person, `2` system object.
    public var type: String?
    /// ParticipantObjectTypeCodeRole: `1` patient, `3` report, `20` job, `24` query.
    public var role: String?
    /// ParticipantObjectIDTypeCode: what the id is.
    public var idType: Code?
    /// ParticipantObjectName.
    public var name: String?
    /// ParticipantObjectQuery, decoded.
    public var query: [UInt8]?
    /// ParticipantObjectDetail, values decoded.
    public var details: [Detail]

    /// Makes an object.
    public init(
      id: String? = nil, type: String? = nil, role: String? = nil, idType: Code? = nil, name: String? = nil,
      query: [UInt8]? = nil, details: [Detail] = []
    ) {
      self.id = id
      self.type = type
      self.role = role
      self.idType = idType
      self.name = name
      self.query = query
      self.details = details
    }

    /// Whether it is the patient.
    public var isPatient: Bool { type == "1" && role == "1" }
  }

  /// One more fact of an object.
  public struct Detail: Hashable, Sendable {
    /// What it is.
    public var type: String
    /// The value.
    public var value: [UInt8]

    /// Makes a detail.
    public init(type: String, value: [UInt8]) {
      self.type = type
      self.value = value
    }
  }

  /// EventIdentification.
  public var event: Event
  /// ActiveParticipant in order.
  public var participants: [Participant]
  /// AuditSourceID: who reports.
  public var source: String?
  /// ParticipantObjectIdentification in order.
  public var objects: [Object]

  /// Makes a message.
  public init(event: Event, participants: [Participant], source: String?, objects: [Object]) {
    self.event = event
    self.participants = participants
    self.source = source
    self.objects = objects
  }

  /// Identifiers of the patients that it names.
  public var patients: [String] { objects.filter(\.isPatient).compactMap(\.id) }

  /// Coding system of DICOM's own codes.
  public static let dicom = "DCM"
  /// RoleIDCode of the process that asks, or sends the data (PS3.16 CID 402).
  public static let sourceRole = Code("110153", dicom, "Source Role ID")
  /// RoleIDCode of the process that is asked, or receives the data (PS3.16 CID 402).
  public static let destinationRole = Code("110152", dicom, "Destination Role ID")
}
