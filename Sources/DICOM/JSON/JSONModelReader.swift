import JSONTree

/// From JSON to the model (PS3.18 §F.2).
enum JSONModelReader {
  static func model(_ node: JSONNode, depth: Int, limits: DecodingLimits) throws(DICOMJSONError) -> JSONModel {
    guard case .object(let members) = node.value else {
      throw DICOMJSONError(.shape(expected: "a data set, which is an object,"), offset: node.offset)
    }
    guard depth <= limits.maximumDepth else {
      throw DICOMJSONError(.tooDeep(limit: limits.maximumDepth), offset: node.offset)
    }
    var model = JSONModel()
    model.attributes.reserveCapacity(members.count)
    for member in members {
      let (name, value) = (member.name, member.value)
      guard let tag = Tag(hexadecimal: name) else {
        throw DICOMJSONError(.notATag(String(name.prefix(64))), offset: value.offset)
      }
      model.attributes.append((tag, try attribute(value, depth: depth, limits: limits)))
    }
    model.attributes.sort { $0.tag < $1.tag }
    return model
  }

  private static func attribute(
    _ node: JSONNode, depth: Int, limits: DecodingLimits
  ) throws(DICOMJSONError) -> JSONModel.Attribute {
    guard case .object(let members) = node.value else {
      throw DICOMJSONError(.shape(expected: "an attribute, which is an object,"), offset: node.offset)
    }
    var vr: VR?
    var content: JSONNode.Member?
    for member in members {
      let (name, value) = (member.name, member.value)
      switch name {
      case "vr":
        guard case .string(let text) = value.value else {
          throw DICOMJSONError(.shape(expected: "a string"), offset: value.offset)
        }
        guard let known = VR(rawValue: text) else {
          throw DICOMJSONError(.notAVR(String(text.prefix(64))), offset: value.offset)
        }
        vr = known
      case "Value", "InlineBinary", "BulkDataURI":
        guard content == nil else {
          throw DICOMJSONError(
            .shape(expected: "only one of Value, InlineBinary and BulkDataURI"), offset: value.offset)
        }
        content = member
      default:
        throw DICOMJSONError(.shape(expected: "vr, Value, InlineBinary or BulkDataURI"), offset: value.offset)
      }
    }
    guard let vr else { throw DICOMJSONError(.shape(expected: "the member vr"), offset: node.offset) }
    guard let content else { return JSONModel.Attribute(vr: vr, content: .empty) }
    return JSONModel.Attribute(vr: vr, content: try self.content(content, vr, depth: depth, limits: limits))
  }

  private static func content(
    _ member: JSONNode.Member, _ vr: VR, depth: Int, limits: DecodingLimits
  ) throws(DICOMJSONError) -> JSONModel.Content {
    let offset = member.value.offset
    switch (member.name, member.value.value) {
    case ("InlineBinary", .string(let text)):
      guard let bytes = Base64.decode(text) else { throw DICOMJSONError(.notBase64, offset: offset) }
      return bytes.readableBytes == 0 ? .empty : .inlineBinary(bytes)
    case ("BulkDataURI", .string(let uri)): return .bulkData(uri: uri)
    case ("Value", .array(let nodes)):
      if nodes.isEmpty { return .empty }
      guard vr == .SQ else {
        var values: [JSONModel.Scalar] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(try scalar(node)) }
        return .values(values)
      }
      var items: [JSONModel] = []
      for node in nodes {
        if case .null = node.value {
          items.append(JSONModel())
        } else {
          items.append(try model(node, depth: depth + 1, limits: limits))
        }
      }
      return .items(items)
    default:
      throw DICOMJSONError(.shape(expected: member.name == "Value" ? "an array" : "a string"), offset: offset)
    }
  }

  private static func scalar(_ node: JSONNode) throws(DICOMJSONError) -> JSONModel.Scalar {
    switch node.value {
    case .null: return .null
    case .string(let text): return .string(text)
    case .number(let text):
      if let number = Int(text) { return .integer(number) }
      if let number = UInt64(text) { return .unsigned(number) }
      guard let number = Double(text), number.isFinite else {
        throw DICOMJSONError(.shape(expected: "a number that is not beyond all measure"), offset: node.offset)
      }
      return .double(number)
    case .object(let members):
      var groups: [String: String] = [:]
      for member in members {
        let (name, value) = (member.name, member.value)
        guard ["Alphabetic", "Ideographic", "Phonetic"].contains(name), case .string(let text) = value.value else {
          throw DICOMJSONError(.shape(expected: "Alphabetic, Ideographic or Phonetic"), offset: value.offset)
        }
        groups[name] = text
      }
      return .name(
        alphabetic: groups["Alphabetic"], ideographic: groups["Ideographic"], phonetic: groups["Phonetic"])
    case .array, .boolean: throw DICOMJSONError(.shape(expected: "a value"), offset: node.offset)
    }
  }
}
