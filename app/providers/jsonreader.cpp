// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
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
        const QByteArray quoted = m_json.mid(start, m_at - start);
        // "job\u005fid" is the same key as "job_id".
        m_levels.back().keys.push_back(
            hasEscape ? QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString().toUtf8()
                      : quoted.mid(1, quoted.size() - 2));
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

bool nameTellsSecret(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("passw|admin_?pass|secret|token|user_data|private_key"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
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
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (!nameTellsSecret(it.key()))
            kept.insert(it.key(), withoutSecrets(it.value()));
    }
    return kept;
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
    static const QRegularExpression pattern(
        QStringLiteral("\\A(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?\\z"));
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const QTime time = QTime::fromString(match.captured(2), Qt::ISODate);
    if (!date.isValid() || !time.isValid())
        return {};
    QDateTime utc(date, time, Qt::UTC);
    if (const QString fraction = match.captured(3); !fraction.isEmpty())
        utc = utc.addMSecs(QString(fraction + QStringLiteral("00")).left(3).toInt());
    if (const QString zone = match.captured(4); zone.size() > 1) {
        const int minutes = zone.mid(1, 2).toInt() * 60 + zone.right(2).toInt();
        utc = utc.addSecs((zone.startsWith(QLatin1Char('-')) ? 60 : -60) * qint64(minutes));
    }
    return utc;
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
    QJsonObject kept = withoutSecrets(object).toObject();
    for (const QString &name : topLevelNames)
        kept.remove(name);
    return QJsonDocument(kept).toJson(QJsonDocument::Compact);
}

} // namespace Clearsky
