import Crypto
import Evidence
import Foundation

/// Reads a vendor's conformance statement and says what it claims, where, and how sure the reading is.
public enum StatementReader {
  /// Bytes beyond which a document is not read: 64 MiB.
  public static let maximumBytes = 64 << 20

  /// Reads a document.
  ///
  /// Never fails: what cannot be read is a problem of severity `unreadable` in a reading without claims.
  /// - Parameters:
  ///   - bytes: The document as it is.
  ///   - name: File name to cite; its suffix decides the format where the contents leave it open.
  public static func read(bytes: [UInt8], name: String) -> DocumentReading {
    let sha256 = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
    var reading = DocumentReading(document: name, sha256: sha256, format: "text", claims: [], problems: [])
    func unreadable(_ code: String, _ message: String) -> DocumentReading {
      reading.problems.append(DocumentProblem(severity: .unreadable, code: code, message: message))
      return reading
    }
    guard bytes.count <= maximumBytes else {
      return unreadable(
        "too-large",
        "\(name) has \(bytes.count >> 20) MiB; documents up to \(maximumBytes >> 20) MiB are read. "
          + "Give the conformance statement alone.")
    }
    guard !bytes.isEmpty else { return unreadable("empty", "\(name) is empty. Give the conformance statement.") }
    var bytes = bytes
    var contentName = name
    if Gzip.matches(bytes) {
      do throws(Gzip.Failure) {
        bytes = try Gzip.decompress(bytes, limit: maximumBytes)
      } catch {
        switch error {
        case .damaged:
          return unreadable("damaged", "\(name) is compressed with gzip and damaged or cut short. Get it again.")
        case .tooLarge(let limit):
          return unreadable(
            "too-large", "\(name) holds more than \(limit >> 20) MiB when decompressed. Give the statement alone.")
        }
      }
      if contentName.lowercased().hasSuffix(".gz") { contentName.removeLast(3) }
    }
    let format = DocumentFormat.detect(bytes, name: contentName)
    if case .unreadable(let code, let what, let advice) = format {
      return unreadable(code, "\(name) is \(what), which is not read yet. \(advice)")
    }
    let decoded: TextDecoding.Decoded
    do throws(TextDecoding.Failure) {
      decoded = try TextDecoding.decode(bytes)
    } catch {
      switch error {
      case .binary(let offset):
        return unreadable(
          "binary", "\(name) is not text: there is a NUL byte at offset \(offset). Give it as text, Markdown or HTML.")
      }
    }
    var document: BlockDocument
    switch format {
    case .markdown: document = MarkdownReader.read(decoded.text)
    case .html:
      do {
        document = try HTMLReader.read(decoded.text)
      } catch {
        return unreadable("unreadable", "\(name) could not be read as HTML: \(HTMLReader.explain(error))")
      }
    case .text, .unreadable: document = PlainTextReader.read(decoded.text)
    }
    if let note = decoded.note {
      document.notes.append(BlockDocument.Note(code: "encoding", message: note, place: Place()))
    }
    reading.format = document.format
    return recognise(document, into: reading)
  }

  /// Reads a document from a file; one that cannot be opened is a problem of the reading.
  public static func read(file: URL) -> DocumentReading {
    let name = file.lastPathComponent
    func unreadable(_ message: String) -> DocumentReading {
      DocumentReading(
        document: name, sha256: "", format: "text", claims: [],
        problems: [DocumentProblem(severity: .unreadable, code: "unreadable", message: message)])
    }
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      // One byte more than is read tells a document that is too large without taking it into memory.
      let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
      return read(bytes: Array(data), name: name)
    } catch {
      return unreadable("\(name) could not be opened: \(error.localizedDescription) Check its name and permissions.")
    }
  }

  /// Lets every recogniser look at the blocks.
  static func recognise(_ document: BlockDocument, into start: DocumentReading) -> DocumentReading {
    var reading = start
    var findings = Findings(document: reading.document, sha256: reading.sha256)
    let passages = Passage.all(of: document)
    let tables = TableReading.all(in: passages)
    let pairs = KeyValue.all(passages, tables, findings)
    SOPClassTables.read(tables, into: &findings)
    SOPClassReferences.read(passages, into: &findings)
    SOPClassProse.read(passages, into: &findings)
    TransferSyntaxTables.read(tables, passages, into: &findings)
    AssociationProperties.read(passages, pairs, into: &findings)
    ApplicationEntityTitles.read(tables, pairs, into: &findings)
    CharacterSets.read(passages, tables, into: &findings)
    var claims = findings.claims.enumerated().sorted {
      ($0.element.block, $0.offset) < ($1.element.block, $1.offset)
    }.map(\.element.claim)
    Disputes.mark(&claims)
    (reading.product, reading.version) = ProductIdentity.find(document, passages, pairs)
    reading.claims = claims
    reading.problems += document.notes.map { note in
      DocumentProblem(
        severity: note.code == "encoding" ? .note : .warning, code: note.code, message: note.message,
        citation: note.place.line.map {
          Citation(document: reading.document, sha256: reading.sha256, line: $0, words: "")
        })
    }
    var seen: Set<DocumentProblem> = []
    reading.problems += findings.problems.filter { seen.insert($0).inserted }
    if claims.isEmpty {
      reading.problems.append(
        DocumentProblem(
          severity: .note, code: "no-claims",
          message: "No claim was recognised in \(reading.document). Absence of claims says nothing about the product."))
    }
    return reading
  }
}
