import DICOM
import NIOCore

extension ImagingManifest {
  /// Why bytes are no manifest.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// No DICOM file.
    case file(Part10Error)
    /// No JSON by the letter; what is wrong, and at which byte.
    case json(String)
    /// JSON, but no document bundle with one ImagingStudy.
    case noStudy(String)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .file(let error): "\(error)"
      case .json(let text): "no JSON: \(text)"
      case .noStudy(let text): "no manifest in the form of FHIR: \(text)"
      }
    }
  }

  /// Reads a DICOM file (PS3.10). Whether it is a Key Object Selection Document tells its SOP class; what is missing in it is
  /// missing here.
  public init(file: ByteBuffer) throws(Problem) {
    do throws(Part10Error) { self.init(try DICOMFile(reading: file).dataSet) } catch { throw .file(error) }
  }

  /// Reads a data set; what is missing in it is empty.
  public init(_ dataSet: DataSet) {
    self.init(.keyObjects)
    sopClass = dataSet.uid(.sopClassUID)?.value ?? ""
    sopInstance = dataSet.uid(.sopInstanceUID)?.value ?? ""
    study = dataSet.uid(.studyInstanceUID)?.value ?? ""
    series = dataSet.uid(.seriesInstanceUID)?.value ?? ""
    modality = dataSet.string(.modality) ?? ""
    title = Code(of: dataSet, .conceptName)
    patientID = dataSet.string(.patientID) ?? ""
    issuerOfPatientID = dataSet.string(.issuerOfPatientID) ?? ""
    accessionNumber = dataSet.string(.accessionNumber) ?? ""
    for evidence in dataSet.items(.currentRequestedProcedureEvidence) ?? [] {
      let study = evidence.uid(.studyInstanceUID)?.value ?? ""
      references += (evidence.items(.referencedSeries) ?? []).map { Series($0, of: study) }
    }
    readContent(of: dataSet)
  }

  /// Walks the content tree in its order: references to instances, and what is said of series and regions.
  private mutating func readContent(of dataSet: DataSet) {
    let characterSet = dataSet.characterSet()
    var descriptions: [String: Description] = [:]
    var open: [DataSet] = (dataSet.items(.contentSequence) ?? []).reversed()
    while let item = open.popLast() {
      selected += (item.items(.referencedSOP) ?? []).compactMap { $0.uid(.referencedSOPInstance)?.value }
      let children = item.items(.contentSequence) ?? []
      let name = Code(of: item, .conceptName)
      if name?.value == ManifestItem.targetRegion.rawValue, let region = Code(of: item, .conceptCode) {
        if !regions.contains(region) { regions.append(region) }
      }
      if name?.value == ManifestItem.imageLibraryGroup.rawValue,
        let (uid, description) = Description.read(children, characterSet)
      {
        descriptions[uid] = description
      }
      open += children.reversed()
    }
    for index in references.indices { references[index].description = descriptions[references[index].uid] }
  }
}

extension ImagingManifest.Series {
  /// Reads an item of Referenced Series Sequence (PS3.3 §C.17.2.1).
  fileprivate init(_ item: DataSet, of study: String) {
    self.init(study: study, uid: item.uid(.seriesInstanceUID)?.value ?? "")
    retrieveAETitles = item.strings(.retrieveAETitle) ?? []
    retrieveLocation = item.uid(.retrieveLocation)?.value
    retrieveURL = item.string(.retrieveURL)
    instances = (item.items(.referencedSOP) ?? []).map {
      ImagingManifest.Instance(
        sopClass: $0.uid(.referencedSOPClass)?.value ?? "", sopInstance: $0.uid(.referencedSOPInstance)?.value ?? "")
    }
  }
}

extension ImagingManifest.Code {
  /// Reads the first item of a sequence of codes; nil where there is none.
  init?(of dataSet: DataSet, _ tag: Tag) {
    guard let item = dataSet.items(tag)?.first, let value = item.string(.codeValue) else { return nil }
    self.init(value, item.string(.codingScheme) ?? "", item.string(.codeMeaning) ?? "")
  }

  /// The item of a sequence of codes.
  func item() throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(.codeValue, value)
    try item.set(.codingScheme, scheme)
    try item.set(.codeMeaning, meaning)
    return item
  }
}

extension ImagingManifest.Description {
  /// Reads the content items of a group of the image library; nil where they name no series.
  fileprivate static func read(
    _ items: [DataSet], _ characterSet: SpecificCharacterSet
  ) -> (series: String, Self)? {
    var series: String?
    var description = Self()
    for item in items {
      guard let name = ImagingManifest.Code(of: item, .conceptName).flatMap({ ManifestItem(rawValue: $0.value) }) else {
        continue
      }
      let text = item.string(.textValue, inheriting: characterSet)
      let number = item.items(.measuredValue)?.first?.string(.numericValue)
      switch name {
      case .seriesInstanceUID: series = item.uid(.uidValue)?.value
      case .modality: description.modality = ImagingManifest.Code(of: item, .conceptCode)?.value
      case .seriesNumber: description.number = text ?? number
      case .seriesDescription: description.text = text
      case .seriesInstances: description.instanceCount = number ?? text
      case .imageLibrary, .imageLibraryGroup, .targetRegion: break
      }
    }
    return series.map { ($0, description) }
  }
}
