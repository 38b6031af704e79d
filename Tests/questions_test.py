#!/usr/bin/env python3
"""Types questions in plain words, and takes the statement that the message offers.

  questions_test.py SEG

Every line of `questions.txt` is a question and the statement that it is, or `-` if a part of it
names nothing: then no statement may be offered, for it would be another question. Each statement
is run.
"""
import pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "examples" / "linked"
SCRIPT = f"""load customers from "{DATA}/customers.csv" key customer_id
load orders from "{DATA}/orders-*.csv" key order_id of customers by customer_id at order_date
as of 2024-12-31
column amount of orders = shipping
segment loyal where count(orders) >= 5
segment quiet where count(orders) < 2
segment churned where max(order_date of orders) < 180 days ago
metric revenue = sum(amount of orders)
metric profit = sum(amount * 0.3 of orders)
"""


def run(seg, statement, check=False):
    command = [seg, "check" if check else "run"] + ([] if check else ["--quiet"]) + ["-"]
    return subprocess.run(command, input=SCRIPT + statement + "\n", capture_output=True, text=True, timeout=120)


def main():
    seg = sys.argv[1]
    failed = 0
    lines = [line for line in (ROOT / "Tests" / "questions.txt").read_text().splitlines() if line.strip()]
    for line in lines:
        question, wanted = line.split(" => ")
        answer = run(seg, question)
        offered = re.findall(r"= (?:fix|or): write (?:`` (.*) ``|`(.*)`)", answer.stderr)
        offered = [a or b for a, b in offered]
        whole = [text for text in offered if re.match(r"(show|list|export|segment|metric|describe)\b", text)]
        problem = None
        if answer.returncode != 1: problem = f"exit code {answer.returncode}"
        elif wanted == "-" and whole: problem = f"offered {whole[0]}"
        elif wanted != "-" and whole[:1] != [wanted]: problem = f"offered {whole[:1]}, not {wanted}"
        elif wanted != "-":
            second = run(seg, wanted, check=wanted.startswith("export"))
            if second.returncode != 0: problem = f"{wanted} fails: {second.stderr.splitlines()[:1]}"
        if problem:
            failed += 1
            print(f"{question}: {problem}")
    print(f"{len(lines)} questions, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
