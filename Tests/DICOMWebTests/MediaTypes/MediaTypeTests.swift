import DICOMWeb
import HTTPExchange
import Testing

@Suite("Media types")
struct MediaTypeTests {
  @Test("A type with quoted and plain parameters is read, names in either case")
  func reads() throws {
    let type = try MediaType(#"Multipart/Related; Type="application/dicom" ;boundary=a-b; x="q\"\\;,";;"#)
    #expect(type.essence == "multipart/related")
    #expect(type["TYPE"] == "application/dicom")
    #expect(type["boundary"] == "a-b")
    #expect(type["x"] == #"q"\;,"#)
    #expect(type.parameters.count == 3)
  }

  @Test("What is written is read again")
  func roundTrip() throws {
    let type = MediaType.related(.dicom).with("boundary", "a b").with("x", #"q"\"#)
    #expect(type.description == #"multipart/related;type="application/dicom";boundary="a b";x="q\"\\""#)
    #expect(try MediaType(type.description) == type)
  }

  @Test("The transfer syntax is stated, any, or not stated")
  func transferSyntax() throws {
    #expect(
      try MediaType("application/dicom;transfer-syntax=1.2.840.10008.1.2.1").transferSyntax?.uid.value
        == "1.2.840.10008.1.2.1")
    #expect(try MediaType("application/dicom;transfer-syntax=*").transferSyntax == nil)
    #expect(try MediaType("application/dicom").transferSyntax == nil)
  }

  @Test(
    "A breach of the grammar is named with its place",
    arguments: [
      ("", MediaTypeError(.expected("a type"), offset: 0)),
      ("text", MediaTypeError(.expected("a slash"), offset: 4)),
      ("text/", MediaTypeError(.expected("a subtype"), offset: 5)),
      ("text /plain", MediaTypeError(.expected("a slash"), offset: 4)),
      ("text/plain x", MediaTypeError(.expected("a semicolon or the end"), offset: 11)),
      ("text/plain, text/html", MediaTypeError(.expected("a semicolon or the end"), offset: 10)),
      ("text/plain; =x", MediaTypeError(.expected("a parameter's name"), offset: 12)),
      ("text/plain; a", MediaTypeError(.expected("an equals sign after a"), offset: 13)),
      ("text/plain; a=", MediaTypeError(.expected("the value of a"), offset: 14)),
      ("text/plain; a=\"b", MediaTypeError(.unterminatedQuotedString, offset: 14)),
      ("text/plain; a=\"\u{1}\"", MediaTypeError(.notQuotedText(1), offset: 15)),
      ("text/plain; a=1; A=2", MediaTypeError(.duplicate(parameter: "a"), offset: 17)),
      ("text/plain; a = 1", MediaTypeError(.spaceAroundEquals(parameter: "a"), offset: 13)),
      ("multipart/related; type=application/dicom", MediaTypeError(.unquoted(parameter: "type"), offset: 24)),
    ])
  func breaches(text: String, error: MediaTypeError) {
    #expect(throws: error) { try MediaType(text) }
  }

  @Test("A value that lacks its quotation marks is understood and reported")
  func unquoted() throws {
    let reading = try MediaType.read("multipart/related; type=application/dicom; boundary=b")
    #expect(reading.mediaType == MediaType.related(.dicom).with("boundary", "b"))
    #expect(reading.deviations == [MediaTypeError(.unquoted(parameter: "type"), offset: 24)])
  }

  @Test("A text of any length ends at the limit")
  func long() {
    #expect(throws: MediaTypeError.self) { try MediaType("a/b;" + String(repeating: "x=y;", count: 1 << 16)) }
    let many = (0..<200).map { "a\($0)=1" }.joined(separator: ";")
    #expect(throws: MediaTypeError.self) { try MediaType("a/b;" + many) }
  }
}

@Suite("Accept lists")
struct AcceptListTests {
  @Test("The most specific member decides, by the example of RFC 9110 §12.5.1")
  func precedence() throws {
    let list = try AcceptList(
      "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5")
    let weights = [
      "text/plain;format=flowed": 1000, "text/plain": 700, "text/html": 300, "image/jpeg": 500,
      "text/plain;format=fixed": 400,
    ]
    for (text, weight) in weights { #expect(try list.weight(of: MediaType(text)) == weight, "\(text)") }
  }

  @Test("A transfer syntax restricts; any, nothing")
  func transferSyntaxes() throws {
    let one = try AcceptList(#"multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.1"#)
    let any = try AcceptList(#"multipart/related; type="application/dicom"; transfer-syntax=*"#)
    let implicit = MediaType.related(.dicom).with("transfer-syntax", "1.2.840.10008.1.2")
    #expect(!one.accepts(implicit))
    #expect(any.accepts(implicit))
    #expect(!any.accepts(.related(.dicomJSON)))
  }

  @Test("Weight 0 refuses, an empty list takes nothing")
  func refusal() throws {
    #expect(try !AcceptList("text/html;q=0, */*").accepts(MediaType("text/html")))
    #expect(try AcceptList("text/html;q=0, */*").accepts(MediaType("text/css")))
    #expect(try !AcceptList(" , ,").accepts(MediaType("text/css")))
  }

  @Test("What is written is read again")
  func roundTrip() throws {
    let list = try AcceptList("image/jpeg;q=0.05,, application/dicom+json ; q=1.000 ")
    #expect(list.description == "image/jpeg;q=0.050, application/dicom+json")
    #expect(try AcceptList(list.description) == list)
  }

  @Test(
    "A breach of the grammar is named with its place",
    arguments: [
      ("text/html;q=1.5", MediaTypeError(.weight("1.5"), offset: 0)),
      ("text/html;q=0.1234", MediaTypeError(.weight("0.1234"), offset: 0)),
      ("text/html;q=.5", MediaTypeError(.weight(".5"), offset: 0)),
      ("a/b, */html", MediaTypeError(.wildcardType, offset: 5)),
      ("a/b c/d", MediaTypeError(.expected("a comma or the end"), offset: 4)),
    ])
  func breaches(text: String, error: MediaTypeError) {
    #expect(throws: error) { try AcceptList(text) }
  }
}
