import DICOM
import NIOCore
import TestPeers
import Testing

@Suite("Hostile input")
struct MutationTests {
  static let mutants = 20_000
  static let syntaxes: [TransferSyntax] = [
    .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian, .deflatedExplicitVRLittleEndian,
  ]
  /// All values of one mutant in so many are read as a reader would: that takes longer than decoding.
  static let sample = 5
  /// Time of the processor for one mutant.
  static let patience = Duration.milliseconds(100)
  /// Small, so that a mutant that asks for much is refused rather than served.
  static let limits = DecodingLimits(maximumDepth: 16, maximumElements: 10_000, maximumLength: 1 << 20)

  static let interesting: [[UInt8]] = [
    [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 0, 0], [0xFE, 0xFF, 0x00, 0xE0],
    [0xFE, 0xFF, 0x0D, 0xE0], [0xFE, 0xFF, 0xDD, 0xE0], [0x1B, 0x24, 0x42], [0x1B, 0x24, 0x29, 0x43], Array("SQ".utf8),
    Array("UN".utf8), Array("OB".utf8), [0x5C], [0xFE, 0xFF, 0xFF, 0xFF],
  ]

  /// Mutants from a seed.
  static func mutator(seed: UInt64) -> Mutator {
    Mutator(generator: SeededGenerator(state: seed), pieces: interesting, overwrites: true)
  }

  /// Uses a data set in every way that a reader would.
  static func exercise(_ dataSet: DataSet, depth: Int = 0) {
    for element in dataSet.elements {
      _ = dataSet.strings(element.tag)
      _ = dataSet.numbers(element.tag)
      _ = dataSet.integers(element.tag)
      _ = dataSet.personName(element.tag)
      _ = dataSet.date(element.tag)
      _ = dataSet.tags(element.tag)
      for item in dataSet.items(element.tag) ?? [] { exercise(item, depth: depth + 1) }
    }
    if depth == 0 { _ = dataSet.textNotes() }
  }

  /// A name in each kind of character set, so that mutants reach every reader of text.
  static func sources() throws -> [DataSet] {
    let plain = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian)
    let names = [
      (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"), (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
      (["ISO_IR 192"], "Wang=王^小東"), (["GB18030"], "Wang=王^小东"), (["ISO 2022 IR 13", "ISO 2022 IR 87"], "ﾔﾏﾀﾞ=山田"),
    ]
    return try [plain]
      + names.map { terms, name in
        var dataSet = plain
        try dataSet.set(.specificCharacterSet, strings: terms)
        try dataSet.set(.patientName, name)
        return dataSet
      }
  }

  @Test(
    "No mutant of a data set traps or takes long, errors lie within it, what is read can be written and read again",
    arguments: syntaxes)
  func dataSets(syntax: TransferSyntax) throws {
    var mutator = Self.mutator(seed: 1)
    let sources = try Self.sources().map { Array(try $0.encoded(as: syntax).readableBytesView) }
    let memory = ThreadTime.peakMemory
    var read = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = ByteBuffer(bytes: mutator.mutant(of: sources[index % sources.count]))
      let (result, time) = ThreadTime.of {
        Result { () throws(DataSetDecodingError) in try DataSet(decoding: bytes, as: syntax, limits: Self.limits) }
      }
      slowest = max(slowest, time)
      switch result {
      case .success(let dataSet):
        read += 1
        guard index % Self.sample == 0 else { continue }
        Self.exercise(dataSet)
        // Odd values gain their padding in the first writing; from then on nothing changes.
        guard let written = try? dataSet.encoded(as: syntax),
          let again = try? DataSet(decoding: written, as: syntax)
        else { continue }
        #expect(try again.encoded(as: syntax) == written)
      case .failure(let error):
        // Behind a deflated stream, offsets count what was inflated.
        let end = syntax == .deflatedExplicitVRLittleEndian ? Self.limits.maximumLength : bytes.readableBytes
        #expect((0...end).contains(error.offset), "\(error)")
      }
    }
    #expect(read > Self.mutants / 100 && read < Self.mutants)
    #expect(slowest < Self.patience)
    #expect(ThreadTime.peakMemory - memory < 256 << 20)
  }

  /// Reads mutants of files.
  private func files(_ sources: [[UInt8]], seed: UInt64) {
    var mutator = Self.mutator(seed: seed)
    let memory = ThreadTime.peakMemory
    var read = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let (file, time) = ThreadTime.of {
        try? DICOMFile(reading: ByteBuffer(bytes: bytes), limits: Self.limits)
      }
      slowest = max(slowest, time)
      guard let file else { continue }
      read += 1
      guard index % Self.sample == 0 else { continue }
      Self.exercise(file.dataSet)
      Self.exercise(file.metaInformation)
    }
    #expect(read > Self.mutants / 100 && read < Self.mutants)
    #expect(slowest < Self.patience)
    #expect(ThreadTime.peakMemory - memory < 256 << 20)
  }

  @Test("No mutant of a file traps or takes long")
  func files() throws {
    files([Golden.dcmtkExplicit, Golden.dcmtkDeflated].map { Array(Golden.file($0).readableBytesView) }, seed: 2)
  }

  @Test("No mutant of the files that pydicom is tested with traps or takes long")
  func realFiles() throws {
    let listing = try Python.run(
      """
      import os, pydicom
      folder = os.path.join(os.path.dirname(pydicom.__file__), "data", "test_files")
      for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".dcm") and os.path.getsize(path) < 3500:
          with open(path, "rb") as file: print(file.read().hex())
      """)
    let sources = listing.split(separator: "\n").map { line in
      let digits = Array(line.utf8)
      return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) ?? 0
      }
    }
    #expect(sources.count > 30)
    files(sources, seed: 7)
  }

  @Test("No mutant of JSON traps or takes long, errors lie within it, what is read comes back from JSON")
  func json() throws {
    var mutator = Self.mutator(seed: 3)
    var sources = try Self.sources().map { DICOMJSON.write($0) }
    sources.append(Array(JSONTests.example.utf8))
    var read = 0
    var slowest = Duration.zero
    for index in 0..<Self.mutants {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let (result, time) = ThreadTime.of {
        Result { () throws(DICOMJSONError) in try DICOMJSON.read(bytes, limits: Self.limits).dataSet }
      }
      slowest = max(slowest, time)
      switch result {
      case .success(let dataSet):
        read += 1
        guard index % Self.sample == 0 else { continue }
        Self.exercise(dataSet)
        let written = DICOMJSON.write(dataSet)
        #expect(try DICOMJSON.write(DICOMJSON.read(written).dataSet) == written)
      case .failure(let error): #expect((0...bytes.count).contains(error.offset ?? 0), "\(error)")
      }
    }
    #expect(read > Self.mutants / 100 && read < Self.mutants)
    #expect(slowest < Self.patience)
  }

  @Test("No bytes whatever trap a reader of text")
  func text() {
    var generator = SeededGenerator(state: 4)
    let terms = CharacterSetTests.examples.map(\.terms)
    for index in 0..<Self.mutants {
      let length = Int.random(in: 0...24, using: &generator)
      var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if index % 2 == 0 { bytes.insert(0x1B, at: Int.random(in: 0...length, using: &generator)) }
      let set = SpecificCharacterSet(terms: terms[index % terms.count])
      let text = set.decode(bytes, vr: index % 3 == 0 ? .LT : .PN)
      #expect(text.isExact || text.values.joined().unicodeScalars.contains("\u{FFFD}"))
    }
  }
}
