import DICOM
import Testing

@Suite("Specific character sets")
struct CharacterSetTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var terms: [String]
    var bytes: String
    var text: String
    var vr = VR.PN
    var testDescription: String { terms.joined(separator: "\\") + " " + text }

    /// Characters above 7F in the literal stand for the byte of their number.
    var octets: [UInt8] { bytes.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
  }

  // The examples of PS3.5 Annexes H, I, J and K, and names that DICOM's test images for single-byte sets have.
  static let examples = [
    Example(
      terms: ["", "ISO 2022 IR 87"],
      bytes: "Yamada^Tarou=\u{1B}$B;3ED\u{1B}(B^\u{1B}$BB@O:\u{1B}(B=\u{1B}$B$d$^$@\u{1B}(B^\u{1B}$B$?$m$&\u{1B}(B",
      text: "Yamada^Tarou=山田^太郎=やまだ^たろう"),
    Example(
      terms: ["ISO 2022 IR 13", "ISO 2022 IR 87"],
      bytes: "\u{D4}\u{CF}\u{C0}\u{DE}^\u{C0}\u{DB}\u{B3}=\u{1B}$B;3ED\u{1B}(J^\u{1B}$BB@O:\u{1B}(J"
        + "=\u{1B}$B$d$^$@\u{1B}(J^\u{1B}$B$?$m$&\u{1B}(J",
      text: "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
    Example(
      terms: ["", "ISO 2022 IR 149"],
      bytes: "Hong^Gildong=\u{1B}$)C\u{FB}\u{F3}^\u{1B}$)C\u{D1}\u{CE}\u{D4}\u{D7}"
        + "=\u{1B}$)C\u{C8}\u{AB}^\u{1B}$)C\u{B1}\u{E6}\u{B5}\u{BF}",
      text: "Hong^Gildong=洪^吉洞=홍^길동"),
    Example(
      terms: ["", "ISO 2022 IR 58"],
      bytes: "Zhang^XiaoDong=\u{1B}$)A\u{D5}\u{C5}^\u{1B}$)A\u{D0}\u{A1}\u{B6}\u{AB}=",
      text: "Zhang^XiaoDong=张^小东="),
    Example(
      terms: ["ISO_IR 192"],
      bytes: "Wang^XiaoDong=\u{E7}\u{8E}\u{8B}^\u{E5}\u{B0}\u{8F}\u{E6}\u{9D}\u{B1}=", text: "Wang^XiaoDong=王^小東="),
    Example(
      terms: ["GB18030"], bytes: "Wang^XiaoDong=\u{CD}\u{F5}^\u{D0}\u{A1}\u{B6}\u{AB}=", text: "Wang^XiaoDong=王^小东="),
    Example(terms: ["GBK"], bytes: "\u{CD}\u{F5}^\u{D0}\u{A1}", text: "王^小"),
    Example(terms: ["ISO_IR 100"], bytes: "\u{C4}neas^R\u{FC}diger", text: "Äneas^Rüdiger"),
    Example(terms: ["ISO_IR 100"], bytes: "Buc^J\u{E9}r\u{F4}me", text: "Buc^Jérôme"),
    Example(
      terms: ["ISO_IR 126"], bytes: "\u{C4}\u{E9}\u{EF}\u{ED}\u{F5}\u{F3}\u{E9}\u{EF}\u{F2}", text: "Διονυσιος"),
    Example(terms: ["ISO_IR 144"], bytes: "\u{BB}\u{EE}\u{DA}ce\u{DC}\u{D1}yp\u{D3}", text: "Люкceмбypг"),
    Example(
      terms: ["ISO_IR 127"], bytes: "\u{E2}\u{C8}\u{C7}\u{E6}\u{EA}^\u{E4}\u{E6}\u{D2}\u{C7}\u{D1}", text: "قباني^لنزار"
    ),
    Example(
      terms: ["ISO_IR 138"], bytes: "\u{F9}\u{F8}\u{E5}\u{EF}^\u{E3}\u{E1}\u{E5}\u{F8}\u{E4}", text: "שרון^דבורה"),
    // ISO/IEC 8859 and TIS 620: one letter of each that the other sets have elsewhere or not at all.
    Example(terms: ["ISO_IR 101"], bytes: "\u{A3}\u{F3}d\u{BC}", text: "Łódź"),
    Example(terms: ["ISO_IR 109"], bytes: "\u{A1}\u{A9}", text: "Ħİ"),
    Example(terms: ["ISO_IR 110"], bytes: "\u{C0}\u{BA}", text: "Āē"),
    Example(terms: ["ISO_IR 148"], bytes: "\u{D0}\u{FD}", text: "Ğı"),
    Example(terms: ["ISO_IR 203"], bytes: "\u{A4}\u{BC}", text: "€Œ"),
    Example(terms: ["ISO_IR 166"], bytes: "\u{A1}\u{D2}", text: "กา"),
    Example(terms: ["ISO_IR 13"], bytes: "\u{D4}\u{CF}", text: "ﾔﾏ"),
    // JIS X 0212 row 16, cell 1 is U+4E02.
    Example(terms: ["", "ISO 2022 IR 159"], bytes: "\u{1B}$(D\u{30}\u{21}\u{1B}(B", text: "丂"),
    // A set of G1 that an escape brings in, as PS3.5 §6.1.2.5 has it.
    Example(
      terms: ["ISO 2022 IR 6", "ISO 2022 IR 100", "ISO 2022 IR 144"],
      bytes: "J\u{1B}-A\u{E9}\u{1B}-L\u{BB}^\u{1B}-A\u{E9}", text: "JéЛ^é"),
  ]

  @Test("Text is read in the declared character sets", arguments: examples)
  func decodes(example: Example) {
    let text = SpecificCharacterSet(terms: example.terms).decode(example.octets, vr: example.vr)
    #expect(text.values == [example.text])
    #expect(text.isExact)
  }

  @Test("Text is written as the standard's examples are", arguments: examples)
  func encodes(example: Example) {
    #expect(SpecificCharacterSet(terms: example.terms).encode([example.text], vr: example.vr) == example.octets)
  }

  @Test("Names in the test images that come with pydicom are read as pydicom reads them")
  func agreesWithPydicom() throws {
    let listing = try Python.run(
      """
      import pydicom, pydicom.charset
      from pydicom.data import get_charset_files
      for f in sorted(get_charset_files('*.dcm')):
          d = pydicom.dcmread(f)
          if 'PatientName' in d:
              cs = d.SpecificCharacterSet
              cs = [cs] if isinstance(cs, str) else list(cs)
              raw = d.get_item('PatientName').value
              print('|'.join(['\\\\'.join(cs), d.PatientName.original_string.hex(), str(d.PatientName)]))
      """)
    let lines = listing.split(separator: "\n")
    #expect(lines.count >= 12)
    for line in lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let terms = fields[0].split(separator: "\\", omittingEmptySubsequences: false).map(String.init)
      let bytes = Array(CodingTests.buffer(fields[1]).readableBytesView)
      let text = SpecificCharacterSet(terms: terms).decode(bytes, vr: .PN)
      #expect(PersonName(text.values[0]) == PersonName(fields[2]), "\(line)")
      #expect(text.isExact)
    }
  }

  @Test("A byte 5C within a character parts no values, and one between characters does")
  func backslashes() {
    // GBK 815C is 乗; a real backslash follows.
    let gbk = SpecificCharacterSet(terms: ["GBK"])
    #expect(gbk.decode([0x81, 0x5C, 0x5C, 0x41], vr: .LO).values == ["乗", "A"])
    #expect(SpecificCharacterSet(terms: ["GB18030"]).decode([0x81, 0x5C, 0x5C, 0x41], vr: .LO).values == ["乗", "A"])
    // JIS X 0208 has 5C as a second byte: 315C is 臆's row, cell 60.
    let kanji = SpecificCharacterSet(terms: ["", "ISO 2022 IR 87"])
    let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x31, 0x5C, 0x1B, 0x28, 0x42, 0x5C, 0x42]
    let text = kanji.decode(bytes, vr: .LO)
    #expect(text.values.count == 2 && text.values[1] == "B" && text.isExact)
    #expect(kanji.encode(text.values, vr: .LO) == bytes)
  }

  @Test("A backslash parts values where the VR has several, and is a character or a yen sign elsewhere")
  func backslashByVR() {
    #expect(SpecificCharacterSet.standard.decode(Array("A\\B".utf8), vr: .LO).values == ["A", "B"])
    #expect(SpecificCharacterSet.standard.decode(Array("A\\B".utf8), vr: .LT).values == ["A\\B"])
    let japanese = SpecificCharacterSet(terms: ["ISO_IR 13"])
    #expect(japanese.decode(Array("A\\B~".utf8), vr: .LO).values == ["A", "B‾"])
    #expect(japanese.decode(Array("A\\B".utf8), vr: .LT).values == ["A¥B"])
    #expect(japanese.decode(Array("A\\B".utf8), vr: .CS).values == ["A", "B"])
  }

  @Test("Designations end at delimiters, lines and values")
  func resets() {
    let set = SpecificCharacterSet(terms: ["", "ISO 2022 IR 100"])
    for delimiter in ["^", "=", "\\", "\n"] as [Character] {
      let bytes = [0x1B, 0x2D, 0x41, 0xE9] + Array(String(delimiter).utf8) + [0xE9]
      let text = set.decode(bytes, vr: .PN)
      #expect(!text.isExact)
      #expect(text.values.joined(separator: "\\") == "é\(delimiter)\u{FFFD}")
    }
    #expect(set.decode([0x1B, 0x2D, 0x41, 0xE9, 0x5E, 0xE9], vr: .LO).values == ["é^é"])
  }

  @Test(
    "Bytes without a meaning become U+FFFD and are reported, and what follows is read on",
    arguments: [
      ([], [0x41, 0xE9, 0x42], "A\u{FFFD}B"), (["ISO_IR 192"], [0x41, 0xFF, 0x42], "A\u{FFFD}B"),
      (["ISO_IR 126"], [0x41, 0xFF, 0x42], "A\u{FFFD}B"), (["ISO_IR 100"], [0x41, 0x85, 0x42], "A\u{FFFD}B"),
      (["GB18030"], [0x41, 0xFF, 0x42], "A\u{FFFD}B"), (["ISO_IR 100"], [0x41, 0x1B, 0x42], "A\u{FFFD}B"),
      (["", "ISO 2022 IR 87"], [0x41, 0x1B, 0x42], "A\u{FFFD}B"),
      (["", "ISO 2022 IR 149"], [0x1B, 0x24, 0x29, 0x43, 0xFB], "\u{FFFD}"),
      (["", "ISO 2022 IR 87"], [0x1B, 0x24, 0x42, 0x7E, 0x7E, 0x1B, 0x28, 0x42, 0x41], "\u{FFFD}A"),
    ] as [([String], [UInt8], String)])
  func undecodable(terms: [String], bytes: [UInt8], expected: String) {
    let text = SpecificCharacterSet(terms: terms).decode(bytes, vr: .LO)
    #expect(text.values == [expected])
    #expect(!text.isExact)
  }

  @Test("Terms that the standard does not have are reported, and those it has are not")
  func unknownTerms() {
    #expect(SpecificCharacterSet(terms: ["UTF-8"]).unknownTerms == ["UTF-8"])
    #expect(SpecificCharacterSet(terms: ["ISO_IR 87"]).unknownTerms == ["ISO_IR 87"])
    #expect(SpecificCharacterSet(terms: ["ISO 2022 IR 192"]).unknownTerms == ["ISO 2022 IR 192"])
    #expect(SpecificCharacterSet(terms: ["", "ISO 2022 IR 87"]).unknownTerms.isEmpty)
    #expect(SpecificCharacterSet(terms: [""]) == .standard)
  }

  @Test("Characters outside the declared sets are refused rather than replaced")
  func unencodable() {
    #expect(SpecificCharacterSet.standard.encode(["é"], vr: .PN) == nil)
    #expect(SpecificCharacterSet(terms: ["ISO_IR 100"]).encode(["Ł"], vr: .PN) == nil)
    #expect(SpecificCharacterSet(terms: ["", "ISO 2022 IR 149"]).encode(["क"], vr: .PN) == nil)
    #expect(SpecificCharacterSet.utf8.encode(["é"], vr: .CS) == nil)
  }
}
