/// What a source shares of a study: the instances with their places, and how they are retrieved (RAD TF-3 §4.68.4.1.2.1).
///
/// It comes as Key Object Selection Document, or in the form of FHIR that the profile MADO adds.
public struct ImagingManifest: Hashable, Sendable {
  /// In which form a manifest comes.
  public enum Form: String, CaseIterable, Hashable, Sendable {
    /// Key Object Selection Document (PS3.3 §A.35.4).
    case keyObjects = "kos"
    /// Document bundle with an ImagingStudy (MADO, FHIR Imaging Study Manifest).
    case bundle = "fhir"
  }

  /// A code with its scheme and the name for people.
  public struct Code: Hashable, Sendable {
    /// The code.
    public var value: String
    /// Coding scheme designator, or system in FHIR.
    public var scheme: String
    /// Code meaning.
    public var meaning: String

    /// Makes a code.
    public init(_ value: String, _ scheme: String, _ meaning: String) {
      self.value = value
      self.scheme = scheme
      self.meaning = meaning
    }
  }

  /// An instance that the manifest refers to.
  public struct Instance: Hashable, Sendable {
    /// Referenced SOP Class UID.
    public var sopClass: String
    /// Referenced SOP Instance UID.
    public var sopInstance: String

    /// Makes a reference.
    public init(sopClass: String, sopInstance: String) {
      self.sopClass = sopClass
      self.sopInstance = sopInstance
    }
  }

  /// A series that the manifest refers to.
  public struct Series: Hashable, Sendable {
    /// Study Instance UID of the study that it is listed under.
    public var study: String
    /// Series Instance UID.
    public var uid: String
    /// Retrieve AE Titles (0008,0054).
    public var retrieveAETitles: [String] = []
    /// Retrieve Location UID (0040,E011): the repository unique id of the source.
    public var retrieveLocation: String?
    /// Retrieve URL (0008,1190), or address of the endpoint in FHIR.
    public var retrieveURL: String?
    /// Its instances in order.
    public var instances: [Instance]
    /// What is said of it; nil where nothing is.
    public var description: Description?

    /// Makes a series.
    public init(study: String, uid: String, instances: [Instance] = []) {
      self.study = study
      self.uid = uid
      self.instances = instances
    }
  }

  /// What a manifest with description says of a series (MADO, PS3.16 TID 1602).
  public struct Description: Hashable, Sendable {
    /// Modality.
    public var modality: String?
    /// Series Number.
    public var number: String?
    /// Series Description.
    public var text: String?
    /// Number of Series Related Instances.
    public var instanceCount: String?

    /// Makes a description.
    public init(
      modality: String? = nil, number: String? = nil, text: String? = nil, instanceCount: String? = nil
    ) {
      self.modality = modality
      self.number = number
      self.text = text
      self.instanceCount = instanceCount
    }
  }

  /// In which form it came.
  public var form: Form
  /// SOP Class UID; empty in the form of FHIR.
  public var sopClass = ""
  /// SOP Instance UID, or the identifier of the bundle.
  public var sopInstance = ""
  /// Study Instance UID of the manifest itself.
  public var study = ""
  /// Series Instance UID of the manifest itself; empty in the form of FHIR.
  public var series = ""
  /// Modality; empty in the form of FHIR.
  public var modality = ""
  /// Document title.
  public var title: Code?
  /// Patient ID.
  public var patientID = ""
  /// Issuer of the Patient ID, or system of the identifier in FHIR.
  public var issuerOfPatientID = ""
  /// Accession Number.
  public var accessionNumber = ""
  /// The series that it refers to, in order.
  public var references: [Series] = []
  /// SOP Instance UIDs that the content tree refers to, in order.
  public var selected: [String] = []
  /// Anatomical regions.
  public var regions: [Code] = []

  /// Title of a manifest (PS3.16 CID 7010).
  public static let title = Code("113030", "DCM", "Manifest")
  /// Title of a manifest with description, as the trial implementation has it until DICOM gives it a code of its own (MADO).
  public static let describedTitle = Code("MADOTEMP001", "99IHE", "Manifest with Description")
  /// Key Object Selection Document Storage.
  public static let keyObjectSelection = "1.2.840.10008.5.1.4.1.1.88.59"
  /// Scheme of SOP Class UIDs as format codes.
  public static let formatScheme = "1.2.840.10008.2.6.1"

  /// Makes a manifest of nothing.
  public init(_ form: Form) { self.form = form }

  /// Whether its own series is none of those that it refers to.
  public var isSeriesItsOwn: Bool { !series.isEmpty && !references.contains { $0.uid == series } }

  /// All SOP Instance UIDs that it refers to, in order.
  public var instances: [String] { references.flatMap(\.instances).map(\.sopInstance) }
}
