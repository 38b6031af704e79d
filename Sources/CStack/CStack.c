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

size_t seg_remaining_stack(void) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void *base = NULL;
  size_t size = 0;
  int failed = pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  char here;
  return failed || &here < (char *)base ? 0 : (size_t)(&here - (char *)base);
}

#endif
