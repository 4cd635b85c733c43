import JSONTree

extension ImagingManifest {
  /// Extension of an Endpoint that tells the Retrieve Location UID (MADO).
  private static let locationExtensions: Set<String> = [
    "https://profiles.ihe.net/RAD/MADO/StructureDefinition/MadoRetrieveLocationUIDExtension",
    "https://profiles.ihe.net/RAD/MADO/StructureDefinition/XcWadoRetrieveLocationUIDExtension",
  ]
  /// Extension of an ImagingStudy that tells an anatomical region (MADO).
  private static let regionExtension =
    "https://profiles.ihe.net/RAD/MADO/StructureDefinition/MadoAnatomicalRegionExtension"

  /// Reads a manifest in the form of FHIR: a document bundle with one ImagingStudy and its endpoints, in JSON (MADO, FHIR
  /// Imaging Study Manifest).
  public init(bundle bytes: [UInt8]) throws(Problem) {
    let root: JSONNode
    do throws(JSONSyntaxError) { root = try JSONNode(parsing: bytes) } catch { throw .json("\(error)") }
    guard root["resourceType"]?.text == "Bundle" else {
      throw .noStudy("the resource is \(root["resourceType"]?.text.map { String($0.prefix(64)) } ?? "none")")
    }
    guard root["type"]?.text == "document" else { throw .noStudy("the bundle is no document") }
    var resources: [(url: String, resource: JSONNode)] = []
    for entry in root["entry"]?.elements ?? [] {
      guard let resource = entry["resource"] else { continue }
      resources.append((entry["fullUrl"]?.text ?? "", resource))
    }
    let studies = resources.filter { $0.resource["resourceType"]?.text == "ImagingStudy" }
    guard studies.count == 1, let imaging = studies.first?.resource else {
      throw .noStudy("it has \(studies.count) ImagingStudy resources, and one is expected")
    }
    self.init(.bundle)
    sopInstance = Self.uid(root["identifier"]?["value"]?.text)
    study = Self.studyUID(of: imaging)
    if let composition = resources.first(where: { $0.resource["resourceType"]?.text == "Composition" })?.resource {
      title = Code(concept: composition["type"])
    }
    if let patient = resources.first(where: { $0.resource["resourceType"]?.text == "Patient" })?.resource {
      patientID = patient["identifier"]?.elements?.first?["value"]?.text ?? ""
      issuerOfPatientID = patient["identifier"]?.elements?.first?["system"]?.text ?? ""
    }
    accessionNumber = Self.accessionNumber(of: imaging)
    let places = Self.endpoints(resources)
    references = (imaging["series"]?.elements ?? []).map { Self.series($0, of: study, places) }
    selected = instances
    for one in imaging["extension"]?.elements ?? [] where one["url"]?.text == Self.regionExtension {
      if let region = Code(concept: one["valueCodeableConcept"]) { regions.append(region) }
    }
  }

  /// An address of a WADO-RS service.
  private struct Place {
    var address: String?
    var location: String?
  }

  /// Endpoints by everything that a reference may call them.
  private static func endpoints(_ resources: [(url: String, resource: JSONNode)]) -> [String: Place] {
    var places: [String: Place] = [:]
    for (url, endpoint) in resources where endpoint["resourceType"]?.text == "Endpoint" {
      let location = endpoint["extension"]?.elements?.first {
        $0["url"]?.text.map(locationExtensions.contains) ?? false
      }
      let place = Place(
        address: endpoint["address"]?.text,
        location: (location?["valueString"] ?? location?["valueOid"] ?? location?["valueUri"])?.text.map(uid))
      places[url] = place
      if let id = endpoint["id"]?.text { places["Endpoint/\(id)"] = place }
    }
    return places
  }

  private static func series(_ node: JSONNode, of study: String, _ places: [String: Place]) -> Series {
    var series = Series(study: study, uid: uid(node["uid"]?.text))
    series.instances = (node["instance"]?.elements ?? []).map {
      Instance(sopClass: uid($0["sopClass"]?["code"]?.text), sopInstance: uid($0["uid"]?.text))
    }
    let references = (node["endpoint"]?.elements ?? []).compactMap { $0["reference"]?.text }
    if let place = references.lazy.compactMap({ places[$0] }).first {
      series.retrieveLocation = place.location
      series.retrieveURL = place.address
    }
    series.description = Description(
      modality: node["modality"]?["code"]?.text, number: node["number"]?.number, text: node["description"]?.text,
      instanceCount: node["numberOfInstances"]?.number)
    return series
  }

  private static func studyUID(of imaging: JSONNode) -> String {
    let identifiers = imaging["identifier"]?.elements ?? []
    return uid(identifiers.first { $0["system"]?.text == "urn:dicom:uid" }?["value"]?.text)
  }

  /// The accession number of the order that the study is based on (MADO, mapping of KOS and FHIR).
  private static func accessionNumber(of imaging: JSONNode) -> String {
    let orders = (imaging["basedOn"]?.elements ?? []).compactMap { $0["identifier"] }
    return orders.first?["value"]?.text ?? ""
  }

  /// A UID without the prefix that FHIR gives it.
  private static func uid(_ text: String?) -> String {
    guard let text else { return "" }
    for prefix in ["urn:oid:", "oid:"] where text.hasPrefix(prefix) { return String(text.dropFirst(prefix.count)) }
    return text
  }
}

extension ImagingManifest.Code {
  /// Reads the first coding of a CodeableConcept; nil where there is none.
  fileprivate init?(concept: JSONNode?) {
    guard let coding = concept?["coding"]?.elements?.first, let value = coding["code"]?.text else { return nil }
    self.init(value, coding["system"]?.text ?? "", coding["display"]?.text ?? "")
  }
}

extension JSONNode {
  /// A number as it is written; nil for every other value.
  fileprivate var number: String? { if case .number(let text) = value { text } else { nil } }
}
