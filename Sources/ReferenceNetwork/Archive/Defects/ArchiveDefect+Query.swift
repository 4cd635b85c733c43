/// The defects of queries: what goes wrong, against which clause, and whom it harms.
extension ArchiveDefect {
  /// The account of a defect of this part; nil where it is of another.
  var queryAccount: Account? {
    switch self {
    case .findFailsEmpty:
      Account("A query without match ends with a failure.", "PS3.4 §C.4.1.1.4", "Users learn to disregard errors.")
    case .findFailsUnbounded:
      Account(
        "A query without keys ends with a code of no known meaning.", "PS3.4 §C.4.1.1.4",
        "Inventories for migration can't be made.")
    case .findRepeatsStudies:
      Account("A study is listed once for each of its series.", "PS3.4 §C.6.2.1", "Lists are full of doubles.")
    case .findIgnoresPatientID:
      Account(
        "A query for one patient finds the studies of all.", "PS3.4 §C.2.2.2.1", "Another patient's images are read.")
    case .findIgnoresAccessionNumber:
      Account("Accession numbers are not matched.", "PS3.4 §C.2.2.2.1", "The wrong study is opened from an order.")
    case .findIgnoresStudyDate:
      Account("Dates of studies are not matched.", "PS3.4 §C.2.2.2.5", "Working lists show everything ever done.")
    case .findIgnoresRanges:
      Account("Ranges of dates match any date.", "PS3.4 §C.2.2.2.5", "Working lists show everything ever done.")
    case .findIgnoresRangeBeginnings:
      Account(
        "Ranges of dates have an end and no beginning.", "PS3.4 §C.2.2.2.5",
        "A list of what was done since yesterday shows everything ever done.")
    case .findExcludesRangeEnds:
      Account("Ranges of dates leave out their ends.", "PS3.4 §C.2.2.2.5", "Today's studies are on no list of today.")
    case .findIgnoresModalities:
      Account(
        "Modalities in Study is not matched.", "PS3.4 §C.6.2.1.2", "The last radiograph is lost among forty studies.")
    case .findIgnoresNames:
      Account("Names are not matched.", "PS3.4 §C.2.2.2.4", "A search by name lists the whole archive.")
    case .findIgnoresWildcards:
      Account("Wild cards in names are taken literally.", "PS3.4 §C.2.2.2.4", "Half a name finds nobody.")
    case .findTakesFirstOfList:
      Account(
        "Of a list of UIDs only the first is looked for.", "PS3.4 §C.2.2.2.2",
        "Studies of a meeting's list are missed.")
    case .findIgnoresBirthDate:
      Account("Dates of birth are not matched.", "PS3.4 §C.2.2.2.1", "Patients of one name are mixed up.")
    case .findTakesLong:
      Account(
        "A search takes several seconds.", "the network's performance schedule",
        "Readers wait for every list, and go on without the priors.")
    case .findIgnoresIssuer:
      Account(
        "Who issued a Patient ID is not matched.", "PS3.4 §C.2.2.2.1",
        "After a merger the images of two people with one hospital number are shown as one patient's.")
    case .findRepeatsPatients:
      Account(
        "A patient is listed once for each study.", "PS3.4 §C.6.1.1.2", "Staff think that one patient is several.")
    case .findIgnoresSeriesKey:
      Account("A query for one series lists all of the study.", "PS3.4 §C.6.1.1.4", "The wrong series is fetched.")
    case .findIgnoresSeriesOfImages:
      Account(
        "A query for the images of a series lists those of the study.", "PS3.4 §C.6.1.1.5",
        "Checks after a migration come out wrong.")
    case .findIgnoresSeriesModality:
      Account(
        "The modality of series is not matched.", "PS3.4 §C.6.1.1.4", "Dose reports can't be listed by themselves.")
    case .findOmitsSOPClass:
      Account("SOP Class UID is not returned.", "PS3.4 §C.6.1.1.5", "Reports can't be told from images.")
    case .findOmitsStudyCounts:
      Account(
        "Numbers of series and instances of a study are not returned.", "PS3.4 §C.3.4",
        "Nobody sees that a study is incomplete.")
    case .findMiscountsInstances:
      Account("The number of series is given for that of instances.", "PS3.4 §C.3.4", "A whole study looks incomplete.")
    case .findOmitsModalities:
      Account("Modalities in Study is not returned.", "PS3.4 §C.3.4", "Lists do not tell a CT from a radiograph.")
    case .findOmitsSeriesCounts:
      Account(
        "The number of instances of a series is not returned.", "PS3.4 §C.3.4",
        "Nobody sees that a series is incomplete.")
    case .findOmitsRetrieveAE:
      Account(
        "Retrieve AE Title is not returned.", "PS3.4 §C.4.1.1.3.2", "Workstations do not know where to fetch from.")
    case .findOmitsAvailability:
      Account("Instance Availability is not returned.", "PS3.4 §C.4.1.1.3.2", "Users wait for images that are on tape.")
    case .findOmitsCharacterSet:
      Account("Answers do not state their character set.", "PS3.4 §C.4.1.1.3.2", "Names are shown wrongly.")
    case .findOmitsIssuer:
      Account(
        "Who issued a Patient ID is not returned.", "PS3.4 §C.6.2.1.2",
        "One hospital number of two hospitals is taken for one patient.")
    case .findOmitsAccessionIssuer:
      Account(
        "Who issued an accession number is not returned.", "PS3.4 §C.6.2.1.2",
        "One accession number of two hospitals is taken for one order.")
    case .findRefusesWhenBusy:
      Account(
        "While four queries are answered, further ones are refused.", "the network's capacity schedule",
        "In the morning, when all begin, most users see no list.")
    case .findOmitsOtherPatientIDs:
      Account(
        "A patient's numbers of other domains are not returned.", "PS3.4 §C.6.2.1.2",
        "A study from another hospital can't be told to be this patient's.")
    case .findGivesOneOfAccession:
      Account(
        "Of the studies with one accession number only the first is given.", "PS3.4 §C.4.1.1.3.2",
        "After a merger of two hospitals one of two studies is never found.")
    default: nil
    }
  }
}
