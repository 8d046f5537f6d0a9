// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonreader.h"

#include "app/providers/jsonoutline.h"
#include "app/providers/jsonsecrets.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <limits>

namespace Clearsky {

namespace {

// toInteger() returns the default for what is no whole number within 64 bits.
std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 number = value.toInteger(none);
    return value.isDouble() && number != none ? std::optional(number) : std::nullopt;
}

/// A number of ASCII digits only; nothing: there is something else.
std::optional<int> digits(QStringView text)
{
    int number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

std::optional<std::array<int, 6>> timeFields(QStringView text)
{
    constexpr std::array<std::pair<int, int>, 6> places{{{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};
    std::array<int, 6> fields{};
    for (size_t i = 0; i < places.size(); ++i) {
        const std::optional<int> field = digits(text.mid(places.at(i).first, places.at(i).second));
        if (!field)
            return std::nullopt;
        fields.at(i) = *field;
    }
    return fields;
}

struct TimeRest
{
    int milliseconds = 0;
    int offsetMinutes = 0;
};

/// What may follow the seconds: a fraction, and `Z` or the distance to UTC.
std::optional<TimeRest> restOfTime(QStringView text)
{
    TimeRest rest;
    if (text.startsWith(u'.')) {
        qsizetype end = 1;
        while (end < text.size() && digits(text.mid(end, 1)))
            ++end;
        if (end < 2 || end > 10)
            return std::nullopt;
        for (qsizetype i = 1; i <= 3; ++i)
            rest.milliseconds = rest.milliseconds * 10 + (i < end ? text.at(i).unicode() - u'0' : 0);
        text = text.mid(end);
    }
    if (!text.isEmpty() && text.front().isSpace())
        text = text.mid(1);
    if (text.isEmpty() || text == u"Z")
        return rest;
    const bool hasColon = text.size() == 6 && text.at(3) == u':';
    if ((text.front() != u'+' && text.front() != u'-') || !(hasColon || text.size() == 5))
        return std::nullopt;
    const std::optional<int> hours = digits(text.mid(1, 2));
    const std::optional<int> minutes = digits(text.right(2));
    if (!hours || !minutes)
        return std::nullopt;
    rest.offsetMinutes = (text.front() == u'-' ? -1 : 1) * (*hours * 60 + *minutes);
    return rest;
}

} // namespace

QDateTime parseTime(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    constexpr qsizetype whole = 19; // 2026-01-31T23:59:59
    const bool isShaped = trimmed.size() >= whole && trimmed.at(4) == u'-' && trimmed.at(7) == u'-'
        && (trimmed.at(10) == u'T' || trimmed.at(10) == u' ') && trimmed.at(13) == u':' && trimmed.at(16) == u':';
    const std::optional<std::array<int, 6>> fields = isShaped ? timeFields(trimmed) : std::nullopt;
    if (!fields)
        return {};
    const auto &[year, month, day, hour, minute, second] = *fields;
    const QDate date(year, month, day);
    const QTime time(hour, minute, second);
    const std::optional<TimeRest> rest = restOfTime(trimmed.mid(whole));
    if (!date.isValid() || !time.isValid() || !rest)
        return {};
    return QDateTime(date, time, Qt::UTC).addMSecs(rest->milliseconds - rest->offsetMinutes * qint64(60'000));
}

JsonReader::JsonReader(QJsonObject object, QString path)
    : m_object(std::move(object))
    , m_path(std::move(path))
{
}

tl::expected<JsonReader, QString> JsonReader::parse(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return tl::make_unexpected(QStringLiteral("the body is empty"));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError) {
        return tl::make_unexpected(
            QStringLiteral("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    }
    if (!document.isObject())
        return tl::make_unexpected(QStringLiteral("not a JSON object"));
    auto outline = JsonOutline::of(body);
    if (!outline)
        return tl::make_unexpected(outline.error());
    JsonReader reader(document.object());
    reader.m_outline = *std::move(outline);
    return reader;
}

QString JsonReader::path() const
{
    return m_index < 0 ? m_path : QString(m_path + u'[' + QString::number(m_index) + u']');
}

QString JsonReader::pathOf(QLatin1String key) const
{
    return m_path.isEmpty() ? QString(key) : QString(path() + u'.' + key);
}

JsonReader JsonReader::memberReader(QLatin1String key, const QJsonValue &value) const
{
    JsonReader reader(value.toObject(), pathOf(key));
    if (const std::optional<size_t> place = m_outline ? m_outline->member(m_place, key) : std::nullopt) {
        reader.m_outline = m_outline;
        reader.m_place = *place;
    }
    return reader;
}

/// Of the elements that are objects.
QList<JsonReader> JsonReader::elementReaders(QLatin1String key, const QJsonArray &elements) const
{
    QList<JsonReader> readers;
    readers.reserve(elements.size());
    const QString path = pathOf(key);
    const std::vector<size_t> places = m_outline ? m_outline->elements(m_place, key) : std::vector<size_t>();
    for (const QJsonValue &element : elements) {
        if (!element.isObject())
            continue;
        const qsizetype index = readers.size();
        JsonReader &reader = readers.emplace_back(element.toObject(), path);
        reader.m_index = index;
        if (index < static_cast<qsizetype>(places.size())) {
            reader.m_outline = m_outline;
            reader.m_place = places[static_cast<size_t>(index)];
        }
    }
    return readers;
}

QJsonValue JsonReader::required(QLatin1String key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined())
        complain(QStringLiteral("%1 is missing").arg(pathOf(key)));
    return value;
}

QString JsonReader::id(QLatin1String key)
{
    const QString value = text(key);
    if (value.isEmpty())
        complain(QStringLiteral("%1 is empty").arg(pathOf(key)));
    return value;
}

QString JsonReader::text(QLatin1String key)
{
    const QJsonValue value = required(key);
    if (!value.isString())
        complain(QStringLiteral("%1 is not a text").arg(pathOf(key)));
    return value.toString();
}

qint64 JsonReader::number(QLatin1String key)
{
    const std::optional<qint64> value = wholeNumber(required(key));
    if (!value)
        complain(QStringLiteral("%1 is not a whole number").arg(pathOf(key)));
    return value.value_or(0);
}

QList<JsonReader> JsonReader::objects(QLatin1String key)
{
    const QJsonValue value = required(key);
    if (!value.isArray())
        complain(QStringLiteral("%1 is not a list").arg(pathOf(key)));
    const QJsonArray elements = value.toArray();
    const auto other = std::find_if_not(elements.cbegin(), elements.cend(),
                                        [](const QJsonValue &each) { return each.isObject(); });
    if (other != elements.cend())
        complain(QStringLiteral("%1[%2] is not an object").arg(pathOf(key)).arg(other - elements.cbegin()));
    return elementReaders(key, elements);
}

QStringList JsonReader::texts(QLatin1String key)
{
    const QJsonValue value = required(key);
    if (!value.isArray())
        complain(QStringLiteral("%1 is not a list").arg(pathOf(key)));
    QStringList result;
    for (const QJsonValue &element : value.toArray()) {
        if (!element.isString())
            complain(QStringLiteral("%1[%2] is not a text").arg(pathOf(key)).arg(result.size()));
        result.append(element.toString());
    }
    return result;
}

JsonReader JsonReader::object(QLatin1String key)
{
    const QJsonValue value = required(key);
    if (!value.isObject())
        complain(QStringLiteral("%1 is not an object").arg(pathOf(key)));
    return memberReader(key, value);
}

bool JsonReader::has(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    return !value.isUndefined() && !value.isNull();
}

QString JsonReader::optionalText(QLatin1String key) const
{
    return m_object.value(key).toString();
}

std::optional<qint64> JsonReader::optionalNumber(QLatin1String key) const
{
    return wholeNumber(m_object.value(key));
}

std::optional<double> JsonReader::optionalReal(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<bool> JsonReader::optionalFlag(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

QList<JsonReader> JsonReader::optionalObjects(QLatin1String key) const
{
    return elementReaders(key, m_object.value(key).toArray());
}

JsonReader JsonReader::optionalObject(QLatin1String key) const
{
    return memberReader(key, m_object.value(key));
}

JsonTime JsonReader::optionalTime(QLatin1String key) const
{
    if (const QString text = optionalText(key); !text.isEmpty())
        return {.utc = parseTime(text), .text = text};
    const std::optional<qint64> number = optionalNumber(key);
    if (!number || *number <= 0)
        return {};
    // Seconds since 1970 stay below 10¹¹ until the year 5138; milliseconds passed that in 1973.
    const bool isSeconds = *number < 100'000'000'000;
    return {.utc = isSeconds ? QDateTime::fromSecsSinceEpoch(*number, Qt::UTC)
                             : QDateTime::fromMSecsSinceEpoch(*number, Qt::UTC),
            .text = QString::number(*number)};
}

void JsonReader::complain(const QString &fact)
{
    if (m_fact.isEmpty())
        m_fact = fact;
}

void JsonReader::adopt(const JsonReader &inner)
{
    if (!inner.ok())
        complain(inner.fact());
}

QByteArray JsonReader::textWithoutSecrets(const QStringList &names) const
{
    const bool isAsWritten = m_outline && !m_outline->tellsSecrets(m_place)
        && std::none_of(names.cbegin(), names.cend(), [this](const QString &name) { return m_object.contains(name); });
    return isAsWritten ? m_outline->text(m_place) : jsonWithoutSecrets(m_object, names);
}

} // namespace Clearsky
