// libedit for Swift: its variadic calls with types, its FILE pointers and
// macros as functions. Nothing here decides anything.
#include <errno.h>
#include <histedit.h>
#include <stdio.h>

typedef char *(*seg_prompt)(EditLine *);
typedef unsigned char (*seg_command)(EditLine *, int);
typedef int (*seg_getc)(EditLine *, wchar_t *);

static inline EditLine *seg_el_init(void) { return el_init("seg", stdin, stdout, stderr); }
static inline int seg_el_set_prompt(EditLine *el, seg_prompt prompt) { return el_set(el, EL_PROMPT, prompt); }
/* `mark` stands around what takes no column, such as colors. */
static inline int seg_el_set_prompt_esc(EditLine *el, seg_prompt prompt, char mark) {
  return el_set(el, EL_PROMPT_ESC, prompt, mark);
}
static inline int seg_el_set_int(EditLine *el, int operation, int value) { return el_set(el, operation, value); }
static inline int seg_el_set_editor(EditLine *el) { return el_set(el, EL_EDITOR, "emacs"); }
/* Whether `.editrc` has chosen the keys of vi. */
static inline int seg_el_is_vi(EditLine *el) {
  const char *editor = NULL;
  el_get(el, EL_EDITOR, &editor);
  return editor != NULL && editor[0] == 'v';
}
static inline int seg_el_add_function(EditLine *el, const char *name, const char *help, seg_command function) {
  return el_set(el, EL_ADDFN, name, help, function);
}
static inline int seg_el_bind(EditLine *el, const char *key, const char *command) {
  return el_set(el, EL_BIND, key, command, NULL);
}
/* Binds a key of vi's commands, which Escape leads to. */
static inline int seg_el_bind_command(EditLine *el, const char *key, const char *command) {
  return el_set(el, EL_BIND, "-a", key, command, NULL);
}
/* What the terminal can do; for yes/no capabilities "yes" or "no". */
static inline int seg_el_set_capability(EditLine *el, const char *name, const char *value) {
  return el_set(el, EL_SETTC, name, value, NULL);
}
static inline int seg_el_set_history(EditLine *el, History *h) { return el_set(el, EL_HIST, history, h); }
static inline int seg_el_set_getc(EditLine *el, seg_getc function) { return el_set(el, EL_GETCFN, function); }
static inline int seg_el_set_client(EditLine *el, void *data) { return el_set(el, EL_CLIENTDATA, data); }
static inline void *seg_el_client(EditLine *el) {
  void *data = NULL;
  el_get(el, EL_CLIENTDATA, &data);
  return data;
}
static inline void seg_el_refresh(EditLine *el) { el_set(el, EL_REFRESH); }
static inline int seg_history_size(History *h, int size) {
  HistEvent event;
  return history(h, &event, H_SETSIZE, size);
}
static inline int seg_history_enter(History *h, const char *text) {
  HistEvent event;
  return history(h, &event, H_ENTER, text);
}
static inline int seg_history_unique(History *h) {
  HistEvent event;
  return history(h, &event, H_SETUNIQUE, 1);
}
static inline void seg_flush_output(void) { fflush(stdout); }
/* glibc declares it only under _XOPEN_SOURCE. */
extern int wcwidth(wchar_t character);
static inline int seg_width(wchar_t character) { return wcwidth(character); }
