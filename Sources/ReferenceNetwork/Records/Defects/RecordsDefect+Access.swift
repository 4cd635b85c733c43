/// The defects of tokens: who gets one, what it opens, and what is told of it.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var accessAccount: Account? {
    switch self {
    case .opensWithoutToken:
      Account("Requests without a token are answered.", "RFC 6750 §3", "Whoever is in the building reads every record.")
    case .acceptsUnsigned:
      Account(
        "Tokens without signature are trusted.", "RFC 8725 §3.1",
        "Whoever can write a line of text reads every record.")
    case .acceptsForeignKey:
      Account(
        "The signature of tokens is not looked at.", "RFC 7519 §7.2",
        "Whoever can write a line of text reads every record.")
    case .ignoresExpiry:
      Account(
        "Tokens whose time is over are trusted.", "RFC 7519 §4.1.4",
        "Who left the trust years ago still reads its records.")
    case .ignoresScope:
      Account(
        "Tokens open what they are not for.", "SMART App Launch 2.2, Scopes",
        "The directory's client reads patients.")
    case .ignoresAudience:
      Account("Tokens for another service are trusted.", "RFC 7519 §4.1.3", "A leak at one supplier opens all others.")
    case .anySecret:
      Account("A client gets a token by any secret.", "RFC 6749 §2.3.1", "Whoever knows a name reads every record.")
    case .anyClient:
      Account(
        "A client that is not registered gets a token.", "RFC 6749 §2.3",
        "Whoever finds the address reads every record.")
    case .anyGrant:
      Account("A request of an unknown kind brings a token.", "RFC 6749 §5.2", "Ways in stay open that nobody watches.")
    case .takesExpiredAssertion:
      Account(
        "A client's own token is trusted after its time.", "RFC 7523 §3",
        "What was once recorded opens the records for ever.")
    case .takesAssertionForOthers:
      Account(
        "A client's own token for another server is trusted.", "RFC 7523 §3",
        "One server can act as the client at all others.")
    case .takesReplayedAssertion:
      Account(
        "A client's own token is trusted twice.", "SMART App Launch 2.2, Client Authentication: Asymmetric",
        "What was once recorded opens the records again.")
    case .takesUnsignedAssertion:
      Account(
        "A client's own token is trusted without signature.", "RFC 8725 §3.1",
        "Whoever knows a name reads every record.")
    case .takesForeignAssertion:
      Account(
        "The signature of a client's own token is not looked at.", "RFC 7523 §3",
        "Whoever knows a name reads every record.")
    case .longLived:
      Account(
        "Tokens are good for a day.", "SMART App Launch 2.2, Backend Services",
        "A stolen token works until the next morning.")
    case .omitsExpiry:
      Account(
        "Tokens come without their lifetime.", "RFC 6749 §5.1",
        "Clients use tokens until work stops in the middle.")
    case .omitsScope:
      Account(
        "Tokens come without what they open.", "SMART App Launch 2.2, Backend Services",
        "Clients find out what they may do by being refused.")
    case .plainChallenge:
      Account(
        "The plain method of proof for codes is offered.", "SMART App Launch 2.2, Conformance",
        "A code that is seen on its way opens the record.")
    case .omitsLaunch:
      Account(
        "The capability that applications are launched is not stated.", "SMART App Launch 2.2, Conformance",
        "The application is opened beside the record, for whichever patient.")
    case .plainTokenEndpoint:
      Account(
        "The token endpoint is named by an address without TLS.", "SMART App Launch 2.2, Conformance",
        "Secrets are sent so that everybody on the way reads them.")
    case .oddScopes:
      Account(
        "A scope is stated in a form that no version has.", "SMART App Launch 2.2, Scopes",
        "Applications ask for what they are never given.")
    case .namesAnotherIssuer:
      Account(
        "The authorization server's document names another issuer than the one that it was asked for as.",
        "RFC 8414 §3.3", "Who can answer in its place has staff sign on at theirs.")
    case .plainKeySet:
      Account(
        "The keys by which tokens are checked stand at an address without TLS.", "RFC 8414 §2",
        "Who stands on the line gives out keys of his own, and signs for anybody.")
    case .takesUnsignedClients:
      Account(
        "Clients may show who they are by tokens without a signature.", "RFC 8414 §2",
        "Whoever knows the name of a client is that client.")
    default: nil
    }
  }
}
