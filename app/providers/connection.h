// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"
#include "app/timing.h"

#include <QObject>
#include <QPointer>

namespace Clearsky {

class RequestQueue;

/// An account at work with one provider: signs in when needed (one sign-in at a time, for all who wait), knows where the
/// services are, and sends. Retries nothing: ReadJob does for reads, a lane for deletions.
/// A practice account has one Connection per provider whose kinds it shows.
class Connection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)

public:
    Connection(Account account, const Provider &provider, const Credentials &credentials, RequestQueue &queue, Clock &clock,
               Timing timing, QString origin, QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] const Account &account() const;
    [[nodiscard]] const Provider &provider() const;
    [[nodiscard]] Timing timing() const;
    [[nodiscard]] Clock &clock() const;
    /// What the journal and the lanes call this place: scheme, host and port of the service, or `practice:`.
    [[nodiscard]] QString origin() const;
    /// Valid once signIn() has succeeded.
    [[nodiscard]] const Scope &scope() const;
    [[nodiscard]] bool isSignedIn() const;

    /// Ends with the scope. Runs at once when signed in already.
    [[nodiscard]] ResultJob<Scope> *signIn();
    /// Sends one request, signed at hand-over; signs in first when needed. The answer is returned whatever its status.
    [[nodiscard]] ResultJob<HttpReply> *send(const ApiRequest &request);
    /// The provider said that the session has ended: the next send signs in again.
    void sessionExpired();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky
