import DICOM
import DICOMNetwork
import FHIR
import Foundation
import HL7
import HTTPExchange
import IHE
import NIOCore
import Specification
import Statements
import XMLTree

/// A small piece of work that is always the same, whose instructions are counted (`.ci/instructions`).
enum Kernel: String, CaseIterable {
  /// PDUs and their items, decoded.
  case pdu
  /// A data set with sequences in Explicit VR Little Endian, decoded, each value asked for.
  case dataSet = "data-set"
  /// The same in the DICOM JSON Model, read and written.
  case dicomJSON = "dicom-json"
  /// A message of HL7 v2, every field reached.
  case message
  /// A bundle of FHIR resources in JSON.
  case resource
  /// A registry's answer, read to a tree of XML.
  case markup
  /// The same, read to document entries.
  case registry
  /// A multipart body that comes in pieces.
  case multipart
  /// A file of requirements, read as the language asks.
  case language
  /// The claims of a conformance statement.
  case statement

  /// Does the work so many times: what one time costs is the difference of two runs, in which the start stands out.
  func work(times: Int) throws {
    let once = try prepared()
    for _ in 0..<times where try once() == 0 { throw NothingFound() }
  }

  /// The input was read and nothing was in it: what would be counted is not the work.
  struct NothingFound: Error {}

  /// The work with its input made; it returns how much it found.
  private func prepared() throws -> () throws -> Int {
    switch self {
    case .pdu:
      let bytes = KernelInput.pdus()
      return {
        var decoder = PDUDecoder()
        decoder.append(ByteBuffer(bytes: bytes))
        var count = 0
        while try decoder.next() != nil { count += 1 }
        return count
      }
    case .dataSet:
      let bytes = try KernelInput.dataSet().encoded(as: .explicitVRLittleEndian)
      return { Self.values(of: try DataSet(decoding: bytes, as: .explicitVRLittleEndian)) }
    case .dicomJSON:
      let bytes = DICOMJSON.write(try KernelInput.dataSet())
      return { DICOMJSON.write(try DICOMJSON.read(bytes).dataSet).count }
    case .message:
      let bytes = KernelInput.message()
      return { try MessageParser().parse(bytes).segments.reduce(0) { $0 + $1.fields.count } }
    case .resource:
      let bytes = KernelInput.bundle()
      let path = ElementPath([.element("entry"), .element("resource"), .element("identifier"), .element("value")])
      return { try Resource(json: bytes).elements(at: path).count }
    case .markup:
      let bytes = KernelInput.registryAnswer()
      return { try MarkupTree(xml: bytes).nodes.count }
    case .registry:
      let bytes = KernelInput.registryAnswer()
      return { try RegistryResponse(ReceivedEnvelope(bytes)).objects.compactMap(DocumentEntry.init).count }
    case .multipart:
      let bytes = KernelInput.multipart()
      return { try Self.parts(of: bytes) }
    case .language:
      let source = try SourceText(path: "requirements.yaml", bytes: KernelInput.requirements())
      return { LanguageFile.read(source, expecting: .requirements).file == nil ? 0 : 1 }
    case .statement:
      let bytes = KernelInput.statement()
      return { StatementReader.read(bytes: bytes, name: "statement.md").claims.count }
    }
  }

  private static func values(of dataSet: DataSet) -> Int {
    var count = 0
    for element in dataSet.elements {
      count += dataSet.strings(element.tag)?.count ?? 0
      for item in dataSet.items(element.tag) ?? [] { count += values(of: item) }
    }
    return count
  }

  private static func parts(of bytes: [UInt8]) throws -> Int {
    var reader = MultipartReader(try MultipartBoundary("b"), limits: .standard)
    var count = 0
    for start in stride(from: 0, to: bytes.count, by: 4_096) {
      reader.append(ByteBuffer(bytes: bytes[start..<min(start + 4_096, bytes.count)]))
      while try reader.next() != nil { count += 1 }
    }
    try reader.finish()
    return count
  }
}
