#define _GNU_SOURCE
#include "CStack.h"
#include <pthread.h>

#ifdef __APPLE__

// The address is that of the upper end.
size_t seg_remaining_stack(void) {
  pthread_t self = pthread_self();
  char here;
  char *base = (char *)pthread_get_stackaddr_np(self) - pthread_get_stacksize_np(self);
  return &here < base ? 0 : (size_t)(&here - base);
}

#else

// The lower end of the thread's stack. It is asked for once, because the system reads all
// maps of the process for it; the main thread's is where its limit at the start puts it.
static _Thread_local char *lower_end;

static char *found_lower_end(void) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return NULL;
  void *base = NULL;
  size_t size = 0;
  int failed = pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  return failed ? NULL : base;
}

size_t seg_remaining_stack(void) {
  if (lower_end == NULL) lower_end = found_lower_end();
  char here;
  return lower_end == NULL || &here < lower_end ? 0 : (size_t)(&here - lower_end);
}

#endif
