import Crypto
import Evidence
import Foundation
import Office

/// Reads a vendor's conformance statement and says what it claims, where, and how sure the reading is.
public enum StatementReader {
  /// Bytes beyond which a document is not read: 64 MiB.
  public static let maximumBytes = 64 << 20

  /// Bytes of text beyond which the rest is left out, several times what the longest statements have: 16 MiB.
  static let maximumTextBytes = 16 << 20

  /// Reads a document.
  ///
  /// Never fails: what cannot be read is a problem of severity `unreadable` in a reading without claims.
  /// - Parameters:
  ///   - bytes: The document as it is.
  ///   - name: File name to cite; its suffix decides the format where the contents leave it open.
  public static func read(bytes: [UInt8], name: String) -> DocumentReading { examine(bytes: bytes, name: name).reading }

  /// Reads a document and keeps its blocks.
  public static func examine(bytes: [UInt8], name: String) -> ExaminedDocument {
    let sha256 = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
    var examined = ExaminedDocument(
      reading: DocumentReading(document: name, sha256: sha256, format: "unknown", claims: [], problems: []),
      document: nil, claimBlocks: [])
    do throws(ReadingFailure) {
      let (contents, contentName) = try unpacked(bytes, name)
      let format = DocumentFormat.detect(contents, name: contentName)
      switch try read(contents, format, document: name, sha256: sha256) {
      case .blocks(let document):
        examined.reading.format = document.format
        recognise(document, into: &examined)
        examined.document = document
      case .described(let system, let findings):
        examined.reading.format = system.format
        (examined.reading.product, examined.reading.version) = (system.product, system.version)
        take(findings, into: &examined)
      }
    } catch {
      examined.reading.problems.append(
        DocumentProblem(severity: .unreadable, code: error.code, message: "\(name) \(error.message)"))
    }
    return examined
  }

  /// Reads a document from a file; one that cannot be opened is a problem of the reading.
  public static func read(file: URL) -> DocumentReading { examine(file: file).reading }

  /// Reads a document from a file and keeps its blocks.
  public static func examine(file: URL) -> ExaminedDocument {
    let name = file.lastPathComponent
    do throws(ReadingFailure) {
      return examine(bytes: try DocumentFile.bytes(file, limit: maximumBytes), name: name)
    } catch {
      return ExaminedDocument(
        reading: DocumentReading(
          document: name, sha256: "", format: "unknown", claims: [],
          problems: [DocumentProblem(severity: .unreadable, code: error.code, message: "\(name) \(error.message)")]),
        document: nil, claimBlocks: [])
    }
  }

  private enum Contents {
    /// A document for people, for the recognisers.
    case blocks(BlockDocument)
    /// A description for machines, whose claims stand in it as they are.
    case described(DescribedSystem, Findings)
  }

  /// The bytes without compression, and the name without its suffix.
  private static func unpacked(_ bytes: [UInt8], _ name: String) throws(ReadingFailure) -> ([UInt8], String) {
    guard bytes.count <= maximumBytes else {
      throw ReadingFailure(
        "too-large",
        "has \(bytes.count >> 20) MiB; documents up to \(maximumBytes >> 20) MiB are read. "
          + "Give the conformance statement alone.")
    }
    guard !bytes.isEmpty else { throw ReadingFailure("empty", "is empty. Give the conformance statement.") }
    guard Gzip.matches(bytes) else { return (bytes, name) }
    do throws(Gzip.Failure) {
      let contents = try Gzip.decompress(bytes, limit: maximumBytes)
      return (contents, name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name)
    } catch {
      switch error {
      case .damaged:
        throw ReadingFailure("damaged", "is compressed with gzip and damaged or cut short. Get it again.")
      case .tooLarge(let limit):
        throw ReadingFailure(
          "too-large", "holds more than \(limit >> 20) MiB when decompressed. Give the statement alone.")
      }
    }
  }

  private static func read(
    _ bytes: [UInt8], _ format: DocumentFormat, document: String, sha256: String
  ) throws(ReadingFailure) -> Contents {
    var findings = Findings(document: document, sha256: sha256)
    func described(
      _ read: (_ bytes: [UInt8], _ findings: inout Findings) throws(ReadingFailure) -> DescribedSystem
    ) throws(ReadingFailure) -> Contents {
      let system = try read(bytes, &findings)
      return .described(system, findings)
    }
    switch format {
    case .pdf: return .blocks(try PDFReader.read(bytes))
    case .docx: return .blocks(try DocxReader.read(bytes))
    case .odt: return .blocks(try ODTReader.read(bytes))
    case .doc, .rtf: return .blocks(try LegacyWordReader.read(bytes))
    case .docBook: return .blocks(try DocBookReader.read(bytes))
    case .text, .markdown, .html, .restructuredText, .csv: return .blocks(try text(bytes, format))
    case .fhirJSON, .fhirXML: return try described(FHIRCapabilityStatement.read)
    case .hl7v2Profile: return try described(HL7v2ConformanceProfile.read)
    case .wsdl: return try described(WSDLDescription.read)
    case .wadl: return try described(WADLDescription.read)
    case .dicomWebCapabilities: return try described(DICOMWebCapabilities.read)
    case .openAPI: return try described(OpenAPIDescription.read)
    case .failed(let failure): throw failure
    case .unreadable(let code, let what, let advice):
      throw ReadingFailure(code, "is \(what), which is not read. \(advice)")
    }
  }

  /// The formats that are plain text.
  static func text(_ bytes: [UInt8], _ format: DocumentFormat) throws(ReadingFailure) -> BlockDocument {
    let decoded: TextDecoding.Decoded
    do throws(TextDecoding.Failure) {
      decoded = try TextDecoding.decode(bytes)
    } catch {
      switch error {
      case .binary(let offset):
        throw ReadingFailure(
          "binary",
          "is not text: there is a NUL byte at offset \(offset). Give it as PDF, DOCX, ODT, HTML, Markdown or text.")
      }
    }
    let text = decoded.text.cut(toBytes: maximumTextBytes)
    var document: BlockDocument
    switch format {
    case .markdown: document = MarkdownReader.read(text)
    case .html:
      do {
        document = try HTMLReader.read(text)
      } catch {
        throw ReadingFailure("unreadable", "could not be read as HTML: \(error.advice)")
      }
    case .restructuredText: document = RestructuredTextReader.read(text)
    case .csv: document = CSVReader.read(text)
    default: document = PlainTextReader.read(text)
    }
    if text.utf8.count < decoded.text.utf8.count {
      document.notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "The document has \(decoded.text.utf8.count >> 20) MiB of text and was not read to its end: up to "
            + "\(maximumTextBytes >> 20) MiB are read. Give the conformance statement alone.", place: Place()))
    }
    if let note = decoded.note {
      document.notes.append(BlockDocument.Note(code: "encoding", message: note, place: Place()))
    }
    return document
  }

  /// Lets every recogniser look at the blocks.
  private static func recognise(_ document: BlockDocument, into examined: inout ExaminedDocument) {
    var findings = Findings(document: examined.reading.document, sha256: examined.reading.sha256)
    let everything = Passage.all(of: document)
    let passages = StatementTemplate.isTemplate(everything, &findings) ? [] : everything
    let tables = TableReading.all(in: passages)
    let pairs = KeyValue.all(passages, tables, findings)
    let prose = Prose.all(passages)
    var numbered = NumberedTables(tables)
    let lists = tables + ListedItems.tables(in: passages)
    SOPClassTables.read(lists, passages, &numbered, into: &findings)
    SOPClassReferences.read(passages, tables, into: &findings)
    SOPClassProse.read(passages, into: &findings)
    NamedElsewhere.resolve(&findings)
    SpecialisedClasses.resolve(&findings)
    TransferSyntaxTables.read(lists, passages, &numbered, into: &findings)
    PrintedCounts.check(lists, &findings)
    TransferSyntaxProse.read(passages, pairs, into: &findings)
    AssociationProperties.read(passages, pairs, into: &findings)
    ApplicationEntityTitles.read(tables, pairs, into: &findings)
    CharacterSets.read(prose, tables, into: &findings)
    IntegrationStatements.read(tables, into: &findings)
    IntegrationProse.read(prose, into: &findings)
    let webRoles = WebRoles(prose)
    WebTables.read(tables, webRoles, into: &findings)
    WebLists.read(prose, webRoles, into: &findings)
    WebProse.read(prose, into: &findings)
    QueryKeys.read(tables, passages, into: &findings)
    HL7Messages.read(passages, tables, prose, into: &findings)
    MediaProfiles.read(tables, prose, into: &findings)
    SecurityProfiles.read(tables, prose, into: &findings)
    ExtendedNegotiation.read(tables, pairs, prose, into: &findings)
    (examined.reading.product, examined.reading.version) = ProductIdentity.find(document, passages, pairs)
    examined.reading.problems += document.notes.map { note in
      DocumentProblem(
        severity: note.isInformation ? .note : .warning, code: note.code, message: note.message,
        citation: note.place == Place()
          ? nil
          : Citation(
            document: examined.reading.document, sha256: examined.reading.sha256, line: note.place.line,
            page: note.place.page, element: note.place.element, words: ""))
    }
    take(findings, into: &examined)
  }

  /// Puts claims in the order of the document and marks those that contradict each other.
  private static func take(_ findings: Findings, into examined: inout ExaminedDocument) {
    let ordered = findings.claims.enumerated().sorted {
      ($0.element.block, $0.offset) < ($1.element.block, $1.offset)
    }
    var claims = ordered.map { item in
      var claim = item.element.claim
      claim.subject.product = examined.reading.product
      claim.subject.version = examined.reading.version
      return claim
    }
    Disputes.mark(&claims)
    examined.reading.claims = claims
    examined.claimBlocks = ordered.map(\.element.block)
    var seen: Set<DocumentProblem> = []
    examined.reading.problems += findings.problems.filter { seen.insert($0).inserted }
    if claims.isEmpty {
      examined.reading.problems.append(
        DocumentProblem(
          severity: .note, code: "no-claims",
          message: "No claim was recognised in \(examined.reading.document). Absence of claims says nothing about "
            + "the product."))
    }
  }
}
