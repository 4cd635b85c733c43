import HTTPExchange

/// What is retrieved (PS3.18 §10.4.1.1).
public struct RetrieveResource: Hashable, Sendable {
  /// In which form.
  public enum Form: String, CaseIterable, Hashable, Sendable {
    /// The instances themselves (§10.4.1.1.1).
    case instances
    /// Their attributes without bulk data (§10.4.1.1.2).
    case metadata
    /// Frames of one instance (§10.4.1.1.6).
    case frames
    /// Bulk data of the instances (§10.4.1.1.5).
    case bulkdata
    /// Images for display (§10.4.1.1.3).
    case rendered
    /// One small image (§10.4.1.1.4).
    case thumbnail
  }

  /// Study Instance UID.
  public var study: String
  /// Series Instance UID; all series where nil.
  public var series: String?
  /// SOP Instance UID; all instances where nil.
  public var instance: String?
  /// Frame numbers, from 1; all frames where empty.
  public var frames: [Int]
  /// In which form.
  public var form: Form

  /// Makes a resource; nil where there is none of that kind: an instance without its series, frames of several instances.
  public init?(
    study: String, series: String? = nil, instance: String? = nil, frames: [Int] = [], as form: Form = .instances
  ) {
    guard instance == nil || series != nil, frames.isEmpty || instance != nil else { return nil }
    switch form {
    case .frames: guard !frames.isEmpty else { return nil }
    case .rendered, .thumbnail: break
    case .instances, .metadata, .bulkdata: guard frames.isEmpty else { return nil }
    }
    self.study = study
    self.series = series
    self.instance = instance
    self.frames = frames
    self.form = form
  }

  /// Path below the service's address.
  public var path: String {
    var path = "/studies/\(WebAddress.encoded(study))"
    if let series { path += "/series/\(WebAddress.encoded(series))" }
    if let instance { path += "/instances/\(WebAddress.encoded(instance))" }
    if !frames.isEmpty { path += "/frames/" + frames.map { "\($0)" }.joined(separator: ",") }
    switch form {
    case .instances, .frames: return path
    case .metadata, .bulkdata, .rendered, .thumbnail: return path + "/" + form.rawValue
    }
  }
}
