/// What a patient's audit messages may not tell of them: names and demographics, by which somebody without a key to the
/// record would know them.
public struct AuditExcess: Hashable, Sendable {
  /// Where it stands.
  public var field: String
  /// What it is.
  public var kind: Kind

  /// Kinds of excess.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case name
    case birthDate = "birth-date"

    /// For people.
    public var words: String {
      switch self {
      case .name: "name"
      case .birthDate: "date of birth"
      }
    }
  }

  /// What is known of the patient.
  public struct Demographics: Hashable, Sendable {
    /// Family and given name, each of which would be too much.
    public var names: [String]
    /// `YYYYMMDD`
    public var birthDate: String

    /// Makes demographics.
    public init(names: [String], birthDate: String) {
      self.names = names
      self.birthDate = birthDate
    }
  }

  /// What of a message is too much. The text of queries is theirs and not looked at, nor are the names of users.
  public static func found(in message: AuditMessage, of patient: Demographics) -> [AuditExcess] {
    var found: [AuditExcess] = []
    for object in message.objects {
      var texts: [(field: String, text: String?)] = [
        ("ParticipantObjectName", object.name), ("ParticipantObjectID", object.id),
      ]
      for detail in object.details {
        texts.append(("ParticipantObjectDetail", String(validating: detail.value, as: UTF8.self)))
      }
      for (field, text) in texts {
        guard let text else { continue }
        if patient.names.contains(where: { has($0, text) }) { found.append(AuditExcess(field: field, kind: .name)) }
        if hasDate(patient.birthDate, text) { found.append(AuditExcess(field: field, kind: .birthDate)) }
      }
    }
    return found
  }

  /// Whether a name stands in a text as a word; a short one is a word of other languages too.
  private static func has(_ name: String, _ text: String) -> Bool {
    guard name.count > 3 else { return false }
    let (name, text) = (name.lowercased(), text.lowercased())
    if name.contains(" ") { return text.contains(name) }
    return text.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "-" }).contains { $0 == name }
  }

  /// Whether a date stands in a text, `YYYYMMDD` or `YYYY-MM-DD`.
  private static func hasDate(_ date: String, _ text: String) -> Bool {
    guard date.count == 8 else { return false }
    return text.split(whereSeparator: { !$0.isNumber && $0 != "-" }).contains { $0.filter { $0 != "-" } == date }
  }
}
