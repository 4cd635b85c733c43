extension ImagingSourceDefect {
  /// What the catalogue says of it.
  var facts: DefectFacts<ImagingSourceDefect> { published ?? listed ?? retrieved ?? carried }

  private func says(_ sentence: String, clause: String, harm: String) -> DefectFacts<ImagingSourceDefect> {
    DefectFacts(self, sentence, clause: clause, harm: harm)
  }

  private var published: DefectFacts<ImagingSourceDefect>? {
    let clause = "RAD TF-2 §4.68"
    switch self {
    case .publishesNothing:
      return says(
        "No manifest of what is stored is submitted.", clause: clause,
        harm: "Nobody elsewhere knows of the examination, and it is made again.")
    case .publishesLate:
      return says(
        "A manifest is submitted seconds after the study has come.", clause: "the network's performance schedule",
        harm: "A trauma patient arrives before the images can be found.")
    case .publishesTwice:
      return says(
        "Each study is submitted as two manifests.", clause: clause,
        harm: "The study is in the list twice, and is compared with itself.")
    case .mislabelsMediaType:
      return says(
        "The entry of a manifest states text as its media type.", clause: clause,
        harm: "Viewers show a manifest as a text, and no images.")
    case .misnamesManifest:
      return says(
        "The unique id of the entry is not the manifest's SOP Instance UID.", clause: clause,
        harm: "Who fetches the manifest can't tell whether it is the one that was listed.")
    case .namesNoModality:
      return says(
        "The entry names no modality.", clause: "ITI TF-3 §4.2.3.2.8",
        harm: "A search for CT of the region finds none.")
    case .namesNoInstitution:
      return says(
        "The entry names no institution.", clause: "ITI TF-3 §4.2.3.2.1.3",
        harm: "Nobody knows whom to telephone about the images.")
    case .namesOtherFormat:
      return says(
        "The entry has another format code than that of a Key Object Selection Document.", clause: clause,
        harm: "Viewers that look for manifests find none.")
    case .losesReferences:
      return says(
        "The entry carries no accession number and no study.", clause: "ITI TF-3 §4.2.3.2.28",
        harm: "Report and images are joined by name and day, and at times the wrong ones.")
    case .keepsOutdated:
      return says(
        "Nothing is submitted when instances are rejected.", clause: "RAD TF-3 §4.66",
        harm: "A withdrawn image is opened elsewhere as if nothing had happened.")
    case .addsManifests:
      return says(
        "A changed study is submitted beside its earlier manifest.", clause: "ITI TF-3 §4.2.2.2.3",
        harm: "Two manifests of one study leave it to the reader to guess which holds.")
    case .addsPart:
      return says(
        "Beside the manifest of a study one that lacks its last image is submitted.", clause: clause,
        harm: "Who opens the second one reads a study without its last image.")
    case .addsBare:
      return says(
        "Beside the manifest of a study one without addresses, descriptions and accession number is submitted.",
        clause: clause, harm: "Who opens that one can choose no series, and fetch none.")
    case .leavesBundleOut:
      return says(
        "The manifest is not submitted in the form of FHIR.", clause: "MADO, FHIR Imaging Study Manifest",
        harm: "Portals that read FHIR show no images.")
    default: return nil
    }
  }

  private var listed: DefectFacts<ImagingSourceDefect>? {
    switch self {
    case .claimsOtherModality:
      return says(
        "The manifest is of the modality OT.", clause: "PS3.3 §C.17.6.1",
        harm: "Archives file it among images, and show an empty picture.")
    case .joinsSeries:
      return says(
        "The manifest is in a series of images.", clause: "PS3.3 §C.17.6.1",
        harm: "The series is refused where it is opened: an object of it is of another modality.")
    case .hasOtherTitle:
      return says(
        "The manifest has the title of a selection of images of interest.", clause: "PS3.16 CID 7010",
        harm: "A reader takes the whole study for what a colleague marked.")
    case .forgetsInstances:
      return says(
        "The last instance of each series is not listed.", clause: "PS3.3 §C.17.6.2",
        harm: "The slice with the finding is not seen elsewhere, and nothing shows that it is missing.")
    case .listsStrangers:
      return says(
        "An instance is listed that is not there.", clause: "PS3.3 §C.17.6.2",
        harm: "The study never opens whole, and the reader waits.")
    case .misplacesInstances:
      return says(
        "Instances are listed under other series than their own.", clause: "PS3.3 §C.17.2.1",
        harm: "Images are not found where the manifest leads.")
    case .misclassesInstances:
      return says(
        "Instances are listed under another SOP class.", clause: "PS3.3 Table C.17-3",
        harm: "A viewer asks for pictures that it can show, and gets what it can't.")
    case .namesOtherPatient:
      return says(
        "The manifest names another patient than its objects.", clause: "PS3.3 §A.35.4",
        harm: "Images are filed with somebody else.")
    case .lacksAttributes:
      return says(
        "Attributes that every manifest must have are missing.", clause: "PS3.3 Table A.35.4-1",
        harm: "Archives that check what they take refuse it.")
    case .namesNoLocation:
      return says(
        "The manifest does not say which source has the series.", clause: "PS3.3 Table C.17-3a",
        harm: "What is listed can't be opened by anybody.")
    case .namesOtherLocation:
      return says(
        "The manifest names a source that nobody knows.", clause: "PS3.3 Table C.17-3a",
        harm: "What is listed can't be opened by anybody.")
    case .namesNoAddress:
      return says(
        "The manifest gives no address of its series.", clause: "RAD TF-2 §4.107",
        harm: "Viewers that speak HTTP alone open nothing.")
    case .namesDeadAddresses:
      return says(
        "The addresses in the manifest lead nowhere.", clause: "RAD TF-2 §4.107",
        harm: "The reader at night sees that there are images, and can't open them.")
    case .describesNothing:
      return says(
        "The manifest says nothing of its series.", clause: "MADO, TID 1600",
        harm: "The whole study goes over a slow line, because nobody knows which series it is.")
    case .miscountsInstances:
      return says(
        "The manifest states a wrong number of instances.", clause: "MADO, TID 1602",
        harm: "A viewer waits for an image that does not come.")
    case .misdescribesSeries:
      return says(
        "The manifest describes each series as something else.", clause: "MADO, TID 1602",
        harm: "The wrong series is fetched, and the right one left where it is.")
    case .bundleListsLess:
      return says(
        "The manifest in the form of FHIR lists an instance less.", clause: "MADO, FHIR Imaging Study Manifest",
        harm: "A portal shows a study without the image that matters.")
    default: return nil
    }
  }

  private var retrieved: DefectFacts<ImagingSourceDefect>? {
    let clause = "RAD TF-2 §4.69"
    switch self {
    case .forgetsImages:
      return says(
        "The last image asked for is left out.", clause: clause,
        harm: "A finding is on the image that did not come.")
    case .repeatsImages:
      return says(
        "The first image comes twice.", clause: clause, harm: "Measurements over a stack are wrong by one slice.")
    case .spoilsPixels:
      return says(
        "Pixels come with other values than they were stored with.", clause: clause,
        harm: "A density is measured that the patient never had.")
    case .misnamesImages:
      return says(
        "Images come under other unique ids than they were asked for by.", clause: clause,
        harm: "The viewer throws away what it did not ask for.")
    case .givesInMessage:
      return says(
        "Images stand in the message as text.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "A study takes a third more of the line, and of memory all at once.")
    case .ignoresSyntaxes:
      return says(
        "Images come in Explicit VR Little Endian, whatever was asked for.", clause: clause,
        harm: "A consumer can't read what it gets.")
    case .failsInPart:
      return says(
        "Nothing is given where one image of many is not there.", clause: clause,
        harm: "Four hundred images are withheld for one.")
    case .answersForOtherSources:
      return says(
        "Requests for other sources are answered.", clause: clause,
        harm: "A mistake in the manifest is never found.")
    case .ignoresSeries:
      return says(
        "Images are given under any series.", clause: clause, harm: "Images are sorted into the wrong series.")
    case .ignoresStudy:
      return says(
        "Images are given under any study.", clause: clause,
        harm: "An image of another examination stands among those of today.")
    case .takesIncomplete:
      return says(
        "Images are given without study and series.", clause: clause,
        harm: "Who knows one number sees an image without knowing whose study it is of.")
    case .hidesUnknown:
      return says(
        "What is not there is answered with success.", clause: clause,
        harm: "A success without images reads as a study without images.")
    case .takesAnySyntax:
      return says(
        "Images come in a transfer syntax that was not asked for where none fits.", clause: clause,
        harm: "A consumer can't read what it gets, and nothing says why.")
    default: return nil
    }
  }

  private var carried: DefectFacts<ImagingSourceDefect> {
    switch self {
    case .wadoIgnoresHierarchy:
      says(
        "WADO gives an instance under any study and series.", clause: "RAD TF-2 §4.55",
        harm: "An image of another study comes without a warning.")
    case .wadoRefusesFiles:
      says(
        "WADO gives pictures and no objects.", clause: "RAD TF-2 §4.55",
        harm: "Nothing can be measured in what is shown.")
    case .webLeavesOneOut:
      says(
        "WADO-RS leaves the last instance out.", clause: "RAD TF-2 §4.107",
        harm: "The slice with the finding is the one that is missing.")
    case .webGivesOneTwice:
      says(
        "WADO-RS gives the first instance twice.", clause: "RAD TF-2 §4.107",
        harm: "Measurements over a stack are wrong by one slice.")
    case .keepsNoImages:
      says(
        "Images that are sent with their manifest are taken and not kept.", clause: "RAD TF, XDR-I",
        harm: "A patient is transferred, and the images are not there when they are needed.")
    default:
      says(
        "A submission whose document is missing is taken.", clause: "ITI TF-2 §3.41.4.1.3",
        harm: "The sender believes that the images have arrived.")
    }
  }
}
