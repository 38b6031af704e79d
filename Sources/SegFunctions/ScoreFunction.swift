// How likely a customer is to be, or to become, like others.

import SegColumns

/// The functions whose values are probabilities of a logistic model on
/// attributes of customers.
public enum ScoreFunction: String, Sendable, CaseIterable {
  case lookalike, propensity

  package var summary: String {
    switch self {
    case .lookalike: "the probability, by the attributes, of being a member of a segment: of those who are none, the highest are most like it"
    case .propensity:
      "the probability of meeting a condition as many days on as lie between the day after `as of` and today; learned from the attributes of that day and the condition today, of those of whom it was open on that day"
    }
  }

  /// An expression of a metric that shows it.
  package var example: String {
    switch self {
    case .lookalike: "lookalike(loyal within adults, on: (age, income, city))"
    case .propensity: "propensity(quiet as of 180 days ago within active, on: (frequency, recency, city))"
    }
  }

  package var result: ColumnType { .number }

  /// What the reference says of both.
  package static let explanation = """
    A score is the probability, from 0 to 1, that a regularised logistic model gives a customer. Attributes are numbers, dates, texts,
    conditions and lifecycles. Numbers are taken per standard deviation, texts one category against the most frequent; a missing
    number counts as the mean, and that it is missing counts too. Categories of fewer than 10 customers (or a twentieth of
    them, where they are fewer than 200) are taken together. `within SEGMENT` learns from its customers alone; all are scored. Whoever
    has none of the attributes is left out and has no score.

    A model is fitted once for each function, as-of day and state of the data, and kept; `show model(METRIC)` shows it, and
    `show calibration(METRIC)` what became of those with equal scores. `lookalike` is judged on 30% of the customers that it has not seen.
    `propensity` is judged on a later time: the same model, learned as many days earlier, is held against the condition today. Where
    the events do not reach back so far it is judged like `lookalike`, and the model says so.

    `propensity` learns from those of whom it was open on the day of the attributes. Who met the condition on that day already is left
    out, unless the condition looks only at events after that day (`any(orders in last 90 days)` as of 90 days ago): then it may come
    true again. Without `within`, who had no event until that day in any table is left out too: he was not there yet. A warning and
    `show model` say how many. A window that begins before that day and ends after it is warned of.
    """
}

/// Their arguments with a name.
package enum ScoreOption: String, Sendable, CaseIterable {
  case on, penalty, seed

  package var summary: String {
    switch self {
    case .on: "the attributes: a metric, a column or any expression, or several in parentheses; wanted"
    case .penalty:
      "how strongly the coefficients are drawn to 0: λ in λ/2·Σβ², above 0, 1 unless told (scikit-learn's C is 1/λ); more for few customers and many attributes"
    case .seed: "a whole number that says who is held out to judge the model, 1 unless told; by the key, so that a customer stays where it is"
    }
  }

  /// A value of it, for messages.
  package var example: String {
    switch self {
    case .on: "on: (age, income, city)"
    case .penalty: "penalty: 5"
    case .seed: "seed: 7"
    }
  }
}
