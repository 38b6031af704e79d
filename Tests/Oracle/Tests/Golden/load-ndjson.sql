SELECT id, name, score FROM read_json('data/lines.ndjson', format = 'newline_delimited') ORDER BY id;
