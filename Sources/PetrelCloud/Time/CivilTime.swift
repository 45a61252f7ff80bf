/// A second in UTC, in the calendar's words.
struct CivilTime: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    private static let secondsOfDay: Int64 = 86_400
    private static let daysOfFourYears = 1_461
    private static let daysOfCentury = 36_524
    private static let daysOfFourCenturies = 146_097
    /// From March 1 of the year 0, where the counting of leap days begins, to January 1, 1970.
    private static let daysTo1970 = 719_468
    /// Days before each month of a year that begins with March, so that leap days come last.
    private static let daysBeforeMonth = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337]

    /// The second that comes so many seconds after 1970 began, of the years 0 to 9999 and beyond.
    init(secondsSince1970 seconds: Int64) {
        let day = seconds.flooredDivision(by: Self.secondsOfDay)
        let rest = Int(seconds - day * Self.secondsOfDay)
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        (year, month, self.day) = Self.date(daysSince1970: Int(day))
    }

    /// `nil` when the calendar has no such second. A leap second is the second after it.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...12).contains(month), (1...Self.days(of: month, in: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    var secondsSince1970: Int64 {
        let marchYear = month > 2 ? year : year - 1
        let monthOfYear = (month + 9) % 12
        let leapDays =
            marchYear.flooredDivision(by: 4) - marchYear.flooredDivision(by: 100)
            + marchYear.flooredDivision(by: 400)
        let days =
            marchYear * 365 + leapDays + Self.daysBeforeMonth[monthOfYear] + day - 1
            - Self.daysTo1970
        return Int64(days) * Self.secondsOfDay + Int64(hour * 3_600 + minute * 60 + second)
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let days = days + daysTo1970
        let period = days.flooredDivision(by: daysOfFourCenturies)
        var rest = days - period * daysOfFourCenturies
        let century = min(rest / daysOfCentury, 3)
        rest -= century * daysOfCentury
        let leapPeriod = rest / daysOfFourYears
        rest -= leapPeriod * daysOfFourYears
        let yearOfPeriod = min(rest / 365, 3)
        rest -= yearOfPeriod * 365
        let month = daysBeforeMonth.lastIndex { $0 <= rest } ?? 0
        let year = period * 400 + century * 100 + leapPeriod * 4 + yearOfPeriod
        return (
            month < 10 ? year : year + 1, (month + 2) % 12 + 1, rest - daysBeforeMonth[month] + 1
        )
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension BinaryInteger {
    /// The quotient rounded towards minus infinity, for a divisor above zero.
    func flooredDivision(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
