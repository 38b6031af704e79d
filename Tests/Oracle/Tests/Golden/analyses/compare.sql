-- Tests of differences: their figures are held to scipy's by the unit tests, those of effects by profile.sql.
SELECT 'skip';
SELECT 'skip';
SELECT 'skip';
