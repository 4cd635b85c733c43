/// The defects of storage, commitment, rejection and notices: what goes wrong, against which clause, and whom it harms.
extension ArchiveDefect {
  /// The account of a defect of this part; nil where it is of another.
  var storageAccount: Account? {
    switch self {
    case .storeRefusesRadiographs:
      Account(
        "Computed radiographs are refused.", "PS3.4 §B.5", "The commonest of all images have to be kept elsewhere.")
    case .storeRefusesMammograms:
      Account("Mammograms and tomosyntheses are refused.", "PS3.4 §B.5", "Screening needs an archive of its own.")
    case .storeRefusesEnhancedCT:
      Account("Enhanced CT images are refused.", "PS3.4 §B.5", "A new scanner's images can't be stored.")
    case .storeRefusesUltrasound:
      Account("Ultrasound clips are refused.", "PS3.4 §B.5", "Echocardiograms stay on the machine.")
    case .storeRefusesEnhancedAngiography:
      Account("Enhanced XA images are refused.", "PS3.4 §B.5", "Angiograms of a new laboratory can't be stored.")
    case .storeRefusesPresentationStates:
      Account("Presentation states are refused.", "PS3.4 §B.5", "What the reporter marked is lost to the next reader.")
    case .storeRefusesReports:
      Account("Structured reports are refused.", "PS3.4 §B.5", "Measurements have to be typed again.")
    case .storeRefusesDocuments:
      Account(
        "Encapsulated documents are refused.", "PS3.4 §B.5", "Scanned papers of a study are kept elsewhere or lost.")
    case .storeRefusesWaveforms:
      Account("Twelve-lead ECGs are refused.", "PS3.4 §B.5", "ECGs need an archive of their own.")
    case .storeRefusesDoseReports:
      Account("Radiation dose reports are refused.", "PS3.4 §B.5", "Nobody can say what dose a patient had.")
    case .storeRefusesTracerDose:
      Account("Radiopharmaceutical dose reports are refused.", "PS3.4 §B.5", "The dose of a tracer is not on record.")
    case .storeRefusesNotes:
      Account("Key object notes are refused.", "PS3.4 §B.5", "A wrong image can't be withdrawn by a note.")
    case .storeRefusesSegmentations:
      Account("Segmentations are refused.", "PS3.4 §B.5", "What AI found is not kept with the images.")
    case .storeRefusesSlides:
      Account("Whole-slide images are refused.", "PS3.4 §B.5", "Pathology needs an archive of its own.")
    case .storeLosesInstances:
      Account(
        "Of each series only the first instance is kept; all are told to be stored.", "PS3.4 §B.2.3",
        "The modality deletes images that nobody has.")
    case .storeRepeatsResent:
      Account(
        "Instances that are sent again are listed twice.", "PS3.4 §C.6.1.1.5",
        "Readers think that images are missing or doubled.")
    case .storeRenumbersSeries:
      Account("Series get new UIDs.", "PS3.3 §C.7.3.1", "Notes and reports point at series that are not there.")
    case .storeRenumbersInstances:
      Account("Instances get new UIDs.", "PS3.3 §C.12.1", "Commitment and reports point at images that are not there.")
    case .storeDropsAttributes:
      Account("Referring physician and study description are dropped.", "PS3.4 §B.4.1", "Reports go to nobody.")
    case .storeDropsPrivateElements:
      Account("Private elements are dropped.", "PS3.4 §B.4.1", "Post-processing of the vendor no longer works.")
    case .storeBreaksCharacters:
      Account(
        "Letters of names beyond ASCII become question marks.", "PS3.3 §C.12.1.1.2",
        "A patient is not found under the own name.")
    case .storeCutsLongNames:
      Account(
        "Names are cut after twenty-four letters.", "PS3.5 §6.2", "Two patients of one beginning can't be told apart.")
    case .storeDropsNameParts:
      Account("Of names only family and given name are kept.", "PS3.5 §6.2.1", "Father and son can't be told apart.")
    case .storeDropsLossMark:
      Account(
        "The mark of lossy compression is dropped.", "PS3.3 §C.7.6.1.1.5", "A reader trusts detail that is not there.")
    case .storeLosesPixels:
      Account(
        "The lowest three bits of pixels are lost without a mark.", "PS3.3 §C.7.6.1.1.5",
        "Fine contrast is gone, and nobody is told.")
    case .storeTakesBrokenObjects:
      Account(
        "Broken data sets are told to be stored.", "PS3.4 §B.2.3", "The modality deletes images that can't be read.")
    case .commitPromisesAll:
      Account(
        "Commitment is promised for instances that are not held.", "PS3.4 §J.3.3",
        "The modality deletes the only copy.")
    case .commitForgetsHeld:
      Account(
        "Where some instances fail, those that are held are not named.", "PS3.4 §J.3.3",
        "Whole studies are sent again.")
    case .commitDropsFailures:
      Account("Instances that are not held are left out of the report.", "PS3.4 §J.3.3", "Nobody sees what is missing.")
    case .commitMiscodesReason:
      Account(
        "The reason of failure is another than that the instance is not there.", "PS3.4 §J.3.3.1.1",
        "Nobody knows whether to send again.")
    case .commitMiscodesEvent:
      Account("A report with failures says to be complete.", "PS3.4 §J.3.3", "The modality deletes the only copy.")
    case .rejectIgnoresQuality:
      Account(
        "Notes that reject images for their quality are not acted on.", "RAD TF-2 §4.66",
        "Useless images are reported on.")
    case .rejectIgnoresSafety:
      Account(
        "Notes that reject images for patient safety are not acted on.", "RAD TF-2 §4.66",
        "A patient is treated by another's images.")
    case .rejectIgnoresWorklist:
      Account(
        "Notes that reject images of a wrong worklist entry are not acted on.", "RAD TF-2 §4.66",
        "Images stay in the wrong record.")
    case .rejectIgnoresRetention:
      Account(
        "Notes that end retention are not acted on.", "RAD TF-2 §4.66", "Images are kept longer than the law allows.")
    case .rejectHidesWholeStudy:
      Account(
        "A note hides the whole study instead of what it names.", "RAD TF-2 §4.66",
        "Good images vanish with the bad one.")
    case .rejectLosesNotes:
      Account("Notes that reject images are not kept.", "RAD TF-2 §4.66", "Nobody can say why an image is gone.")
    case .notifyLeavesOneOut:
      Account("A notice leaves out one instance.", "PS3.4 §R.3", "A study never counts as complete.")
    case .notifyNamesOthers:
      Account("A notice names other instances than came.", "PS3.4 §R.3", "Systems fetch what is not there.")
    case .notifyInventsAvailability:
      Account(
        "A notice states an availability that the standard does not have.", "PS3.4 §R.3.2",
        "Receivers refuse the notice.")
    default: nil
    }
  }
}
