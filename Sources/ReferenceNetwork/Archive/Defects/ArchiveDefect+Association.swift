/// The defects of associations: what goes wrong, against which clause, and whom it harms.
extension ArchiveDefect {
  /// The account of a defect of this part; nil where it is of another.
  var associationAccount: Account? {
    switch self {
    case .echoFails:
      Account(
        "Verification is answered with a failure.", "PS3.4 §A.4",
        "Nobody can tell a broken line from a broken archive.")
    case .associateTakesAnyTitle:
      Account(
        "A call to any AE title is taken.", "PS3.8 §9.3.4",
        "Images meant for another system end here, and nobody looks for them.")
    case .associateTakesAnyIdentity:
      Account("Whatever identity is sent is taken.", "PS3.7 §D.3.3.7", "Whoever reaches the port reads everything.")
    case .associateWaitsForSilent:
      Account(
        "A connection over which nothing comes is kept for minutes.", "PS3.8 §9.1.5",
        "Dead connections add up until nobody gets in.")
    case .associateTakesFew:
      Account(
        "No more than four associations are served at a time.", "PS3.8 §9.1.4",
        "At the busiest hour modalities can't send.")
    case .associateDeniesExtensions:
      Account(
        "Relational queries and fuzzy matching are not granted.", "PS3.4 §C.5.1.1",
        "A name that is misspelt finds nobody.")
    case .associateRefusesExplicit:
      Account("Storage in Explicit VR Little Endian is refused.", "PS3.5 §10.1", "Modalities that send it can't store.")
    case .associateRefusesImplicit:
      Account("Storage in Implicit VR Little Endian is refused.", "PS3.5 §10.1", "Older modalities can't store.")
    case .associateRefusesJPEGLossless:
      Account(
        "Storage in JPEG Lossless is refused.", "PS3.5 §A.4.1", "Compressed archives can't be moved here as they are.")
    case .associateRefusesJPEGLS:
      Account(
        "Storage in JPEG-LS Lossless is refused.", "PS3.5 §A.4.3",
        "Compressed archives can't be moved here as they are.")
    case .associateRefusesJPEG2000:
      Account(
        "Storage in JPEG 2000 Lossless is refused.", "PS3.5 §A.4.4",
        "Compressed archives can't be moved here as they are.")
    case .associateRefusesRLE:
      Account("Storage in RLE Lossless is refused.", "PS3.5 §A.4.2", "Ultrasound of older systems can't be stored.")
    case .associateRefusesHighThroughput:
      Account(
        "Storage in High-Throughput JPEG 2000 is refused.", "PS3.5 §A.4.14",
        "The quickest compression can't be used between sites.")
    case .associateRefusesVideo:
      Account("Storage of video in H.264 and H.265 is refused.", "PS3.5 §A.4.6", "Endoscopies stay on the tower.")
    case .associateRejectsAll:
      Account(
        "An association that offers one unknown service is rejected as a whole.", "PS3.8 §9.3.3.2",
        "A new workstation can't even fetch what the archive does serve.")
    case .associateTakesUnknownSyntax:
      Account(
        "A transfer syntax that it does not know is accepted.", "PS3.8 §9.3.3.2",
        "Images are taken in that nobody can show.")
    case .associateTakesClassOnce:
      Account(
        "Of several contexts for one class only the first is accepted.", "PS3.8 §7.1.1.13",
        "Compressed images can't be sent beside plain ones.")
    case .associateHidesImplementation:
      Account(
        "The Implementation Class UID is not told.", "PS3.7 §D.3.3.2",
        "Nobody can tell which version of which product fails.")
    case .associateAnswersSome:
      Account(
        "Of many contexts only the first 64 are answered.", "PS3.8 §9.3.3.2",
        "A migration that offers all classes loses some of them.")
    case .associateTakesAnyContext:
      Account(
        "Any application context is accepted as the one to be used.", "PS3.7 §A.2.1",
        "What is no DICOM is taken for it, and misread.")
    case .associateRefusesForGood:
      Account(
        "While all associations are taken, others are rejected for good.", "PS3.8 §9.3.4",
        "Modalities give up, and images stay on them until somebody looks.")
    case .resilienceStopsAfterMalformed:
      Account(
        "After a message that can't be read nobody is served for a while.", "PS3.8 Table 9-10, Evt19",
        "One faulty device stops the work of the whole hospital.")
    case .resilienceStopsAfterDisorder:
      Account(
        "After a message at the wrong moment nobody is served for a while.", "PS3.8 Table 9-10",
        "One faulty device stops the work of the whole hospital.")
    case .resilienceStopsAfterBreak:
      Account(
        "After a transfer that broke off nobody is served for a while.", "PS3.8 Table 9-10, Evt16 and Evt17",
        "One bad line stops the work of the whole hospital.")
    case .resilienceConfirmsUnknown:
      Account(
        "An operation that a class does not have is told to be done.", "PS3.7 §C.5.23",
        "Senders believe that something happened, and nothing did.")
    default: nil
    }
  }
}
