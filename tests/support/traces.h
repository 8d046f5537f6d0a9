// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Clearsky {

/// Looks for secrets in bytes: as they are, in base64 (also inside something longer that was encoded), percent-encoded,
/// in hexadecimal digits, in UTF-16 of both byte orders.
class Traces
{
public:
    void addSecret(const QString &name, const QByteArray &secret);
    [[nodiscard]] qsizetype secretCount() const { return m_secrets.size(); }

    /// "<name> (<form>) in <where>" for each secret that is there.
    [[nodiscard]] QStringList in(const QByteArray &bytes, const QString &where) const;
    [[nodiscard]] QStringList in(const QString &text, const QString &where) const { return in(text.toUtf8(), where); }
    /// In the contents and names of all files below the folder, other than folders of the given name. `filesRead` counts.
    [[nodiscard]] QStringList below(const QString &folder, const QString &exceptFolder, int &filesRead) const;

    /// The forms of one secret that are looked for, with their names.
    [[nodiscard]] static QList<std::pair<QString, QByteArray>> forms(const QByteArray &secret);

private:
    QList<std::pair<QString, QByteArray>> m_secrets{};
};

} // namespace Clearsky
