// `getopt_long` of the C library. Swift's import of glibc leaves it out, and does not let Swift 6 read its global variables.
#include <getopt.h>

/// No messages of the library's own.
static inline void getopt_silence(void) { opterr = 0; }

/// The place of the argument that is read next.
static inline int getopt_place(void) { return optind; }

/// The value of the option that was read last, or the operand.
static inline const char *getopt_value(void) { return optarg; }

/// The letter of an option that is not known.
static inline int getopt_letter(void) { return optopt; }
