"""Which file names what of which other file, as the compiler saw it: read from the index of a build.

A build leaves its index in `.build/…/index/store`; the library that reads it is next to the compiler.
"""
import collections
import ctypes
import json
import os
import pathlib
import shutil
import subprocess

DEFINES, REFERS = 1 << 1, 1 << 2
VISIT = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)


class Text(ctypes.Structure):
    """A string of the library: bytes and how many."""
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.length else ""


VISIT_NAME = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, Text)


def library():
    """The reader of indexes, or nothing where no toolchain has it."""
    if not shutil.which("swift"): return None
    told = json.loads(subprocess.run(["swift", "-print-target-info"], capture_output=True, text=True).stdout)
    folder = pathlib.Path(told["paths"]["runtimeResourcePath"]).parent
    for path in (folder / "libIndexStore.so", folder / "libIndexStore.dylib"):
        if path.exists(): break
    else:
        return None
    loaded = ctypes.CDLL(str(path))
    pointer, text, word = ctypes.c_void_p, Text, ctypes.c_uint64
    for function, result, arguments in (
        ("store_create", pointer, [ctypes.c_char_p, pointer]),
        ("store_units_apply_f", ctypes.c_bool, [pointer, ctypes.c_uint, pointer, VISIT_NAME]),
        ("unit_reader_create", pointer, [pointer, ctypes.c_char_p, pointer]),
        ("unit_reader_get_main_file", text, [pointer]),
        ("unit_reader_get_module_name", text, [pointer]),
        ("unit_reader_get_modification_time", None, [pointer, ctypes.POINTER(ctypes.c_int64), ctypes.POINTER(ctypes.c_int64)]),
        ("unit_reader_dependencies_apply_f", ctypes.c_bool, [pointer, pointer, VISIT]),
        ("unit_reader_dispose", None, [pointer]),
        ("unit_dependency_get_kind", ctypes.c_int, [pointer]),
        ("unit_dependency_get_name", text, [pointer]),
        ("unit_dependency_get_filepath", text, [pointer]),
        ("record_reader_create", pointer, [pointer, ctypes.c_char_p, pointer]),
        ("record_reader_symbols_apply_f", ctypes.c_bool, [pointer, ctypes.c_bool, pointer, VISIT]),
        ("record_reader_dispose", None, [pointer]),
        ("symbol_get_usr", text, [pointer]),
        ("symbol_get_roles", word, [pointer]),
    ):
        found = getattr(loaded, "indexstore_" + function)
        found.restype, found.argtypes = result, arguments
    return loaded


def symbols(reader, store, record):
    """What a record (of one file) defines, and what it refers to."""
    defined, named = set(), set()
    opened = reader.indexstore_record_reader_create(store, record.encode(), None)
    if not opened: return defined, named

    def visit(_, symbol):
        roles = reader.indexstore_symbol_get_roles(symbol)
        usr = str(reader.indexstore_symbol_get_usr(symbol))
        if roles & DEFINES: defined.add(usr)
        if roles & REFERS: named.add(usr)
        return True

    reader.indexstore_record_reader_symbols_apply_f(opened, True, None, VISIT(visit))
    reader.indexstore_record_reader_dispose(opened)
    return defined, named


def records(reader, store, sources):
    """For each source that still exists, the record of its newest unit."""
    names, newest = [], {}
    reader.indexstore_store_units_apply_f(store, 0, None, VISIT_NAME(lambda _, name: names.append(str(name)) or True))
    for name in names:
        unit = reader.indexstore_unit_reader_create(store, name.encode(), None)
        if not unit: continue
        path = str(reader.indexstore_unit_reader_get_main_file(unit))
        if path.startswith(sources) and os.path.exists(path):
            seconds, rest = ctypes.c_int64(), ctypes.c_int64()
            reader.indexstore_unit_reader_get_modification_time(unit, seconds, rest)
            found = []

            def visit(_, dependency):
                # 2 is a record; that of the file itself, not those of generated modules.
                if reader.indexstore_unit_dependency_get_kind(dependency) == 2:
                    if str(reader.indexstore_unit_dependency_get_filepath(dependency)) == path:
                        found.append(str(reader.indexstore_unit_dependency_get_name(dependency)))
                return True

            reader.indexstore_unit_reader_dependencies_apply_f(unit, None, VISIT(visit))
            when = (seconds.value, rest.value)
            if found and newest.get(path, ((0, 0), ""))[0] < when: newest[path] = (when, found[0])
        reader.indexstore_unit_reader_dispose(unit)
    return {path: record for path, (_, record) in newest.items()}


def references(store_path, root):
    """{target: {file: the files of the target that it names something of}}, and nothing where there is no index."""
    reader = library()
    store = reader and reader.indexstore_store_create(os.fsencode(store_path), None)
    if not store: return {}
    sources = str(root / "Sources") + "/"
    read = {path: symbols(reader, store, record) for path, record in records(reader, store, sources).items()}
    home = {usr: path for path, (defined, _) in read.items() for usr in defined}
    graph = collections.defaultdict(dict)
    for path, (_, named) in read.items():
        target = pathlib.Path(path).relative_to(sources).parts[0]
        others = {home[usr] for usr in named if usr in home} - {path}
        graph[target][path] = {other for other in others if other.startswith(f"{sources}{target}/")}
    return graph


def circles(graph):
    """The sets of files that reach one another, largest first (Tarjan, without recursion)."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []
    for root in graph:
        if root in index: continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root); on_stack.add(root)
        while work:
            node, successors = work[-1]
            for other in successors:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other); on_stack.add(other)
                    work.append((other, iter(graph.get(other, ()))))
                    break
                if other in on_stack: low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work: low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    circle = []
                    while not circle or circle[-1] != node:
                        circle.append(stack.pop()); on_stack.discard(circle[-1])
                    if len(circle) > 1: found.append(sorted(circle))
    return sorted(found, key=len, reverse=True)
