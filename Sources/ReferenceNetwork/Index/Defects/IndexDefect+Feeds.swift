/// The defects of taking in what is told of patients, and of joining their records.
extension IndexDefect {
  /// The account of a defect of this part; nil where it is of another.
  var feedsAccount: Account? {
    switch self {
    case .ignoresRegistrations:
      Account(
        "Registrations over HL7 v2 are acknowledged and not kept.", "ITI TF-2 §3.8.4.1.3",
        "The patient is unknown at the next desk, and is registered a second time.")
    case .refusesPreadmissions:
      Account(
        "Pre-admissions (A05) are refused.", "ITI TF-2 §3.8.4.1.2",
        "Who comes by appointment is unknown to the index until he lies in bed.")
    case .ignoresAdmissions:
      Account(
        "Admissions (A01) are acknowledged and not kept.", "ITI TF-2 §3.8.4.1.2",
        "Who comes by ambulance has no earlier images.")
    case .dropsNumberStatus:
      Account(
        "The status of the NHS number is not kept.", "HL7 v2.5.1 §3.4.2.32",
        "A number that nobody traced is taken for a verified one.")
    case .keepsFirstNumberStatus:
      Account(
        "The status of the NHS number stays as it was first told.", "HL7 v2.5.1 §3.4.2.32",
        "A number stays doubtful, or verified, whatever was found out since.")
    case .ignoresMergesV2:
      Account(
        "Merges over HL7 v2 are acknowledged and not carried out.", "ITI TF-2 §3.8.4.2.3",
        "The reader is sent to the empty half of a record.")
    case .keepsSubsumedIdentifier:
      Account(
        "The identifier that gave way in a merge stays among those of the patient.", "ITI TF-2 §3.8.4.2.3",
        "New images go to a number that nobody looks at any more.")
    case .linksByLikeness:
      Account(
        "Records are linked by family name and date of birth.", "ITI TF-2 §3.9.4.2.2",
        "Twins get each other's images.")
    case .linksByInvalidNumbers:
      Account(
        "Numbers with a wrong check digit are taken, and link records.", "NHS Data Dictionary, NHS NUMBER",
        "One slip of the finger joins two strangers.")
    case .linksByMalformedNumbers:
      Account(
        "Values in the NHS number's domain that are not ten digits link records.", "NHS Data Dictionary, NHS NUMBER",
        "Everybody who was registered under a word for unknown becomes one patient.")
    case .ignoresRevisions:
      Account(
        "Revisions over HL7 V3 are acknowledged and not kept.", "ITI TF-2 §3.44.4.1.3",
        "The patient stays unfindable under the corrected name.")
    case .ignoresMergesV3:
      Account(
        "Merges over HL7 V3 are acknowledged and not carried out.", "ITI TF-2 §3.44.4.2.3",
        "The reader is sent to the empty half of a record.")
    case .applicationAcknowledgement:
      Account(
        "A feed is acknowledged by the code of an application where the transaction has that of a receipt.",
        "ITI TF-2 Appendix O.1.2", "Senders wait for a receipt that never comes, and send again.")
    default: nil
    }
  }
}
