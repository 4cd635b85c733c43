/// One flat object per claim: the fields that only its kind has stand beside those that all have.
extension Claim: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
    case subject
    case uid
    case uidOrigin
    case name
    case role
    case polarity
    case availability
    case condition
    case sopClass
    case functions
    case property
    case comparator
    case value
    case unit
    case evidence
    case method
    case confidence
    case disputedBy
  }

  /// Reads a claim.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    subject = try fields.decodeIfPresent(Subject.self, forKey: .subject) ?? Subject()
    uid = try fields.decodeIfPresent(String.self, forKey: .uid)
    uidOrigin = try fields.decodeIfPresent(UIDOrigin.self, forKey: .uidOrigin)
    name = try fields.decodeIfPresent(String.self, forKey: .name)
    role = try fields.decodeIfPresent(Role.self, forKey: .role)
    polarity = try fields.decode(Polarity.self, forKey: .polarity)
    availability = try fields.decode(Availability.self, forKey: .availability)
    condition = try fields.decodeIfPresent(String.self, forKey: .condition)
    sopClass = try fields.decodeIfPresent(String.self, forKey: .sopClass)
    functions = try fields.decodeIfPresent([Function].self, forKey: .functions) ?? []
    property = try fields.decodeIfPresent(String.self, forKey: .property)
    comparator = try fields.decodeIfPresent(Comparator.self, forKey: .comparator)
    value = try fields.decodeIfPresent(String.self, forKey: .value)
    unit = try fields.decodeIfPresent(String.self, forKey: .unit)
    detail = try ClaimDetail(of: kind, from: decoder)
    evidence = try fields.decode([Citation].self, forKey: .evidence)
    method = try fields.decode(String.self, forKey: .method)
    confidence = try fields.decode(Int.self, forKey: .confidence)
    disputedBy = try fields.decodeIfPresent([Citation].self, forKey: .disputedBy) ?? []
  }

  /// Writes a claim; what it does not have is left out.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(kind, forKey: .kind)
    if subject != Subject() { try fields.encode(subject, forKey: .subject) }
    try fields.encodeIfPresent(uid, forKey: .uid)
    try fields.encodeIfPresent(uidOrigin, forKey: .uidOrigin)
    try fields.encodeIfPresent(name, forKey: .name)
    try fields.encodeIfPresent(role, forKey: .role)
    try fields.encode(polarity, forKey: .polarity)
    try fields.encode(availability, forKey: .availability)
    try fields.encodeIfPresent(condition, forKey: .condition)
    try fields.encodeIfPresent(sopClass, forKey: .sopClass)
    if !functions.isEmpty { try fields.encode(functions, forKey: .functions) }
    try fields.encodeIfPresent(property, forKey: .property)
    try fields.encodeIfPresent(comparator, forKey: .comparator)
    try fields.encodeIfPresent(value, forKey: .value)
    try fields.encodeIfPresent(unit, forKey: .unit)
    try fields.encode(evidence, forKey: .evidence)
    try fields.encode(method, forKey: .method)
    try fields.encode(confidence, forKey: .confidence)
    if !disputedBy.isEmpty { try fields.encode(disputedBy, forKey: .disputedBy) }
    try detail?.encode(to: encoder)
  }
}
