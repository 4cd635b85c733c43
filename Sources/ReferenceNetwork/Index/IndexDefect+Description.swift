extension IndexDefect {
  /// What goes wrong.
  public var sentence: String { description.sentence }

  /// The clause that is broken.
  public var clause: String { description.clause }

  /// What becomes of patients and staff.
  public var harm: String { description.harm }

  private typealias Description = (sentence: String, clause: String, harm: String)

  private var description: Description {
    switch self {
    case .ignoresRegistrations:
      (
        "Registrations over HL7 v2 are acknowledged and not kept.",
        "ITI TF-2 §3.8.4.1.3",
        "The patient is unknown at the next desk, and is registered a second time."
      )
    case .refusesPreadmissions:
      (
        "Pre-admissions (A05) are refused.",
        "ITI TF-2 §3.8.4.1.2",
        "Who comes by appointment is unknown to the index until he lies in bed."
      )
    case .ignoresAdmissions:
      (
        "Admissions (A01) are acknowledged and not kept.",
        "ITI TF-2 §3.8.4.1.2",
        "Who comes by ambulance has no earlier images."
      )
    case .dropsNumberStatus:
      (
        "The status of the NHS number is not kept.",
        "HL7 v2.5.1 §3.4.2.32",
        "A number that nobody traced is taken for a verified one."
      )
    case .keepsFirstNumberStatus:
      (
        "The status of the NHS number stays as it was first told.",
        "HL7 v2.5.1 §3.4.2.32",
        "A number stays doubtful, or verified, whatever was found out since."
      )
    case .ignoresMergesV2:
      (
        "Merges over HL7 v2 are acknowledged and not carried out.",
        "ITI TF-2 §3.8.4.2.3",
        "The reader is sent to the empty half of a record."
      )
    case .keepsSubsumedIdentifier:
      (
        "The identifier that gave way in a merge stays among those of the patient.",
        "ITI TF-2 §3.8.4.2.3",
        "New images go to a number that nobody looks at any more."
      )
    case .linksByLikeness:
      (
        "Records are linked by family name and date of birth.",
        "ITI TF-2 §3.9.4.2.2",
        "Twins get each other's images."
      )
    case .linksByInvalidNumbers:
      (
        "Numbers with a wrong check digit are taken, and link records.",
        "NHS Data Dictionary, NHS NUMBER",
        "One slip of the finger joins two strangers."
      )
    case .linksByMalformedNumbers:
      (
        "Values in the NHS number's domain that are not ten digits link records.",
        "NHS Data Dictionary, NHS NUMBER",
        "Everybody who was registered under a word for unknown becomes one patient."
      )
    case .emptyForUnknownDomain:
      (
        "A query for an identifier of an unknown domain succeeds with nothing.",
        "ITI TF-2 §3.9.4.2.2",
        "A wrong setting looks like a patient without history."
      )
    case .emptyForUnknownTarget:
      (
        "A query for identifiers in an unknown domain succeeds with nothing.",
        "ITI TF-2 §3.9.4.2.2",
        "A wrong setting looks like a patient without history."
      )
    case .emptyForUnknownPatient:
      (
        "A query for an unknown identifier succeeds with nothing.",
        "ITI TF-2 §3.9.4.2.2",
        "A mistyped number looks like a patient without history."
      )
    case .omitsErrorSegment:
      (
        "An error of a query is told without the segment that says which.",
        "ITI TF-2 §3.9.4.2.2",
        "The help desk looks for the error where it is not."
      )
    case .missesLastDomain:
      (
        "The identifiers of the last domain are left out.",
        "ITI TF-2 §3.9.4.2.2",
        "The images of one member are never found."
      )
    case .errsOnNobodyV2:
      (
        "A trace that finds nobody ends in an error.",
        "ITI TF-2 §3.21.4.2.2",
        "The clerk cannot tell a new patient from a broken system."
      )
    case .givesTwice:
      (
        "Each patient is given twice.",
        "ITI TF-2 §3.21.4.2.2",
        "The clerk takes one patient for two, and joins the wrong ones."
      )
    case .firstCandidateV2:
      (
        "Of several patients who fit the first one is given alone.",
        "ITI TF-2 §3.21.4.2.2",
        "The clerk takes the wrong one of two, and is shown no other."
      )
    case .everybodyV2:
      (
        "Every patient is given, whatever is asked for.",
        "ITI TF-2 §3.21.4.1.2",
        "Strangers stand in the list of candidates."
      )
    case .omitsNumberV2:
      (
        "The NHS number is not among the identifiers of a patient who was traced.",
        "ITI TF-2 §3.21.4.2.2",
        "The one number that every member shares has to be typed by hand."
      )
    case .mislabelsUpdates:
      (
        "Updates state the structure of another message.",
        "ITI TF-2 §3.10.4.1.2",
        "Receivers that look at the structure refuse every update."
      )
    case .partialUpdates:
      (
        "An update names the new identifier and none of those that it belongs to.",
        "ITI TF-2 §3.10.4.1.2",
        "Subscribers learn of a number, and not of whom."
      )
    case .namespaceUpdates:
      (
        "Domains in an update have no object identifier.",
        "ITI TF-2 §3.10.4.1.2",
        "Two members with one abbreviation are taken for one."
      )
    case .ignoresRevisions:
      (
        "Revisions over HL7 V3 are acknowledged and not kept.",
        "ITI TF-2 §3.44.4.1.3",
        "The patient stays unfindable under the corrected name."
      )
    case .missesMerges:
      (
        "Consumers are told of identifiers that come together, and not of merges.",
        "ITI TF-2 §3.46.4.1.1",
        "The number that gave way lives on wherever it was copied to."
      )
    case .partialRevisions:
      (
        "An update over HL7 V3 names the new identifier and none of those that it belongs to.",
        "ITI TF-2 §3.46.4.1.2",
        "Whoever is told knows a new number and not whose it is."
      )
    case .namespaceRevisions:
      (
        "An update over HL7 V3 names domains by their namespace instead of their object identifier.",
        "ITI TF-2 Appendix E.1",
        "Two hospitals with the same short name share a patient by mistake."
      )
    case .tellsOfAdditions:
      (
        "An update over HL7 V3 is told by the message of a record that was added.",
        "ITI TF-2 §3.46.4.1.2",
        "The consumer makes a second patient of the first."
      )
    case .tellsLate:
      (
        "Updates over HL7 V3 come late.",
        "ITI TF-2 §3.46.4.1.1",
        "The reader opens half of the record while the other half is on its way."
      )
    case .ignoresMergesV3:
      (
        "Merges over HL7 V3 are acknowledged and not carried out.",
        "ITI TF-2 §3.44.4.2.3",
        "The reader is sent to the empty half of a record."
      )
    case .applicationAcknowledgement:
      (
        "A feed is acknowledged by the code of an application where the transaction has that of a receipt.",
        "ITI TF-2 Appendix O.1.2",
        "Senders wait for a receipt that never comes, and send again."
      )
    case .emptyForUnknownDomainV3:
      (
        "A query in an unknown domain is answered as one that finds nothing.",
        "ITI TF-2 §3.45.4.2.3",
        "A wrong setting looks like a patient without history."
      )
    case .emptyForUnknownPatientV3:
      (
        "A query for an unknown identifier is answered as one that finds nothing.",
        "ITI TF-2 §3.45.4.2.3",
        "A mistyped number looks like a patient without history."
      )
    case .returnsAskedIdentifier:
      (
        "The identifier that was asked by is among those that are found.",
        "ITI TF-2 §3.45.4.2.3",
        "A patient whom nobody else knows looks as if somebody did."
      )
    case .ignoresDataSource:
      (
        "Identifiers of all domains are given where one is asked for.",
        "ITI TF-2 §3.45.4.1.2",
        "A number of one member is written into the record of another."
      )
    case .omitsDetail:
      (
        "An error is told without its code.",
        "ITI TF-2 §3.45.4.2.3",
        "The help desk looks for the error where it is not."
      )
    case .omitsQueryCopy:
      (
        "Answers do not repeat the query.",
        "ITI TF-2 §3.45.4.2.2",
        "A client with two queries open takes one's answer for the other's."
      )
    case .textDomains:
      (
        "Domains are named by their namespace instead of their object identifier.",
        "ITI TF-2 Appendix E.1",
        "Two members with one abbreviation are taken for one."
      )
    case .relatesElsewhere:
      (
        "Answers acknowledge another message than the one that came.",
        "ITI TF-2 Appendix O.1",
        "Clients throw the answer away, or give it to another patient's window."
      )
    case .wrongAction:
      (
        "Answers carry an action that the transaction does not have.",
        "ITI TF-2 §3.45.5",
        "Toolkits of other makers refuse every answer."
      )
    case .firstCandidateV3:
      (
        "Of several patients who fit the first one is given alone.",
        "ITI TF-2 §3.47.4.2.3",
        "The clerk takes the wrong one of two, and is shown no other."
      )
    case .ignoresRange:
      (
        "A range of birth dates finds nobody.",
        "ITI TF-2 §3.47.4.1.2",
        "Who does not know his birthday is registered a second time."
      )
    case .localSexCodes:
      (
        "The sex that is asked for is compared with codes of the maker's own.",
        "ITI TF-2 §3.47.4.1.2",
        "A trace with all that is known finds less than one with half of it."
      )
    case .tracesUnknownDomain:
      (
        "A trace in an unknown domain is answered as one that finds nobody.",
        "ITI TF-2 §3.47.4.2.3",
        "A wrong setting looks like a new patient."
      )
    case .noPaging:
      (
        "All candidates come at once where one is asked for.",
        "ITI TF-2 §3.47.4.1.2",
        "A desk waits for a thousand patients of one name."
      )
    case .stuckPaging:
      (
        "A continuation gives the first candidates again.",
        "ITI TF-2 §3.47.4.3.3",
        "The patient on the second page is never seen."
      )
    case .forgetsCancellation:
      (
        "A query that was cancelled goes on.",
        "ITI TF-2 §3.47.4.3.3",
        "Lists that nobody reads fill the memory until the index stops."
      )
    case .wrongCounts:
      (
        "The number of candidates that are left is wrong by one.",
        "ITI TF-2 §3.47.4.2.2",
        "A list is taken for whole while one is missing."
      )
    case .guessesCandidate:
      (
        "Of several patients who fit the first one is given as the match.",
        "ITI TF-2 §3.55.4.2.3",
        "Another community's patient is joined with the wrong one of two."
      )
    case .ignoresDemographics:
      (
        "A number decides alone, whatever the date of birth is.",
        "ITI TF-2 §3.55.4.2.3",
        "A mistyped number opens a stranger's record."
      )
    case .otherCommunity:
      (
        "Each answer names another community as the patient's.",
        "ITI TF-2 §3.55.4.2.2",
        "The images are looked for where they are not."
      )
    case .omitsIdentifier:
      (
        "The patient is given without the number that he was asked for by.",
        "ITI TF-2 §3.55.4.2.2",
        "The match cannot be checked by whoever asked."
      )
    case .errsOnNobody:
      (
        "That nobody fits is told as an error.",
        "ITI TF-2 §3.55.4.2.3",
        "Every stranger raises an alarm, until alarms are switched off."
      )
    case .ignoresWard:
      (
        "A trace by ward finds patients of every ward.",
        "ITI TF-2 §3.22.4.1.2",
        "The bedside list shows a namesake who lies elsewhere, and the wrong one is taken to the scanner."
      )
    case .forgetsQuery:
      (
        "The answer names another query than the one that was asked.",
        "ITI TF-2 §3.55.4.2.2",
        "A gateway with two queries open takes one's answer for the other's."
      )
    }
  }
}
