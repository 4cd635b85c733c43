import NIOCore

extension JSONModel {
  /// The data set of a model.
  ///
  /// Text is encoded in the character sets that the model states; where they lack a character, or where none are stated,
  /// in UTF-8, and the data set then states that.
  func dataSet() throws(Fault) -> DataSet { try dataSet(inheriting: nil) }

  /// Where an attribute's value lies elsewhere, its tag and address.
  var bulkData: [(tag: Tag, uri: String)] {
    attributes.flatMap { tag, attribute -> [(tag: Tag, uri: String)] in
      switch attribute.content {
      case .bulkData(let uri): [(tag, uri)]
      case .items(let items): items.flatMap(\.bulkData)
      default: []
      }
    }
  }

  /// The model with empty values where bulk data are referenced.
  var withoutBulkData: JSONModel {
    var copy = self
    for index in copy.attributes.indices {
      switch copy.attributes[index].attribute.content {
      case .bulkData: copy.attributes[index].attribute.content = .empty
      case .items(let items): copy.attributes[index].attribute.content = .items(items.map(\.withoutBulkData))
      default: break
      }
    }
    return copy
  }

  /// The model with `ISO_IR 192` where another character set beyond ASCII is stated.
  var statingUTF8: JSONModel {
    var copy = self
    for index in copy.attributes.indices {
      let (tag, attribute) = copy.attributes[index]
      if case .items(let items) = attribute.content {
        copy.attributes[index].attribute.content = .items(items.map(\.statingUTF8))
      } else if tag == .specificCharacterSet, let stated = declaredCharacterSet,
        stated.hasCodeExtensions || stated.initial != .ascii
      {
        copy.attributes[index].attribute.content = .values([.string("ISO_IR 192")])
      }
    }
    return copy
  }

  private func dataSet(inheriting outer: SpecificCharacterSet?) throws(Fault) -> DataSet {
    let declared = declaredCharacterSet
    var characterSet = declared ?? outer ?? .standard
    var statesUTF8 = false
    // A level that states its character sets, and the outermost, decides for all levels below that state none.
    if declared != nil || outer == nil, !isEncodable(in: characterSet) {
      characterSet = .utf8
      statesUTF8 = true
    }
    var elements: [DataElement] = []
    elements.reserveCapacity(attributes.count + 1)
    for (tag, attribute) in attributes {
      if let last = elements.last, last.tag == tag { throw .duplicate(tag) }
      elements.append(try Self.element(tag, attribute, characterSet))
    }
    var dataSet = DataSet(elements)
    if statesUTF8 {
      dataSet[.specificCharacterSet] = DataElement(
        tag: .specificCharacterSet, vr: .CS, value: .bytes(ByteBuffer(string: "ISO_IR 192")))
    }
    return dataSet
  }

  private var declaredCharacterSet: SpecificCharacterSet? {
    for (tag, attribute) in attributes where tag == .specificCharacterSet {
      guard case .values(let values) = attribute.content else { return nil }
      return SpecificCharacterSet(terms: values.map { if case .string(let term) = $0 { term } else { "" } })
    }
    return nil
  }

  /// Whether a character set has all characters of this level and of those below that state none.
  private func isEncodable(in characterSet: SpecificCharacterSet) -> Bool {
    attributes.allSatisfy { _, attribute in
      switch attribute.content {
      case .items(let items):
        items.allSatisfy { $0.declaredCharacterSet != nil || $0.isEncodable(in: characterSet) }
      case .values(let values) where attribute.vr.followsSpecificCharacterSet:
        values.allSatisfy { value in
          let text = Self.text(value)
          return text.map { $0.utf8.allSatisfy { $0 < 0x80 } || characterSet.encode([$0], vr: attribute.vr) != nil }
            ?? true
        }
      default: true
      }
    }
  }

  private static func element(
    _ tag: Tag, _ attribute: Attribute, _ characterSet: SpecificCharacterSet
  ) throws(Fault) -> DataElement {
    let vr = attribute.vr
    switch attribute.content {
    case .empty: return DataElement(tag: tag, vr: vr, value: vr == .SQ ? .items([]) : .bytes(ByteBuffer()))
    case .bulkData: throw .bulkData(tag)
    case .inlineBinary(let bytes):
      guard vr != .SQ else { throw .kind(tag, vr) }
      if tag == .pixelData, let fragments = EncapsulatedStream.fragments(bytes) {
        return DataElement(tag: tag, vr: vr, value: .fragments(fragments))
      }
      return DataElement(tag: tag, vr: vr, value: .bytes(bytes))
    case .items(let items):
      guard vr == .SQ else { throw .kind(tag, vr) }
      var dataSets: [DataSet] = []
      for item in items { dataSets.append(try item.dataSet(inheriting: characterSet)) }
      return DataElement(tag: tag, vr: vr, value: .items(dataSets))
    case .values(let values):
      let bytes = vr.isText ? try text(values, tag, vr, characterSet) : try binary(values, tag, vr)
      return DataElement(tag: tag, vr: vr, value: .bytes(bytes))
    }
  }

  private static func text(
    _ values: [Scalar], _ tag: Tag, _ vr: VR, _ characterSet: SpecificCharacterSet
  ) throws(Fault) -> ByteBuffer {
    var texts: [String] = []
    for value in values {
      guard let text = text(value) else { throw .kind(tag, vr) }
      switch value {
      case .name: guard vr == .PN else { throw .kind(tag, vr) }
      case .string: guard vr != .PN else { throw .kind(tag, vr) }
      case .integer, .unsigned, .double: guard vr == .IS || vr == .DS else { throw .kind(tag, vr) }
      case .null: break
      }
      if vr.separatesValues, text.utf8.contains(0x5C) { throw .value(tag, vr, text) }
      texts.append(text)
    }
    guard vr.separatesValues || texts.count <= 1 else { throw .kind(tag, vr) }
    guard var bytes = characterSet.encode(texts, vr: vr) else { throw .value(tag, vr, texts.joined(separator: "\\")) }
    if bytes.count & 1 == 1 { bytes.append(vr.padding) }
    return ByteBuffer(bytes: bytes)
  }

  private static func text(_ value: Scalar) -> String? {
    switch value {
    case .null: ""
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .unsigned(let number): "\(number)"
    case .double(let number): DecimalText.text(number)
    case .name(let alphabetic, let ideographic, let phonetic):
      if let phonetic {
        "\(alphabetic ?? "")=\(ideographic ?? "")=\(phonetic)"
      } else if let ideographic {
        "\(alphabetic ?? "")=\(ideographic)"
      } else {
        alphabetic ?? ""
      }
    }
  }

  private static func binary(_ values: [Scalar], _ tag: Tag, _ vr: VR) throws(Fault) -> ByteBuffer {
    var buffer = ByteBuffer()
    for value in values {
      let isWritten =
        switch vr {
        case .US: write(value, as: UInt16.self, to: &buffer)
        case .SS: write(value, as: Int16.self, to: &buffer)
        case .UL: write(value, as: UInt32.self, to: &buffer)
        case .SL: write(value, as: Int32.self, to: &buffer)
        case .SV: write(value, as: Int64.self, to: &buffer)
        case .UV: write(value, as: UInt64.self, to: &buffer)
        case .FL, .FD: write(value, isDouble: vr == .FD, to: &buffer)
        case .AT: writeTag(value, to: &buffer)
        default: false
        }
      guard isWritten else { throw .value(tag, vr, text(value) ?? "") }
    }
    return buffer
  }

  private static func write<Word: FixedWidthInteger>(
    _ value: Scalar, as: Word.Type, to buffer: inout ByteBuffer
  ) -> Bool {
    let word: Word? =
      switch value {
      case .integer(let number): Word(exactly: number)
      case .unsigned(let number): Word(exactly: number)
      case .double(let number): Word(exactly: number)
      case .string(let text): Word(text)
      default: nil
      }
    guard let word else { return false }
    buffer.writeInteger(word, endianness: .little)
    return true
  }

  private static func write(_ value: Scalar, isDouble: Bool, to buffer: inout ByteBuffer) -> Bool {
    let number: Double
    switch value {
    case .integer(let whole): number = Double(whole)
    case .unsigned(let whole): number = Double(whole)
    case .double(let value): number = value
    case .string("NaN"): number = .nan
    case .string("Infinity"): number = .infinity
    case .string("-Infinity"): number = -.infinity
    case .string(let text):
      guard let value = DecimalText.number(text) else { return false }
      number = value
    default: return false
    }
    if isDouble {
      buffer.writeInteger(number.bitPattern, endianness: .little)
    } else {
      buffer.writeInteger(Float(number).bitPattern, endianness: .little)
    }
    return true
  }

  private static func writeTag(_ value: Scalar, to buffer: inout ByteBuffer) -> Bool {
    guard case .string(let text) = value, let tag = Tag(hexadecimal: text) else { return false }
    buffer.writeMultipleIntegers(tag.group, tag.element, endianness: .little)
    return true
  }
}
