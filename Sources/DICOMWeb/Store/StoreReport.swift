import DICOM

/// What an origin server says became of the instances that were sent: the Store Instances Response Module (PS3.18
/// Annex I).
public struct StoreReport: Hashable, Sendable {
  /// An instance that was stored: an item of Referenced SOP Sequence (0008,1199).
  public struct Stored: Hashable, Sendable {
    /// SOP Class UID.
    public var sopClass: String?
    /// SOP Instance UID.
    public var sopInstance: String
    /// Where it can be retrieved; nil where the server gives no address.
    public var retrieveURL: String?
    /// Warning Reason (0008,1196); nil where there is no warning.
    public var warning: UInt16?
  }

  /// An instance that was not stored: an item of Failed SOP Sequence (0008,1198).
  public struct Failed: Hashable, Sendable {
    /// SOP Class UID.
    public var sopClass: String?
    /// SOP Instance UID.
    public var sopInstance: String
    /// Failure Reason (0008,1197); nil where the server gives none, which is a fault.
    public var reason: UInt16?
  }

  /// Where the study can be retrieved; nil where the server gives no address.
  public private(set) var retrieveURL: String?
  /// What was stored.
  public private(set) var stored: [Stored] = []
  /// What was not stored.
  public private(set) var failed: [Failed] = []
  /// Reasons of Other Failures Sequence (0008,119A): parts that are no instance.
  public private(set) var otherFailures: [UInt16] = []
  /// What is wrong with the module, each a sentence with the rule.
  public private(set) var faults: [String] = []

  private static let maximumFaults = 100

  /// Reads the module of a data set.
  public init(_ dataSet: DataSet) {
    retrieveURL = dataSet.string(Self.retrieveURLTag)
    for (number, item) in items(Tag(0x0008, 0x1199), "ReferencedSOPSequence", of: dataSet).enumerated() {
      let place = "item \(number + 1) of ReferencedSOPSequence"
      guard let reference = reference(of: item, place) else { continue }
      stored.append(
        Stored(
          sopClass: reference.sopClass, sopInstance: reference.sopInstance,
          retrieveURL: item.string(Self.retrieveURLTag), warning: Self.code(Tag(0x0008, 0x1196), of: item)))
      if item[Self.retrieveURLTag] == nil { fault("\(place) has no RetrieveURL") }
    }
    for (number, item) in items(Tag(0x0008, 0x1198), "FailedSOPSequence", of: dataSet).enumerated() {
      let place = "item \(number + 1) of FailedSOPSequence"
      guard let reference = reference(of: item, place) else { continue }
      let reason = Self.code(Self.failureReason, of: item)
      if reason == nil { fault("\(place) has no FailureReason") }
      failed.append(Failed(sopClass: reference.sopClass, sopInstance: reference.sopInstance, reason: reason))
    }
    for (number, item) in items(Tag(0x0008, 0x119A), "OtherFailuresSequence", of: dataSet).enumerated() {
      if let reason = Self.code(Self.failureReason, of: item) {
        otherFailures.append(reason)
      } else {
        fault("item \(number + 1) of OtherFailuresSequence has no FailureReason")
      }
    }
  }

  private static let retrieveURLTag = Tag(0x0008, 0x1190)
  private static let failureReason = Tag(0x0008, 0x1197)

  private mutating func items(_ tag: Tag, _ name: String, of dataSet: DataSet) -> [DataSet] {
    guard dataSet[tag] != nil else { return [] }
    guard let items = dataSet.items(tag) else {
      fault("\(name) is no sequence")
      return []
    }
    return items
  }

  private mutating func reference(
    of item: DataSet, _ place: String
  ) -> (sopClass: String?, sopInstance: String)? {
    let sopClass = item.string(Tag(0x0008, 0x1150))
    if sopClass == nil { fault("\(place) has no ReferencedSOPClassUID") }
    guard let sopInstance = item.string(Tag(0x0008, 0x1155)) else {
      fault("\(place) has no ReferencedSOPInstanceUID")
      return nil
    }
    return (sopClass, sopInstance)
  }

  private mutating func fault(_ text: String) {
    if faults.count < Self.maximumFaults { faults.append("\(text) (PS3.18 §I.1)") }
  }

  private static func code(_ tag: Tag, of item: DataSet) -> UInt16? {
    item.integers(tag)?.first.flatMap { UInt16(exactly: $0) }
  }
}
