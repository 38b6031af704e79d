CREATE TABLE o AS SELECT * FROM read_csv('data/more-orders.csv');
CREATE TABLE c AS SELECT DISTINCT customer_id FROM o;
CREATE MACRO stood(day) AS TABLE SELECT customer_id, count(date) AS n, day - max(date) <= 365 AS is_active, coalesce(sum(amount), 0) AS money, coalesce(sum(amount - cost), 0) AS profit
  FROM c LEFT JOIN (FROM o WHERE date <= day) USING (customer_id) GROUP BY 1;
CREATE TABLE y AS SELECT customer_id, e.n, coalesce(s.is_active, false) AS was, coalesce(e.is_active, false) AS active, s.n = 0 AND e.n > 0 AS new, s.n > 0 AND NOT coalesce(s.is_active, false) AS lapsed,
    lapsed AND e.n > s.n AS back, was OR new OR back AS here, e.n - s.n AS orders, e.money - s.money AS money, e.profit - s.profit AS profit,
    (SELECT count(*) FROM read_csv('data/more-referrals.csv') r WHERE r.customer_id = e.customer_id) AS referrals,
    (SELECT count(DISTINCT date) FROM read_csv('data/more-visits.csv') v WHERE v.customer_id = e.customer_id) AS days
  FROM stood(DATE '2024-12-31') e JOIN stood(DATE '2024-01-01') s USING (customer_id);
SELECT count(*) FILTER (was) AS start_customers, count(*) FILTER (new) AS new_customers, count(*) FILTER (back) AS won_back_customers, count(*) FILTER (here AND NOT active) AS churn_count,
  count(*) FILTER (active) AS end_customers, count(*) FILTER (was AND active) / count(*) FILTER (was) AS crr FROM y;
SELECT (sum(orders) FILTER (new) / count(*) FILTER (new))::DOUBLE AS new_customer_frequency, (sum(money) FILTER (new) / count(*) FILTER (new))::DOUBLE AS new_customer_value,
  count(*) FILTER (orders > 0 AND n > 1) / count(*) FILTER (orders > 0) AS repeat_rate FROM y;
SELECT count(*) FILTER (back) / count(*) FILTER (lapsed) AS win_back_rate, (sum(orders) FILTER (back) / count(*) FILTER (back))::DOUBLE AS won_back_frequency,
  (sum(money) FILTER (back) / count(*) FILTER (back))::DOUBLE AS won_back_value, count(*) FILTER (back AND orders > 1) / count(*) FILTER (back) AS won_back_repeat_rate FROM y;
SELECT count(*) FILTER (here AND referrals > 0) / count(*) FILTER (here) AS recommendation_rate, (sum(referrals) FILTER (here) / count(*) FILTER (here))::DOUBLE AS referrals_per_customer,
  (sum(days) FILTER (here) / count(*) FILTER (here))::DOUBLE AS active_days_per_customer,
  (sum((orders > 0)::INT + (days > 0)::INT + (referrals > 0)::INT) FILTER (here) / count(*) FILTER (here))::DOUBLE AS event_kinds_per_customer FROM y;
CREATE TABLE z AS SELECT sum(money) / sum(orders) AS basket, sum(orders) / count(*) FILTER (orders > 0) AS often, count(*) FILTER (was) / count(*) FILTER (was AND NOT active) AS life, sum(profit) / count(*) FILTER (orders > 0) AS profit FROM y;
SELECT basket::DOUBLE AS average_order_value, often::DOUBLE AS purchase_frequency, life::DOUBLE AS customer_lifetime, (basket * often * life)::DOUBLE AS simple_lifetime_value, (profit * life)::DOUBLE AS simple_lifetime_profit FROM z;
