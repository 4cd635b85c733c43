/// What is known of an exchange whose audit message is awaited.
public struct AuditExpectation: Hashable, Sendable {
  /// Identifiers of its patient, as CX or bare.
  public var patients: [String]
  /// Ids of the documents and studies that it was about.
  public var objects: [String]
  /// Whether it succeeded; nil where that can't be told.
  public var isSuccess: Bool?
  /// AE titles of both sides, where they have one.
  public var applicationEntities: [String]
  /// The user who was named in it; none where nil.
  public var user: String?
  /// Code of the role in which the user was named; none where nil.
  public var role: String?
  /// The purpose of use that was named in it; none where nil.
  public var purpose: String?

  /// Makes an expectation.
  public init(
    patients: [String] = [], objects: [String] = [], isSuccess: Bool? = nil, applicationEntities: [String] = [],
    user: String? = nil, role: String? = nil, purpose: String? = nil
  ) {
    self.patients = patients
    self.objects = objects
    self.isSuccess = isSuccess
    self.applicationEntities = applicationEntities
    self.user = user
    self.role = role
    self.purpose = purpose
  }

  /// Whether a message names something that this exchange alone was about.
  public func isNamed(in message: AuditMessage) -> Bool {
    message.objects.contains { object in
      if let id = object.id {
        if objects.contains(id) || (object.isPatient && patients.contains { Self.isSame($0, id) }) { return true }
      }
      // A query names its patient in its text.
      guard let query = object.query else { return false }
      let text = String(decoding: query, as: UTF8.self)
      return (objects + patients.map(Self.bare)).contains { !$0.isEmpty && text.contains($0) }
    }
  }

  /// Whether two identifiers are of one patient: an authority counts where both have one.
  static func isSame(_ one: String, _ other: String) -> Bool {
    func authority(_ text: String) -> Substring? {
      let components = text.split(separator: "^", omittingEmptySubsequences: false)
      guard components.count > 3 else { return nil }
      let parts = components[3].split(separator: "&", omittingEmptySubsequences: false)
      return parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    }
    guard bare(one) == bare(other) else { return false }
    guard let first = authority(one), let second = authority(other) else { return true }
    return first == second
  }

  /// The identifier without its authority.
  static func bare(_ text: String) -> String { String(text.prefix { $0 != "^" }) }
}
