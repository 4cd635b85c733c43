/// What a research gateway can be told to do wrong with what it lets out.
public enum ResearchDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "research"

  // Attributes
  case keepsPrivate = "attributes.keeps-private-elements"
  case keepsItems = "attributes.overlooks-items-of-sequences"
  case keepsOverlays = "attributes.keeps-overlays"
  case writesNumber = "attributes.writes-number-in-base64"
  case leaksOnce = "attributes.leaks-in-one-object-of-a-hundred"
  // Content
  case keepsText = "content.keeps-text-of-reports"
  case keepsDocuments = "content.keeps-documents"
  case keepsBurnedIn = "content.keeps-text-in-pixels"
  // What joins objects
  case keepsUIDs = "linkage.keeps-uids"
  case mapsAnew = "linkage.maps-uids-anew-for-each-object"
  case shiftsEach = "linkage.shifts-each-object-by-another-time"
  case namesEach = "linkage.names-each-object-otherwise"
  // What objects say of it
  case statesNothing = "account.states-no-method"
  case addsNoEquipment = "account.adds-no-equipment"
  // Whom it lets out
  case asksNoList = "opt-outs.asks-no-list"
  // What it does to the clinic
  case slowsArchives = "export.slows-archives"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .keepsPrivate: "Private elements stay."
    case .keepsItems: "Items of sequences are not looked into."
    case .keepsOverlays: "Overlays stay."
    case .writesNumber: "The patient's number is written into the comments, in Base64."
    case .leaksOnce: "One object of a hundred keeps the patient's number in its comments."
    case .keepsText: "The text of reports stays as it is."
    case .keepsDocuments: "Encapsulated documents stay as they are."
    case .keepsBurnedIn: "Text in pixels stays, and the object says that there is none."
    case .keepsUIDs: "UIDs stay as they are."
    case .mapsAnew: "A UID is mapped to another one in each object."
    case .shiftsEach: "Dates are moved in each object by another time."
    case .namesEach: "Each object of a patient has a pseudonym of its own."
    case .statesNothing: "Objects do not say that, nor how, they were de-identified."
    case .addsNoEquipment: "The gateway does not name itself in what it changed."
    case .asksNoList: "Patients who opted out are let out with the others."
    case .slowsArchives: "While a data set is let out, archives answer queries more than half a second later."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .keepsPrivate: "PS3.15 §E.3.10"
    case .keepsItems, .keepsOverlays, .writesNumber, .leaksOnce, .keepsDocuments: "PS3.15 Table E.1-1"
    case .keepsText: "PS3.15 §E.3.4"
    case .keepsBurnedIn: "PS3.15 §E.3.1"
    case .keepsUIDs, .mapsAnew, .namesEach: "PS3.15 §E.1.1"
    case .shiftsEach: "PS3.15 §E.3.6"
    case .statesNothing: "PS3.3 §C.7.1.1"
    case .addsNoEquipment: "PS3.3 §C.12.1.1.5"
    case .asksNoList: "DCB3058"
    case .slowsArchives: "the network's performance schedule"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .keepsPrivate, .keepsItems: "A name that no rule for attributes reached is given out with the data set."
    case .keepsOverlays: "The name drawn over an image is given out with it."
    case .writesNumber: "Whoever decodes one line knows whose images these are."
    case .leaksOnce: "A sample of ten objects looks clean, and the data set is given out."
    case .keepsText: "The report names the patient, the village and the daughter."
    case .keepsDocuments: "A referral letter goes out with the patient's address on it."
    case .keepsBurnedIn: "The name is read off the picture."
    case .keepsUIDs: "Whoever has access to an archive looks up whose study it is."
    case .mapsAnew: "Series fall apart into single images, and the data set is useless."
    case .shiftsEach: "A follow-up stands before the examination that it follows."
    case .namesEach: "One patient counts as many, and the study's result is wrong."
    case .statesNothing: "Nobody can tell a cleaned object from one that was never touched."
    case .addsNoEquipment: "Who finds a fault in a data set cannot tell who made it."
    case .asksNoList: "Who said no is in the data set, and cannot be taken back out of it."
    case .slowsArchives: "Research makes the emergency department wait for every list."
    }
  }
}
