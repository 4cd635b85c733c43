/// Who signed the assertion with which the corpus begins, `Seeds/assertion/signed.xml`. The key was thrown away.
enum FuzzIssuer {
  /// The user whom it names.
  static let subject = "orla"
  /// A moment at which it holds, 2026-06-01T12:00:00Z, in seconds since 1970.
  static let time = 1_780_315_200.0
  /// In PEM.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBpDCCAUqgAwIBAgIUbCuvVFar1rE7Smz+qbNjUjelka8wCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTI3MjAwOTM5WhgPMjEy
    NjExMDMyMDA5MzlaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEJqJyrzRzlv2MdcE4gi+ovmi3GgCTpcCGCsMXh14D
    e35YST5WpQ/MWzsptQLMqG9APXJd/POh/K2Wp/gTtQpxiKNuMGwwHQYDVR0OBBYE
    FG70si1aP+Oyno04QutcB+TvL7nQMB8GA1UdIwQYMBaAFG70si1aP+Oyno04Qutc
    B+TvL7nQMA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOaXNzdWVyLmV4YW1w
    bGUwCgYIKoZIzj0EAwIDSAAwRQIgUrsfk385BjiyOOF8wkQEKrf+ujLpzYbk96rL
    vk9ETZICIQDUwJbOBUJB2aZogWbLhtn5M9qUrndNxKFTJuL7B0249g==
    -----END CERTIFICATE-----
    """
}
