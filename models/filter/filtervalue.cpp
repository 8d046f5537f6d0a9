// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filtervalue.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

/// Beyond this a double does not hold every whole number.
constexpr double tooMuch = 9.0e15;

struct Unit
{
    QStringView name;
    double factor;
};
constexpr double second = 1000;
constexpr double day = 86400 * second;
constexpr std::array durations{Unit{u"s", second},  Unit{u"min", 60 * second}, Unit{u"h", 3600 * second},
                               Unit{u"d", day},     Unit{u"w", 7 * day},       Unit{u"mo", 30 * day},
                               Unit{u"y", 365 * day}};
constexpr double kibi = 1024;
constexpr std::array sizes{Unit{u"B", 1},    Unit{u"kB", 1e3},  Unit{u"MB", 1e6},         Unit{u"GB", 1e9},
                           Unit{u"TB", 1e12}, Unit{u"KiB", kibi}, Unit{u"MiB", kibi * kibi}, Unit{u"GiB", kibi * kibi * kibi},
                           Unit{u"TiB", kibi * kibi * kibi * kibi}};

struct Quantity
{
    double number = 0;
    QString unit{};
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

std::optional<Quantity> readQuantity(const QString &text)
{
    qsizetype end = 0;
    const auto skipDigits = [&text, &end] {
        const qsizetype start = end;
        while (end < text.size() && isDigit(text.at(end)))
            ++end;
        return end > start;
    };
    if (!skipDigits())
        return {};
    if (end < text.size() && text.at(end) == u'.') {
        ++end;
        if (!skipDigits())
            return {};
    }
    return Quantity{.number = QStringView(text).left(end).toDouble(), .unit = text.mid(end).trimmed()};
}

template<size_t Count>
const Unit *findUnit(const std::array<Unit, Count> &units, const QString &name)
{
    for (const Unit &unit : units) {
        if (unit.name.compare(name, Qt::CaseInsensitive) == 0)
            return &unit;
    }
    return nullptr;
}

/// The units' words that people write for it; empty: none.
QString meantUnit(const QString &unit)
{
    const QString word = unit.toLower();
    constexpr std::array<std::pair<QStringView, QStringView>, 22> meant{{
        {u"sec", u"s"},   {u"secs", u"s"},     {u"seconds", u"s"}, {u"mins", u"min"},   {u"minutes", u"min"}, {u"hr", u"h"},
        {u"hrs", u"h"},   {u"hours", u"h"},    {u"day", u"d"},     {u"days", u"d"},     {u"week", u"w"},      {u"weeks", u"w"},
        {u"mon", u"mo"},  {u"month", u"mo"},   {u"months", u"mo"}, {u"yr", u"y"},       {u"year", u"y"},      {u"years", u"y"},
        {u"k", u"kB"},    {u"m", u"MB"},       {u"g", u"GB"},      {u"t", u"TB"},
    }};
    for (const auto &[written, unitName] : meant) {
        if (written == word)
            return unitName.toString();
    }
    return {};
}

FilterResult<FilterSpan> tooLarge(const FilterValue &value)
{
    return filterFailure(value.at, Texts::tr("'%1' is too large.").arg(value.text));
}

} // namespace

FilterResult<FilterSpan> readCount(const FilterValue &value)
{
    const auto quantity = readQuantity(value.text);
    if (!quantity || !quantity->unit.isEmpty())
        return filterFailure(value.at, Texts::tr("'%1' is not a number.").arg(value.text));
    if (quantity->number > tooMuch)
        return tooLarge(value);
    const auto number = static_cast<qint64>(std::llround(quantity->number));
    return FilterSpan{.from = number, .to = number};
}

FilterResult<FilterSpan> readBytes(const FilterValue &value)
{
    const auto quantity = readQuantity(value.text);
    if (!quantity)
        return filterFailure(value.at, Texts::tr("'%1' is not a size. Write 10GB or 1.5GiB.").arg(value.text));
    const Unit *unit = findUnit(sizes, quantity->unit.isEmpty() ? u"B"_s : quantity->unit);
    if (!unit) {
        const QString meant = meantUnit(quantity->unit);
        if (const Unit *other = findUnit(sizes, meant); other && !meant.isEmpty()) {
            const QString whole = value.text.left(value.text.size() - quantity->unit.size()) + meant;
            return filterFailure(value.at, Texts::tr("Unknown unit '%1'. Did you mean '%2'?").arg(quantity->unit, meant), whole);
        }
        return filterFailure(value.at, Texts::tr("Unknown unit '%1'. Sizes are in B, kB, MB, GB, TB, KiB, MiB, GiB or TiB.")
                                           .arg(quantity->unit));
    }
    const double bytes = std::round(quantity->number * unit->factor);
    if (bytes > tooMuch)
        return tooLarge(value);
    return FilterSpan{.from = static_cast<qint64>(bytes), .to = static_cast<qint64>(bytes)};
}

FilterResult<FilterSpan> readDuration(const FilterValue &value)
{
    const auto quantity = readQuantity(value.text);
    if (!quantity)
        return filterFailure(value.at, Texts::tr("'%1' is not an age. Write 90d or 6mo.").arg(value.text));
    if (quantity->unit.isEmpty())
        return filterFailure(value.at, Texts::tr("An age needs a unit: did you mean '%1d'?").arg(value.text), value.text + u'd');
    const Unit *unit = findUnit(durations, quantity->unit);
    if (!unit) {
        const QString number = value.text.left(value.text.size() - quantity->unit.size());
        if (quantity->unit.compare("m"_L1, Qt::CaseInsensitive) == 0) {
            return filterFailure(value.at, Texts::tr("Unknown unit 'm'. Did you mean 'min' for minutes or 'mo' for months?"),
                                 number + u"min"_s);
        }
        const QString meant = meantUnit(quantity->unit);
        if (!meant.isEmpty() && findUnit(durations, meant)) {
            return filterFailure(value.at, Texts::tr("Unknown unit '%1'. Did you mean '%2'?").arg(quantity->unit, meant),
                                 number + meant);
        }
        return filterFailure(value.at, Texts::tr("Unknown unit '%1'. Ages are in s, min, h, d, w, mo or y.").arg(quantity->unit));
    }
    const double from = std::round(quantity->number * unit->factor);
    if (from + unit->factor > tooMuch)
        return tooLarge(value);
    return FilterSpan{.from = static_cast<qint64>(from), .to = static_cast<qint64>(from + unit->factor) - 1};
}

FilterResult<FilterSpan> readDate(const FilterValue &value)
{
    const auto span = [](const QDateTime &from, const QDateTime &next) {
        return FilterSpan{.from = from.toMSecsSinceEpoch(), .to = next.toMSecsSinceEpoch() - 1};
    };
    const QString &text = value.text;
    const auto dateOf = [](const QString &day) { return QDate::fromString(day, u"yyyy-MM-dd"_s); };
    if (const QDate year = dateOf(text + u"-01-01"_s); text.size() == 4 && year.isValid())
        return span(year.startOfDay(Qt::UTC), year.addYears(1).startOfDay(Qt::UTC));
    if (const QDate month = dateOf(text + u"-01"_s); text.size() == 7 && month.isValid())
        return span(month.startOfDay(Qt::UTC), month.addMonths(1).startOfDay(Qt::UTC));
    if (const QDate date = dateOf(text); text.size() == 10 && date.isValid())
        return span(date.startOfDay(Qt::UTC), date.addDays(1).startOfDay(Qt::UTC));
    QString clock = text.mid(11);
    if (clock.endsWith(u'Z'))
        clock.chop(1);
    const QTime time = QTime::fromString(clock, u"HH:mm"_s);
    const bool isMinute = dateOf(text.left(10)).isValid() && time.isValid() && (text.at(10) == u'T' || text.at(10) == u' ');
    if (!isMinute)
        return filterFailure(value.at, Texts::tr("'%1' is not a date. Write 2026-01-31 or 2026-01.").arg(text));
    const QDateTime from(dateOf(text.left(10)), time, Qt::UTC);
    return span(from, from.addSecs(60));
}

FilterResult<bool> readFlag(const FilterValue &value)
{
    const QString word = value.text.toLower();
    if (word == "yes"_L1 || word == "true"_L1 || word == "1"_L1)
        return true;
    if (word == "no"_L1 || word == "false"_L1 || word == "0"_L1)
        return false;
    return filterFailure(value.at, Texts::tr("'%1' is neither yes nor no.").arg(value.text), u"yes"_s);
}

} // namespace Clearsky
