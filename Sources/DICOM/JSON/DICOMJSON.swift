import JSONTree

/// The DICOM JSON model (PS3.18 Annex F) as bytes.
public enum DICOMJSON {
  /// What Specific Character Set (0008,0005) says in JSON, whose own text is UTF-8 whatever it says.
  public enum CharacterSetStatement: Hashable, Sendable {
    /// What the data set declared (CP-2518), so that nothing is lost.
    case asDeclared
    /// `ISO_IR 192` in place of any other that goes beyond ASCII, as readers of before CP-2518 expect.
    case utf8
  }

  /// A data set that was read.
  public struct Document: Hashable, Sendable {
    /// The data set; attributes whose value is only referenced are there without one.
    public var dataSet: DataSet
    /// The references.
    public var bulkData: [BulkDataReference]
  }

  /// An attribute whose value lies at an address (PS3.18 §F.2.6).
  public struct BulkDataReference: Hashable, Sendable {
    /// The attribute.
    public var tag: Tag
    /// The address.
    public var uri: String
  }

  /// Reads one data set: a JSON object.
  public static func read(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(DICOMJSONError) -> Document {
    try document(parse(bytes, limits), limits)
  }

  /// Reads several data sets: a JSON array of objects, as the services of PS3.18 answer.
  public static func readAll(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(DICOMJSONError) -> [Document] {
    let node = try parse(bytes, limits)
    guard case .array(let nodes) = node.value else {
      throw DICOMJSONError(.shape(expected: "an array of data sets"), offset: node.offset)
    }
    var documents: [Document] = []
    for node in nodes { documents.append(try document(node, limits)) }
    return documents
  }

  /// Writes one data set, members ascending by tag, without space.
  public static func write(_ dataSet: DataSet, characterSet: CharacterSetStatement = .asDeclared) -> [UInt8] {
    var output: [UInt8] = []
    JSONModelWriter.write(model(dataSet, characterSet), to: &output)
    return output
  }

  /// Writes several data sets as an array.
  public static func writeAll(_ dataSets: [DataSet], characterSet: CharacterSetStatement = .asDeclared) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "[")]
    for (index, dataSet) in dataSets.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSONModelWriter.write(model(dataSet, characterSet), to: &output)
    }
    output.append(UInt8(ascii: "]"))
    return output
  }

  private static func model(_ dataSet: DataSet, _ statement: CharacterSetStatement) -> JSONModel {
    let model = JSONModel(dataSet)
    return statement == .utf8 ? model.statingUTF8 : model
  }

  private static func parse(_ bytes: [UInt8], _ limits: DecodingLimits) throws(DICOMJSONError) -> JSONNode {
    guard bytes.count <= limits.maximumLength else {
      throw DICOMJSONError(.tooLong(limit: limits.maximumLength), offset: nil)
    }
    // A sequence is four values deep: object of attributes, attribute, array, item. More values than elements: each
    // attribute has up to that many, so the bound is of the same order.
    let (nodes, overflow) = limits.maximumElements.multipliedReportingOverflow(by: 8)
    do throws(JSONSyntaxError) {
      return try JSONNode(
        parsing: bytes,
        limits: JSONLimits(
          bytes: .max, depth: 3 * min(limits.maximumDepth, 128) + 4, nodes: overflow ? .max : nodes))
    } catch {
      throw DICOMJSONError(.init(error.reason), offset: error.offset)
    }
  }

  private static func document(_ node: JSONNode, _ limits: DecodingLimits) throws(DICOMJSONError) -> Document {
    let model = try JSONModelReader.model(node, depth: 0, limits: limits)
    do throws(JSONModel.Fault) {
      return Document(
        dataSet: try model.withoutBulkData.dataSet(),
        bulkData: model.bulkData.map { BulkDataReference(tag: $0.tag, uri: $0.uri) })
    } catch {
      throw DICOMJSONError(.init(error), offset: node.offset)
    }
  }
}
