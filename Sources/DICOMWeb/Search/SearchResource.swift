import HTTPExchange

/// What is searched (PS3.18 Table 10.6.1-1).
public struct SearchResource: Hashable, Sendable {
  /// Which level the results are of.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    case studies
    case series
    case instances
  }

  /// The level.
  public var level: Level
  /// Only within this study.
  public var study: String?
  /// Only within this series of the study.
  public var series: String?

  /// Makes a resource; nil where there is none of that kind: studies within a study, a series without its study.
  public init?(_ level: Level, study: String? = nil, series: String? = nil) {
    switch level {
    case .studies: guard study == nil, series == nil else { return nil }
    case .series: guard series == nil else { return nil }
    case .instances: guard series == nil || study != nil else { return nil }
    }
    self.level = level
    self.study = study
    self.series = series
  }

  /// Path below the service's address.
  public var path: String {
    var path = ""
    if let study { path += "/studies/\(WebAddress.encoded(study))" }
    if let series { path += "/series/\(WebAddress.encoded(series))" }
    return path + "/" + level.rawValue
  }
}
