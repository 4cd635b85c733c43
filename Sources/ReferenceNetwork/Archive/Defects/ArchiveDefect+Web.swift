/// The defects of the web services: what goes wrong, against which clause, and whom it harms.
extension ArchiveDefect {
  /// The account of a defect of this part; nil where it is of another.
  var webAccount: Account? {
    switch self {
    case .qidoFailsEmpty:
      Account(
        "A search without match is answered as not found.", "PS3.18 §10.6.3",
        "Viewers show an error where there is nothing.")
    case .qidoIgnoresPatientID:
      Account(
        "A search over the web for one patient finds the studies of all.", "PS3.18 §8.3.4.1",
        "Another patient's images are read.")
    case .qidoIgnoresNames:
      Account(
        "Names are not matched in a search over the web.", "PS3.18 §8.3.4.1",
        "A search by name finds whoever else fits, under the name that was asked for.")
    case .qidoIgnoresLimit:
      Account("More results come than were asked for.", "PS3.18 §8.3.4.4", "Viewers stall on long lists.")
    case .qidoIgnoresOffset:
      Account("Every page is the first.", "PS3.18 §8.3.4.4", "Studies behind the first page are never seen.")
    case .qidoShufflesPages:
      Account(
        "The order of results changes from request to request.", "PS3.18 §8.3.4.4.1", "Studies fall between two pages.")
    case .qidoIgnoresTags:
      Account("Attributes written by tag are not matched.", "PS3.18 §8.3.4.1", "A search for one study lists all.")
    case .qidoIgnoresInclude:
      Account("Attributes that are asked for are not returned.", "PS3.18 §8.3.4.3", "Lists lack what users choose by.")
    case .qidoHidesFuzzy:
      Account(
        "Nothing tells that fuzzy matching was not done.", "PS3.18 §8.3.4.2", "Users take an empty list for the truth.")
    case .qidoLacksSeries:
      Account("Only studies can be searched.", "PS3.18 §10.6.1", "Viewers can't list what is in a study.")
    case .qidoAnswersPlainJSON:
      Account("Results come as general JSON.", "PS3.18 §8.7.3", "Strict clients refuse the answer.")
    case .qidoKeepsEscapes:
      Account("Percent-encoding in values is not undone.", "RFC 3986 §2.1", "Names with accents are not found.")
    case .wadoAnswersUnknown:
      Account(
        "A study that is not held is answered with success and nothing.", "PS3.18 §10.4.3.1",
        "An empty viewer passes for a study without images.")
    case .wadoIgnoresAccept:
      Account(
        "Instances come in the standard form whatever is asked for.", "PS3.18 §8.7.5",
        "Clients get what they can't read.")
    case .wadoMiscodesAccept:
      Account(
        "A media type that is not served is answered as a bad request.", "PS3.18 §8.7.8",
        "Clients do not try the next media type.")
    case .wadoLeavesOneOut:
      Account(
        "The last instance of a study is left out.", "PS3.18 §10.4.3", "A finding is on the image that is missing.")
    case .wadoGivesOneTwice:
      Account("The first instance of a study comes twice.", "PS3.18 §10.4.3", "Series are shown with a double image.")
    case .wadoDropsMetadata:
      Account(
        "Metadata lack attributes that the instance has.", "PS3.18 §10.4.1.1.2",
        "Viewers show studies without a title.")
    case .wadoBreaksBulkData:
      Account("Addresses of bulk data lead nowhere.", "PS3.18 §F.2.6", "Viewers show no pixels.")
    case .wadoGivesAnyFrame:
      Account(
        "The first frame is given for every number.", "PS3.18 §10.4.1.1.6", "Every image of a clip looks the same.")
    case .wadoShiftsFrames:
      Account("Frames are shifted by two bytes.", "PS3.18 §10.4.1.1.6", "Images are not what was taken.")
    case .wadoRefusesRendered:
      Account("No images for display are given.", "PS3.18 §10.4.1.1.3", "Letters and portals show no picture.")
    case .wadoMislabelsRendered:
      Account("JPEG images say to be PNG.", "PS3.18 §8.7.8", "Strict clients show no picture.")
    case .wadoMislabelsSyntax:
      Account(
        "Parts state another transfer syntax than they have.", "PS3.18 §8.7.3.5.2", "Clients misread the instance.")
    case .wadoIgnoresSyntax:
      Account(
        "Instances come in the standard transfer syntax whatever is asked for.", "PS3.18 §8.7.3.5.2",
        "Lines are filled with what could be compressed.")
    case .uriIgnoresHierarchy:
      Account(
        "Study and series of an address are not looked at.", "PS3.18 §9.1.2.1",
        "A link opens an image of another patient.")
    case .uriMislabels:
      Account(
        "Pictures say to be bytes without meaning.", "PS3.18 §8.7.8",
        "Browsers save the picture instead of showing it.")
    case .uriRefusesFiles:
      Account("Instances are not given as files.", "PS3.18 §9.4", "Links in old reports are dead.")
    case .uriRefusesPictures:
      Account("Instances are not given as pictures.", "PS3.18 §9.5", "Links in old reports are dead.")
    case .stowSucceedsAlways:
      Account(
        "Requests of which something was not stored are answered with 200.", "PS3.18 §10.5.3.1",
        "Senders delete what was not stored.")
    case .stowIgnoresStudy:
      Account(
        "Instances of another study than the address names are stored.", "PS3.18 §10.5.1.1",
        "Images end in another patient's study.")
    case .stowStoresRefused:
      Account(
        "An instance of another study is told to have failed, and stored in the study of the address.",
        "PS3.18 §10.5.3.1", "Images end in another patient's study, and the answer says that they do not.")
    case .stowTakesAnyType:
      Account("A message of any media type is taken.", "PS3.18 §8.7.8", "What can't be read is told to be taken.")
    case .stowTakesEmpty:
      Account("A message without instances succeeds.", "PS3.18 §10.5.3.1", "Senders take nothing for done.")
    case .stowOmitsReasons:
      Account(
        "Instances that were not stored are named without a reason.", "PS3.18 §I.1",
        "Nobody knows whether to send again.")
    case .stowOmitsAddresses:
      Account("Stored instances are named without an address.", "PS3.18 §I.1", "Senders can't check what they stored.")
    case .stowForgetsOne:
      Account("The report leaves out an instance that was stored.", "PS3.18 §I.1", "Senders send it again and again.")
    case .stowRefusesMetadata:
      Account("Metadata and pixel data apart are refused.", "PS3.18 §10.5.1.4", "Cameras and tablets can't store.")
    case .stowLosesInstances:
      Account("Instances are told to be stored, and are not.", "PS3.18 §10.5.3", "Senders delete the only copy.")
    case .capabilitiesMissing:
      Account("The service does not describe itself.", "PS3.18 §8.9", "Clients have to guess what is served.")
    case .originRefusesViewer:
      Account(
        "The network's viewer is not let in from the browser.", "Fetch Standard §3.2", "The viewer shows nothing.")
    case .originRefusesPreflight:
      Account("Preflights of browsers are refused.", "Fetch Standard §4.8", "The viewer shows nothing.")
    case .originLetsAnybody:
      Account(
        "Pages of every origin may read with the user's credentials.", "Fetch Standard §3.2.5",
        "A page on the Internet reads patients' images.")
    default: nil
    }
  }
}
