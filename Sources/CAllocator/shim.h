#pragma once
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Asks for pages of 2 MB within a stretch of memory (madvise(2)). Where the kernel has none, nothing changes.
static inline void assay_advise_huge_pages(uintptr_t start, uintptr_t end) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  start = (start + page - 1) / page * page;
  end = end / page * page;
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
}

// Areas of threads begin where their size, 64 MB, divides the address (glibc, malloc/arena.c, `heap_for_ptr`).
static inline void *assay_advise_area_of_thread(void *nothing) {
  (void)nothing;
  uintptr_t size = (uintptr_t)64 << 20;
  void *piece = malloc(16);
  uintptr_t start = (uintptr_t)piece / size * size;
  if (start != 0) assay_advise_huge_pages(start, start + size);
  free(piece);
  return NULL;
}

// Has the heap grow at once by what `M_TOP_PAD` says, and asks for huge pages there and in the area that the next thread is given.
static inline void assay_use_huge_pages(void) {
  uintptr_t before = (uintptr_t)sbrk(0);
  // More than is left of the heap at first, and less than the kernel is asked for by itself.
  void *volatile piece = malloc((size_t)240 << 10);
  free(piece);
  assay_advise_huge_pages(before, (uintptr_t)sbrk(0));
  // The area that a thread is given is free when it has ended, and the next thread's.
  pthread_t thread;
  if (pthread_create(&thread, NULL, assay_advise_area_of_thread, NULL) == 0) pthread_join(thread, NULL);
}
