import NIOCore
import Testing

@testable import DICOM

@Suite("Search for what identifies a patient")
struct IdentitySearchTests {
  private static let secret = "9990000018"

  private func hits(_ bytes: [UInt8], tag: Tag = Tag(0x0009, 0x1001)) -> [IdentitySearch.Hit] {
    var object = DataSet()
    object.set(tag, bytes: ByteBuffer(bytes: bytes), vr: .OB)
    return IdentitySearch(["unrelated", Self.secret]).hits(in: object)
  }

  @Test("A text is found as it is written, in UTF-16 of both orders and in hexadecimal")
  func forms() {
    let plain = Array("xx\(Self.secret)yy".utf8)
    #expect(hits(plain).map(\.form) == ["text"])
    #expect(hits(plain).map(\.text) == [1])
    let units = Array(Self.secret.utf16)
    #expect(hits([1] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).map(\.form) == ["utf-16"])
    #expect(hits([1] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }).map(\.form) == ["utf-16"])
    #expect(hits(Array("39393930303030303138".utf8)).map(\.form) == ["hexadecimal"])
    #expect(hits(Array("9990000017".utf8)) == [])
  }

  /// Base64 of `a9990000018 `, `ab9990000018 ` and `abc9990000018 `, made by Python's base64.
  @Test(
    "Base64 is searched at each place of a group",
    arguments: ["YTk5OTAwMDAwMTgg", "YWI5OTkwMDAwMDE4IA==", "YWJjOTk5MDAwMDAxOCA=", "OTk5MDAwMDAxOA=="])
  func base64(text: String) {
    #expect(hits(Array(text.utf8)).map(\.form) == ["base64"])
  }

  @Test("Compressed streams within values are searched")
  func deflated() throws {
    let raw = try #require(Deflate.deflate(ByteBuffer(string: "BT (\(Self.secret)) Tj ET")))
    let stream = Array("%PDF stream\n".utf8) + [0x78, 0x9C] + Array(raw.readableBytesView)
    #expect(hits(stream, tag: Tag(0x0042, 0x0011)).map(\.form) == ["deflated"])
  }

  @Test("Items are searched, and the path says where; letters of any case and other repertoires count")
  func places() throws {
    var item = DataSet()
    var object = DataSet()
    try object.set(.specificCharacterSet, "ISO_IR 100")
    try item.set(Tag(0x0040, 0xA160), "seen by MÜLLER", vr: .UT, inheriting: object.characterSet())
    object[Tag(0x0040, 0xA730)] = DataElement(tag: Tag(0x0040, 0xA730), vr: .SQ, value: .items([item]))
    let found = IdentitySearch(["Müller"]).hits(in: object)
    #expect(found.map(\.path) == ["ContentSequence[0].TextValue"])
  }

  @Test("Texts too short to be told from chance are not searched for")
  func short() {
    var object = DataSet()
    object.set(Tag(0x0009, 0x1001), bytes: ByteBuffer(string: "abcd"), vr: .OB)
    #expect(IdentitySearch(["abcd"]).hits(in: object) == [])
  }

  @Test("The table has the actions of the standard and what options keep")
  func table() {
    #expect(ConfidentialityProfile.action(.patientName)?.code == "Z")
    #expect(ConfidentialityProfile.action(.studyInstanceUID)?.code == "U")
    #expect(ConfidentialityProfile.action(.studyInstanceUID)?.keepingOptions == ["113110"])
    #expect(ConfidentialityProfile.action(.patientSex)?.keepingOptions == ["113108"])
    #expect(ConfidentialityProfile.action(Tag(0x6002, 0x3000))?.code == "X")
    #expect(ConfidentialityProfile.action(Tag(0x0009, 0x1001))?.keepingOptions == ["113111"])
    #expect(ConfidentialityProfile.action(.rows) == nil)
    #expect(ConfidentialityProfile.attributes.count > 400)
  }
}
