-- include _cdnow.sql
CREATE MACRO base(day) AS TABLE SELECT customer_id, coalesce(n, 0) AS frequency, r AS recency, t AS tenure, coalesce(m, 0)::DECIMAL(18,2) AS revenue, coalesce(r <= 365, false) AS active FROM (SELECT DISTINCT customer_id FROM orders)
  LEFT JOIN (SELECT customer_id, count(*) AS n, day - max(date) AS r, day - min(date) AS t, sum(amount) AS m FROM orders WHERE date <= day GROUP BY 1) USING (customer_id);
CREATE TABLE x AS SELECT *, CASE WHEN recency > 365 THEN '5 churned' WHEN frequency = 1 THEN '2 first_purchase' WHEN frequency >= 5 AND recency <= 90 THEN '4 loyal' ELSE '3 repeat' END AS five,
  CASE WHEN recency > 365 THEN '6 ended' WHEN recency > 180 THEN '5 decline' WHEN tenure < 360 THEN '2 development' WHEN v2 < 0.8 * v1 THEN '5 decline' WHEN v2 > 1.2 * v1 THEN '3 growth' ELSE '4 maturity' END AS six
  FROM base(DATE '1998-06-30') JOIN (SELECT a.customer_id, a.revenue - b.revenue AS v2, b.revenue - c.revenue AS v1 FROM base(DATE '1998-06-30') a JOIN base(DATE '1998-01-01') b USING (customer_id) JOIN base(DATE '1997-07-05') c USING (customer_id)) USING (customer_id);
CREATE TABLE scores AS SELECT *, 6 - ntile(5) OVER (ORDER BY recency, customer_id) AS r, ntile(5) OVER (ORDER BY frequency, customer_id) + ntile(5) OVER (ORDER BY revenue, customer_id) AS fm FROM x;
CREATE TABLE named AS SELECT *, CASE WHEN fm >= 8 THEN CASE WHEN r = 5 THEN '01 champions' WHEN r >= 3 THEN '02 loyal' WHEN fm >= 9 THEN '08 cannot_lose' ELSE '09 at_risk' END
    WHEN r >= 4 THEN CASE WHEN fm >= 4 THEN '03 potential_loyalists' WHEN r = 5 THEN '04 new' ELSE '05 promising' END
    WHEN fm >= 6 THEN CASE r WHEN 3 THEN '06 need_attention' ELSE '09 at_risk' END
    WHEN r = 3 THEN '07 about_to_sleep' WHEN r = 2 OR fm >= 4 THEN '10 hibernating' ELSE '11 lost' END AS name FROM scores;
CREATE MACRO best(t) AS TABLE SELECT sum(revenue) FILTER (place <= ceil(n / 5))::DOUBLE / sum(revenue)::DOUBLE AS top, count(*) FILTER (place <= ceil(n / 5) AND thin) / count(*) FILTER (place <= ceil(n / 5)) AS thin
  FROM (SELECT *, frequency = 1 OR tenure < 90 AS thin, row_number() OVER (ORDER BY revenue DESC, customer_id) AS place, count(*) OVER () AS n FROM x WHERE t OR frequency > 1 AND tenure >= 90);
CREATE TABLE y AS SELECT e.*, s.active AS was, s.frequency = 0 AS new, NOT s.active AND s.frequency > 0 AS lapsed, e.frequency - s.frequency AS n FROM x e JOIN base(DATE '1997-06-30') s USING (customer_id);
SELECT five[3:] AS stage, count(*) AS customers, sum(revenue) AS revenue FROM x GROUP BY five ORDER BY five;
SELECT six[3:] AS stage, count(*) AS customers, sum(revenue) AS revenue FROM x GROUP BY six ORDER BY six;
SELECT name[4:] AS rfm_group, count(*) AS customers, sum(revenue) AS revenue, avg(recency) AS days_silent FROM named GROUP BY name ORDER BY name;
SELECT a.top AS top_fifth_share, a.thin AS thin_share, b.top AS proven_fifth_share FROM best(true) a, best(false) b;
SELECT count(*) FILTER (was) AS start_customers, count(*) FILTER (new) AS new_customers, count(*) FILTER (lapsed AND n > 0) AS won_back_customers,
  count(*) FILTER ((was OR new OR n > 0) AND NOT active) AS churn_count, count(*) FILTER (active) AS end_customers FROM y;
SELECT count(*) FILTER (active AND NOT new) / count(*) FILTER (was) AS crr, count(*) FILTER ((was OR new OR n > 0) AND NOT active) / count(*) FILTER (was) AS churn_rate,
  if(count(*) FILTER (lapsed) = 0, NULL, count(*) FILTER (lapsed AND n > 0) / count(*) FILTER (lapsed)) AS win_back_rate, count(*) FILTER (n > 0 AND frequency > 1) / count(*) FILTER (n > 0) AS repeat_rate FROM y;
