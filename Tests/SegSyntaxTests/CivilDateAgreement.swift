// Literals and columns must have the same calendar.

import SegColumns

func columnsDay(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
  CalendarDate(year: year, month: month, day: day)?.days
}
