import DICOM
import NIOCore
import Testing

@Suite("Objects against PS3.3")
struct ObjectConformanceTests {
  private func errors(_ object: DataSet) -> [String] { ObjectConformance.check(object).errors.map(\.description) }

  @Test("Objects that follow the standard have no findings")
  func sound() throws {
    #expect(errors(try SampleObjects.ct()) == [])
    #expect(errors(try SampleObjects.report()) == [])
    #expect(ObjectConformance.check(try SampleObjects.ct()).definition?.name == "CT Image")
  }

  @Test(
    "A missing attribute of type 1 or 2 is found with its module and table",
    arguments: [
      ("PatientID", "2", "Patient", "C.7-1"), ("StudyInstanceUID", "1", "General Study", "C.7-3"),
      ("Modality", "1", "General Series", "C.7-5a"), ("Manufacturer", "2", "General Equipment", "C.7-8"),
      ("PixelSpacing", "1", "Image Plane", "C.7-10"), ("Rows", "1", "Image Pixel", "C.7-11a"),
      ("KVP", "2", "CT Image", "C.8-3"), ("SOPInstanceUID", "1", "SOP Common", "C.12-1"),
    ])
  func missing(keyword: String, type: String, module: String, table: String) throws {
    var object = try SampleObjects.ct()
    let tag = try #require(Tag(keyword: keyword))
    object[tag] = nil
    let findings = ObjectConformance.check(object).errors
    #expect(findings.map(\.tag) == [tag])
    #expect(findings.map(\.rule) == [.missing])
    #expect(findings.map(\.module) == [module])
    #expect(findings.map(\.section) == ["PS3.3 Table \(table)"])
    #expect(findings.first?.message.contains("type \(type)") == true)
  }

  @Test("An empty value is a fault of type 1 and none of type 2", arguments: [("Modality", 1), ("PatientID", 0)])
  func empty(keyword: String, count: Int) throws {
    var object = try SampleObjects.ct()
    try object.set(#require(Tag(keyword: keyword)), strings: [])
    #expect(ObjectConformance.check(object).errors.map(\.rule) == Array(repeating: .empty, count: count))
  }

  @Test(
    "A value beyond the enumerated ones is told and is no error, as a later edition may have it",
    arguments: [
      ("PatientSex", "M", false), ("PatientSex", "X", true), ("BurnedInAnnotation", "YES", false),
      ("BurnedInAnnotation", "MAYBE", true),
    ])
  func enumerated(keyword: String, value: String, isTold: Bool) throws {
    var object = try SampleObjects.ct()
    try object.set(#require(Tag(keyword: keyword)), value)
    let result = ObjectConformance.check(object)
    #expect(result.errors == [])
    let found = result.findings.filter { $0.rule == .enumeratedValue }
    #expect(found.map(\.severity) == (isTold ? [.warning] : []))
    #expect(found.allSatisfy { $0.message.contains("as the edition of April 2020") })
  }

  @Test("A value that no edition can have is an error", arguments: ["f", "M*", "Female"])
  func impossible(value: String) throws {
    var object = try SampleObjects.ct()
    try object.set(#require(Tag(keyword: "PatientSex")), value)
    let found = ObjectConformance.check(object).findings.map { "\($0.severity) \($0.rule)" }
    #expect(found == ["warning enumeratedValue", "error form"])
  }

  @Test("A conditional attribute is asked for where its condition is fulfilled")
  func conditions() throws {
    var object = try SampleObjects.ct()
    try object.set(#require(Tag(keyword: "LossyImageCompression")), "00")
    #expect(errors(object) == [])
    try object.set(#require(Tag(keyword: "LossyImageCompression")), "01")
    try object.set(#require(Tag(keyword: "LossyImageCompressionRatio")), "10")
    #expect(errors(object) == [])
    var colour = try SampleObjects.ct()
    try colour.set(#require(Tag(keyword: "SamplesPerPixel")), strings: ["3"])
    colour[.pixelData] = nil
    let found = ObjectConformance.check(colour).errors
    #expect(found.map { $0.tag.keyword } == ["PlanarConfiguration", "PixelData"])
    #expect(found.first?.message == "is missing, and is of type 1C since SamplesPerPixel is greater than 1")
  }

  @Test("Items are held against the macro of their sequence")
  func items() throws {
    var object = try SampleObjects.report()
    let sequence = try #require(Tag(keyword: "ContentSequence"))
    var contents = try #require(object.items(sequence))
    let values = try #require(Tag(keyword: "MeasuredValueSequence"))
    var measured = try #require(contents[0].items(values)?.first)
    measured[try #require(Tag(keyword: "NumericValue"))] = nil
    try SampleObjects.set(&contents[0], "MeasuredValueSequence", [measured])
    contents[1][try #require(Tag(keyword: "ConceptCodeSequence"))] = nil
    try SampleObjects.set(&object, "ContentSequence", contents)
    let found = ObjectConformance.check(object).errors
    #expect(
      found.map(\.path) == [
        "ContentSequence[0].MeasuredValueSequence[0].NumericValue", "ContentSequence[1].ConceptCodeSequence",
      ])
    #expect(found.allSatisfy { $0.module == "SR Document Content" })
  }

  @Test("Functional groups are asked for, shared or in every frame")
  func functionalGroups() throws {
    let object = try SampleObjects.enhancedCT()
    func groups(_ object: DataSet) -> [String] {
      ObjectConformance.check(object).errors.filter { $0.path.contains("FunctionalGroups") }.map {
        $0.path + " " + ($0.module ?? "")
      }
    }
    let before = groups(object)
    // What the sample has is not asked for again; what it lacks is asked for in each frame.
    #expect(!before.contains { $0.contains("PixelMeasures") || $0.contains("PlanePosition") })
    #expect(before.contains("PerFrameFunctionalGroupsSequence[0].FrameAnatomySequence Frame Anatomy"))
    #expect(before.contains("PerFrameFunctionalGroupsSequence[1].FrameAnatomySequence Frame Anatomy"))
    var broken = object
    let perFrame = Tag(0x5200, 0x9230)
    var frames = try #require(object.items(perFrame))
    frames[1][try #require(Tag(keyword: "PlanePositionSequence"))] = nil
    broken[perFrame] = DataElement(tag: perFrame, vr: .SQ, value: .items(frames))
    #expect(
      Set(groups(broken)).subtracting(before) == [
        "PerFrameFunctionalGroupsSequence[1].PlanePositionSequence Plane Position (Patient)"
      ])
    frames.removeLast()
    broken[perFrame] = DataElement(tag: perFrame, vr: .SQ, value: .items(frames))
    #expect(ObjectConformance.check(broken).errors.contains { $0.rule == .itemCount && $0.tag == perFrame })
    broken[perFrame] = nil
    #expect(ObjectConformance.check(broken).errors.contains { $0.rule == .missing && $0.tag == perFrame })
    try broken.set(Tag(0x0020, 0x9311), "TILED_FULL")
    #expect(!ObjectConformance.check(broken).errors.contains { $0.tag == perFrame })
  }

  @Test("An object of an unknown SOP class is held against PS3.5 alone")
  func unknownClass() throws {
    var object = DataSet()
    try object.set(.sopClassUID, "1.2.3.4")
    try object.set(.patientSex, "f")
    let result = ObjectConformance.check(object)
    #expect(result.definition == nil)
    #expect(result.findings.map(\.rule) == [.form])
  }

  @Test("Pixel data are held against their description")
  func pixels() throws {
    var object = try SampleObjects.ct()
    object.set(.pixelData, bytes: ByteBuffer(repeating: 0, count: 30), vr: .OW)
    #expect(errors(object).map { $0.contains("30 bytes") } == [true])
    object = try SampleObjects.ct()
    try object.set(#require(Tag(keyword: "HighBit")), strings: ["15"])
    #expect(ObjectConformance.check(object).errors.map(\.rule) == [.pixelDescription])
  }

  @Test("What is found is bounded, however much is wrong")
  func bounds() throws {
    var object = try SampleObjects.report()
    let items = [DataSet](repeating: DataSet(), count: 10_000)
    try SampleObjects.set(&object, "ContentSequence", items)
    let result = ObjectConformance.check(object)
    #expect(result.findings.count == ObjectConformance.limit)
    #expect(result.isCut)
  }
}
