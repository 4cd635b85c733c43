import Inventory

/// What bidders are told about filling in a schedule, wherever it is printed.
enum ScheduleGuide {
  /// What to do, a step each.
  static let steps = [
    "List each document of the bid on the sheet “Documents”: a short name without spaces, its title and its file. "
      + "The names are those that the bid's own file gives its documents.",
    "On the sheet “Response”, answer each row: choose the level of support, say in the notes what you rely on, and name "
      + "the document and its page that show it. Only the yellow cells are yours; the others are locked.",
    "Do not move columns, merge cells, delete or double rows, write formulas or add macros. Rows may be sorted and "
      + "filtered. A row without a level of support is no answer, and silence never counts for a bid.",
    "Check the schedule before you submit it: assay pack --check FILE names each cell that is wrong or missing.",
    "Submit it as XLSX, ODS or CSV, or turn it into a declaration with assay pack --read FILE --out declaration.yaml. "
      + "The bid's file names it as its declaration.",
  ]

  /// What a bidder says with a level of support.
  static func meaning(_ level: SupportLevel) -> String {
    switch level {
    case .full: "The product that is offered does it as it is delivered."
    case .partial: "The product does a part of it; the notes say which."
    case .configuration: "The product does it once it is configured as the notes say."
    case .development: "It would have to be developed; the notes say by when."
    case .none: "The product does not do it."
    }
  }
}
