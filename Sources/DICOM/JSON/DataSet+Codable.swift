import JSONTree

/// Data sets are coded as the DICOM JSON model (PS3.18 Annex F).
///
/// The declared character sets stay stated as they were (CP-2518), so that what a peer sent can be judged again later;
/// the text itself is Unicode. Reading encodes it back in them, or in UTF-8 where they lack a character.
extension DataSet: Codable {
  /// Reads the DICOM JSON model.
  public init(from decoder: any Decoder) throws {
    let model: JSONModel
    // A tree is read as such: asking a decoder for each attribute takes several times as long.
    if let tree = decoder as? JSONNodeDecoder {
      do throws(DICOMJSONError) {
        model = try JSONModelReader.model(tree.node, depth: 0, limits: .standard)
      } catch {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
      }
    } else {
      model = try JSONModel(from: decoder)
    }
    do throws(JSONModel.Fault) {
      self = try model.dataSet()
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(DICOMJSONError.Reason(error))"))
    }
  }

  /// Writes the DICOM JSON model.
  public func encode(to encoder: any Encoder) throws { try JSONModel(self).encode(to: encoder) }
}

extension JSONModel: Codable {
  /// Names of members: tags, `vr`, `Value` and so on.
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let vr = Key(stringValue: "vr")
    static let value = Key(stringValue: "Value")
    static let inlineBinary = Key(stringValue: "InlineBinary")
    static let bulkDataURI = Key(stringValue: "BulkDataURI")
  }

  init(from decoder: any Decoder) throws {
    // Three steps of the path for each sequence: tag, Value, item.
    guard decoder.codingPath.count <= 3 * DecodingLimits.standard.maximumDepth + 64 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "sequences are nested too deep"))
    }
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      guard let tag = Tag(hexadecimal: key.stringValue) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "a tag of eight hexadecimal digits is expected here")
      }
      let attribute = try Self.attribute(container.nestedContainer(keyedBy: Key.self, forKey: key))
      attributes.append((tag, attribute))
    }
    attributes.sort { $0.tag < $1.tag }
  }

  private static func attribute(_ container: KeyedDecodingContainer<Key>) throws -> Attribute {
    let name = try container.decode(String.self, forKey: .vr)
    guard let vr = VR(rawValue: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .vr, in: container, debugDescription: "\(name) is no value representation of PS3.5")
    }
    if container.contains(.inlineBinary) {
      guard let bytes = Base64.decode(try container.decode(String.self, forKey: .inlineBinary)) else {
        throw DecodingError.dataCorruptedError(
          forKey: .inlineBinary, in: container, debugDescription: "base64 is expected here")
      }
      return Attribute(vr: vr, content: bytes.readableBytes == 0 ? .empty : .inlineBinary(bytes))
    }
    if container.contains(.bulkDataURI) {
      return Attribute(vr: vr, content: .bulkData(uri: try container.decode(String.self, forKey: .bulkDataURI)))
    }
    guard container.contains(.value) else { return Attribute(vr: vr, content: .empty) }
    var list = try container.nestedUnkeyedContainer(forKey: .value)
    if list.isAtEnd { return Attribute(vr: vr, content: .empty) }
    if vr == .SQ {
      var items: [JSONModel] = []
      while !list.isAtEnd { items.append(try list.decodeNil() ? JSONModel() : list.decode(JSONModel.self)) }
      return Attribute(vr: vr, content: .items(items))
    }
    var values: [Scalar] = []
    while !list.isAtEnd { values.append(try scalar(&list, vr)) }
    return Attribute(vr: vr, content: .values(values))
  }

  private static func scalar(_ list: inout any UnkeyedDecodingContainer, _ vr: VR) throws -> Scalar {
    if try list.decodeNil() { return .null }
    if vr == .PN {
      let groups = try list.nestedContainer(keyedBy: Key.self)
      func group(_ name: String) throws -> String? {
        try groups.decodeIfPresent(String.self, forKey: Key(stringValue: name))
      }
      return .name(
        alphabetic: try group("Alphabetic"), ideographic: try group("Ideographic"), phonetic: try group("Phonetic"))
    }
    switch vr {
    case .FL, .FD:
      if let number = try? list.decode(Double.self) { return .double(number) }
    case .DS, .IS, .SL, .SS, .SV, .UL, .US, .UV:
      if let number = try? list.decode(Int.self) { return .integer(number) }
      if let number = try? list.decode(UInt64.self) { return .unsigned(number) }
      if let number = try? list.decode(Double.self) { return .double(number) }
    default: break
    }
    return .string(try list.decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (tag, attribute) in attributes {
      var members = container.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: tag.hexadecimal))
      try members.encode(attribute.vr.rawValue, forKey: .vr)
      switch attribute.content {
      case .empty: break
      case .inlineBinary(let bytes):
        try members.encode(String(decoding: Base64.encode(bytes), as: UTF8.self), forKey: .inlineBinary)
      case .bulkData(let uri): try members.encode(uri, forKey: .bulkDataURI)
      case .items(let items): try members.encode(items, forKey: .value)
      case .values(let values):
        var list = members.nestedUnkeyedContainer(forKey: .value)
        for value in values { try Self.encode(value, to: &list) }
      }
    }
  }

  private static func encode(_ value: Scalar, to list: inout any UnkeyedEncodingContainer) throws {
    switch value {
    case .null: try list.encodeNil()
    case .string(let text): try list.encode(text)
    case .integer(let number): try list.encode(number)
    case .unsigned(let number): try list.encode(number)
    case .double(let number): try list.encode(number)
    case .name(let alphabetic, let ideographic, let phonetic):
      var groups = list.nestedContainer(keyedBy: Key.self)
      try groups.encodeIfPresent(alphabetic, forKey: Key(stringValue: "Alphabetic"))
      try groups.encodeIfPresent(ideographic, forKey: Key(stringValue: "Ideographic"))
      try groups.encodeIfPresent(phonetic, forKey: Key(stringValue: "Phonetic"))
    }
  }
}
