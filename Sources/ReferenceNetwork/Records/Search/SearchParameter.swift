/// A parameter of search that the server knows: its type, and where in a resource its values are.
struct SearchParameter: Hashable, Sendable {
  /// Types of parameters (R4 search.html §3.1.1.4).
  enum Kind: String, Hashable, Sendable {
    case token, date, string, reference, uri
  }

  /// Its name.
  var name: String
  /// Its type.
  var kind: Kind
  /// Element paths of its values.
  var paths: [String]

  /// The parameter of a type of resource; nil where the server does not know it.
  static func named(_ name: String, of type: String) -> SearchParameter? {
    table[type]?.first { $0.name == name }
  }

  /// Parameters by type of resource. What stands here, the capability statement claims.
  static let table: [String: [SearchParameter]] = Dictionary(
    uniqueKeysWithValues: lines.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let own = words.dropFirst().compactMap { parameter($0) }
      return (String(words.first ?? ""), own + common)
    })

  /// Types of resources in the order of the table.
  static let types: [String] = lines.split(separator: "\n").compactMap { line in
    line.split(separator: " ").first.map { String($0) }
  }

  private static let common = [
    SearchParameter(name: "_id", kind: .token, paths: ["id"]),
    SearchParameter(name: "_lastUpdated", kind: .date, paths: ["meta.lastUpdated"]),
  ]

  private static func parameter(_ word: Substring) -> SearchParameter? {
    let parts = word.split(separator: ":", maxSplits: 2)
    guard parts.count == 3, let kind = Kind(rawValue: String(parts[1])) else { return nil }
    return SearchParameter(
      name: String(parts[0]), kind: kind, paths: parts[2].split(separator: "|").map(String.init))
  }

  /// `name:type:paths` of each type.
  ///
  /// `[x]` stands for a choice of types, `related=` for the identifiers of related things of one kind, `extension=` for
  /// an extension of IHE's MADO.
  private static let lines = """
    Patient identifier:token:identifier name:string:name family:string:name.family given:string:name.given \
    birthdate:date:birthDate gender:token:gender active:token:active
    Practitioner identifier:token:identifier name:string:name
    Organization identifier:token:identifier name:string:name active:token:active endpoint:reference:endpoint
    Endpoint identifier:token:identifier status:token:status name:string:name connection-type:token:connectionType \
    organization:reference:managingOrganization
    ServiceRequest patient:reference:subject subject:reference:subject identifier:token:identifier status:token:status \
    intent:token:intent category:token:category code:token:code priority:token:priority authored:date:authoredOn \
    requester:reference:requester
    ImagingStudy patient:reference:subject subject:reference:subject identifier:token:identifier status:token:status \
    started:date:started modality:token:series.modality bodysite:token:series.bodySite series:token:series.uid \
    instance:token:series.instance.uid basedon:reference:basedOn endpoint:reference:endpoint|series.endpoint
    DiagnosticReport patient:reference:subject subject:reference:subject identifier:token:identifier \
    status:token:status category:token:category code:token:code date:date:effective[x] issued:date:issued \
    performer:reference:performer \
    result:reference:result based-on:reference:basedOn results-interpreter:reference:resultsInterpreter
    Observation patient:reference:subject subject:reference:subject identifier:token:identifier status:token:status \
    category:token:category code:token:code date:date:effective[x]
    DocumentReference patient:reference:subject subject:reference:subject identifier:token:identifier|masterIdentifier \
    status:token:status category:token:category type:token:type date:date:date author:reference:author \
    creation:date:content.attachment.creation event:token:context.event facility:token:context.facilityType \
    format:token:content.format period:date:context.period related:reference:context.related \
    setting:token:context.practiceSetting modality:token:extension=modality security-label:token:securityLabel \
    accession-number:token:related=121022 study-instance-uid:token:related=110180 \
    anatomical-region:token:extension=bodySite
    List patient:reference:subject subject:reference:subject identifier:token:identifier status:token:status \
    code:token:code date:date:date title:string:title
    Binary
    AuditEvent date:date:recorded action:token:action outcome:token:outcome type:token:type subtype:token:subtype \
    entity:reference:entity.what patient:reference:entity.what|agent.who agent:reference:agent.who
    Subscription status:token:status url:uri:channel.endpoint criteria:string:criteria
    ValueSet url:uri:url identifier:token:identifier name:string:name status:token:status version:token:version
    CodeSystem url:uri:url status:token:status version:token:version
    """
}
