SELECT id, phone, zip, note FROM read_csv('data/phones.csv', all_varchar = true) ORDER BY id;
