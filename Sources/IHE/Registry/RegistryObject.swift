import XMLTree

/// An object of the ebXML registry information model as it was read: a document entry, submission set, folder, association
/// or a mere reference (ebRIM 3.0, ITI TF-3 §4.2).
public struct RegistryObject: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case extrinsicObject = "ExtrinsicObject"
    case registryPackage = "RegistryPackage"
    case association = "Association"
    case classification = "Classification"
    case objectReference = "ObjectRef"
  }

  /// A name with its values.
  public struct Slot: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its values in order.
    public var values: [String]

    /// Makes a slot.
    public init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }

    /// Whether it holds metadata that no framework defines: a registry keeps them or warns that it does not
    /// (ITI TF-3 Table 4.2.4.1-2, XDSExtraMetadataNotSaved).
    public var isExtra: Bool { name.hasPrefix("urn:") && !name.hasPrefix("urn:ihe:") }
  }

  /// A code, or an author, or what kind of registry package something is.
  public struct Classification: Hashable, Sendable {
    /// Scheme, of coded attributes and authors.
    public var scheme: String?
    /// Node, of classifications that say what a package is.
    public var node: String?
    /// The code.
    public var nodeRepresentation: String?
    /// The name, for people.
    public var name: String?
    /// Slots: `codingScheme`, `authorPerson`, …
    public var slots: [Slot]
    /// The object that it stands at, where it stands by itself.
    public var classifiedObject: String?
  }

  /// An identifier of a scheme.
  public struct ExternalIdentifier: Hashable, Sendable {
    /// Scheme.
    public var scheme: String
    /// Value.
    public var value: String
  }

  /// What it is.
  public var kind: Kind
  /// Id: an `urn:uuid:` of the registry, or a symbol in a submission.
  public var id: String
  /// Logical id, the same in all versions.
  public var logicalID: String?
  /// Home community.
  public var home: String?
  /// Status as written; nil where there is none.
  public var status: String?
  /// Type of the object.
  public var objectType: String?
  /// Media type, of documents.
  public var mimeType: String?
  /// Slots in order.
  public var slots: [Slot] = []
  /// Title.
  public var name: String?
  /// Comments.
  public var comments: String?
  /// Version.
  public var versionName: String?
  /// Classifications in order.
  public var classifications: [Classification] = []
  /// Identifiers in order.
  public var identifiers: [ExternalIdentifier] = []
  /// Of an association: its type, and the ids of what it joins.
  public var association: Association?
  /// Line in the document.
  public var line: Int

  /// What an association joins.
  public struct Association: Hashable, Sendable {
    /// Type as written.
    public var type: String
    /// Id of the source.
    public var source: String
    /// Id of the target.
    public var target: String
  }

  /// Values of a slot; empty where there is none.
  public func values(_ slot: String) -> [String] { slots.first { $0.name == slot }?.values ?? [] }

  /// Value of an identifier.
  public func identifier(_ scheme: IdentificationScheme) -> String? {
    identifiers.first { $0.scheme == scheme.rawValue }?.value
  }

  /// Classifications of a scheme.
  public func classifications(_ scheme: String) -> [Classification] {
    classifications.filter { $0.scheme == scheme }
  }
}

extension RegistryObject {
  /// Reads an element; nil for one that is no registry object of these kinds.
  init?(_ tree: MarkupTree, _ index: Int) {
    guard tree.nodes[index].namespace == Namespace.rim, let kind = tree.name(of: index).flatMap(Kind.init) else {
      return nil
    }
    func attribute(_ name: String) -> String? { tree.attribute(name, of: index).flatMap { $0.isEmpty ? nil : $0 } }
    self.kind = kind
    id = attribute("id") ?? ""
    logicalID = attribute("lid")
    home = attribute("home")
    status = attribute("status")
    objectType = attribute("objectType")
    mimeType = attribute("mimeType")
    line = tree.nodes[index].line
    if kind == .association {
      association = Association(
        type: attribute("associationType") ?? "", source: attribute("sourceObject") ?? "",
        target: attribute("targetObject") ?? "")
    }
    if kind == .classification { classifications = [Classification(tree, index)] }
    for child in tree.children(of: index) where tree.nodes[child].namespace == Namespace.rim {
      switch tree.name(of: child) {
      case "Slot" where kind != .classification: slots.append(Slot(tree, child))
      case "Name" where kind != .classification: name = tree.localizedString(of: child)
      case "Description": comments = tree.localizedString(of: child)
      case "VersionInfo": versionName = tree.attribute("versionName", of: child)
      case "Classification": classifications.append(Classification(tree, child))
      case "ExternalIdentifier":
        identifiers.append(
          ExternalIdentifier(
            scheme: tree.attribute("identificationScheme", of: child) ?? "",
            value: tree.attribute("value", of: child) ?? ""))
      default: break
      }
    }
  }
}

extension RegistryObject.Slot {
  init(_ tree: MarkupTree, _ index: Int) {
    name = tree.attribute("name", of: index) ?? ""
    values = tree.elements("ValueList", in: Namespace.rim, of: index)
      .flatMap { tree.elements("Value", in: Namespace.rim, of: $0) }.map { tree.trimmedText(of: $0) }
  }
}

extension RegistryObject.Classification {
  init(_ tree: MarkupTree, _ index: Int) {
    func attribute(_ name: String) -> String? { tree.attribute(name, of: index).flatMap { $0.isEmpty ? nil : $0 } }
    scheme = attribute("classificationScheme")
    node = attribute("classificationNode")
    nodeRepresentation = attribute("nodeRepresentation")
    classifiedObject = attribute("classifiedObject")
    name = tree.child("Name", in: Namespace.rim, of: index).flatMap { tree.localizedString(of: $0) }
    slots = tree.elements("Slot", in: Namespace.rim, of: index).map { RegistryObject.Slot(tree, $0) }
  }

  /// Values of a slot; empty where there is none.
  public func values(_ slot: String) -> [String] { slots.first { $0.name == slot }?.values ?? [] }
}

extension MarkupTree {
  /// The text of an `InternationalString`; nil where it has none.
  fileprivate func localizedString(of index: Int) -> String? {
    child("LocalizedString", in: Namespace.rim, of: index).flatMap { attribute("value", of: $0) }
  }
}
