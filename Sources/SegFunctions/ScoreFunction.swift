// Scores: the probability that a customer is, or will be, like others.

import SegColumns
import SegDiagnostics

/// The functions whose values are probabilities of a logistic model on
/// attributes of customers.
public enum ScoreFunction: String, Sendable, CaseIterable {
  case lookalike, propensity

  package var summary: Message {
    switch self {
    case .lookalike:
      """
      the probability of being a member of a segment, given the attributes; non-members with a high score resemble the \
      members most
      """
    case .propensity:
      """
      the probability of meeting a condition after as many more days as have passed since the `as of` day; trained on \
      the attributes of that day and the condition today, with the customers whose outcome was open on that day
      """
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

  /// The text of the reference about both.
  package static let explanation: [Message] = [
    """
    A score is a probability, from 0 to 1, given by a regularized logistic model. Attributes are numbers, dates, texts, conditions \
    and lifecycles. Numbers are scaled to standard deviations; each category of a text is compared with the most frequent one. A \
    missing number counts as the mean, and being missing is an attribute of its own. Categories of fewer than 10 customers (or than \
    a twentieth, if there are fewer than 200 customers) are merged. `within SEGMENT` trains the model on the segment's customers; \
    all customers get a score. Customers with no known attribute are excluded and get no score.
    """,
    """
    A model is fitted once for each function, as-of day and state of the data, and kept. `show model(METRIC)` shows the model; `show \
    calibration(METRIC)` compares expected with actual outcomes, by tenths of the score. `lookalike` is validated on 30% of the \
    customers, which the model has not seen. `propensity` is validated on later data: the same model, trained one span of days \
    earlier, is compared with the condition today. If the events do not go back that far, it is validated like `lookalike`, and the \
    model says so.
    """,
    """
    The training set of `propensity` contains the customers whose outcome was open on the day of the attributes. Customers who \
    already met the condition on that day are excluded, unless the condition looks only at events after that day (`any(orders in \
    last 90 days)` as of 90 days ago): then it may come true again. Without `within`, customers who had no event until that day in \
    any table are excluded too, because they were not customers yet. A warning and `show model` say how many. A window that begins \
    before that day and ends after it gives a warning.
    """,
    """
    Attributes made of events are those of that day. A column of customers has one value, today's: if it changes with what the score \
    predicts (a status, a number of orders so far), the score knows the outcome. A warning names such columns; `fixed: (city, \
    joined)` states that they were the same on that day.
    """,
  ]
}

/// The named arguments of scores.
package enum ScoreOption: String, Sendable, CaseIterable {
  case on, fixed, penalty, seed

  package var summary: Message {
    switch self {
    case .on: "the attributes: a metric, a column or any expression, or several in parentheses"
    case .fixed:
      """
      the columns of customers, among the attributes, that do not change; in `propensity` others get a warning, because a \
      column has only the value of today
      """
    case .penalty:
      """
      how strongly the coefficients are shrunk to 0: λ in λ/2·Σβ², above 0; the default is 1 (scikit-learn's C is 1/λ); \
      use more for few customers and many attributes
      """
    case .seed:
      """
      a whole number that chooses the holdout; the default is 1. The choice depends on the key, so a customer's part does \
      not change when others are added
      """
    }
  }

  /// Whether a call must have it.
  package var isRequired: Bool { self == .on }

  /// A value of it, for messages.
  package var example: String {
    switch self {
    case .on: "on: (age, income, city)"
    case .fixed: "fixed: (city, joined)"
    case .penalty: "penalty: 5"
    case .seed: "seed: 7"
    }
  }
}
