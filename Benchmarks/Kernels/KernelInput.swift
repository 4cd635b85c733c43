import DICOM

/// What the kernels read: made here, so that it changes with nothing else.
enum KernelInput {
  /// A C-ECHO request and its answer in their PDUs (PS3.8 §9.3.5, PS3.7 §9.3.5), forty times.
  static func pdus() -> [UInt8] {
    let uid = Array("1.2.840.10008.1.1\0".utf8)
    func element(_ number: UInt16, _ value: [UInt8]) -> [UInt8] {
      [0, 0, UInt8(truncatingIfNeeded: number), UInt8(number >> 8), UInt8(value.count), 0, 0, 0] + value
    }
    let fields: [[UInt8]] = [
      element(0x0002, uid), element(0x0100, [0x30, 0x00]), element(0x0110, [1, 0]), element(0x0800, [1, 1]),
    ]
    let body: [UInt8] = fields.flatMap { $0 }
    let command: [UInt8] = element(0x0000, [UInt8(body.count), 0, 0, 0]) + body
    let length = command.count + 6
    let pdu: [UInt8] = [4, 0, 0, 0, 0, UInt8(length), 0, 0, 0, UInt8(command.count + 2), 1, 3] + command
    return (0..<40).flatMap { _ in pdu }
  }

  /// A data set like one of an enhanced image: sixty frames with sequences.
  static func dataSet() throws -> DataSet {
    let frames = (0..<60).map { frame in
      """
      {"00200013": {"vr": "IS", "Value": [\(frame)]}, "00209113": {"vr": "SQ", "Value": [{"00200032": \
      {"vr": "DS", "Value": [-125, -98.5, \(frame)]}}]}, "00409096": {"vr": "SQ", "Value": [{"00281052": \
      {"vr": "DS", "Value": [-1024]}, "00281054": {"vr": "LO", "Value": ["HU"]}}]}}
      """
    }
    let text = """
      {"00080005": {"vr": "CS", "Value": ["ISO_IR 192"]}, "00080060": {"vr": "CS", "Value": ["CT"]}, \
      "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Assay^Kernel"}]}, \
      "00100020": {"vr": "LO", "Value": ["9990000018"]}, \
      "52009230": {"vr": "SQ", "Value": [\(frames.joined(separator: ", "))]}}
      """
    return try DICOMJSON.read(Array(text.utf8)).dataSet
  }

  /// A report of forty observations.
  static func message() -> [UInt8] {
    var segments = [
      #"MSH|^~\&|RIS|SITE|EPR|SITE|20260101120000||ORU^R01^ORU_R01|K1|T|2.4"#,
      "PID|||9990000018^^^NHS^NH||ASSAY^KERNEL^^^MR||19700101|M", "OBR|1|P1|A1|CT^CT head^L|||20260101113000",
    ]
    for number in 1...40 {
      segments.append(#"OBX|\#(number)|TX|REPORT^Report^L|\#(number)|Line \#(number) \T\ more of the text||||||F"#)
    }
    return Array((segments.joined(separator: "\r") + "\r").utf8)
  }

  /// A search's answer of forty patients.
  static func bundle() -> [UInt8] {
    let entries = (0..<40).map { number in
      """
      {"fullUrl": "http://h/Patient/\(number)", "resource": {"resourceType": "Patient", "id": "\(number)", \
      "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "99900000\(number)"}], \
      "name": [{"family": "Assay", "given": ["Kernel", "K"]}], "birthDate": "1970-01-01"}}
      """
    }
    let text = #"{"resourceType": "Bundle", "type": "searchset", "entry": [\#(entries.joined(separator: ", "))]}"#
    return Array(text.utf8)
  }

  /// A registry's answer of forty document entries (ITI TF-2 §3.18).
  static func registryAnswer() -> [UInt8] {
    let objects = (0..<40).map { number in
      """
      <r:ExtrinsicObject id="urn:uuid:\(number)" lid="urn:uuid:\(number)" mimeType="application/dicom" \
      objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1" \
      status="urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"><r:Slot name="creationTime"><r:ValueList>\
      <r:Value>20260101120000</r:Value></r:ValueList></r:Slot><r:Slot name="size"><r:ValueList><r:Value>\(number)\
      </r:Value></r:ValueList></r:Slot><r:VersionInfo versionName="1"/><r:ExternalIdentifier id="e\(number)" \
      registryObject="urn:uuid:\(number)" value="1.2.\(number)" \
      identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"/></r:ExtrinsicObject>
      """
    }
    let text = """
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><q:AdhocQueryResponse \
      xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" \
      status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"><r:RegistryObjectList \
      xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">\(objects.joined())</r:RegistryObjectList>\
      </q:AdhocQueryResponse></e:Body></e:Envelope>
      """
    return Array(text.utf8)
  }

  /// Twenty parts of 16 KiB (RFC 2046 §5.1).
  static func multipart() -> [UInt8] {
    let part = Array("--b\r\nContent-Type: application/dicom\r\n\r\n".utf8) + [UInt8](repeating: 0x2D, count: 16_384)
    return (0..<20).flatMap { _ in part + [0x0D, 0x0A] } + Array("--b--\r\n".utf8)
  }

  /// Twenty requirements.
  static func requirements() -> [UInt8] {
    var text = "edition: 1\nkind: requirements\nrequirements:\n"
    for number in 1...20 {
      text += """
          - id: KRN-\(number)
            group: archive
            level: mandatory
            statement: The archive answers C-ECHO, number \(number) of them.
            rationale: "Without it: nothing is found."
            remedy: >
              Answer it,
              and answer it in time.
            evidence:
              - probe: dicom.echo
                with: {to: archive, number: \(number)}

        """
    }
    return Array(text.utf8)
  }

  /// A conformance statement in Markdown with a table of SOP classes.
  static func statement() -> [UInt8] {
    let classes = [
      ("CT Image Storage", "2"), ("MR Image Storage", "4"), ("Ultrasound Image Storage", "6.1"),
      ("Secondary Capture Image Storage", "7"), ("Encapsulated PDF Storage", "104.1"),
      ("Key Object Selection Document Storage", "88.59"),
    ]
    var text = """
      # DICOM Conformance Statement

      ## 4.2.1 STORE-SCP

      The application entity provides standard conformance to the following SOP classes as an SCP.

      | SOP Class Name | SOP Class UID | SCU | SCP |
      |---|---|---|---|

      """
    for (name, suffix) in classes { text += "| \(name) | 1.2.840.10008.5.1.4.1.1.\(suffix) | No | Yes |\n" }
    return Array(text.utf8)
  }
}
