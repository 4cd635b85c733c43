/// A load that is over.
///
/// It may be given to another thread, as nothing reads or changes it any more: it is only taken apart, once.
struct LoadRemains: @unchecked Sendable {
  private let load: SpecificationLoad

  init(_ load: SpecificationLoad) { self.load = load }
}
