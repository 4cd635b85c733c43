/// From the model to JSON.
enum JSONModelWriter {
  static func write(_ model: JSONModel, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (index, (tag, attribute)) in model.attributes.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output += Array("\"\(tag.hexadecimal)\":{\"vr\":\"\(attribute.vr.rawValue)\"".utf8)
      switch attribute.content {
      case .empty: break
      case .inlineBinary(let bytes):
        output += Array(",\"InlineBinary\":\"".utf8)
        output += Base64.encode(bytes)
        output.append(UInt8(ascii: "\""))
      case .bulkData(let uri):
        output += Array(",\"BulkDataURI\":".utf8)
        write(uri, to: &output)
      case .items(let items):
        output += Array(",\"Value\":[".utf8)
        for (index, item) in items.enumerated() {
          if index > 0 { output.append(UInt8(ascii: ",")) }
          write(item, to: &output)
        }
        output.append(UInt8(ascii: "]"))
      case .values(let values):
        output += Array(",\"Value\":[".utf8)
        for (index, value) in values.enumerated() {
          if index > 0 { output.append(UInt8(ascii: ",")) }
          write(value, to: &output)
        }
        output.append(UInt8(ascii: "]"))
      }
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func write(_ value: JSONModel.Scalar, to output: inout [UInt8]) {
    switch value {
    case .null: output += Array("null".utf8)
    case .string(let text): write(text, to: &output)
    case .integer(let number): output += Array("\(number)".utf8)
    case .unsigned(let number): output += Array("\(number)".utf8)
    case .double(let number): output += Array("\(number)".utf8)
    case .name(let alphabetic, let ideographic, let phonetic):
      output.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, group) in [("Alphabetic", alphabetic), ("Ideographic", ideographic), ("Phonetic", phonetic)] {
        guard let group else { continue }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output += Array("\"\(name)\":".utf8)
        write(group, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case 0x0A: output += Array("\\n".utf8)
      case 0x0D: output += Array("\\r".utf8)
      case 0x09: output += Array("\\t".utf8)
      case ..<0x20:
        let digits = String(byte, radix: 16)
        output += Array("\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
