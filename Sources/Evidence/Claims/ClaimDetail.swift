/// What only claims of one kind have.
public enum ClaimDetail: Hashable, Sendable {
  case queryKey(QueryKey)
  case web(WebService)
  case integration(Integration)
  case message(Message)
  case resource(Resource)
  case operation(Operation)

  /// An attribute that can be matched or returned (PS3.4 C.2.2).
  public struct QueryKey: Codable, Hashable, Sendable {
    /// Tag, `(0010,0020)`.
    public var tag: String
    /// Query/retrieve level, `PATIENT`, `STUDY`, `SERIES`, `IMAGE`; nil where the document names none, and for worklists.
    public var level: String?
    /// Kinds of matching in the standard's words: `single value`, `wildcard`, `range`, `list of UID`, `sequence`,
    /// `universal`; empty where the document tells none, and for keys that are only returned.
    public var matching: [String]
    /// Whether the key is returned; nil where the document does not say.
    public var returned: Bool?
    /// Type of the key as the document gives it: `U`, `R`, `O`.
    public var type: String?

    /// Makes a query key.
    public init(
      tag: String, level: String? = nil, matching: [String] = [], returned: Bool? = nil, type: String? = nil
    ) {
      self.tag = tag
      self.level = level
      self.matching = matching
      self.returned = returned
      self.type = type
    }
  }

  /// A service of PS3.18.
  public struct WebService: Codable, Hashable, Sendable {
    /// `WADO-RS`, `WADO-URI`, `QIDO-RS`, `STOW-RS`, `UPS-RS`, `Capabilities`.
    public var service: String
    /// Resource of PS3.18 §10.1.1, `All Studies`, `Study Metadata`, `Rendered Instance`, …, or transaction of the Worklist
    /// Service, `Create Workitem`, …; nil for the service as a whole.
    public var resource: String?
    /// HTTP method, where the document gives it.
    public var httpMethod: String?
    /// Path as the document writes it.
    public var path: String?
    /// Media types accepted or returned.
    public var mediaTypes: [String]
    /// Query parameters.
    public var parameters: [String]

    /// Makes a service.
    public init(
      service: String, resource: String? = nil, httpMethod: String? = nil, path: String? = nil,
      mediaTypes: [String] = [],
      parameters: [String] = []
    ) {
      self.service = service
      self.resource = resource
      self.httpMethod = httpMethod
      self.path = path
      self.mediaTypes = mediaTypes
      self.parameters = parameters
    }
  }

  /// A row of an IHE Integration Statement.
  public struct Integration: Codable, Hashable, Sendable {
    /// Profile by its acronym, `XDS-I.b`; as the document writes it where the acronym is not known.
    public var profile: String
    /// Actor by its name in the technical framework; nil for the profile as a whole.
    public var actor: String?
    /// Option by its name; nil for none.
    public var option: String?

    /// Makes a row.
    public init(profile: String, actor: String? = nil, option: String? = nil) {
      self.profile = profile
      self.actor = actor
      self.option = option
    }
  }

  /// An HL7 v2 message.
  public struct Message: Codable, Hashable, Sendable {
    /// Message type and trigger event, `ADT^A08`.
    public var event: String
    /// Message structure, `ADT_A01`, where the document gives it.
    public var structure: String?
    /// Version of HL7, `2.5.1`.
    public var version: String?
    /// Whether the product sends or receives it.
    public var direction: Direction?
    /// Segment group around the segment or field that the claim names, from the outside in: `PATIENT_RESULT/PATIENT`;
    /// nil where the claim is about the message as a whole or a segment outside groups.
    public var group: String?

    /// Which way a message goes, seen from the product.
    public enum Direction: String, CaseIterable, Codable, Hashable, Sendable {
      case inbound
      case outbound
    }

    /// Makes a message.
    public init(
      event: String, structure: String? = nil, version: String? = nil, direction: Direction? = nil,
      group: String? = nil
    ) {
      self.event = event
      self.structure = structure
      self.version = version
      self.direction = direction
      self.group = group
    }
  }

  /// What a FHIR capability statement says of a resource, or of the system as a whole.
  public struct Resource: Codable, Hashable, Sendable {
    /// Resource type; nil for what concerns the whole system.
    public var resource: String?
    /// Interaction code, `read`, `search-type`, `transaction`, …
    public var interaction: String?
    /// Search parameter by name.
    public var searchParameter: String?
    /// Type of the search parameter, `token`, `date`, …
    public var searchType: String?
    /// Operation by name, without `$`.
    public var operation: String?
    /// FHIR version, `4.0.1`.
    public var version: String?

    /// Makes an entry.
    public init(
      resource: String? = nil, interaction: String? = nil, searchParameter: String? = nil, searchType: String? = nil,
      operation: String? = nil, version: String? = nil
    ) {
      self.resource = resource
      self.interaction = interaction
      self.searchParameter = searchParameter
      self.searchType = searchType
      self.operation = operation
      self.version = version
    }
  }

  /// An operation of a WSDL or WADL description, or a path of an OpenAPI one that is none of DICOM's.
  public struct Operation: Codable, Hashable, Sendable {
    /// Name of the operation.
    public var operation: String
    /// Port type, interface or resource that it belongs to.
    public var interface: String?
    /// Input action of WS-Addressing, else the SOAP action.
    public var action: String?
    /// Output action of WS-Addressing.
    public var outputAction: String?
    /// Message or element that the operation takes, by its local name.
    public var input: String?
    /// Message or element that it answers with.
    public var output: String?
    /// Messages or faults that it may answer with instead.
    public var faults: [String]
    /// HTTP method.
    public var httpMethod: String?
    /// Path or address.
    public var path: String?
    /// SOAP version of the binding, `1.1` or `1.2`.
    public var soapVersion: String?
    /// Media types of request and response representations.
    public var mediaTypes: [String]
    /// Parameters.
    public var parameters: [String]

    /// Makes an operation.
    public init(
      operation: String, interface: String? = nil, action: String? = nil, outputAction: String? = nil,
      input: String? = nil, output: String? = nil, faults: [String] = [], httpMethod: String? = nil,
      path: String? = nil, soapVersion: String? = nil, mediaTypes: [String] = [], parameters: [String] = []
    ) {
      self.operation = operation
      self.interface = interface
      self.action = action
      self.outputAction = outputAction
      self.input = input
      self.output = output
      self.faults = faults
      self.httpMethod = httpMethod
      self.path = path
      self.soapVersion = soapVersion
      self.mediaTypes = mediaTypes
      self.parameters = parameters
    }
  }
}

extension ClaimDetail {
  /// Reads the detail that claims of this kind have; its fields stand beside those of the claim.
  init?(of kind: Claim.Kind, from decoder: any Decoder) throws {
    switch kind {
    case .queryKey: self = .queryKey(try QueryKey(from: decoder))
    case .dicomweb: self = .web(try WebService(from: decoder))
    case .ihe: self = .integration(try Integration(from: decoder))
    case .hl7Message: self = .message(try Message(from: decoder))
    case .fhir: self = .resource(try Resource(from: decoder))
    case .operation: self = .operation(try Operation(from: decoder))
    case .sopClass, .transferSyntax, .association, .extendedNegotiation, .securityProfile, .characterSet, .mediaProfile:
      return nil
    }
  }

  /// Writes the fields beside those of the claim.
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .queryKey(let detail): try detail.encode(to: encoder)
    case .web(let detail): try detail.encode(to: encoder)
    case .integration(let detail): try detail.encode(to: encoder)
    case .message(let detail): try detail.encode(to: encoder)
    case .resource(let detail): try detail.encode(to: encoder)
    case .operation(let detail): try detail.encode(to: encoder)
    }
  }
}

extension ClaimDetail {
  /// The query key, of a claim of that kind.
  public var queryKey: QueryKey? { if case .queryKey(let detail) = self { detail } else { nil } }

  /// The web service, of a claim of that kind.
  public var web: WebService? { if case .web(let detail) = self { detail } else { nil } }

  /// The row of an Integration Statement, of a claim of that kind.
  public var integration: Integration? { if case .integration(let detail) = self { detail } else { nil } }

  /// The message, of a claim of that kind.
  public var message: Message? { if case .message(let detail) = self { detail } else { nil } }

  /// The resource, of a claim of that kind.
  public var resource: Resource? { if case .resource(let detail) = self { detail } else { nil } }

  /// The operation, of a claim of that kind.
  public var operation: Operation? { if case .operation(let detail) = self { detail } else { nil } }
}
