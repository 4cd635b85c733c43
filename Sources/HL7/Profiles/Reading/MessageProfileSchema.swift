/// HL7's schema for message profiles: segments hold their fields, and fields their components.
enum MessageProfileSchema {
  static func read(_ root: ProfileNode, into profile: inout ConformanceProfile) {
    if let reference = root.child("HL7v2xStaticDefRef") {
      reference.report(
        "the profile refers to a static definition in another file", hint: "put the HL7v2xStaticDef itself here")
    }
    let definitions = root.name == "HL7v2xStaticDef" ? [root] : root.children("HL7v2xStaticDef")
    for definition in definitions {
      guard let type = definition.required("MsgType") else { continue }
      var left = ProfileReader.memberLimit
      let name = definition.given("MsgStructID") ?? type
      profile.messages.append(
        MessageProfile(
          type: type, event: definition.given("EventType") ?? "", structure: definition.given("MsgStructID"),
          content: ProfileGroup(
            id: nil, name: name, writtenName: name,
            occurrence: ProfileOccurrence(usage: .required, usageCode: "R", minimum: 1, maximum: 1),
            members: members(of: definition, depth: 0, left: &left), line: definition.line)))
      if profile.title.isEmpty { profile.title = definition.given("EventDesc") ?? "" }
    }
    for tables in root.descendants(["hl7tables"]) { ProfileTableReading.read(tables, into: &profile) }
  }

  private static func members(of node: ProfileNode, depth: Int, left: inout Int) -> [ProfileGroup.Member] {
    var members: [ProfileGroup.Member] = []
    for child in node.children where ["Segment", "SegGroup"].contains(child.name) {
      guard left > 0, depth < ProfileReader.depthLimit else {
        child.report(
          "a message has at most \(ProfileReader.memberLimit) segments and groups, \(ProfileReader.depthLimit) deep")
        return members
      }
      left -= 1
      guard let name = child.required("Name"), let occurrence = child.occurrence() else { continue }
      if child.name == "Segment" {
        guard let segment = segment(child, name, occurrence) else { continue }
        members.append(.segment(segment))
      } else {
        members.append(
          .group(
            ProfileGroup(
              id: nil, name: name, writtenName: name, occurrence: occurrence,
              members: self.members(of: child, depth: depth + 1, left: &left), line: child.line)))
      }
    }
    return members
  }

  private static func segment(
    _ node: ProfileNode, _ name: String, _ occurrence: ProfileOccurrence
  ) -> SegmentProfile? {
    guard name.isSegmentName else {
      node.report("`\(name.prefix(40))` is not the name of a segment", hint: "it has three capital letters or digits")
      return nil
    }
    return SegmentProfile(
      id: nil, name: name, occurrence: occurrence,
      fields: elements(node.children("Field"), below: ["Component", "SubComponent"]), line: node.line)
  }

  /// Fields with their components, and those with their subcomponents.
  private static func elements(_ nodes: [ProfileNode], below names: ArraySlice<String>) -> [ProfileElement] {
    nodes.compactMap { node in
      var element = node.element()
      if let name = names.first {
        element?.components = elements(node.children(name), below: names.dropFirst())
      }
      return element
    }
  }
}

extension String {
  /// Whether it can name a segment: three upper-case letters or digits, a letter first (HL7 v2.5.1 §2.5.2).
  var isSegmentName: Bool {
    utf8.count == 3 && utf8.first.map { (0x41...0x5A).contains($0) } == true
      && utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }
}
