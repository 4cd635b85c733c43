/// The schema of NIST's validation tools: messages refer to segments, and segments to data types, by identifier.
enum ValidationProfileSchema {
  static func read(_ root: ProfileNode, into profile: inout ConformanceProfile) {
    profile.dataTypes = dataTypes(root)
    checkDataTypes(root, profile.dataTypes)
    let segments = segments(root)
    for message in root.child("Messages")?.children("Message") ?? [] {
      guard let type = message.required("Type") else { continue }
      var left = ProfileReader.memberLimit
      let name = message.given("StructID") ?? type
      profile.messages.append(
        MessageProfile(
          type: type, event: message.given("Event") ?? "", structure: message.given("StructID"),
          id: message.given("ID"),
          content: ProfileGroup(
            id: message.given("ID"), name: name, writtenName: name,
            occurrence: ProfileOccurrence(usage: .required, usageCode: "R", minimum: 1, maximum: 1),
            members: members(of: message, segments, depth: 0, left: &left), line: message.line)))
    }
    for child in root.children {
      switch child.name {
      case "ValueSetLibrary", "ValueSets", "TableLibrary", "Tables": ProfileTableReading.read(child, into: &profile)
      case "ConformanceContext": ConditionReading.read(child, into: &profile)
      default: break
      }
    }
    if root.child("Predicates") != nil || root.child("Constraints") != nil {
      ConditionReading.read(root, into: &profile)
    }
  }

  private static func dataTypes(_ root: ProfileNode) -> [String: DataTypeProfile] {
    var found: [String: DataTypeProfile] = [:]
    for node in root.child("Datatypes")?.children("Datatype") ?? [] {
      guard let id = node.required("ID") else { continue }
      guard found[id] == nil else {
        node.report("there is a data type `\(id.prefix(40))` already")
        continue
      }
      found[id] = DataTypeProfile(
        name: node.given("Name") ?? id, components: node.children("Component").compactMap { $0.element() })
    }
    return found
  }

  /// Fields and components must be of data types that the profile has.
  private static func checkDataTypes(_ root: ProfileNode, _ known: [String: DataTypeProfile]) {
    for node in root.descendants(["Field", "Component", "Case"]) {
      guard let name = node.given("Datatype"), known[name] == nil, !name.isOpenDataType else { continue }
      node.report("the profile has no data type `\(name.prefix(40))`", hint: "define it under Datatypes")
    }
  }

  private static func segments(_ root: ProfileNode) -> [String: SegmentProfile] {
    var found: [String: SegmentProfile] = [:]
    for node in root.child("Segments")?.children("Segment") ?? [] {
      guard let id = node.required("ID"), let name = node.required("Name") else { continue }
      guard name.isSegmentName else {
        node.report("`\(name.prefix(40))` is not the name of a segment", hint: "it has three capital letters or digits")
        continue
      }
      guard found[id] == nil else {
        node.report("there is a segment `\(id.prefix(40))` already")
        continue
      }
      found[id] = SegmentProfile(
        id: id, name: name,
        occurrence: ProfileOccurrence(usage: .optional, usageCode: "O", minimum: 0, maximum: nil),
        fields: node.children("Field").compactMap { $0.element() }, mappings: mappings(node), line: node.line)
    }
    return found
  }

  private static func mappings(_ segment: ProfileNode) -> [DataTypeMapping] {
    (segment.child("DynamicMapping")?.children("Mapping") ?? []).compactMap { node in
      guard let field = node.count("Position"), let reference = node.count("Reference") else { return nil }
      var cases: [String: String] = [:]
      for node in node.children("Case") {
        // A second value narrows a case, which is not decided here.
        guard node.given("SecondValue") == nil, let value = node.given("Value") else { continue }
        cases[value] = node.given("Datatype")
      }
      return DataTypeMapping(field: field, reference: reference, cases: cases)
    }
  }

  private static func members(
    of node: ProfileNode, _ segments: [String: SegmentProfile], depth: Int, left: inout Int
  ) -> [ProfileGroup.Member] {
    var members: [ProfileGroup.Member] = []
    for child in node.children where ["Segment", "Group"].contains(child.name) {
      guard left > 0, depth < ProfileReader.depthLimit else {
        child.report(
          "a message has at most \(ProfileReader.memberLimit) segments and groups, \(ProfileReader.depthLimit) deep")
        return members
      }
      left -= 1
      guard let occurrence = child.occurrence() else { continue }
      if child.name == "Segment" {
        guard let reference = child.required("Ref") else { continue }
        guard var segment = segments[reference] else {
          child.report("the profile has no segment `\(reference.prefix(40))`", hint: "define it under Segments")
          continue
        }
        segment.occurrence = occurrence
        members.append(.segment(segment))
      } else {
        guard let name = child.required("Name") else { continue }
        members.append(
          .group(
            ProfileGroup(
              // The names of the groups around it stand before it.
              id: child.given("ID"), name: name.split(separator: ".").last.map(String.init) ?? name,
              writtenName: name, occurrence: occurrence,
              members: self.members(of: child, segments, depth: depth + 1, left: &left), line: child.line)))
      }
    }
    return members
  }
}

extension String {
  /// Whether it says that the content decides of what data type it is (HL7 v2.5.1 §2.A.78).
  var isOpenDataType: Bool { ["varies", "var", "*", "-", "any"].contains(lowercased()) }
}
