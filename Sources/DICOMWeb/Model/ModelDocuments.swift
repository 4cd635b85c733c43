import DICOM
import JSONTree
import NIOCore

/// Data sets in the DICOM JSON model, as the services of PS3.18 send them, read attribute by attribute: what one attribute
/// has wrong is told and costs the others nothing.
public struct ModelDocuments: Sendable {
  /// The data sets, without the attributes that can't be read.
  public var documents: [Document] = []
  /// Where they leave the model.
  public var findings: [ModelFinding] = []

  /// One data set.
  public struct Document: Hashable, Sendable {
    /// The data set; attributes whose value is only referenced are there without one.
    public var dataSet = DataSet()
    /// The references.
    public var bulkData: [DICOMJSON.BulkDataReference] = []
  }

  /// Reads an array of data sets.
  ///
  /// - Throws: What keeps the whole from being read: it is not JSON, or no array.
  public init(_ bytes: ByteBuffer, limits: DecodingLimits = .standard) throws(DICOMJSONError) {
    let bytes = Array(bytes.readableBytesView)
    let root = try Self.parse(bytes, limits)
    guard case .array(let nodes) = root.value else {
      throw DICOMJSONError(.shape(expected: "an array of data sets"), offset: root.offset)
    }
    var check = ModelCheck()
    for (index, node) in nodes.enumerated() {
      let place = "[\(index)]"
      check.dataSet(node, place: place)
      documents.append(Self.document(node, in: bytes, limits: limits, place: place, check: &check))
    }
    findings = check.findings
  }

  private static func parse(_ bytes: [UInt8], _ limits: DecodingLimits) throws(DICOMJSONError) -> JSONNode {
    do throws(JSONSyntaxError) {
      return try JSONNode(
        parsing: bytes,
        limits: JSONLimits(
          bytes: .max, depth: 3 * min(limits.maximumDepth, 128) + 4, nodes: limits.maximumElements))
    } catch {
      throw DICOMJSONError(.init(error.reason), offset: error.offset)
    }
  }

  private static func document(
    _ node: JSONNode, in bytes: [UInt8], limits: DecodingLimits, place: String, check: inout ModelCheck
  ) -> Document {
    if let whole = try? DICOMJSON.read(Array(bytes[node.offset..<node.end]), limits: limits) {
      return Document(dataSet: whole.dataSet, bulkData: whole.bulkData)
    }
    var document = Document()
    guard case .object(let members) = node.value else { return document }
    // Text can be encoded only in the character set that the data set declares.
    let written = members.first { $0.name == "00080005" }.map { member(of: $0, in: bytes) } ?? []
    let declared = written.isEmpty || written.count > longestCharacterSet ? [] : written + [UInt8(ascii: ",")]
    var elements: [DataElement] = []
    for member in members {
      let context = member.name == "00080005" ? [] : declared
      let text = [UInt8(ascii: "{")] + context + self.member(of: member, in: bytes) + [UInt8(ascii: "}")]
      do throws(DICOMJSONError) {
        let single = try DICOMJSON.read(text, limits: limits)
        // The character set comes with each of them, and first by itself.
        elements += single.dataSet.elements
        document.bulkData += single.bulkData
      } catch {
        check.note(error, place: "\(place).\(member.name.prefix(16))", offset: member.offset)
      }
    }
    document.dataSet = DataSet(elements)
    return document
  }

  /// Bytes of a Specific Character Set that is read again for each attribute.
  private static let longestCharacterSet = 1_024

  /// Name and value of a member as they are written.
  private static func member(of member: JSONNode.Member, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[member.offset..<member.value.end]
  }
}
