/// Resources of PS3.18, named alike however a document gives them.
///
/// Retrieval: `Study`, `Series Metadata`, `Rendered Instance`, `Frames`, `Bulkdata`. Search: `Studies`, `Study's Series`,
/// `Study's Series' Instances`. Store: `Studies`, `Study`. Worklist: the transactions, `Create Workitem`.
enum WebResource {
  /// Service and resource of a path, `/studies/{study}/series/{series}/metadata`.
  ///
  /// - Parameters:
  ///   - method: HTTP method, where it is told.
  ///   - service: Service that the section is about, for paths whose method is not told.
  /// - Returns: Nil for a path that is none of PS3.18, or whose service cannot be told.
  static func of(path: String, method: String?, in service: WebServiceName?) -> (WebServiceName, resource: String)? {
    let plain = path.collapsed.prefix { $0 != "?" && $0 != " " }
    let segments = plain.split(separator: "/").map { $0.lowercased() }
    guard segments.count <= 40 else { return nil }
    if let start = segments.lastIndex(of: "workitems") {
      return workitem(Array(segments[(start + 1)...]), method, hasQuery: path.contains("?")).map { (.worklist, $0) }
    }
    guard let start = segments.firstIndex(where: { collections.contains($0) }) else { return nil }
    var named: [String] = []
    var isMember = false
    var suffix: [String] = []
    for segment in segments[start...] {
      if collections.contains(segment), suffix.isEmpty {
        named.append(segment)
        isMember = false
      } else if suffixes.contains(segment) || !suffix.isEmpty {
        suffix.append(segment)
      } else if !isMember, !named.isEmpty {
        isMember = true
      } else {
        return nil
      }
    }
    guard let last = named.last else { return nil }
    switch method?.uppercased() {
    case "POST": return last == "studies" && suffix.isEmpty ? (.store, isMember ? "Study" : "Studies") : nil
    case "GET", nil: break
    default: return nil
    }
    if !suffix.isEmpty || isMember {
      if method == nil, let service, service != .retrieve {
        return service == .store && last == "studies" && suffix.isEmpty ? (.store, "Study") : nil
      }
      return (.retrieve, retrieved(last, suffix))
    }
    if method == nil {
      if service == .store { return last == "studies" ? (.store, "Studies") : nil }
      guard service == .search else { return nil }
    }
    switch named {
    case ["studies"]: return (.search, "Studies")
    case ["series"]: return (.search, "Series")
    case ["instances"]: return (.search, "Instances")
    case ["studies", "series"]: return (.search, "Study's Series")
    case ["studies", "instances"]: return (.search, "Study's Instances")
    case ["studies", "series", "instances"]: return (.search, "Study's Series' Instances")
    default: return nil
    }
  }

  private static let collections: Set<String> = ["studies", "series", "instances"]
  private static let suffixes: Set<String> = [
    "metadata", "rendered", "thumbnail", "frames", "bulkdata", "pixeldata", "pixel-data",
  ]

  private static func retrieved(_ collection: String, _ suffix: [String]) -> String {
    var base = collection == "studies" ? "Study" : collection == "series" ? "Series" : "Instance"
    if suffix.contains("frames") { base = "Frames" }
    if suffix.contains("metadata") { return "\(base) Metadata" }
    if suffix.contains("rendered") { return "Rendered \(base)" }
    if suffix.contains("thumbnail") { return "\(base) Thumbnail" }
    if suffix.contains("bulkdata") { return "\(base) Bulkdata" }
    if suffix.contains("pixeldata") || suffix.contains("pixel-data") { return "\(base) Pixel Data" }
    return base
  }

  private static func workitem(_ rest: [String], _ method: String?, hasQuery: Bool) -> String? {
    let method = method?.uppercased()
    if rest.contains("state") { return "Change Workitem State" }
    if rest.contains("cancelrequest") { return "Request Cancellation" }
    if rest.contains("suspend") { return "Suspend Global Subscription" }
    if rest.contains("subscribers") {
      return method == "POST" ? "Subscribe" : method == "DELETE" ? "Unsubscribe" : nil
    }
    switch (method, rest.count) {
    case ("POST", 0): return "Create Workitem"
    case ("GET", 0): return "Search Workitems"
    case ("GET", 1): return "Retrieve Workitem"
    case ("POST", 1), ("PUT", 1): return "Update Workitem"
    case (nil, 0): return hasQuery ? "Search Workitems" : nil
    default: return nil
    }
  }

  /// The resources of a service that words name: those of `Retrieve Series Metadata` or `Search for Studies`.
  static func named(in text: String, of service: WebServiceName) -> [String] {
    var words = Words(spaced(text))
    // The name of the service is no resource of it.
    if words.has("studies service") { words = Words(words.joined.replacing(" studies service ", with: " ")) }
    switch service {
    case .retrieve: return retrieved(words)
    case .search: return searched(words)
    case .store: return words.hasAny(["all studies", "studies"]) ? ["Studies"] : words.has("study") ? ["Study"] : []
    case .worklist: return worklist(words).map { [$0] } ?? []
    case .uri, .webServices:
      if words.has("rendered") { return ["Rendered Instance"] }
      if words.has("metadata") { return ["Instance Metadata"] }
      return words.hasAny(["persistent object", "instance", "instances", "dicom object"]) ? ["Instance"] : []
    case .capabilities: return []
    }
  }

  private static func retrieved(_ words: Words) -> [String] {
    var bases: [String] = []
    for (base, names) in [
      ("Study", ["study", "studies", "studys"]), ("Series", ["series"]),
      ("Instance", ["instance", "instances", "sop instance"]), ("Frames", ["frame", "frames"]),
    ] where words.hasAny(names) { bases.append(base) }
    // What is retrieved within a study or series are its instances: the study and the series are the resources.
    if words.has("within"), bases.count > 1 { bases.removeAll { $0 == "Instance" } }
    func each(_ name: (String) -> String, alone: String) -> [String] { bases.isEmpty ? [alone] : bases.map(name) }
    if words.has("metadata") { return each({ "\($0) Metadata" }, alone: "Metadata") }
    if words.has("rendered") { return each({ "Rendered \($0)" }, alone: "Rendered") }
    if words.hasAny(["thumbnail", "thumbnails"]) { return each({ "\($0) Thumbnail" }, alone: "Thumbnail") }
    if words.hasAny(["bulkdata", "bulk data"]) { return each({ "\($0) Bulkdata" }, alone: "Bulkdata") }
    if words.hasAny(["pixeldata", "pixel data"]) { return each({ "\($0) Pixel Data" }, alone: "Pixel Data") }
    // "Frames of an instance", "instances of a study" are about what is named first.
    guard bases.count > 1, let first = words.list.first(where: { levels[$0] != nil }), let base = levels[first] else {
      return bases
    }
    return words.hasAny(["of", "in", "within"]) && !words.hasAny(["or", "and"]) ? [base] : bases
  }

  private static let levels: [Substring: String] = [
    "study": "Study", "studies": "Study", "series": "Series", "instance": "Instance", "instances": "Instance",
    "frame": "Frames", "frames": "Frames",
  ]

  private static func searched(_ words: Words) -> [String] {
    let inStudy = words.hasAny(["in a study", "of a study", "in study", "within a study", "for a study", "studys"])
    let inSeries = words.hasAny(["in a series", "of a series", "in series", "within a series", "series instances"])
    if words.hasAny(["workitem", "workitems"]) { return [] }
    if words.hasAny(["instance", "instances"]) {
      return [inSeries ? "Study's Series' Instances" : inStudy ? "Study's Instances" : "Instances"]
    }
    if words.has("series") { return [inStudy ? "Study's Series" : "Series"] }
    if words.hasAny(["patient", "patients"]), words.has("search") { return ["Patients"] }
    return words.hasAny(["studies"]) ? ["Studies"] : words.has("study") ? ["Study"] : []
  }

  private static func worklist(_ words: Words) -> String? {
    let filter = words.has("filtered") ? " Filtered Worklist" : words.has("worklist") ? " Worklist" : ""
    if words.hasAny(["unsubscribe"]) { return "Unsubscribe\(filter)" }
    if words.hasAny(["suspend"]) { return "Suspend Global Subscription" }
    if words.hasAny(["subscribe", "subscription"]) { return "Subscribe\(filter)" }
    if words.hasAny(["cancellation", "cancel"]) { return "Request Cancellation" }
    guard words.hasAny(["workitem", "workitems", "ups", "unified procedure step"]) else { return nil }
    if words.has("state") { return "Change Workitem State" }
    if words.has("create") { return "Create Workitem" }
    if words.has("update") { return "Update Workitem" }
    if words.has("search") { return "Search Workitems" }
    return words.has("retrieve") ? "Retrieve Workitem" : nil
  }

  /// `RetrieveSeriesMetadata` with its words set apart.
  private static func spaced(_ text: String) -> String {
    var result = ""
    var before: Character?
    for character in text.prefix(400) {
      if character.isUppercase, before?.isLowercase == true { result.append(" ") }
      result.append(character)
      before = character
    }
    return result
  }
}
