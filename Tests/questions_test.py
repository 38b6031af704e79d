#!/usr/bin/env python3
"""Types questions in plain words, and takes the statement that the message offers.

  questions_test.py SEG

Every line of `questions.txt` and of `questions.zh.txt` is a question and the statement that it is, or `-` if a part of it
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
CHINESE = ROOT / "examples" / "retail-zh"
CHINESE_SCRIPT = f"""load 客户 from "{CHINESE}/客户.csv" key 客户编号
load 订单 from "{CHINESE}/订单.csv" of 客户 by 客户编号 at 下单日期
as of 2024-12-31
metric 频率 = count(订单)
metric 消费 = sum(金额 of 订单)
measure 客单价 = sum(消费) / sum(频率)
segment 忠诚 where 频率 > 5
lifecycle 阶段: 流失 when max(下单日期 of 订单) < 180 days ago, 活跃 otherwise
"""


def run(seg, script, statement, check=False):
    command = [seg, "check" if check else "run"] + ([] if check else ["--quiet"]) + ["-"]
    return subprocess.run(command, input=f"{script};\n{statement}\n", capture_output=True, text=True, timeout=120)


def main():
    seg = sys.argv[1]
    failed = 0
    cases = [(SCRIPT, line) for line in lines_of("questions.txt")] + [(CHINESE_SCRIPT, line) for line in lines_of("questions.zh.txt")]
    for script, line in cases:
        question, wanted = line.split(" => ")
        answer = run(seg, script, question)
        offered = re.findall(r"= (?:fix|or): write (?:`` (.*) ``|`(.*)`)", answer.stderr)
        offered = [a or b for a, b in offered]
        whole = [text for text in offered if re.match(r"(show|list|export|segment|metric|measure|split|describe)\b", text)]
        problem = None
        if answer.returncode != 1: problem = f"exit code {answer.returncode}"
        elif wanted == "-" and whole: problem = f"offered {whole[0]}"
        elif wanted != "-" and whole[:1] != [wanted]: problem = f"offered {whole[:1]}, not {wanted}"
        elif wanted != "-":
            second = run(seg, script, wanted, check=wanted.startswith("export"))
            if second.returncode != 0: problem = f"{wanted} fails: {second.stderr.splitlines()[:1]}"
        if problem:
            failed += 1
            print(f"{question}: {problem}")
    print(f"{len(cases)} questions, {failed} failed")
    return 1 if failed else 0


def lines_of(name):
    return [line for line in (ROOT / "Tests" / name).read_text().splitlines() if line.strip()]


sys.exit(main())
