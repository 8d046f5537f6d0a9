// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <iosfwd>

class QDebug;
class QTextStream;

namespace Clearsky {

/// Something that must never be shown, logged or stored outside the keychain. It cannot be converted or
/// streamed; QDebug prints •••. The bytes are overwritten when the last holder lets go (best effort: Qt and
/// the system copy).
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    [[nodiscard]] static Secret fromText(const QString &text); ///< as UTF-8

    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    /// The only way to the bytes. Allowed where a request is signed, the keychain is written, or a form's
    /// field is checked; a new call needs a reason.
    [[nodiscard]] QByteArray reveal() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

    friend bool operator==(const Secret &, const Secret &) = default;

private:
    QByteArray m_bytes;
};

QDebug operator<<(QDebug debug, const Secret &secret);
QTextStream &operator<<(QTextStream &, const Secret &) = delete;
std::ostream &operator<<(std::ostream &, const Secret &) = delete;

/// Overwrites the bytes in place with zeros, unless somebody else holds them too.
void wipe(QByteArray &bytes);

/// The ids under which an account's secrets are kept.
namespace CredentialField {
inline const QString secretAccessKey = QStringLiteral("secretAccessKey");
inline const QString securityToken = QStringLiteral("securityToken");
inline const QString password = QStringLiteral("password");
inline const QString accessKeyPassword = QStringLiteral("accessKeyPassword");
inline const QString accessToken = QStringLiteral("accessToken");
} // namespace CredentialField

/// The secrets of one account by field id. What is not secret (access key id, user name) stands in Account.
class Credentials
{
public:
    void set(const QString &fieldId, Secret secret);          ///< an empty secret removes the field
    [[nodiscard]] Secret value(const QString &fieldId) const; ///< empty: not there
    [[nodiscard]] bool contains(const QString &fieldId) const { return m_secrets.contains(fieldId); }
    [[nodiscard]] QStringList fieldIds() const { return m_secrets.keys(); }
    [[nodiscard]] bool isEmpty() const { return m_secrets.isEmpty(); }

    friend bool operator==(const Credentials &, const Credentials &) = default;

private:
    QMap<QString, Secret> m_secrets;
};

/// Prints the field ids only.
QDebug operator<<(QDebug debug, const Credentials &credentials);

} // namespace Clearsky
