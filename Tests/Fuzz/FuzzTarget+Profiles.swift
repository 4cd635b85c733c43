import DICOM
import FHIR
import HL7
import JSONTree
import NIOCore
import PixelCoding

/// Profiles, what is held against them, and objects that are held against the standard.
extension FuzzTarget {
  private static let patient = try? JSONNode(
    parsing: Array(
      #"{"resourceType":"Patient","identifier":[{"system":"urn:a","value":"1"}],"name":[{"family":"A","given":["B"]}]}"#
        .utf8))

  static func fhirProfile(_ bytes: [UInt8]) {
    let folder = ProfileFolder([ProfileFile(path: "tested.json", bytes: bytes)])
    let (rules, faults) = folder.profile("tested")
    for fault in folder.unreadable + faults {
      hold(fault.place.offset <= bytes.count && fault.place.line > 0, "a fault lies outside")
    }
    if let rules, let patient { _ = ConformityCheck.report(on: patient, against: rules) }
  }

  private static let message = try? MessageParser().parse(
    Array(
      ("MSH|^~\\&|A|B|C|D|20260101||ORU^R01^ORU_R01|1|P|2.5\rPID|1||1^^^A&1.2&ISO^MR~2^^^B^NH||A^B||19700101|F\r"
        + "PV1|1|I\rOBR|1||1|CT^CT^L\rOBX|1|NM|a^b^L||1.5|mm|||||F\r").utf8))

  static func messageProfile(_ bytes: [UInt8]) {
    let result = ProfileReader.read(bytes)
    guard var profile = result.profile, let message else {
      return hold(result.profile != nil || !result.faults.isEmpty, "no profile, and nothing is said of it")
    }
    _ = ProfileCheck.report(message, against: profile)
    _ = ProfileReader.addTables(bytes, to: &profile)
    _ = ProfileReader.addConditions(bytes, to: &profile)
  }

  private static let search = IdentitySearch(["9990000018", "Müller^Zoë"])

  /// An object in Explicit VR Little Endian.
  static func object(_ bytes: [UInt8]) {
    let limits = DecodingLimits(maximumDepth: 16, maximumElements: 100_000, maximumLength: 1 << 20)
    let decoder = DataSetDecoder(.explicitVRLittleEndian, limits: limits)
    guard let object = try? decoder.decode(ByteBuffer(bytes: bytes)).dataSet else { return }
    hold(ObjectConformance.check(object).findings.allSatisfy { !$0.description.isEmpty }, "a finding says nothing")
    _ = search.hits(in: object)
    for count in [1, 2, 7] {
      guard let frames = try? EncapsulatedFrames.read(object, count: count) else { continue }
      hold(frames.count == count, "there are more frames than were asked for")
    }
  }
}
