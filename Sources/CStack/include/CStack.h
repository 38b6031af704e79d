// What Swift's import of glibc leaves out: how much stack a thread has left.
#ifndef CSTACK_H
#define CSTACK_H

#include <stddef.h>

/// Bytes between here and the end of this thread's stack; 0 where it cannot be
/// told.
size_t seg_remaining_stack(void);

#endif
