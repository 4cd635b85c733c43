// The thread sanitizer sees what the compiler has put its marks into. A mutex of Swift's library is such code where nobody else wants
// it; where two threads do, they meet in the library itself, which carries no marks: whatever the mutex protects would be taken for a
// race. So what happens there is told here. Loaded before the library by `.ci/sanitize`, for tests under the thread sanitizer alone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// Of the sanitizer, which is part of the tests' program.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

static void *library(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void assay_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void assay_lock(uint32_t thread, SELF) {
  static SWIFT void (*next)(uint32_t, SELF);
  if (!next) next = library(LOCK);
  next(thread, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT bool assay_try(SELF) __asm__(TRY);
SWIFT bool assay_try(SELF) {
  static SWIFT bool (*next)(SELF);
  if (!next) next = library(TRY);
  bool is_locked = next(self);
  if (is_locked && __tsan_acquire) __tsan_acquire(self);
  return is_locked;
}

SWIFT void assay_unlock(SELF) __asm__(UNLOCK);
SWIFT void assay_unlock(SELF) {
  static SWIFT void (*next)(SELF);
  if (!next) next = library(UNLOCK);
  if (__tsan_release) __tsan_release(self);
  next(self);
}
