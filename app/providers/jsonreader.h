// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace Clearsky {

class JsonOutline;

/// As the provider wrote it, and as UTC where that could be read.
struct JsonTime
{
    QDateTime utc{};  ///< invalid: not given or not understood
    QString text{};
};
/// Reads `2025-01-02T03:04:05Z`, with fractions or an offset, without a zone (taken as UTC), with a blank for the T.
[[nodiscard]] QDateTime parseTime(const QString &text);

/// Reads the members of one object and remembers the first that is not as the contract says: read all, then ask ok().
/// What is required must be there and of the right type. What is optional only decorates: absent, null or of another
/// type, it is empty.
class JsonReader
{
public:
    explicit JsonReader(QJsonObject object, QString path = {});
    /// Parses a body that must be one JSON object: valid UTF-8, and nothing that JsonOutline refuses. The error is a short
    /// fact, untranslated, for Error::detail.
    [[nodiscard]] static tl::expected<JsonReader, QString> parse(const QByteArray &body);

    [[nodiscard]] QString id(QLatin1String key);          ///< required: a string, not empty; never a number
    [[nodiscard]] QString text(QLatin1String key);        ///< required: a string, perhaps empty
    [[nodiscard]] qint64 number(QLatin1String key);       ///< required: a whole number
    [[nodiscard]] QList<JsonReader> objects(QLatin1String key); ///< required: an array of objects
    [[nodiscard]] QStringList texts(QLatin1String key);   ///< required: an array of strings
    [[nodiscard]] JsonReader object(QLatin1String key);   ///< required: an object

    [[nodiscard]] bool has(QLatin1String key) const;      ///< there, and not null
    [[nodiscard]] QString optionalText(QLatin1String key) const;
    [[nodiscard]] std::optional<qint64> optionalNumber(QLatin1String key) const;
    [[nodiscard]] std::optional<double> optionalReal(QLatin1String key) const;
    [[nodiscard]] std::optional<bool> optionalFlag(QLatin1String key) const;
    [[nodiscard]] QList<JsonReader> optionalObjects(QLatin1String key) const; ///< elements that are no objects: left out
    [[nodiscard]] JsonReader optionalObject(QLatin1String key) const;         ///< empty when it is not there
    /// A text of any of the four styles, or seconds or milliseconds since 1970.
    [[nodiscard]] JsonTime optionalTime(QLatin1String key) const;

    /// Adds a fact of the caller's own; the first one counts.
    void complain(const QString &fact);
    /// Takes over what a reader of a member found.
    void adopt(const JsonReader &inner);
    [[nodiscard]] bool ok() const { return m_fact.isEmpty(); }
    [[nodiscard]] QString fact() const { return m_fact; } ///< "desktop_snapshots[3].snapshot_id is not a text"
    [[nodiscard]] const QJsonObject &raw() const { return m_object; }
    /// The object as the provider wrote it; where it has members of these names, or one at whatever depth whose name tells a
    /// secret: without them (jsonsecrets.h).
    [[nodiscard]] QByteArray textWithoutSecrets(const QStringList &names = {}) const;

private:
    [[nodiscard]] QString path() const;
    [[nodiscard]] QString pathOf(QLatin1String key) const;
    [[nodiscard]] QJsonValue required(QLatin1String key);
    [[nodiscard]] JsonReader memberReader(QLatin1String key, const QJsonValue &value) const;
    [[nodiscard]] QList<JsonReader> elementReaders(QLatin1String key, const QJsonArray &elements) const;

    QJsonObject m_object;
    QString m_path;
    qsizetype m_index = -1; ///< in the list at m_path; -1: it is at m_path itself
    QString m_fact;
    std::shared_ptr<const JsonOutline> m_outline; ///< null: made from an object without a text
    size_t m_place = 0;                           ///< in the outline
};

} // namespace Clearsky
