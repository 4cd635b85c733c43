/// A new version of a document entry that a registry lists, made of the one before (ITI TF-2 §3.57.4.1.3.3.1).
public struct EntryVersion: Hashable, Sendable {
  /// The entry as it will be: all of its metadata go to the registry again.
  public var object: RegistryObject
  /// The version that it follows.
  public var previous: String

  /// Takes the metadata of an entry as it was found.
  ///
  /// - Parameter id: Id in the submission, a symbol.
  public init(of entry: DocumentEntry, id: String) {
    var object = entry.object
    // An entry that was never changed is its own logical id, and version 1.
    object.logicalID = object.logicalID ?? object.id
    previous = object.versionName ?? "1"
    object.id = id
    object.versionName = nil
    object.status = nil
    self.object = object
  }

  /// Puts a code in the place of those of an attribute.
  public mutating func replace(_ scheme: DocumentEntryScheme, with code: DocumentEntry.Code) {
    object.classifications.removeAll { $0.scheme == scheme.rawValue }
    object.classifications.append(RegistryObject.Classification(code, scheme: scheme.rawValue))
  }

  /// Puts another value in the place of an identifier's.
  public mutating func replace(_ scheme: IdentificationScheme, with value: String) {
    object.identifiers.removeAll { $0.scheme == scheme.rawValue }
    object.identifiers.append(.init(scheme: scheme.rawValue, value: value))
  }
}
