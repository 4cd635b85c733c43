/// What a publisher of reports can be told to do wrong.
public enum PublisherDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "publisher"

  case cutsText = "cuts-text"
  case omitsClass = "omits-class"
  case namesOtherAction = "names-another-action"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .cutsText: "A report is published up to its first full stop."
    case .omitsClass: "The entry of a report has no class."
    case .namesOtherAction: "The message names another action than HTTP does."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .cutsText: "ITI TF-2 §3.41.4.1.2"
    case .omitsClass: "ITI TF-3 Table 4.2.3.2-1"
    case .namesOtherAction: "ITI TF-2 Appendix V.3"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .cutsText: "The sentence that matters is the second one."
    case .omitsClass: "A strict registry refuses the report, and it is published nowhere."
    case .namesOtherAction: "Some registries take the report for another message and refuse it."
    }
  }
}

/// What a document consumer can be told to do wrong.
public enum ConsumerDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "consumer"

  case namesNoMessage = "sends-no-message-id"
  case asksUnpacked = "asks-for-documents-unpacked"
  case fetchesOthers = "fetches-from-another-repository"
  case asksOtherSources = "asks-another-source-for-images"
  case namesNoSeries = "asks-for-images-without-their-series"
  case assertsNobody = "asserts-nobody"
  case assertsUnsigned = "asserts-without-a-signature"
  case assertsExpired = "asserts-with-what-is-over"
  case assertsElsewhere = "asserts-for-another-service"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .namesNoMessage: "Messages have no id."
    case .asksUnpacked: "Documents are asked for in a message that is not packed."
    case .fetchesOthers: "Documents are asked for at a repository that their entries do not name."
    case .asksOtherSources: "Images are asked for at a source that their manifest does not name."
    case .namesNoSeries: "Images are asked for without their series."
    case .assertsNobody: "Nobody is named who asks."
    case .assertsUnsigned: "Who asks is named, and nobody vouches for it."
    case .assertsExpired: "Who asks is vouched for by an assertion whose time is over."
    case .assertsElsewhere: "Who asks is vouched for by an assertion that is meant for another service."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .namesNoMessage: "ITI TF-2 Appendix V.3"
    case .asksUnpacked: "ITI TF-2 Appendix V.3.6"
    case .fetchesOthers: "ITI TF-2 §3.43.4.1.2"
    case .asksOtherSources, .namesNoSeries: "RAD TF-2 §4.69.4.1"
    case .assertsNobody, .assertsUnsigned: "ITI TF-2 §3.40.4.1"
    case .assertsExpired, .assertsElsewhere: "SAML 2.0 Core §2.5.1"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .namesNoMessage: "Strict registries refuse every question."
    case .asksUnpacked: "Strict repositories give nothing, and the reader reads without the prior."
    case .fetchesOthers: "Every prior is listed and none is opened."
    case .asksOtherSources: "Earlier images are listed and none is opened."
    case .namesNoSeries: "Sources that check refuse every image, and the reader reads without the prior."
    case .assertsNobody: "The audit trail names a machine, and nobody learns who looked."
    case .assertsUnsigned: "Whoever reaches the network asks in anybody's name."
    case .assertsExpired: "Registries that check turn the reader away in the middle of the night."
    case .assertsElsewhere:
      "Registries that check turn the reader away, and others take assertions that were caught elsewhere."
    }
  }
}

/// What an integration engine can be told to do wrong.
public enum EngineDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "engine"

  case repeatsReports = "repeats-reports"
  case losesLastSegment = "loses-last-segment"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .repeatsReports: "Reports are passed on twice."
    case .losesLastSegment: "The last segment of a message is left behind."
    }
  }

  /// The clause that is broken.
  public var clause: String { "RAD TF-2 §4.28" }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .repeatsReports: "The ward acts twice, or learns to overlook reports."
    case .losesLastSegment: "The conclusion is missing from the report."
    }
  }
}
