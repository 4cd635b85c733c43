import JSONTree

/// What a resource contains, and which of it is referred to (R4 references.html §2.3.0.3).
struct LocalReferences {
  /// Types of contained resources by id.
  private(set) var types: [String: String] = [:]
  private var offsets: [String: Int] = [:]
  private var order: [String] = []
  private var referenced: Set<String> = []
  /// Whether a contained resource refers to the one that contains it, which is as good as being referred to.
  var refersToContainer = false

  init() {}

  /// The contained resources of a resource.
  init(of node: JSONNode) {
    for inner in node["contained"]?.elements ?? [] {
      guard let id = inner["id"]?.text, types[id] == nil else { continue }
      types[id] = inner["resourceType"]?.text ?? ""
      offsets[id] = inner.offset
      order.append(id)
    }
  }

  mutating func note(_ id: String) { referenced.insert(id) }

  /// Contained resources that nothing refers to, with their places.
  var unreferenced: [(id: String, offset: Int)] {
    order.filter { !referenced.contains($0) }.map { ($0, offsets[$0] ?? 0) }
  }
}

extension ConformityCheck {
  /// Notes a reference, a URI or a canonical URL that points into the resource.
  mutating func note(reference: String?) {
    guard let reference, reference.hasPrefix("#") else { return }
    if reference == "#" { local.refersToContainer = true }
    local.note(String(reference.dropFirst()))
  }
}
