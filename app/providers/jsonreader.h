// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpmessage.h"
#include "models/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace Clearsky {

/// Parses a body that must be one JSON object: valid UTF-8, at most 64 levels deep, at most 100,000 array elements, no key
/// twice in an object (Qt would keep the last). The error is a short fact, untranslated, for Error::detail.
[[nodiscard]] tl::expected<QJsonObject, QString> parseJsonObject(const QByteArray &body);

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

private:
    [[nodiscard]] QString pathOf(QLatin1String key) const;
    [[nodiscard]] QJsonValue required(QLatin1String key);

    QJsonObject m_object;
    QString m_path;
    QString m_fact;
};

/// The object as compact JSON without its members of these names, and without any at whatever depth whose name says that it
/// holds a password, a secret, a token or start-up data.
[[nodiscard]] QByteArray jsonWithoutSecrets(const QJsonObject &object, const QStringList &topLevelNames = {});

} // namespace Clearsky
