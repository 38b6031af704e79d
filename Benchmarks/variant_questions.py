"""More questions than those of README.md: other constants, columns and percentages, three conditions; each in Seg and in SQL.

A question's rows are compared, in any order. "Top P%" keeps the first ceil(n·P); a comparison with a missing value is not true.
The sum of nothing is 0 in Seg, so SQL says coalesce where a group may have none.
"""

# name: (customers file, events file or None)
DATA_SETS = {"base": ("customers", "transactions"), "missing": ("missing", None), "unsorted": ("customers", "unsorted"), "skewed": ("customers", "skewed"),
             "texts": ("texts", None), "wide": ("wide", None)}
MEMBERS = "show count() as n, sum({key}) as sum_id, min({key}) as least, max({key}) as most of s"


def top(where, by, percent, key="customer_id", low=False):
    """The best, or the lowest, as a segment; ties by the key, missing last."""
    condition = f" where {where}" if where else ""
    order = f"{by} {'ASC' if low else 'DESC'} NULLS LAST, {key}"
    k = f"(SELECT ceil(count(*) * {percent}::DECIMAL(9, 4) / 100)::BIGINT FROM customers{condition})"
    return (f"segment s{condition} rank by {by} {'bottom' if low else 'top'} {percent}%\n" + MEMBERS.format(key=key),
            f"SELECT count(*), sum({key}), min({key}), max({key}) FROM (SELECT {key} FROM customers{condition} ORDER BY {order} LIMIT {k})")


def filtered(seg, sql=None, key="customer_id"):
    return f"segment s where {seg}\n" + MEMBERS.format(key=key), f"SELECT count(*), sum({key}), min({key}), max({key}) FROM customers WHERE {sql or seg.replace(chr(34), chr(39))}"


def sums(metric, sql):
    """A metric of each customer's events; `sql` gives it by customer as v."""
    return f"metric v = {metric}\nshow count(v) as n, sum(v) as total, max(v) as most", f"SELECT count(v), sum(v), max(v) FROM ({sql})"


def of_events(select, where="true", by="customer_id"): return f"SELECT {select} AS v FROM transactions WHERE {where} GROUP BY {by}"


LAST_180 = "date > DATE '2026-01-01' - 180 AND date <= DATE '2026-01-01'"
TOP_SPENT = ("segment s rank by sum(amount of transactions in last 180 days) top 3%\n" + MEMBERS.format(key="customer_id"),
             f"""SELECT count(*), sum(customer_id), min(customer_id), max(customer_id) FROM (SELECT customer_id FROM customers LEFT JOIN
             (SELECT customer_id, sum(round(amount * 100)::BIGINT) v FROM transactions WHERE {LAST_180} GROUP BY customer_id) USING (customer_id)
             ORDER BY coalesce(v, 0) DESC, customer_id LIMIT (SELECT ceil(count(*) * 0.03::DECIMAL(9, 4))::BIGINT FROM customers))""")
BOOKS = ('segment s where count(transactions where category = "Books" and amount > 50 since 2025-03-01) >= 2 and not any(transactions where category = "Garden" in 2025)\n'
         + MEMBERS.format(key="customer_id"),
         """SELECT count(*), sum(customer_id), min(customer_id), max(customer_id) FROM customers WHERE customer_id IN (SELECT customer_id FROM transactions
         WHERE category = 'Books' AND amount > 50 AND date >= DATE '2025-03-01' AND date <= DATE '2026-01-01' GROUP BY customer_id HAVING count(*) >= 2)
         AND customer_id NOT IN (SELECT customer_id FROM transactions WHERE category = 'Garden' AND year(date) = 2025)""")
QUARTERS = ("show cohorts(transactions, every quarter, layout: long)",
            """WITH a AS (SELECT DISTINCT customer_id, year(date) * 4 + quarter(date) - 1 q FROM transactions), f AS (SELECT customer_id, min(q) c FROM a GROUP BY 1),
            n AS (SELECT c, count(*) size FROM f GROUP BY c)
            SELECT make_date(c // 4, c % 4 * 3 + 1, 1)::VARCHAR, any_value(size), q - c, count(*), count(*) / any_value(size) FROM a JOIN f USING (customer_id) JOIN n USING (c) GROUP BY c, q""")
GROUPS = ("show count() as n, sum(revenue) as revenue, median(income) as income, avg(satisfaction) as satisfaction by city, gender",
          "SELECT city, gender, count(*), coalesce(sum(revenue), 0), median(income), avg(satisfaction) FROM customers GROUP BY city, gender")
TENTHS = ("metric part = ntile(10, profit)\nshow count() as n, sum(profit) as total by part where profit is not missing",
          "SELECT part, count(*), sum(profit) FROM (SELECT profit, ntile(10) OVER (ORDER BY profit, customer_id) part FROM customers WHERE profit IS NOT NULL) GROUP BY part")
COVER = ("segment s rank by revenue cover 60%\n" + MEMBERS.format(key="customer_id"),
         """SELECT count(*), sum(customer_id), min(customer_id), max(customer_id) FROM (SELECT customer_id, round(revenue * 100)::BIGINT v,
         sum(round(revenue * 100)::BIGINT) OVER (ORDER BY revenue DESC NULLS LAST, customer_id ROWS UNBOUNDED PRECEDING) c,
         sum(round(revenue * 100)::BIGINT) OVER () t FROM customers WHERE revenue > 0) WHERE (c - v) * 10 < t * 6""")
ALGEBRA = ("segment a where revenue > 150 segment b where satisfaction >= 9 segment c where recency_days <= 30\n"
           "show count(a and b and c) as abc, count(a and not b) as a_not_b, count((a or b) and not c) as ab_not_c, count(not a) as not_a",
           """SELECT count_if(a AND b AND c), count_if(a AND NOT b), count_if((a OR b) AND NOT c), count_if(NOT a) FROM (SELECT coalesce(revenue > 150, false) a,
           coalesce(satisfaction >= 9, false) b, coalesce(recency_days <= 30, false) c FROM customers)""")
FORMULA = ("metric m = (revenue - cost) / frequency * (1 - power(1.07, 0 - 5)) / 0.07 - acquisition_cost\nshow count(m) as n, sum(m) as total, min(m) as least, max(m) as most",
           "SELECT count(m), sum(m), min(m), max(m) FROM (SELECT (revenue - cost) / nullif(frequency, 0) * (1 - pow(1.07, -5)) / 0.07 - acquisition_cost m FROM customers)")
CUSTOMERS = {
    "three conditions, Berlin": filtered('frequency > 11 and city = "Berlin" and age is not missing', "frequency > 11 AND city = 'Berlin' AND age IS NOT NULL"),
    "three conditions, loyal": filtered('recency_days <= 60 and stage = "loyal" and complaints >= 1'),
    "or and not": filtered('(channel = "app" or income > 60000) and not satisfaction < 7',
                           "(coalesce(channel = 'app', false) OR coalesce(income > 60000, false)) AND NOT coalesce(satisfaction < 7, false)"),
    "days of a column": filtered("signup_date >= 2024-02-29 and last_purchase < 2025-11-01", "signup_date >= DATE '2024-02-29' AND last_purchase < DATE '2025-11-01'"),
    "top 7%": top("recency_days < 45", "revenue", 7),
    "top 33%, many ties": top('complaints = 0', "wallet_share", 33),
    "bottom 12.5%": top("", "income", 12.5, low=True),
    "300 cities by gender": GROUPS, "tenths": TENTHS, "cover 60%": COVER, "set algebra": ALGEBRA, "formula": FORMULA,
    "text starts": filtered('city starts with "S"', "starts_with(city, 'S')"), "text like": filtered('city like "%ou%"', "city LIKE '%ou%'"),
    "text in three": filtered('city in ("Paris", "湖州", "Łódź")', "city IN ('Paris', '湖州', 'Łódź')"),
}
EVENTS = {
    "books, no garden": BOOKS, "top 3% by 180 days": TOP_SPENT, "cohorts by quarter": QUARTERS,
    "count in a year": sums("count(transactions in 2024)", "SELECT coalesce(v, 0) v FROM customers LEFT JOIN (" + of_events("customer_id, count(*)", "year(date) = 2024") + ") USING (customer_id)"),
    "median amount": sums("median(amount of transactions)", of_events("median(amount)")),
    "distinct days": sums("distinct(date of transactions since 2025-01-01)", "SELECT coalesce(v, 0) v FROM customers LEFT JOIN ("
                          + of_events("customer_id, count(DISTINCT date)", "date >= DATE '2025-01-01'") + ") USING (customer_id)"),
    "days since the last": sums("today - max(date of transactions)", of_events("DATE '2026-01-01' - max(date)")),
}
SKEWED = {k: v for k, v in EVENTS.items() if k != "books, no garden"} | {
    "toys, none of books": sums('sum(amount of transactions where category = "Toys")',
                                "SELECT coalesce(v, 0) v FROM customers LEFT JOIN (" + of_events("customer_id, sum(amount)", "category = 'Toys'") + ") USING (customer_id)")}
TEXTS = {
    "one of a million": filtered('name = "Kunde-0000007" or name = "用户0000008" or name = "customer 0000009"', key="id"),
    "contains": filtered('name contains "777"', "name LIKE '%777%'", key="id"), "ends with": filtered('name ends with "42"', "name LIKE '%42'", key="id"),
    "a million groups": ("show sum(profit) as total by name rank by total top 5", "SELECT name, sum(profit) FROM customers GROUP BY name ORDER BY 2 DESC, 1 LIMIT 5"),
    "first letters": ("show count() as n, sum(profit) as total by left(name, 2) as start", "SELECT left(name, 2), count(*), sum(profit) FROM customers GROUP BY 1"),
    "top 10% of a text": top("frequency > 6", "profit", 10, key="id"),
}
WIDE = {
    "three conditions": filtered('c3 > 4000 and c160 = "黑" and c150 is not missing', "c3 > 4000 AND c160 = '黑' AND c150 IS NOT NULL", key="id"),
    "top 15% by c149": top("c80 >= 10", "c149", 15, key="id"),
    "groups by c151, c180": ("show count() as n, sum(c100) as total, median(c120) as middle by c151, c180", "SELECT c151, c180, count(*), coalesce(sum(c100), 0), median(c120) FROM customers GROUP BY ALL"),
}
QUESTIONS = {"base": CUSTOMERS | EVENTS, "missing": CUSTOMERS, "unsorted": EVENTS, "skewed": SKEWED, "texts": TEXTS, "wide": WIDE}
