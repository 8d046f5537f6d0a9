// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace Clearsky {

namespace {

constexpr size_t deepest = 64;
constexpr int mostElements = 100'000;

/// Walks over JSON that Qt has found valid and looks for what Qt does not mind: depth, keys that come twice, sheer number.
class StructureCheck
{
public:
    explicit StructureCheck(const QByteArray &json)
        : m_json(json)
    {
    }

    [[nodiscard]] QString run()
    {
        while (m_at < m_json.size() && m_fact.isEmpty())
            step();
        return m_fact;
    }

private:
    struct Level
    {
        bool isObject = false;
        bool expectsKey = false;
        std::vector<QByteArray> keys{};
    };

    void step()
    {
        switch (m_json.at(m_at)) {
        case '"':
            readString();
            return;
        case '{':
        case '[':
            m_levels.push_back({.isObject = m_json.at(m_at) == '{', .expectsKey = m_json.at(m_at) == '{'});
            if (m_levels.size() > deepest)
                m_fact = QStringLiteral("nested deeper than %1 levels").arg(deepest);
            break;
        case '}':
        case ']':
            closeLevel();
            break;
        case ',':
            onComma();
            break;
        default:
            break;
        }
        ++m_at;
    }

    void onComma()
    {
        if (m_levels.empty())
            return;
        if (m_levels.back().isObject)
            m_levels.back().expectsKey = true;
        else if (++m_elements > mostElements)
            m_fact = QStringLiteral("more than %1 elements").arg(mostElements);
    }

    void readString()
    {
        const qsizetype start = m_at++;
        bool hasEscape = false;
        while (m_at < m_json.size() && m_json.at(m_at) != '"') {
            hasEscape = hasEscape || m_json.at(m_at) == '\\';
            m_at += m_json.at(m_at) == '\\' ? 2 : 1;
        }
        ++m_at;
        if (m_levels.empty() || !m_levels.back().expectsKey)
            return;
        m_levels.back().expectsKey = false;
        // Beneath it lies the body, which outlives the check. "job\u005fid" is the same key as "job_id".
        const QByteArray quoted = QByteArray::fromRawData(m_json.constData() + start, m_at - start);
        m_levels.back().keys.push_back(
            hasEscape ? QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString().toUtf8()
                      : QByteArray::fromRawData(quoted.constData() + 1, quoted.size() - 2));
    }

    void closeLevel()
    {
        if (m_levels.empty())
            return;
        std::vector<QByteArray> &keys = m_levels.back().keys;
        std::sort(keys.begin(), keys.end());
        const auto twice = std::adjacent_find(keys.cbegin(), keys.cend());
        if (twice != keys.cend())
            m_fact = QStringLiteral("\"%1\" stands there twice").arg(QString::fromUtf8(twice->left(64)));
        m_levels.pop_back();
    }

    const QByteArray &m_json;
    qsizetype m_at = 0;
    int m_elements = 0;
    std::vector<Level> m_levels;
    QString m_fact;
};

// toInteger() returns the default for what is no whole number within 64 bits.
std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 number = value.toInteger(none);
    return value.isDouble() && number != none ? std::optional(number) : std::nullopt;
}

bool nameTellsSecret(QStringView name)
{
    using namespace Qt::Literals;
    static constexpr std::array words{"passw"_L1, "adminpass"_L1, "admin_pass"_L1,  "secret"_L1,
                                      "token"_L1, "user_data"_L1, "private_key"_L1};
    for (qsizetype at = 0; at + 5 <= name.size(); ++at) { // the shortest has five letters
        const char16_t first = name.at(at).unicode() | 0x20;
        if (first != u'p' && first != u'a' && first != u's' && first != u't' && first != u'u')
            continue;
        const QStringView rest = name.sliced(at);
        if (std::any_of(words.begin(), words.end(),
                        [rest](QLatin1StringView word) { return rest.startsWith(word, Qt::CaseInsensitive); }))
            return true;
    }
    return false;
}

bool hasSecrets(const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.constBegin(), array.constEnd(), [](const QJsonValue &element) { return hasSecrets(element); });
    }
    if (!value.isObject())
        return false;
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (nameTellsSecret(it.key()) || hasSecrets(it.value()))
            return true;
    }
    return false;
}

QJsonValue withoutSecrets(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &element : value.toArray())
            kept.append(withoutSecrets(element));
        return kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept = value.toObject();
    for (auto it = kept.begin(); it != kept.end();) {
        if (nameTellsSecret(it.key())) {
            it = kept.erase(it);
            continue;
        }
        if (it->isObject() || it->isArray())
            *it = withoutSecrets(*it);
        ++it;
    }
    return kept;
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

tl::expected<QJsonObject, QString> parseJsonObject(const QByteArray &body)
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
    if (const QString fact = StructureCheck(body).run(); !fact.isEmpty())
        return tl::make_unexpected(fact);
    return document.object();
}

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

QString JsonReader::pathOf(QLatin1String key) const
{
    return m_path.isEmpty() ? QString(key) : QString(m_path + QLatin1Char('.') + key);
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
    QList<JsonReader> readers;
    const QJsonArray array = value.toArray();
    readers.reserve(array.size());
    for (const QJsonValue &element : array) {
        const QString path = QStringLiteral("%1[%2]").arg(pathOf(key)).arg(readers.size());
        if (!element.isObject())
            complain(QStringLiteral("%1 is not an object").arg(path));
        readers.append(JsonReader(element.toObject(), path));
    }
    return readers;
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
    return JsonReader(value.toObject(), pathOf(key));
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
    QList<JsonReader> readers;
    for (const QJsonValue &element : m_object.value(key).toArray()) {
        if (element.isObject())
            readers.append(JsonReader(element.toObject(), QStringLiteral("%1[%2]").arg(pathOf(key)).arg(readers.size())));
    }
    return readers;
}

JsonReader JsonReader::optionalObject(QLatin1String key) const
{
    return JsonReader(m_object.value(key).toObject(), pathOf(key));
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

QByteArray jsonWithoutSecrets(const QJsonObject &object, const QStringList &topLevelNames)
{
    // Rows without any are the rule, and are not built anew.
    QJsonObject kept = object;
    for (const QString &name : topLevelNames)
        kept.remove(name);
    if (hasSecrets(kept))
        kept = withoutSecrets(kept).toObject();
    return QJsonDocument(kept).toJson(QJsonDocument::Compact);
}

} // namespace Clearsky
