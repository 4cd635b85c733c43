/// Goes through the resources of a description in WADL, whether in XML or in the JSON of PS3.18 Annex G.
struct WADLResources {
  private let root: DescriptionElement
  /// Definitions that references point to, by identifier.
  private let definitions: [String: DescriptionElement]
  /// The operations found, in the order of the document.
  private(set) var operations: [HTTPOperation] = []
  /// References to other documents.
  private(set) var external: [DescriptionElement] = []
  /// How much may still be visited; references could stand for more than any memory holds.
  private var budget = DescriptionTree.maximumVisits
  /// Whether that was too little.
  var isCut: Bool { budget < 0 }

  /// Deepest nesting of resources, and of types that resources refer to.
  private static let deepest = 32

  /// Finds every method of every resource.
  init(_ root: DescriptionElement) {
    self.root = root
    var definitions: [String: DescriptionElement] = [:]
    for element in root.children + root.children("resources").flatMap(\.children) {
      for candidate in [element] + element.children where candidate.attribute("id") != nil {
        if let id = candidate.attribute("id"), definitions[id] == nil { definitions[id] = candidate }
      }
    }
    self.definitions = definitions
    switch root.name {
    case "resource": read(resource: root, under: Surroundings(), depth: 0)
    case "method": read(method: root, under: Surroundings())
    case "resources": read(resources: root)
    default:
      for resources in root.children("resources") { read(resources: resources) }
      // A fragment, and Annex G's JSON of one, may hold resources and methods without anything around them.
      if root.child("resources") == nil {
        for resource in root.children("resource") { read(resource: resource, under: Surroundings(), depth: 0) }
        for method in root.children("method") { read(method: method, under: Surroundings()) }
      }
    }
  }

  private mutating func canGoOn(into element: DescriptionElement) -> Bool {
    budget -= element.size + 8
    return budget >= 0 && operations.count <= Findings.maximumClaims
  }

  private struct Surroundings {
    var base: String?
    var path: String?
    var name: String?
    var parameters: [String] = []
  }

  private mutating func read(resources: DescriptionElement) {
    let around = Surroundings(base: resources.given("base"))
    for resource in resources.children("resource") { read(resource: resource, under: around, depth: 0) }
    for method in resources.children("method") { read(method: method, under: around) }
  }

  private mutating func read(resource: DescriptionElement, under around: Surroundings, depth: Int) {
    guard depth < Self.deepest, canGoOn(into: resource) else { return }
    var own = around
    if let path = resource.given("path") { own.path = Self.joined(around.path, path) }
    own.name = resource.given("id") ?? resource.child("doc")?.given("title") ?? around.name
    own.parameters += parameters(of: resource)
    read(contentsOf: resource, under: own, depth: depth)
    for reference in (resource.given("type") ?? "").split(separator: " ") {
      if let type = resolve(String(reference), at: resource) { read(contentsOf: type, under: own, depth: depth + 1) }
    }
  }

  private mutating func read(contentsOf resource: DescriptionElement, under around: Surroundings, depth: Int) {
    guard depth < Self.deepest else { return }
    for method in resource.children("method") { read(method: method, under: around) }
    for child in resource.children("resource") { read(resource: child, under: around, depth: depth + 1) }
  }

  private mutating func read(method written: DescriptionElement, under around: Surroundings) {
    var method = written
    if let reference = written.given("href") {
      guard let definition = resolve(reference, at: written) else { return }
      method = definition
    }
    guard canGoOn(into: method) else { return }
    budget -= around.parameters.count
    guard let name = method.given("name") else { return }
    let request = method.child("request")
    var mediaTypes: [String] = []
    // The Accept header's options are the media types that can be asked for.
    for param in request?.children("param") ?? [] where param.given("style") == "header" {
      guard let header = param.given("name")?.lowercased(), ["accept", "content-type"].contains(header) else {
        continue
      }
      mediaTypes += param.children("option").compactMap { $0.given("value") ?? $0.given("mediaType") }
    }
    for part in method.children where part.name == "request" || part.name == "response" {
      for representation in part.children("representation") {
        guard let described = representation.given("href").map({ resolve($0, at: representation) }) ?? representation
        else { continue }
        if let type = described.given("mediaType"), !type.hasPrefix("#") { mediaTypes.append(type) }
      }
    }
    operations.append(
      HTTPOperation(
        element: written, identifier: method.given("id"), title: method.child("doc")?.given("title"),
        interface: around.name, method: name.uppercased(), path: around.path, base: around.base,
        mediaTypes: HTTPOperations.distinct(mediaTypes),
        parameters: HTTPOperations.distinct(around.parameters + (request.map { parameters(of: $0) } ?? []))))
  }

  private mutating func parameters(of element: DescriptionElement) -> [String] {
    element.children("param").compactMap { written in
      guard let param = written.given("href").map({ resolve($0, at: written) }) ?? written else { return nil }
      return param.given("style") == "query" ? param.given("name") : nil
    }
  }

  /// What a reference within the document points to; one to another document is kept for a note.
  private mutating func resolve(_ reference: String, at element: DescriptionElement) -> DescriptionElement? {
    if reference.hasPrefix("#") { return definitions[String(reference.dropFirst())] }
    if external.count < 100 { external.append(element) }
    return nil
  }

  private static func joined(_ path: String?, _ segment: String) -> String {
    var start = (path ?? "")[...]
    while start.hasSuffix("/") { start.removeLast() }
    let end = segment.drop { $0 == "/" }
    return start + "/" + end
  }
}
