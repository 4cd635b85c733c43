import DICOM
import Specification

/// What makes up one kind of object: its SOP class, and the modules of its IOD (PS3.3 Annex A) as templates.
struct ObjectDefinition: Sendable {
  /// SOP Class UID (PS3.4 §B.5).
  var sopClass: String
  /// Modality (PS3.3 §C.7.3.1.1.1).
  var modality: String
  /// What a study of it is called where the fixture does not say.
  var title: String
  /// CID 4031 in the words of Body Part Examined; nil where the object has none.
  var bodyPart: String?
  /// Modules, later ones over earlier ones.
  var modules: [String]
  /// Items of Per-Frame Functional Groups Sequence, one for each frame.
  var frame: String?
  /// The pixels; nil where there are none.
  var pixels: ObjectPixels?
  /// The kind of images that it refers to.
  var references: ObjectKind?
  /// What no template can hold.
  var content: Content = .none

  /// Contents that are computed.
  enum Content: Sendable {
    case none
    /// An encapsulated PDF or CDA document.
    case document(EncapsulatedDocument)
    /// Samples of a waveform.
    case waveform(SyntheticWaveform)
    /// An encapsulated video.
    case video
    /// No patient, study or series: a non-patient object (PS3.3 §A.44).
    case nonPatient
  }

  /// Makes a definition.
  init(
    _ sopClass: String, _ modality: String, _ title: String, bodyPart: String? = nil, _ modules: [String],
    frame: String? = nil, pixels: ObjectPixels? = nil, references: ObjectKind? = nil, content: Content = .none
  ) {
    self.sopClass = "1.2.840.10008.5.1.4." + sopClass
    self.modality = modality
    self.title = title
    self.bodyPart = bodyPart
    self.modules = modules
    self.frame = frame
    self.pixels = pixels
    self.references = references
    self.content = content
  }
}

extension ObjectKind {
  /// What the kind is made of.
  var definition: ObjectDefinition {
    switch self {
    case .cr: ProjectionObjects.cr
    case .dx: ProjectionObjects.dx
    case .mg: ProjectionObjects.mg
    case .breastTomosynthesis: EnhancedObjects.breastTomosynthesis
    case .ct: SliceObjects.ct
    case .enhancedCT: EnhancedObjects.ct
    case .mr: SliceObjects.mr
    case .enhancedMR: EnhancedObjects.mr
    case .enhancedMRColor: EnhancedObjects.mrColor
    case .us: ClipObjects.us
    case .usMultiFrame: ClipObjects.usMultiFrame
    case .enhancedUSVolume: VolumeObjects.ultrasound
    case .xa: ProjectionObjects.xa
    case .xrf: ProjectionObjects.xrf
    case .enhancedXA: EnhancedXRayObjects.xa
    case .enhancedXRF: EnhancedXRayObjects.xrf
    case .nm: NuclearObjects.nm
    case .pet: NuclearObjects.pet
    case .enhancedPET: VolumeObjects.pet
    case .secondaryCapture: ClipObjects.secondaryCapture
    case .grayscaleCapture: ClipObjects.grayscaleCapture
    case .trueColorCapture: ClipObjects.trueColorCapture
    case .wholeSlide: VisibleLightObjects.wholeSlide
    case .videoEndoscopy: VisibleLightObjects.videoEndoscopy
    case .ecg: DocumentObjects.ecg
    case .generalECG: DocumentObjects.generalECG
    case .hemodynamic: DocumentObjects.hemodynamic
    case .keyObjectSelection: ReportObjects.keyObjectSelection
    case .grayscalePresentation: PresentationObjects.grayscale
    case .colorPresentation: PresentationObjects.color
    case .pseudoColorPresentation: PresentationObjects.pseudoColor
    case .blendingPresentation: PresentationObjects.blending
    case .basicTextSR: ReportObjects.basicText
    case .enhancedSR: ReportObjects.enhanced
    case .comprehensiveSR: ReportObjects.comprehensive
    case .comprehensive3DSR: ReportObjects.comprehensive3D
    case .doseSR: DoseObjects.radiation
    case .radiopharmaceuticalDoseSR: DoseObjects.radiopharmaceutical
    case .segmentation: EnhancedObjects.segmentation
    case .parametricMap: VolumeObjects.parametricMap
    case .encapsulatedPDF: DocumentObjects.pdf
    case .encapsulatedCDA: DocumentObjects.cda
    case .hangingProtocol: DocumentObjects.hangingProtocol
    }
  }
}
