/// What an imaging document source and recipient can be told to do wrong.
public enum ImagingSourceDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "source"

  // What it submits of a study (RAD-68)
  case publishesNothing = "publish.says-nothing"
  case publishesLate = "publish.comes-late"
  case publishesTwice = "publish.repeats"
  case mislabelsMediaType = "publish.mislabels-media-type"
  case misnamesManifest = "publish.misnames-manifests"
  case namesNoModality = "publish.names-no-modality"
  case namesNoInstitution = "publish.names-no-institution"
  case namesOtherFormat = "publish.names-other-format"
  case losesReferences = "publish.loses-references"
  case keepsOutdated = "publish.keeps-what-was-rejected"
  case addsManifests = "publish.replaces-nothing"
  case addsPart = "publish.adds-a-manifest-of-a-part"
  case addsBare = "publish.adds-a-bare-manifest"
  case leavesBundleOut = "publish.leaves-bundles-out"

  // What the manifest says
  case claimsOtherModality = "manifest.claims-other-modality"
  case joinsSeries = "manifest.joins-a-series"
  case hasOtherTitle = "manifest.has-other-title"
  case forgetsInstances = "manifest.forgets-instances"
  case listsStrangers = "manifest.lists-strangers"
  case misplacesInstances = "manifest.misplaces-instances"
  case misclassesInstances = "manifest.misclasses-instances"
  case namesOtherPatient = "manifest.names-other-patient"
  case lacksAttributes = "manifest.lacks-attributes"
  case namesNoLocation = "manifest.names-no-location"
  case namesOtherLocation = "manifest.names-other-location"
  case namesNoAddress = "manifest.names-no-address"
  case namesDeadAddresses = "manifest.names-dead-addresses"
  case describesNothing = "manifest.describes-nothing"
  case miscountsInstances = "manifest.miscounts-instances"
  case misdescribesSeries = "manifest.misdescribes-series"
  case bundleListsLess = "manifest.bundle-lists-less"

  // What it gives of a study (RAD-69)
  case forgetsImages = "rad-69.forgets-images"
  case repeatsImages = "rad-69.repeats-images"
  case spoilsPixels = "rad-69.spoils-pixels"
  case misnamesImages = "rad-69.misnames-images"
  case givesInMessage = "rad-69.gives-in-message"
  case ignoresSyntaxes = "rad-69.ignores-syntaxes"
  case failsInPart = "rad-69.fails-in-part"
  case answersForOtherSources = "rad-69.answers-for-other-sources"
  case ignoresSeries = "rad-69.ignores-series"
  case ignoresStudy = "rad-69.ignores-study"
  case takesIncomplete = "rad-69.takes-incomplete-requests"
  case hidesUnknown = "rad-69.hides-unknown-images"
  case takesAnySyntax = "rad-69.takes-any-syntax"

  // What it gives over the web (RAD-55, RAD-107)
  case wadoIgnoresHierarchy = "wado.ignores-hierarchy"
  case wadoRefusesFiles = "wado.refuses-files"
  case webLeavesOneOut = "wado-rs.leaves-one-out"
  case webGivesOneTwice = "wado-rs.gives-one-twice"

  // What it takes (XDR-I)
  case keepsNoImages = "recipient.keeps-no-images"
  case takesMissingDocuments = "recipient.takes-missing-documents"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }

  /// The rule of what it gives by RAD-69 that is broken, where there is one.
  var rule: ImagingDocuments.Rule? {
    switch self {
    case .forgetsImages: .givesAll
    case .repeatsImages: .givesOnce
    case .spoilsPixels: .givesPixels
    case .misnamesImages: .namesImages
    case .givesInMessage: .attaches
    case .ignoresSyntaxes: .keepsToSyntaxes
    case .failsInPart: .givesInPart
    case .answersForOtherSources: .refusesOtherSources
    case .ignoresSeries: .keepsToSeries
    case .ignoresStudy: .keepsToStudy
    case .takesIncomplete: .demandsHierarchy
    case .hidesUnknown: .refusesUnknown
    case .takesAnySyntax: .refusesOtherSyntaxes
    default: nil
    }
  }

  /// The fault of the archive that is behind it, where there is one.
  var ofArchive: ArchiveDefect? {
    switch self {
    case .wadoIgnoresHierarchy: .uriIgnoresHierarchy
    case .wadoRefusesFiles: .uriRefusesFiles
    case .webLeavesOneOut: .wadoLeavesOneOut
    case .webGivesOneTwice: .wadoGivesOneTwice
    default: nil
    }
  }
}
