-- include _std.sql
-- Who gave notice and has not ordered since is not active.
CREATE MACRO stands(day) AS TABLE SELECT b.* REPLACE (active AND NOT coalesce(day - left_on <= recency, false) AS active) FROM base(day) b
  LEFT JOIN (SELECT customer_id, max(date) AS left_on FROM read_csv('data/churn.csv') WHERE date <= day GROUP BY 1) USING (customer_id);
CREATE MACRO moved(day) AS TABLE SELECT *, was AND NOT active AS a, was OR new OR back AS here, (was OR new OR back) AND NOT active AS churned FROM (
  SELECT e.*, s.active AS was, s.frequency > 0 AND NOT s.active AS lapsed, s.frequency = 0 AND e.frequency > 0 AS new, s.frequency > 0 AND NOT s.active AND e.frequency > s.frequency AS back,
    e.frequency - s.frequency AS n, e.revenue - s.revenue AS money, e.direct - s.direct AS cost, five(s.frequency, s.recency) AS stage
  FROM stands(day) e JOIN (SELECT customer_id, active, frequency, recency, revenue, direct FROM stands(day - 365)) s USING (customer_id));
CREATE TABLE m AS SELECT m.*, k.categories, coalesce(c.complaints, 0) AS complaints, coalesce(t.contacts, 0) AS contacts, f.amount AS first_value, g.score
  FROM moved(DATE '2024-12-31') m LEFT JOIN (SELECT customer_id, count(DISTINCT category) AS categories FROM orders GROUP BY 1) k USING (customer_id)
  LEFT JOIN (SELECT customer_id, count(*) AS complaints FROM read_csv('data/complaints.csv') WHERE date BETWEEN DATE '2024-01-02' AND DATE '2024-12-31' GROUP BY 1) c USING (customer_id)
  LEFT JOIN (SELECT customer_id, sum(cost) AS contacts FROM read_csv('data/contacts.csv') WHERE date BETWEEN DATE '2024-01-02' AND DATE '2024-12-31' GROUP BY 1) t USING (customer_id)
  LEFT JOIN (SELECT customer_id, arg_min(amount, order_id) AS amount FROM orders GROUP BY 1) f USING (customer_id)
  LEFT JOIN (SELECT customer_id, arg_max(score, date) AS score FROM read_csv('data/satisfaction.csv') GROUP BY 1) g USING (customer_id);
CREATE MACRO account() AS TABLE SELECT city, count(*) AS customers, count(*) FILTER (was) AS start_customers, count(*) FILTER (new) AS new_customers, count(*) FILTER (back) AS won_back_customers,
  count(*) FILTER (churned) AS churn_count, count(*) FILTER (active) AS end_customers, 0 AS customer_balance FROM m GROUP BY GROUPING SETS ((), (city));
SELECT * EXCLUDE (city, customers) FROM account() WHERE city IS NULL;
SELECT customer_id, was AS was_active, new AS new_in_period, back AS won_back, churned AS churned_in_period, active FROM m WHERE here ORDER BY 1;
SELECT count(*) FILTER (was AND active) / count(*) FILTER (was) AS crr, count(*) FILTER (was AND NOT active) / count(*) FILTER (was) AS churn_rate,
  count(*) FILTER (back) / count(*) FILTER (lapsed) AS win_back_rate, count(*) FILTER (n > 0 AND frequency > 1) / count(*) FILTER (n > 0) AS repeat_rate,
  count(*) FILTER (n > 0 AND categories > 1) / count(*) FILTER (n > 0) AS cross_sell_rate FROM m;
SELECT avg(first_value) FILTER (new) AS first_order_value, count(*) FILTER (here AND complaints > 0) / count(*) FILTER (here) AS complaint_rate, (sum(complaints) / sum(n))::DOUBLE AS complaints_per_order,
  avg(score) AS satisfaction, count(*) FILTER (score >= 4) / count(score) AS satisfied_rate FROM m;
SELECT sum(acquisition_cost) FILTER (new) / count(acquisition_cost) FILTER (new) AS cac, (sum(money) - sum(cost))::BIGINT AS profit_contribution,
  (sum(money) - sum(cost) - sum(contacts) - sum(acquisition_cost) FILTER (new))::DOUBLE AS profitability FROM m;
SELECT reason, count(*) AS customers FROM read_csv('data/churn.csv') WHERE date <= DATE '2024-12-31' GROUP BY 1 ORDER BY 2 DESC, 1;
SELECT stage, sum(contacts + if(new, coalesce(acquisition_cost, 0), 0))::DOUBLE AS stage_spend, (sum(money) - sum(cost))::BIGINT AS stage_return,
  if(stage_spend = 0, NULL, (stage_return - stage_spend) / stage_spend) AS stage_roi FROM m GROUP BY 1 ORDER BY five_place(stage);
SELECT city, customers, start_customers, new_customers, won_back_customers, churn_count, end_customers, customer_balance FROM account() WHERE city IS NOT NULL ORDER BY 1;
SELECT count(*) FILTER (was) + count(*) FILTER (new) + count(*) FILTER (back) - count(*) FILTER (churned) - count(*) FILTER (active) AS balance FROM moved(DATE '2024-06-30');
SELECT NULL AS win_back_rate, NULL AS crr, NULL AS cac;
