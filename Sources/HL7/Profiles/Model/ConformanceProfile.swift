/// A conformance profile: what a message must be beyond what its edition asks for (HL7 v2.5.1 §2.12; chapter 2.B since
/// v2.7), read from XML.
public struct ConformanceProfile: Hashable, Sendable {
  /// Its name in words.
  public var title: String
  /// The edition that it constrains, as written: `2.4`.
  public var version: String?
  /// The messages that it describes.
  public var messages: [MessageProfile]
  /// Data types by identifier, where the profile keeps them apart from the fields.
  var dataTypes: [String: DataTypeProfile] = [:]
  /// Tables of codes by identifier.
  var tables: [String: ProfileTable] = [:]
  /// Conditions and statements by what they apply to.
  var contexts: [ProfileContext: ContextRules] = [:]
}

/// One message of a profile.
public struct MessageProfile: Hashable, Sendable {
  /// Message type, `ADT`.
  public var type: String
  /// Trigger event, `A40`; empty where the profile leaves it open.
  public var event: String
  /// Message structure, `ADT_A39`.
  public var structure: String?
  /// Identifier in the profile, where conditions name it.
  var id: String?
  /// Its segments and groups.
  var content: ProfileGroup

  /// Type and event as MSH-9 writes them.
  public var name: String { event.isEmpty ? type : "\(type)^\(event)" }
}

/// A data type that fields and components of a profile refer to.
struct DataTypeProfile: Hashable, Sendable {
  /// Name in the standard: `CX`.
  var name: String
  /// Its components; none of a simple type.
  var components: [ProfileElement]
}
