// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/filtersamples.h"

#include "models/displaytext.h"

#include <QRegularExpression>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Place { Name, State, Age, Size, Zone, Tags, Automatic, Until, Percent };
constexpr qint64 day = 86'400'000;

ResourceKind makeKind()
{
    using enum Column::Type;
    ResourceKind kind;
    kind.id = u"test.kind"_s;
    kind.title = u"Test Things"_s;
    kind.columns = {{.id = u"name"_s},
                    {.id = u"state"_s, .type = Column::Type::State},
                    {.id = u"age"_s, .type = Column::Type::Age},
                    {.id = u"size"_s, .type = Column::Type::Size},
                    {.id = u"zone"_s, .filterName = u"region"_s},
                    {.id = u"tags"_s, .place = Column::Place::Details},
                    {.id = u"automatic"_s, .type = Flag, .place = Column::Place::Details},
                    {.id = u"until"_s, .type = Time, .place = Column::Place::Details},
                    {.id = u"percent"_s, .type = Number, .place = Column::Place::Details}};
    kind.states = {{.word = u"READY"_s, .title = u"Available"_s},
                   {.word = u"BUSY"_s, .title = u"Creating"_s},
                   {.word = u"ERROR"_s, .title = u"Failed"_s}};
    return kind;
}

template<typename List>
auto oneOf(QRandomGenerator &random, const List &list)
{
    return list.at(random.bounded(static_cast<int>(list.size())));
}

qint64 unitOf(QString &number, const QList<std::pair<QString, double>> &units)
{
    for (const auto &[name, factor] : units) {
        if (number.endsWith(name) && number.chopped(name.size()).back().isDigit()) {
            number.chop(name.size());
            return qRound64(factor);
        }
    }
    return 1;
}

bool compares(FilterOp op, qint64 value, qint64 from, qint64 to)
{
    switch (op) {
    case FilterOp::Greater: return value > to;
    case FilterOp::GreaterEqual: return value >= from;
    case FilterOp::Less: return value < from;
    case FilterOp::LessEqual: return value <= to;
    default: return value >= from && value <= to;
    }
}

bool numberMatches(FilterOp op, const QString &field, const FilterValue &value, std::optional<qint64> number)
{
    if (value.text.isEmpty() || !number)
        return value.text.isEmpty() && !number;
    QString text = value.text;
    if (field == u"until" || field == u"created") {
        const QStringList parts = text.split(u'-');
        const QDate from(parts.at(0).toInt(), parts.value(1, u"1"_s).toInt(), parts.value(2, u"1"_s).toInt());
        const QDate to = parts.size() == 1 ? from.addYears(1) : parts.size() == 2 ? from.addMonths(1) : from.addDays(1);
        return compares(op, *number, QDateTime(from, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch(),
                        QDateTime(to, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() - 1);
    }
    if (field == u"age") {
        const qint64 unit = unitOf(text, {{u"s"_s, 1000}, {u"min"_s, 60'000}, {u"h"_s, 3'600'000}, {u"d"_s, day},
                                          {u"w"_s, 7.0 * day}, {u"mo"_s, 30.0 * day}, {u"y"_s, 365.0 * day}});
        const auto from = qRound64(text.toDouble() * static_cast<double>(unit));
        const qint64 age = filterNow().toMSecsSinceEpoch() - *number;
        const bool isEqual = op == FilterOp::Equal || op == FilterOp::Contains;
        return compares(op, age, from, isEqual ? from + unit - 1 : from);
    }
    constexpr double kibi = 1024;
    const qint64 unit = unitOf(text, {{u"KiB"_s, kibi}, {u"MiB"_s, kibi * kibi}, {u"GiB"_s, kibi * kibi * kibi},
                                      {u"TiB"_s, kibi * kibi * kibi * kibi}, {u"kB"_s, 1e3}, {u"MB"_s, 1e6}, {u"GB"_s, 1e9},
                                      {u"TB"_s, 1e12}});
    const auto wanted = qRound64(text.toDouble() * static_cast<double>(unit));
    return compares(op, *number, wanted, wanted);
}

bool textMatches(FilterOp op, const FilterValue &value, const QString &text)
{
    const QString wanted = value.text.toCaseFolded();
    if (op == FilterOp::Matches)
        return QRegularExpression(value.text, QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
    if (value.isGlob) {
        const auto options = QRegularExpression::DotMatchesEverythingOption;
        QString pattern = QRegularExpression::escape(wanted);
        pattern.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s);
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern), options).match(text.toCaseFolded()).hasMatch();
    }
    if (op == FilterOp::Contains && !wanted.isEmpty())
        return text.toCaseFolded().contains(wanted);
    return text.toCaseFolded() == wanted;
}

std::optional<qint64> timeOf(const QVariant &cell)
{
    const QDateTime time = cell.toDateTime();
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

std::optional<qint64> numberOf(const QVariant &cell)
{
    return cell.isNull() ? std::nullopt : std::optional(cell.toLongLong());
}

bool tagMatches(const FilterNode &node, FilterOp op, const FilterValue *value, const Resource &row)
{
    const QString tags = row.cells.at(Tags).toString();
    for (const QString &tag : tags.split(u", "_s, Qt::SkipEmptyParts)) {
        if (tag.section(u'=', 0, 0).toCaseFolded() != node.key.toCaseFolded())
            continue;
        if (!value || textMatches(op, *value, tag.section(u'=', 1)))
            return true;
    }
    return false;
}

bool valueMatches(const FilterNode &node, FilterOp op, const FilterValue &value, const Resource &row, bool isMarked)
{
    const auto isYes = [&value] { return QStringList{u"yes"_s, u"true"_s, u"1"_s}.contains(value.text); };
    const QString &field = node.field;
    if (field == u"name")
        return textMatches(op, value, row.name);
    if (field == u"id")
        return textMatches(op, value, row.id);
    if (field == u"state")
        return textMatches(op, value, row.state) || textMatches(op, value, filterKind().meaningOf(row.state).title);
    if (field == u"zone" || field == u"region")
        return textMatches(op, value, row.cells.at(Zone).toString());
    if (field == u"age" || field == u"created")
        return numberMatches(op, field, value, timeOf(row.cells.at(Age)));
    if (field == u"until")
        return numberMatches(op, field, value, timeOf(row.cells.at(Until)));
    if (field == u"size")
        return numberMatches(op, field, value, numberOf(row.cells.at(Size)));
    if (field == u"percent")
        return numberMatches(op, field, value, numberOf(row.cells.at(Percent)));
    if (field == u"tag")
        return tagMatches(node, op, &value, row);
    if (field == u"marked")
        return isMarked == isYes();
    const QVariant automatic = row.cells.at(Automatic);
    return value.text.isEmpty() ? automatic.isNull() : !automatic.isNull() && automatic.toBool() == isYes();
}

bool anywhereMatches(const FilterValue &value, const Resource &row)
{
    const QVariant size = row.cells.at(Size);
    const QString titled = filterKind().meaningOf(row.state).title;
    QStringList texts{row.id, row.state, titled, row.cells.at(Name).toString(), row.cells.at(Zone).toString()};
    if (!value.isGlob)
        texts += {timeText(row.created), size.isNull() ? QString() : sizeText(size.toLongLong())};
    return std::any_of(texts.cbegin(), texts.cend(),
                       [&value](const QString &text) { return textMatches(FilterOp::Contains, value, text); });
}

FilterNode randomText(QRandomGenerator &random, bool isValid)
{
    FilterNode node;
    node.kind = FilterNode::Kind::Text;
    const QStringList words{u"snap"_s, u"web"_s, u"0"_s, u"eu"_s, u"dy"_s, u"Ä"_s, u"2026-02"_s, u"gib"_s, u"no such"_s, u"-1"_s};
    const QStringList odd{u"a,b"_s, u"OR"_s, u"AND"_s, u"x:y"_s, u"a\"b"_s, u"back\\slash\\"_s, u"-"_s, u"(a b)"_s, u"a*b"_s,
                          u"1=2"_s, u"\u00A0"_s, u"\U0001F600"_s, u"a)"_s, u"?"_s};
    if (random.bounded(5) == 0)
        node.values = {{.text = oneOf(random, QStringList{u"snap*"_s, u"*1"_s, u"?eb*"_s, u"*"_s, u"eu-?"_s}), .isGlob = true}};
    else
        node.values = {{.text = isValid || random.bounded(2) ? oneOf(random, words) : oneOf(random, odd)}};
    return node;
}

struct Sample
{
    QString field;
    QList<FilterOp> ops;
    QStringList values;
    QStringList globs{};
};

const QList<Sample> &samples()
{
    using enum FilterOp;
    static const QList<FilterOp> texts{Contains, Equal, NotEqual};
    static const QList<FilterOp> numbers{Contains, Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual};
    static const QList<Sample> all{
        {u"name"_s, texts, {u"snap"_s, u"web 1"_s, u"Snap-1"_s, u""_s, u"ä"_s}, {u"snap*"_s, u"*-?"_s, u"??*"_s}},
        {u"name"_s, {Matches}, {u"^snap"_s, u"-[12]$"_s, u"(web|ä)"_s, u"a b"_s, u"\\d{1,2}"_s}},
        {u"id"_s, texts, {u"id-1"_s, u"0000"_s, u"1"_s}, {u"*-0*"_s, u"id-?"_s}},
        {u"id"_s, {Matches}, {u"^id"_s, u"8000-0+$"_s}},
        {u"state"_s, texts, {u"ready"_s, u"Available"_s, u"e"_s, u"odd"_s, u""_s}, {u"*d"_s, u"?rror"_s}},
        {u"state"_s, {Matches}, {u"^(busy|failed)$"_s}},
        {u"zone"_s, texts, {u"eu-1"_s, u"eu"_s, u""_s}, {u"eu-*"_s}},
        {u"region"_s, texts, {u"EU-2"_s}},
        {u"age"_s, numbers, {u"20d"_s, u"1.5d"_s, u"30h"_s, u"90min"_s, u"2w"_s, u"1mo"_s, u"1y"_s, u"100000s"_s}},
        {u"created"_s, numbers, {u"2026"_s, u"2026-02"_s, u"2026-02-20"_s, u"2025-12-31"_s}},
        {u"until"_s, numbers, {u"2026-03"_s, u"2026-03-02"_s}},
        {u"size"_s, numbers, {u"1GiB"_s, u"1.5GB"_s, u"2MiB"_s, u"3000kB"_s, u"0"_s, u"512"_s, u"1TiB"_s}},
        {u"percent"_s, numbers, {u"0"_s, u"50"_s, u"99"_s}},
        {u"tag"_s, texts, {u"dev"_s, u"d"_s, u""_s}, {u"d*"_s}},
        {u"tag"_s, {Matches}, {u"^d"_s}},
        {u"marked"_s, texts, {u"yes"_s, u"no"_s}},
        {u"automatic"_s, texts, {u"yes"_s, u"false"_s, u"1"_s}},
    };
    return all;
}

FilterNode randomField(QRandomGenerator &random, bool isValid)
{
    const Sample sample = oneOf(random, samples());
    FilterNode node;
    node.kind = FilterNode::Kind::Field;
    node.field = isValid || random.bounded(2) ? sample.field : u"odd_9"_s;
    node.op = oneOf(random, sample.ops);
    if (node.field == u"tag") {
        node.key = oneOf(random, QStringList{u"env"_s, u"Owner"_s, u"none"_s, u"two words"_s});
        if (random.bounded(4) == 0)
            node.op = FilterOp::Contains;
        else
            node.values.push_back({.text = oneOf(random, sample.values)});
        return node;
    }
    const bool isOrder = node.op == FilterOp::Greater || node.op == FilterOp::GreaterEqual || node.op == FilterOp::Less
                      || node.op == FilterOp::LessEqual;
    const bool mayBeOdd = !isValid && !isOrder;
    const int count = node.op == FilterOp::Matches ? 1 : 1 + random.bounded(3);
    for (int i = 0; i < count; ++i) {
        const QStringList odd{u"a,b"_s, u":x"_s, u"(y"_s, u"*"_s, u"\"q\""_s, u"\\"_s, u"-z"_s, u" "_s};
        if (node.op == FilterOp::Contains && !sample.globs.isEmpty() && random.bounded(3) == 0)
            node.values.push_back({.text = oneOf(random, sample.globs), .isGlob = true});
        else
            node.values.push_back({.text = mayBeOdd && random.bounded(3) == 0 ? oneOf(random, odd) : oneOf(random, sample.values)});
    }
    return node;
}

} // namespace

const ResourceKind &filterKind()
{
    static const ResourceKind kind = makeKind();
    return kind;
}

QDateTime filterNow()
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
}

Resource filterRow(const QString &id, const QString &name, const QString &state, std::optional<double> days, qint64 bytes,
                   const QString &zone, const QString &tags, std::optional<bool> automatic)
{
    Resource row{.id = id, .name = name, .state = state};
    if (days)
        row.created = filterNow().addMSecs(-qRound64(*days * static_cast<double>(day)));
    row.cells = {name,
                 state,
                 row.created,
                 bytes < 0 ? QVariant() : QVariant(bytes),
                 zone,
                 tags,
                 automatic ? QVariant(*automatic) : QVariant(),
                 days ? row.created.addDays(30) : QDateTime(),
                 days ? QVariant(qint64(*days)) : QVariant()};
    return row;
}

Resource randomFilterRow(QRandomGenerator &random)
{
    const int number = random.bounded(100'000);
    const QString id = random.bounded(2) ? u"id-%1"_s.arg(number)
                                         : u"%1-0000-4000-8000-000000000000"_s.arg(number, 8, 16, QChar(u'0'));
    const QStringList names{u"snap-%1"_s, u"Web %1"_s, u"web-%1-old"_s, u"Ä snäp %1"_s, u""_s};
    const QString name = oneOf(random, names);
    const QStringList tags{u""_s, u"env=dev"_s, u"env=prod, owner=me"_s, u"Env=Dev, two words=x"_s, u"env=, flag"_s};
    const std::optional<double> days = random.bounded(8) ? std::optional(random.bounded(60.0)) : std::nullopt;
    const qint64 bytes = qint64(random.bounded(5)) * (random.bounded(2) ? 1 << 20 : 500'000'000);
    return filterRow(id, name.contains(u'%') ? name.arg(random.bounded(30)) : name,
                     oneOf(random, QStringList{u"READY"_s, u"busy"_s, u"Error"_s, u"odd"_s, u""_s}), days,
                     random.bounded(6) ? bytes : -1, random.bounded(3) ? u"eu-%1"_s.arg(random.bounded(3)) : QString(),
                     oneOf(random, tags), random.bounded(3) ? std::optional(random.bounded(2) == 0) : std::nullopt);
}

FilterNode randomFilter(QRandomGenerator &random, bool isValid, int depth)
{
    if (depth == 0 || random.bounded(3) == 0)
        return random.bounded(4) == 0 ? randomText(random, isValid) : randomField(random, isValid);
    FilterNode node;
    node.kind = oneOf(random, QList{FilterNode::Kind::Not, FilterNode::Kind::And, FilterNode::Kind::Or});
    const int count = node.kind == FilterNode::Kind::Not ? 1 : 2 + random.bounded(2);
    while (static_cast<int>(node.children.size()) < count) {
        FilterNode child = randomFilter(random, isValid, depth - 1);
        if (node.kind == FilterNode::Kind::Not || child.kind != node.kind)
            node.children.push_back(std::move(child));
    }
    return node;
}

bool matchesPlainly(const FilterNode &node, const Resource &row, bool isMarked)
{
    const auto child = [&](const FilterNode &other) { return matchesPlainly(other, row, isMarked); };
    switch (node.kind) {
    case FilterNode::Kind::Text: return anywhereMatches(node.values.front(), row);
    case FilterNode::Kind::Not: return !child(node.children.front());
    case FilterNode::Kind::And: return std::all_of(node.children.begin(), node.children.end(), child);
    case FilterNode::Kind::Or: return std::any_of(node.children.begin(), node.children.end(), child);
    case FilterNode::Kind::Field: break;
    }
    if (node.values.empty())
        return tagMatches(node, node.op, nullptr, row);
    const bool isNegative = node.op == FilterOp::NotEqual;
    const FilterOp op = isNegative ? FilterOp::Equal : node.op;
    return isNegative != std::any_of(node.values.begin(), node.values.end(), [&](const FilterValue &value) {
        return valueMatches(node, op, value, row, isMarked);
    });
}

} // namespace Clearsky
