/// The kinds of objects that a synthetic study can be made of, one SOP class each (PS3.4 §B.5, §GG.3).
///
/// Kinds that speak of images come with a series of images that they refer to.
public enum ObjectKind: String, CaseIterable, Hashable, Sendable {
  case cr
  case dx
  case mg
  case breastTomosynthesis = "breast-tomosynthesis"
  case ct
  case enhancedCT = "enhanced-ct"
  case mr
  case enhancedMR = "enhanced-mr"
  case enhancedMRColor = "enhanced-mr-color"
  case us
  case usMultiFrame = "us-multi-frame"
  case enhancedUSVolume = "enhanced-us-volume"
  case xa
  case xrf
  case enhancedXA = "enhanced-xa"
  case enhancedXRF = "enhanced-xrf"
  case nm
  case pet
  case enhancedPET = "enhanced-pet"
  case secondaryCapture = "secondary-capture"
  case grayscaleCapture = "multi-frame-grayscale-capture"
  case trueColorCapture = "multi-frame-true-color-capture"
  case wholeSlide = "whole-slide"
  case videoEndoscopy = "video-endoscopy"
  case ecg
  case generalECG = "general-ecg"
  case hemodynamic
  case keyObjectSelection = "key-object-selection"
  case grayscalePresentation = "grayscale-presentation-state"
  case colorPresentation = "color-presentation-state"
  case pseudoColorPresentation = "pseudo-color-presentation-state"
  case blendingPresentation = "blending-presentation-state"
  case basicTextSR = "basic-text-sr"
  case enhancedSR = "enhanced-sr"
  case comprehensiveSR = "comprehensive-sr"
  case comprehensive3DSR = "comprehensive-3d-sr"
  case doseSR = "radiation-dose-sr"
  case radiopharmaceuticalDoseSR = "radiopharmaceutical-dose-sr"
  case segmentation
  case parametricMap = "parametric-map"
  case encapsulatedPDF = "encapsulated-pdf"
  case encapsulatedCDA = "encapsulated-cda"
  case hangingProtocol = "hanging-protocol"
}
