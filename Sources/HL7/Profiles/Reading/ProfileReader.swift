/// Reads conformance profiles in the two schemas of XML in use: HL7's own for message profiles (HL7 v2.5.1 §2.12.9), whose
/// root is `HL7v2xConformanceProfile`, and that of NIST's validation tools, whose root is `ConformanceProfile`.
public enum ProfileReader {
  /// What came of reading.
  public struct Result: Sendable {
    /// The profile; nil where anything is wrong.
    public var profile: ConformanceProfile?
    /// What is wrong, in the order of the file.
    public var faults: [ProfileFault]
  }

  /// Reads a profile.
  public static func read(_ bytes: [UInt8]) -> Result {
    let document: ProfileDocument
    do throws(ProfileFault) { document = try ProfileDocument(bytes) } catch {
      return Result(profile: nil, faults: [error])
    }
    guard let root = document.root else {
      return Result(profile: nil, faults: [ProfileFault(line: 1, column: 1, message: "the file holds no element")])
    }
    var profile = ConformanceProfile(
      title: root.child("MetaData")?.given("Name") ?? "", version: root.given("HL7Version"), messages: [])
    switch root.name {
    case "HL7v2xConformanceProfile", "HL7v2xStaticDef": MessageProfileSchema.read(root, into: &profile)
    case "ConformanceProfile", "Profile": ValidationProfileSchema.read(root, into: &profile)
    default:
      root.report(
        "`\(root.name.prefix(60))` is not the root of a conformance profile",
        hint: "its root is HL7v2xConformanceProfile or ConformanceProfile")
    }
    if document.faults.isEmpty, profile.messages.isEmpty { root.report("the profile describes no message") }
    return Result(profile: document.faults.isEmpty ? profile : nil, faults: document.faults)
  }

  /// Adds the tables of a file of its own: the value set library of NIST's tools, or the table file of HL7's.
  public static func addTables(_ bytes: [UInt8], to profile: inout ConformanceProfile) -> [ProfileFault] {
    add(bytes) { root in ProfileTableReading.read(root, into: &profile) }
  }

  /// Adds the conditions and statements of a file of its own, as NIST's tools write them.
  public static func addConditions(_ bytes: [UInt8], to profile: inout ConformanceProfile) -> [ProfileFault] {
    add(bytes) { root in ConditionReading.read(root, into: &profile) }
  }

  private static func add(_ bytes: [UInt8], _ read: (ProfileNode) -> Void) -> [ProfileFault] {
    do throws(ProfileFault) {
      let document = try ProfileDocument(bytes)
      guard let root = document.root else { return [] }
      read(root)
      return document.faults
    } catch { return [error] }
  }

  /// The most segments and groups of one message.
  static let memberLimit = 1_000
  /// The most groups around a group.
  static let depthLimit = 20
}
