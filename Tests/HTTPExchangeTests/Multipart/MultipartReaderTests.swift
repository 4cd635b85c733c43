import HTTPExchange
import NIOCore
import Testing

@Suite("Multipart messages read")
struct MultipartReaderTests {
  static let plain =
    "--b\r\nContent-Type: text/plain\r\nX: 1\r\n\r\none\r\n--b\r\nContent-Type: a/b\r\nContent-Length: 3\r\n\r\ntwo\r\n--b--\r\n"

  @Test("Parts come as they were, in pieces of any length", arguments: [1, 2, 3, 7, 1000])
  func pieces(length: Int) throws {
    let message = try ReadMessage.read(Array(Self.plain.utf8), pieces: length)
    #expect(message.parts.map(\.text) == ["one", "two"])
    #expect(message.parts[0].head.contentType == "text/plain")
    #expect(message.parts[0].head["x"] == "1")
    #expect(message.parts.map(\.head.offset) == [5, 49])
    #expect(message.notes.isEmpty)
  }

  @Test("Line ends and half boundaries inside a body belong to it", arguments: [1, 5, 1000])
  func content(length: Int) throws {
    let body = "\r\n--\r\n-b\r\r\n--a\n\n--\r\n--"
    let text = "--b\r\nContent-Type: a/b\r\n\r\n\(body)\r\n--b--"
    #expect(try ReadMessage.read(Array(text.utf8), pieces: length).parts.map(\.text) == [body])
  }

  @Test("A part may be without body, by both ways of writing it", arguments: ["", "\r\n"])
  func empty(between: String) throws {
    let text = "--b\r\nContent-Type: a/b\r\n\r\n\(between)--b--"
    #expect(try ReadMessage.read(Array(text.utf8)).parts.map(\.body) == [[]])
  }

  @Test(
    "What the grammar allows is noted",
    arguments: [
      ("hello\r\n\(plain)", [MultipartNote.Kind.preamble(length: 5)]),
      ("\(plain)bye", [.epilogue(length: 3)]),
      ("--b \t\r\nContent-Type: a/b\r\n\r\n\r\n--b-- ", [.paddingAfterBoundary, .paddingAfterBoundary]),
      ("--b\r\nContent-Type: a/b;\r\n x=1\r\n\r\n\r\n--b--", [.foldedHeader]),
      ("--b\r\n\r\nx\r\n--b--", [.noContentType]),
      ("--b\r\nContent-Type: a/b\r\n\r\nx\n--b\r\n\r\n--b--", [.boundaryAfterLoneLineFeed]),
    ])
  func notes(text: String, kinds: [MultipartNote.Kind]) throws {
    for pieces in [1, 1000] {
      #expect(try ReadMessage.read(Array(text.utf8), pieces: pieces).notes.map(\.kind) == kinds)
    }
  }

  static let breaches: [(String, MultipartError)] = [
    ("", MultipartError(.noBoundary, offset: 0)),
    ("hello", MultipartError(.noBoundary, offset: 5)),
    ("--b--\r\n", MultipartError(.noPart, offset: 3)),
    ("--bc\r\n", MultipartError(.textAfterBoundary, offset: 3)),
    ("--b\r\nA: b\r\n\r\nx\r\n--b--c", MultipartError(.textAfterBoundary, offset: 21)),
    ("--b\r\nA: b\r\n\r\nx", MultipartError(.missingFinalBoundary, offset: 14)),
    ("--b\r\nA: b\r\n\r\nx\r\n--b\r\n", MultipartError(.missingFinalBoundary, offset: 21)),
    ("--b\r\nA: b", MultipartError(.missingFinalBoundary, offset: 9)),
    ("--b\nA: b\n\nx\n--b--\n", MultipartError(.loneLineFeed, offset: 3)),
    ("--b\r\nA: b\n\nx", MultipartError(.loneLineFeed, offset: 9)),
    ("--b\r\nA: b\r\n\r\nx\n--b--\n", MultipartError(.loneLineFeed, offset: 14)),
    ("--b\r\nA\r: b\r\n\r\nx\r\n--b--", MultipartError(.loneCarriageReturn, offset: 6)),
    ("--b\r\nA b\r\n\r\nx\r\n--b--", MultipartError(.headerWithoutColon, offset: 5)),
    ("--b\r\nA : b\r\n\r\nx\r\n--b--", MultipartError(.headerName, offset: 6)),
    ("--b\r\n: b\r\n\r\nx\r\n--b--", MultipartError(.headerName, offset: 5)),
    ("--b\r\nA: \u{1}\r\n\r\nx\r\n--b--", MultipartError(.headerValue(1), offset: 8)),
    ("--b\r\n b: c\r\n\r\nx\r\n--b--", MultipartError(.continuationWithoutHeader, offset: 5)),
    ("--b\r\nA: b\r\na: c\r\n\r\nx\r\n--b--", MultipartError(.duplicateHeader("a"), offset: 11)),
    ("--b\r\nContent-Length: x\r\n\r\nx\r\n--b--", MultipartError(.contentLength("x"), offset: 5)),
    ("--b\r\nContent-Length: 1\r\n\r\nx\n--b\r\n\r\n--b--", MultipartError(.loneLineFeed, offset: 27)),
    ("--b\r\nContent-Length: 2\r\n\r\nabc\r\n--b--", MultipartError(.bodyLongerThanStated(stated: 2), offset: 28)),
    (
      "--b\r\nContent-Length: 4\r\n\r\nabc\r\n--b--",
      MultipartError(.bodyShorterThanStated(stated: 4, length: 3), offset: 29)
    ),
  ]

  @Test("A breach is named with its place, in pieces of any length", arguments: breaches)
  func breach(text: String, error: MultipartError) {
    for pieces in [1, 4, 1000] {
      #expect(throws: error) { try ReadMessage.read(Array(text.utf8), pieces: pieces) }
    }
    #expect(error.rule != nil)
  }

  static let limits = MultipartLimits(
    maximumPreamble: 10, maximumHeaders: 30, maximumParts: 2, maximumBody: 8, maximumNotes: 1)

  @Test(
    "Beyond a limit reading ends",
    arguments: [
      (String(repeating: "x", count: 1000), MultipartError(.preambleTooLong(limit: 10), offset: 10)),
      ("--b\r\nA: \(String(repeating: "x", count: 1000))", MultipartError(.headersTooLong(limit: 30), offset: 35)),
      ("--b\r\n\(String(repeating: "A: x\r\n", count: 100))", MultipartError(.headersTooLong(limit: 30), offset: 35)),
      ("--b\(String(repeating: " ", count: 1000))", MultipartError(.headersTooLong(limit: 30), offset: 33)),
      (String(repeating: "--b\r\n\r\n\r\n", count: 3), MultipartError(.tooManyParts(limit: 2), offset: 21)),
      ("--b\r\n\r\n\(String(repeating: "x", count: 1000))", MultipartError(.bodyTooLong(limit: 8), offset: 15)),
    ])
  func limit(text: String, error: MultipartError) {
    for pieces in [1, 1000] {
      #expect(throws: error) { try ReadMessage.read(Array(text.utf8), pieces: pieces, limits: Self.limits) }
    }
    #expect(error.isLimit)
  }

  @Test("A body is handed on as it comes: never more than a boundary's length stays behind")
  func memory() throws {
    var reader = MultipartReader(try MultipartBoundary("b"))
    reader.append(ByteBuffer(string: "--b\r\nContent-Type: a/b\r\n\r\n"))
    _ = try reader.next()
    var given = 0
    let piece = ByteBuffer(bytes: (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    for index in 1...256 {
      reader.append(piece)
      while case .body(let bytes) = try reader.next() { given += bytes.readableBytes }
      #expect(given > index * piece.readableBytes - 8)
    }
  }

  @Test(
    "A boundary that the grammar does not allow is refused",
    arguments: [
      ("", MultipartError(.emptyBoundary, offset: 0)),
      (String(repeating: "x", count: 71), MultipartError(.longBoundary(length: 71), offset: 70)),
      ("a@b", MultipartError(.boundaryCharacter("@"), offset: 1)),
      ("a\r\nb", MultipartError(.boundaryCharacter("\r"), offset: 1)),
      ("ab ", MultipartError(.boundaryEndsInSpace, offset: 2)),
    ])
  func boundaries(text: String, error: MultipartError) throws {
    #expect(throws: error) { try MultipartBoundary(text) }
    #expect(try MultipartBoundary(String(repeating: "x", count: 70)).text.count == 70)
  }

  @Test("The boundary comes from the media type of a related message only")
  func mediaType() throws {
    let related = MediaType.related(MediaType("application", "dicom"))
    #expect(throws: MultipartError(.noBoundaryParameter, offset: 0)) { try MultipartBoundary(of: related) }
    #expect(throws: MultipartError(.notRelated("text/plain"), offset: 0)) {
      try MultipartBoundary(of: MediaType("text/plain;boundary=b"))
    }
    #expect(try MultipartBoundary(of: related.with("boundary", "b")).text == "b")
  }
}
