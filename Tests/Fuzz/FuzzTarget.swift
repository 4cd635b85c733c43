import DICOM
import DICOMNetwork
import DICOMWeb
import FHIR
import HL7
import IHE
import Inventory
import JSONTree
import NIOCore
import XMLTree

@testable import PixelCoding
@testable import TransportSecurity

/// What libFuzzer's bytes are read as: what comes over a network, then files that people hand in and pass on. Each target holds what a reader promises: it never traps, and what it took can be
/// written and read again.
enum FuzzTarget: String, CaseIterable {
  case pdu
  case command
  case implicit
  case explicit
  case big
  case deflated
  case part10
  case json
  case tls
  case certificate
  case hl7
  case frames
  case tree
  case xml
  case multipart
  case media
  case fhirjson
  case fhirxml
  case soap
  case registry
  case assertion
  case syslog
  case syslogframes
  case audit
  case runlength
  case losslessjpeg
  case jpegls
  case jpeg
  case codestream
  case request
  case notification
  case providers
  case manifest
  case keyobjects
  case workflow
  case names
  case clock
  case model
  case webdescription
  case picture
  case token
  case authorization
  case subscription
  case packed
  case page
  case fhirprofile
  case messageprofile
  case object
  case text
  case manual
  case markdown
  case restructured
  case separated
  case docbook
  case word
  case opendocument
  case printed
  case description
  case sheet
  case opensheet
  case archive
  case yaml
  case network
  case bid
  case waivers
  case evidence
  case scorecard
  case clarification
  case bundle
  case packmanifest
  case stamp
  case stored
  case auditevent

  private static let limits = DecodingLimits(maximumDepth: 16, maximumElements: 100_000, maximumLength: 4 << 20)

  func read(_ bytes: [UInt8]) {
    switch self {
    case .pdu: Self.pdu(bytes)
    case .command: Self.command(bytes)
    case .implicit: Self.dataSet(bytes, .implicitVRLittleEndian)
    case .explicit: Self.dataSet(bytes, .explicitVRLittleEndian)
    case .big: Self.dataSet(bytes, .explicitVRBigEndian)
    case .deflated: Self.dataSet(bytes, .deflatedExplicitVRLittleEndian)
    case .part10:
      guard let file = try? DICOMFile(reading: ByteBuffer(bytes: bytes), limits: Self.limits) else { return }
      Self.exercise(file.dataSet)
    case .json:
      guard let dataSet = try? DICOMJSON.read(bytes, limits: Self.limits).dataSet else { return }
      let written = DICOMJSON.write(dataSet)
      guard let again = try? DICOMJSON.read(written).dataSet else {
        return Self.fail("JSON that was written is not read")
      }
      Self.hold(DICOMJSON.write(again) == written, "JSON changes from writing to writing")
    case .tls:
      var reader = ServerFlightReader()
      for start in stride(from: 0, to: bytes.count, by: 97) where !reader.isDone {
        do { try reader.append(bytes[start..<min(start + 97, bytes.count)]) } catch { return }
      }
    case .certificate:
      guard let facts = try? CertificateReader.read(bytes) else { return }
      _ = facts.isFor("archive.example")
      _ = facts.namesForPeople
      _ = facts.daysLeft(at: 0)
    case .hl7: Self.message(bytes)
    case .frames:
      var decoder = FrameDecoder(maximumLength: 1 << 16)
      guard let frames = try? decoder.take(bytes) else { return }
      _ = decoder.finish()
      Self.hold(frames.reduce(0) { $0 + $1.content.count } <= bytes.count, "frames hold more than came")
    case .tree:
      guard let node = try? JSONNode(parsing: bytes) else { return }
      Self.exercise(node, within: 0..<bytes.count)
    case .xml:
      guard let tree = try? MarkupTree(xml: bytes) else { return }
      Self.nested(tree)
    case .multipart: Self.multipart(bytes)
    case .media: Self.media(String(decoding: bytes, as: UTF8.self))
    case .fhirjson: Self.resource(try? Resource(json: bytes))
    case .fhirxml: Self.resource(try? Resource(xml: bytes))
    case .soap: Self.soap(bytes)
    case .registry: Self.registry(bytes)
    case .assertion: Self.assertion(bytes)
    case .syslog: Self.syslog(bytes)
    case .syslogframes: Self.syslogFrames(bytes)
    case .audit:
      guard let (_, violations) = try? AuditMessageReader.read(bytes) else { return }
      Self.hold(violations.count <= 100, "violations are told without end")
    case .runlength: Self.pixels(bytes, .runLength)
    case .losslessjpeg: Self.pixels(bytes, .losslessJPEG)
    case .jpegls: Self.pixels(bytes, .jpegLS)
    case .jpeg: Self.pixels(bytes, .jpeg)
    case .codestream:
      guard let header = try? JPEG2000Header(bytes) else { return }
      Self.hold(header.rows > 0 && header.columns > 0, "a header describes no image")
    case .request: Self.request(bytes)
    case .notification: Self.notification(bytes)
    case .providers: Self.providers(bytes)
    case .manifest: _ = try? ImagingManifest(bundle: bytes)
    case .keyobjects: _ = try? ImagingManifest(file: ByteBuffer(bytes: bytes))
    case .workflow: if let document = try? WorkflowDocument(bytes) { _ = document.breaches }
    case .names: Self.names(bytes)
    case .clock: Self.clock(bytes)
    case .model: Self.model(bytes)
    case .webdescription: Self.webDescription(bytes)
    case .picture: _ = PictureHeader(ByteBuffer(bytes: bytes))
    case .token: Self.token(bytes)
    case .authorization: Self.authorization(bytes)
    case .subscription: _ = SubscriptionNotice(bytes)
    case .packed: Self.packed(bytes)
    case .page: Self.page(bytes)
    case .fhirprofile: Self.fhirProfile(bytes)
    case .messageprofile: Self.messageProfile(bytes)
    case .object: Self.object(bytes)
    case .text: Self.statement(bytes, "a.txt")
    case .manual: Self.statement(bytes, "a.1")
    case .markdown: Self.statement(bytes, "a.md")
    case .restructured: Self.statement(bytes, "a.rst")
    case .separated:
      Self.statement(bytes, "a.csv")
      Self.workbook(bytes, "a.csv")
    case .docbook: Self.statement(bytes, "a.xml")
    case .word: Self.statement(Self.package(Self.wordParts, "word/document.xml", bytes), "a.docx")
    case .opendocument: Self.statement(bytes, "a.fodt")
    case .printed: Self.printed(bytes)
    case .description: Self.statement(bytes, bytes.first == UInt8(ascii: "<") ? "a.xml" : "a.json")
    case .sheet: Self.workbook(Self.package(Self.sheetParts, "s.xml", bytes), "a.xlsx")
    case .opensheet:
      let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]
      Self.workbook(Self.package(parts, "content.xml", bytes), "a.ods")
    case .archive: Self.archive(bytes)
    case .yaml: Self.yaml(bytes)
    case .network: Self.inventory(bytes) { InventoryReader.network($0, rules: nil) }
    case .bid: Self.inventory(bytes) { InventoryReader.bid($0, rules: nil) }
    case .waivers: Self.inventory(bytes) { InventoryReader.waivers($0) }
    case .evidence: Self.evidence(bytes)
    case .scorecard: Self.scorecard(bytes)
    case .clarification: Self.clarification(bytes)
    case .bundle: Self.bundle(bytes)
    case .packmanifest: Self.packed(manifest: bytes)
    case .stamp: Self.stamp(bytes)
    case .stored: Self.stored(bytes)
    case .auditevent: Self.auditEvent(bytes)
    }
  }

  private static func message(_ bytes: [UInt8]) {
    guard let message = try? MessageParser().parse(bytes) else { return }
    hold(message.bytes == bytes, "a message comes back as another")
    for segment in message.segments {
      for field in segment.fields { exercise(field, of: message) }
    }
    _ = Acknowledgement(message)
  }

  private static func exercise(_ part: Part, of message: Message) {
    _ = message.text(of: part)
    for part in part.parts { exercise(part, of: message) }
  }

  private static func exercise(_ node: JSONNode, within range: Range<Int>) {
    hold(
      range.lowerBound <= node.offset && node.offset < node.end && node.end <= range.upperBound,
      "values do not lie in each other")
    switch node.value {
    case .array(let elements): for element in elements { exercise(element, within: node.offset..<node.end) }
    case .object(let members): for member in members { exercise(member.value, within: node.offset..<node.end) }
    default: break
    }
  }

  private static func pdu(_ bytes: [UInt8]) {
    var decoder = PDUDecoder()
    decoder.append(ByteBuffer(bytes: bytes))
    while let pdu = try? decoder.next()?.pdu {
      var again = PDUDecoder()
      again.append(PDUEncoder.encode(pdu))
      hold((try? again.next()?.pdu) == pdu, "a PDU comes back as another")
    }
  }

  private static func command(_ bytes: [UInt8]) {
    guard let command = try? CommandSet(decoding: ByteBuffer(bytes: bytes)) else { return }
    hold(Array(command.encoded().readableBytesView) == bytes, "a command set comes back as another")
  }

  private static func dataSet(_ bytes: [UInt8], _ syntax: TransferSyntax) {
    guard let dataSet = try? DataSet(decoding: ByteBuffer(bytes: bytes), as: syntax, limits: limits) else { return }
    exercise(dataSet)
    // Odd values gain their padding in the first writing; from then on nothing changes.
    guard let written = try? dataSet.encoded(as: syntax), let again = try? DataSet(decoding: written, as: syntax) else {
      return
    }
    hold((try? again.encoded(as: syntax)) == written, "a data set changes from writing to writing")
  }

  private static func exercise(_ dataSet: DataSet, depth: Int = 0) {
    for element in dataSet.elements {
      _ = dataSet.strings(element.tag)
      _ = dataSet.numbers(element.tag)
      _ = dataSet.integers(element.tag)
      _ = dataSet.personName(element.tag)
      _ = dataSet.date(element.tag)
      for item in dataSet.items(element.tag) ?? [] where depth < 16 { exercise(item, depth: depth + 1) }
    }
    if depth == 0 { _ = dataSet.textNotes() }
  }

  static func hold(_ promise: Bool, _ otherwise: String) {
    if !promise { fail(otherwise) }
  }

  static func fail(_ text: String) { fatalError(text) }
}
