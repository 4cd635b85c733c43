import XMLTree

/// Objects that somebody wants to be registered, as they came (ITI TF-2 §3.42.4.1).
struct ReceivedObjects: Sendable {
  /// Document entries, submission sets, folders and associations, in order; what says of a package what it is stands in it.
  var objects: [RegistryObject]

  /// Most objects of a submission that are read.
  static let limit = 100_000

  /// Reads `lcm:SubmitObjectsRequest`.
  init(_ tree: MarkupTree, _ request: Int) throws(Refusal) {
    guard tree.name(of: request) == "SubmitObjectsRequest", tree.nodes[request].namespace == Namespace.lcm,
      let list = tree.child("RegistryObjectList", in: Namespace.rim, of: request)
    else { throw Refusal(.registryMetadataError, "the message holds no list of objects") }
    var objects: [RegistryObject] = []
    for index in tree.children(of: list) {
      guard tree.name(of: index) != nil else { continue }
      guard let object = RegistryObject(tree, index) else {
        throw Refusal(.registryMetadataError, "an object at line \(tree.nodes[index].line) is of no known kind")
      }
      guard objects.count < Self.limit else {
        throw Refusal(.registryOutOfResources, "more than \(Self.limit) objects in one submission")
      }
      objects.append(object)
    }
    self.init(objects)
  }

  /// Puts what stands beside a package and says what it is into it, and leaves out references.
  init(_ listed: [RegistryObject]) {
    var objects: [RegistryObject] = []
    var kinds: [String: [RegistryObject.Classification]] = [:]
    for object in listed {
      switch object.kind {
      case .classification:
        guard let own = object.classifications.first else { continue }
        kinds[own.classifiedObject ?? "", default: []].append(own)
      case .objectReference: continue
      case .extrinsicObject, .registryPackage, .association: objects.append(object)
      }
    }
    self.objects = objects.map { object in
      var object = object
      object.classifications += kinds[object.id] ?? []
      return object
    }
  }
}
