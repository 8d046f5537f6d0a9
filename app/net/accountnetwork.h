// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>

QT_FORWARD_DECLARE_CLASS(QNetworkAccessManager)
QT_FORWARD_DECLARE_CLASS(QUrl)

namespace Clearsky {

/// One account's access manager, without cookies and sign-in cache, and the count of what runs on it. Make
/// one per account (shared between accounts it would share connections) and keep it as long as the account is
/// open; the RequestQueue keeps it alive while requests run.
class AccountNetwork final
{
    Q_DISABLE_COPY_MOVE(AccountNetwork)

public:
    static constexpr int maxPerOrigin = 6;
    /// Servers close idle connections; a request that meets the closing leaves its outcome unknown.
    static constexpr std::chrono::milliseconds longestIdle{20'000};

    /// What one request runs on. Give it back with finish().
    struct Line
    {
        QString origin{};
        std::shared_ptr<QNetworkAccessManager> manager{};
        bool fresh = false; ///< the manager cannot hold a connection to the origin yet
        qsizetype slot = 0;
    };

    AccountNetwork();
    ~AccountNetwork();

    [[nodiscard]] static QString originOf(const QUrl &url); ///< scheme, host and port
    [[nodiscard]] bool hasRoom(const QString &origin) const;
    [[nodiscard]] int inFlight() const;
    /// Takes a place on the origin. For a write, connections that were idle too long are dropped first, or,
    /// when the manager has calls in flight (dropping would leave them without an end), the write gets a
    /// manager of its own.
    [[nodiscard]] Line begin(const QString &origin, bool read, std::chrono::milliseconds now);
    void finish(const Line &line, std::chrono::milliseconds now);

private:
    struct Slot
    {
        bool busy = false;
        bool used = false; ///< a connection may be open since
        std::chrono::milliseconds idleSince{};
    };

    [[nodiscard]] bool hasStaleConnection(const QString &origin, std::chrono::milliseconds now) const;
    void dropConnections();

    std::shared_ptr<QNetworkAccessManager> m_manager;
    QHash<QString, QList<Slot>> m_slots;
};

} // namespace Clearsky
