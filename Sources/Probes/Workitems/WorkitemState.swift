/// States of a Unified Procedure Step (PS3.4 Table CC.1.1-1).
enum WorkitemState: String {
  case scheduled = "SCHEDULED"
  case inProgress = "IN PROGRESS"
  case completed = "COMPLETED"
  case canceled = "CANCELED"
}
