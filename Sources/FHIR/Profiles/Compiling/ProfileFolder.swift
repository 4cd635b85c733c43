import JSONTree

/// A file with a definition.
public struct ProfileFile: Hashable, Sendable {
  /// The path, as places name it.
  public let path: String
  /// Its bytes.
  public let bytes: [UInt8]

  /// Makes a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// The definitions of a folder: profiles, value sets and code systems, which name each other by URL.
public struct ProfileFolder: Sendable {
  /// What is wrong with files that could not be read, so that nobody knows what is missing.
  public private(set) var unreadable: [ProfileFault] = []
  /// Profiles by the name of their file without its ending.
  private var profiles: [String: String] = [:]
  private var definitions: [String: StructureDefinition] = [:]
  private var terminology = Terminology()
  /// Faults of the definition at a URL.
  private var faults: [String: [ProfileFault]] = [:]
  private var places: [String: FilePlace] = [:]

  /// Limits of the JSON of one file.
  public static let limits = JSONLimits(bytes: 4 << 20, depth: 64, nodes: 400_000)

  /// Reads files.
  public init(_ files: [ProfileFile]) {
    for file in files { read(file) }
  }

  /// Names that profiles can be asked for by, sorted: those of their files without the ending.
  public var names: [String] { profiles.keys.sorted() }

  /// The profile of a file's name with all that it leads to, and what is wrong with any of that; nil after an error, and
  /// where there is none of that name.
  public func profile(_ name: String) -> (rules: ProfileRules?, faults: [ProfileFault]) {
    guard let url = profiles[name] else { return (nil, []) }
    var compiler = ProfileCompiler(definitions: definitions, terminology: terminology, known: faults)
    let rules = compiler.rules(of: url)
    var told: Set<ProfileFault> = []
    let faults = compiler.faults.filter { told.insert($0).inserted }
    return (faults.contains { $0.severity == .error } ? nil : rules, faults)
  }

  private mutating func read(_ file: ProfileFile) {
    let lines = LineIndex(file: file.path, bytes: file.bytes)
    let node: JSONNode
    do throws(JSONSyntaxError) { node = try JSONNode(parsing: file.bytes, limits: Self.limits) } catch {
      unreadable.append(ProfileFault(.error, .json, "\(error.reason)", at: lines.place(of: error.offset)))
      return
    }
    let start = lines.place(of: node.offset)
    switch node["resourceType"]?.text {
    case "StructureDefinition":
      let reading = StructureDefinitionReading(node, lines: lines)
      guard let definition = reading.definition else {
        unreadable += reading.reader.faults
        return
      }
      guard add(definition.url, start, reading.reader.faults) else { return }
      definitions[definition.url] = definition
      profiles[Self.name(of: file.path)] = definition.url
    case "ValueSet":
      var reading = TerminologyReading(lines: lines)
      let set = reading.valueSet(node)
      guard let set else {
        unreadable += reading.reader.faults
        return
      }
      if add(set.url, start, reading.reader.faults) { terminology.valueSets[set.url] = set }
    case "CodeSystem":
      var reading = TerminologyReading(lines: lines)
      guard let system = reading.codeSystem(node) else {
        unreadable += reading.reader.faults
        return
      }
      if add(system.url, start, reading.reader.faults) { terminology.systems[system.url] = system }
    case let other:
      unreadable.append(
        ProfileFault(
          .error, .resourceType, "the file holds \(other.map { "a \($0)" } ?? "no resource")",
          hint: "a StructureDefinition, a ValueSet or a CodeSystem is expected", at: start))
    }
  }

  /// Takes a URL; false where another file has it.
  private mutating func add(_ url: String, _ place: FilePlace, _ faults: [ProfileFault]) -> Bool {
    if let other = places[url] {
      unreadable.append(
        ProfileFault(.error, .duplicateURL, "\(url) is defined already, in \(other.file)", at: place))
      return false
    }
    places[url] = place
    self.faults[url] = faults
    return true
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".json") ? String(file.dropLast(5)) : file
  }
}
